import { type Doc, isDocument } from '../document.ts';
import { checkFieldName } from '../expression/field-path.ts';
import { location } from '../fault.ts';
import { Allowance, sizeOf, stageTooLarge } from '../memory.ts';
import { typeName } from '../type-name.ts';
import type { CompileStage } from './stage.ts';

const FORBIDDEN = '$changeStream $collStats $documents $facet $geoNear $indexStats $merge $out $planCacheStats'.split(
  ' ',
);

/** `$facet`: several pipelines over the same documents, in one document of arrays. */
export const facet: CompileStage = (spec, surroundings) => {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw location(40169, 'the $facet specification must be a non-empty object');
  }
  const parts = Object.entries(spec).map(([name, pipeline]) => {
    checkFieldName(name);
    if (name.includes('.')) throw location(16412, "FieldPath field names may not contain '.'.");
    return [name, surroundings.pipeline(checked(name, pipeline), surroundings.scope)] as const;
  });
  return function* (input) {
    const allowance = new Allowance(() => stageTooLarge('$facet'));
    const docs: Doc[] = [];
    for (const doc of input) {
      allowance.take(sizeOf(doc));
      docs.push(doc);
    }
    yield Object.fromEntries(parts.map(([name, stage]) => [name, [...stage(docs)]]));
  };
};

const NON_EMPTY = 'elements of arrays in $facet spec must be non-empty objects';

function checked(name: string, pipeline: unknown): unknown {
  if (!Array.isArray(pipeline))
    throw location(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(pipeline)}`);
  for (const stage of pipeline) {
    if (!isDocument(stage))
      throw location(40171, `${NON_EMPTY}, ${name} argument contained an element of type ${typeName(stage)}`);
    const forbidden = Object.keys(stage).find((key) => FORBIDDEN.includes(key));
    if (forbidden) throw location(40600, `${forbidden} is not allowed to be used within a $facet stage`);
  }
  return pipeline;
}
