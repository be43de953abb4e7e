import { Int32 } from 'bson';
import { compareBy, sorted } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { predicate } from '../filter.ts';
import { isNumber, wholeNumber } from '../numbers.ts';
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

const sort: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec)) throw location(15973, 'the $sort key specification must be an object');
  if (Object.keys(spec).length === 0) throw location(15976, '$sort stage must have at least one sort key');
  const order = Object.fromEntries(
    Object.entries(spec).map(([path, way]) => [path, isNumber(way) ? Number(way) : way]),
  );
  compareBy(order as Record<string, 1 | -1>);
  return function* (input) {
    yield* sorted(input, order as Record<string, 1 | -1>, scope.text);
  };
};

const skip: CompileStage = (spec) => {
  const count = wholeNumber(spec);
  if (count === undefined || count < 0)
    throw location(
      5107200,
      `invalid argument to $skip stage: Expected a non-negative number in: $skip: ${shown(spec)}`,
    );
  return function* (input) {
    let skipped = 0;
    for (const doc of input) {
      if (skipped < count) skipped++;
      else yield doc;
    }
  };
};

const limit: CompileStage = (spec) => {
  const count = wholeNumber(spec);
  if (count === undefined || count < 0)
    throw location(
      5107201,
      `invalid argument to $limit stage: Expected a non-negative number in: $limit: ${shown(spec)}`,
    );
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
  if (typeof name !== 'string' || name === '') throw location(40156, 'the count field must be a non-empty string');
  if (name.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('.')) throw location(40160, "the count field cannot contain '.'");
  return function* (input) {
    let total = 0;
    for (const _doc of input) total++;
    if (total > 0) yield { [name]: new Int32(total) };
  };
};

const sample: CompileStage = (spec) => {
  const size = isDocument(spec) ? wholeNumber(spec.size) : undefined;
  if (size === undefined || size < 0)
    throw location(28745, 'the $sample stage specification must be an object with a size');
  return function* (input) {
    const docs = [...input];
    for (let i = 0; i < size && i < docs.length; i++) {
      const other = i + Math.floor(Math.random() * (docs.length - i));
      [docs[i], docs[other]] = [docs[other] as Doc, docs[i] as Doc];
      yield docs[i] as Doc;
    }
  };
};

const documents: CompileStage = (spec) => {
  if (!Array.isArray(spec) || !spec.every(isDocument)) {
    throw location(5858203, `error during aggregation :: an array of objects expected, got ${typeName(spec)}`);
  }
  return () => spec;
};

export const SEQUENCE_STAGES: Record<string, CompileStage> = {
  $match: match,
  $sort: sort,
  $skip: skip,
  $limit: limit,
  $count: count,
  $sample: sample,
  $documents: documents,
};
