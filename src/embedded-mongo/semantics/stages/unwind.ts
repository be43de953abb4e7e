import { Long } from 'bson';
import { type Doc, fieldOf, isDocument, withField } from '../document.ts';
import { pathParts } from '../expression/field-path.ts';
import { location } from '../fault.ts';
import type { CompileStage } from './stage.ts';

/** `$unwind`: a document for each element of an array; a value that is no array counts as one element. */
export const unwind: CompileStage = (spec) => {
  const { parts, indexField, keepsEmpty } = read(spec);
  return function* (input) {
    for (const doc of input) {
      const value = valueOf(doc, parts);
      const elements = Array.isArray(value) ? value : undefined;
      if (elements?.length) {
        for (const [i, element] of elements.entries()) {
          const single = replaced(doc, parts, element);
          yield indexField ? replaced(single, indexField, Long.fromNumber(i)) : single;
        }
      } else if (!elements && value !== null && value !== undefined) {
        yield indexField ? replaced(doc, indexField, null) : doc;
      } else if (keepsEmpty) {
        const single = elements ? replaced(doc, parts, undefined) : doc;
        yield indexField ? replaced(single, indexField, null) : single;
      }
    }
  };
};

function read(spec: unknown) {
  if (typeof spec !== 'string' && !isDocument(spec)) {
    throw location(15981, 'expected either a string or an object as specification for $unwind stage');
  }
  const options: Doc = typeof spec === 'string' ? { path: spec } : spec;
  const { path, includeArrayIndex, preserveNullAndEmptyArrays, ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown) throw location(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (path === undefined) throw location(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string') throw location(28808, 'expected a string as the path for $unwind stage');
  if (path === '') throw location(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$'))
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex === '')) {
    throw location(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  if (includeArrayIndex?.startsWith('$')) {
    const fault = "includeArrayIndex option to $unwind stage should not be prefixed with a '$'";
    throw location(28822, `${fault}: ${includeArrayIndex}`);
  }
  if (preserveNullAndEmptyArrays !== undefined && typeof preserveNullAndEmptyArrays !== 'boolean') {
    throw location(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  }
  return {
    parts: pathParts(path.slice(1)),
    indexField: includeArrayIndex === undefined ? undefined : pathParts(includeArrayIndex),
    keepsEmpty: preserveNullAndEmptyArrays === true,
  };
}

/** The value at a path through documents only. */
function valueOf(doc: Doc, parts: string[]): unknown {
  let value: unknown = doc;
  for (const part of parts) value = isDocument(value) ? fieldOf(value, part) : undefined;
  return value;
}

/** A copy with another value at a path; undefined removes the field. */
export function replaced(doc: Doc, [name = '', ...rest]: string[], value: unknown): Doc {
  const inner = fieldOf(doc, name);
  const next = rest.length === 0 ? value : replaced(isDocument(inner) ? inner : {}, rest, value);
  return withField(doc, name, next);
}
