import { type Doc, isDocument, putField } from '../document.ts';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';
import { type Operators, unaryOrNull } from './operands.ts';

function toPairs(value: unknown): unknown {
  if (!isDocument(value)) throw location(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

/** Pairs are all arrays or all documents, as the first one is. */
function fromPairs(value: unknown): unknown {
  if (!Array.isArray(value)) throw location(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const doc: Doc = {};
  const [first] = value;
  if (value.length > 0 && !Array.isArray(first) && !isDocument(first))
    throw location(40398, `Unrecognised input type format for $arrayToObject: ${typeName(first)}`);
  for (const pair of value) {
    const [key, inner] = Array.isArray(first) ? listedPair(pair) : namedPair(pair);
    putField(doc, key, inner);
  }
  return doc;
}

const CONSISTENT = '$arrayToObject requires a consistent input format. Elements must all be arrays or all be objects.';

function listedPair(pair: unknown): [string, unknown] {
  if (!Array.isArray(pair)) throw location(40396, `${CONSISTENT} Array was detected, now found: ${typeName(pair)}`);
  if (pair.length !== 2)
    throw location(40397, `$arrayToObject requires an array of size 2 arrays, found array of size: ${pair.length}`);
  return [pairKey(pair[0], 40395), pair[1]];
}

function namedPair(pair: unknown): [string, unknown] {
  if (!isDocument(pair)) throw location(40391, `${CONSISTENT} Object was detected, now found: ${typeName(pair)}`);
  const { length } = Object.keys(pair);
  if (length !== 2)
    throw location(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${length}`,
    );
  if (!('k' in pair && 'v' in pair))
    throw location(40393, "$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys");
  return [pairKey(pair.k, 40394), pair.v];
}

function pairKey(key: unknown, code: number): string {
  if (typeof key === 'string') return key;
  throw location(code, `$arrayToObject requires keys of type string. Found type: ${typeName(key)}`);
}

export const objectOperators: Operators = {
  $objectToArray: unaryOrNull(toPairs),
  $arrayToObject: unaryOrNull(fromPairs),
};
