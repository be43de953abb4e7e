import { type Doc, isDocument } from '../document.ts';
import { failedToParse, typeMismatch, unknownField, wrongType } from '../fault.ts';
import { typeName } from '../type-name.ts';
import { type CompileStage, refuseOutputs } from './stage.ts';

/** `$unionWith`: the documents of another collection, through a pipeline of their own, after all of these. */
export const unionWith: CompileStage = (spec, surroundings) => {
  const { coll, pipeline } = read(spec);
  const inner = surroundings.pipeline(pipeline, surroundings.scope);
  return function* (input) {
    yield* input;
    yield* inner(coll === undefined ? [] : surroundings.lookup(coll, {}));
  };
};

function read(spec: unknown): { coll: string | undefined; pipeline: unknown[] } {
  if (typeof spec === 'string') return { coll: spec, pipeline: [] };
  if (!isDocument(spec))
    throw failedToParse(`the $unionWith stage specification must be an object or string, but found ${typeName(spec)}`);
  const { coll, pipeline = [], ...others }: Doc = spec;
  const [unknown] = Object.keys(others);
  if (unknown) throw unknownField(`$unionWith.${unknown}`);
  if (!Array.isArray(pipeline)) throw typeMismatch("'pipeline' option must be specified as an array");
  if (coll !== undefined && typeof coll !== 'string') throw wrongType('$unionWith.coll', typeName(coll), 'string');
  if (coll === undefined && !(isDocument(pipeline[0]) && '$documents' in pipeline[0]))
    throw failedToParse(
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    );
  refuseOutputs(pipeline, 31441, "$unionWith's sub-pipeline");
  return { coll, pipeline };
}
