import { type Doc, isDocument } from '../semantics/document.ts';
import { location } from '../semantics/fault.ts';
import { typeName } from '../semantics/type-name.ts';
import { checked, type Kind, reader, required } from './fields.ts';
import { document, listOf, oneOf, refused, text } from './kinds.ts';
import { checkedCollectionName, checkedDatabaseName } from './namespace.ts';

/** What `$merge` does with a document that has a match. */
type WhenMatched = 'merge' | 'replace' | 'keepExisting' | 'fail' | Doc[];

/** Where the results of a pipeline go when they do not go to the client. */
export interface Output {
  database: string;
  collection: string;
  /** how results meet the documents that are there; without it they take their place */
  merge?: {
    on: string[];
    whenMatched: WhenMatched;
    whenNotMatched: 'insert' | 'discard' | 'fail';
    variables: Doc | undefined;
  };
}

/** Takes the `$out` or `$merge` off the end of a pipeline. Throws where there is one elsewhere. */
export function outputOf(pipeline: Doc[], database: string): { stages: Doc[]; output?: Output } {
  const stages = pipeline.slice(0, -1);
  for (const stage of stages) {
    const name = ['$out', '$merge'].find((each) => each in stage);
    if (name) throw location(40601, `${name} can only be the final stage in the pipeline`);
  }
  const last = pipeline.at(-1) ?? {};
  if ('$out' in last) return { stages, output: placeOf('$out', last.$out, database) };
  if ('$merge' in last) return { stages, output: mergeOf(last.$merge, database) };
  return { stages: pipeline };
}

const readPlace = reader({ db: text, coll: required(text), timeseries: refused });

function placeOf(stage: string, spec: unknown, database: string): Output {
  if (typeof spec === 'string') return { database, collection: checkedCollectionName(spec) };
  if (!isDocument(spec)) {
    throw location(16990, `${stage} only supports a string or object argument, but found ${typeName(spec)}`);
  }
  const { db = database, coll } = readPlace(spec, stage);
  return { database: checkedDatabaseName(db), collection: checkedCollectionName(coll) };
}

const on: Kind<string[]> = {
  types: ['string', 'array'],
  of: (value) => {
    const paths = typeof value === 'string' ? [value] : (value as unknown[]);
    if (!paths.length) throw location(51187, "If explicitly specifying $merge 'on', must include at least one field");
    return paths.map((path) => {
      if (typeof path === 'string') return path;
      throw location(51134, `$merge 'on' array elements must be strings, but found ${typeName(path)}`);
    });
  },
};

const whenMatched: Kind<WhenMatched> = {
  types: ['string', 'array'],
  of: (value, path) =>
    Array.isArray(value)
      ? listOf(document).of(value, path)
      : checked(oneOf('merge', 'replace', 'keepExisting', 'fail'), value, path),
};

const readMerge = reader({
  into: required<unknown>({ types: ['string', 'object'], of: (value) => value }),
  on,
  let: document,
  whenMatched,
  whenNotMatched: oneOf('insert', 'discard', 'fail'),
});

function mergeOf(spec: unknown, database: string): Output {
  if (typeof spec !== 'string' && !isDocument(spec)) {
    throw location(51182, `$merge requires a string or object argument, but found ${typeName(spec)}`);
  }
  const given = readMerge(isDocument(spec) ? spec : { into: spec }, '$merge');
  const { on: paths = ['_id'], whenMatched = 'merge', whenNotMatched = 'insert', let: variables } = given;
  if (variables && !Array.isArray(whenMatched)) {
    throw location(51199, `Cannot use 'let' variables with 'whenMatched: ${whenMatched}' mode`);
  }
  return { ...placeOf('$merge', given.into, database), merge: { on: paths, whenMatched, whenNotMatched, variables } };
}
