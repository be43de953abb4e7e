import { Int32 } from 'bson';
import { type Doc, isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { predicate } from '../filter.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { CompileStage } from './stage.ts';

const match: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec)) throw location(15959, 'the match filter must be an expression in an object');
  const matches = predicate(spec, scope);
  return function* (input) {
    for (const doc of input) if (matches(doc)) yield doc;
  };
};

function countOf(spec: unknown, name: string, code: number): number {
  const count = wholeNumber(spec);
  if (count !== undefined && count >= 0) return count;
  const given = `Expected a non-negative number in: ${name}: ${shown(spec)}`;
  throw location(code, `invalid argument to ${name} stage: ${given}`);
}

const skip: CompileStage = (spec) => {
  const count = countOf(spec, '$skip', 5107200);
  return function* (input) {
    let skipped = 0;
    for (const doc of input) {
      if (skipped < count) skipped++;
      else yield doc;
    }
  };
};

const limit: CompileStage = (spec) => {
  const count = countOf(spec, '$limit', 5107201);
  if (count === 0) throw location(15958, 'the limit must be positive');
  return function* (input) {
    let taken = 0;
    for (const doc of input) {
      yield doc;
      // The input is not asked for one more than is wanted.
      if (++taken === count) return;
    }
  };
};

const count: CompileStage = (name) => {
  if (typeof name !== 'string') throw location(40156, 'the count field must be a non-empty string');
  if (name === '') throw location(40157, 'the count field must be a non-empty string');
  if (name.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('\0')) throw location(40159, 'the count field cannot contain a null byte');
  if (name.includes('.')) throw location(40160, "the count field cannot contain '.'");
  return function* (input) {
    let total = 0;
    for (const _doc of input) total++;
    if (total > 0) yield { [name]: new Int32(total) };
  };
};

/** Each document that comes takes the place of one that is held with the chance that it deserves: all are as likely. */
const sample: CompileStage = (spec) => {
  const size = sampleSize(spec);
  return function* (input) {
    const held: Doc[] = [];
    let met = 0;
    for (const doc of input) {
      const place = Math.floor(Math.random() * ++met);
      if (held.length < size) {
        held.push(doc);
        // The places of those that are held are as random.
        [held[place], held[met - 1]] = [held[met - 1] as Doc, held[place] as Doc];
      } else if (place < size) held[place] = doc;
    }
    yield* held;
  };
};

function sampleSize(spec: unknown): number {
  if (!isDocument(spec)) throw location(28745, 'the $sample stage specification must be an object');
  for (const [name, value] of Object.entries(spec)) {
    if (name !== 'size') throw location(28748, `unrecognized option to $sample: ${name}`);
    if (!isNumber(value)) throw location(28746, 'size argument to $sample must be a number');
    const size = Math.trunc(toDouble(value));
    if (!(size > 0)) throw location(28747, 'size argument to $sample must be a positive integer');
    return size;
  }
  throw location(28749, '$sample stage must specify a size');
}

const documents: CompileStage = (spec, { scope }) => {
  const docs = expression(spec, scope)({}, scope.variables);
  if (Array.isArray(docs) && docs.every(isDocument)) return () => docs;
  throw location(5858203, `error during aggregation :: an array of objects expected, got ${typeName(spec)}`);
};

export const SEQUENCE_STAGES: Record<string, CompileStage> = {
  $match: match,
  $skip: skip,
  $limit: limit,
  $count: count,
  $sample: sample,
  $documents: documents,
};
