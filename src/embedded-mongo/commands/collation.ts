import { collationOf } from '../planner/collation.ts';
import type { Doc } from '../semantics/document.ts';
import { badValue } from '../semantics/fault.ts';
import { type Kind, reader, required } from './fields.ts';
import { flag, oneOf, refused, text, whole } from './kinds.ts';

const take = reader({
  locale: required(text),
  caseLevel: flag,
  caseFirst: oneOf('upper', 'lower', 'off'),
  strength: whole,
  numericOrdering: flag,
  alternate: oneOf('non-ignorable', 'shifted'),
  maxVariable: oneOf('punct', 'space'),
  normalization: flag,
  backwards: refused,
  version: text,
});

/** How texts compare; undefined for the simple way, byte by byte. Throws for a collation that MongoDB would not take. */
export const collation: Kind<Doc | undefined> = {
  types: ['object'],
  of: (value) => {
    const spec = value as Doc;
    if (!Object.keys(spec).length) return undefined;
    const { strength = 3, alternate, maxVariable } = take(spec, 'collation');
    if (strength < 1 || strength > 5) {
      throw badValue(`Enumeration value '${strength}' for field 'collation.strength' is not a valid value.`);
    }
    if (alternate === 'shifted' && maxVariable === 'space')
      throw badValue("this store has no 'maxVariable' of 'space'");
    return collationOf(spec);
  },
};
