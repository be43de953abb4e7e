import { isDocument, isOperators } from '../document.ts';
import { location } from '../fault.ts';
import type { CompileStage } from './stage.ts';

const SHAPE = 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object';

/** `$sortByCount`: how often each value occurs, the most frequent first. */
export const sortByCount: CompileStage = (spec, surroundings) => {
  if (isDocument(spec)) {
    if (!isOperators(spec)) throw location(40147, SHAPE);
  } else if (typeof spec !== 'string') {
    throw location(40149, 'the sortByCount field must be specified as a string or as an object');
  } else if (!spec.startsWith('$')) throw location(40148, SHAPE);
  return surroundings.pipeline(
    [{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }],
    surroundings.scope,
  );
};
