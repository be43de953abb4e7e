import { Int32 } from 'bson';
import { location } from '../fault.ts';
import { toRegExp } from '../filter/regex.ts';
import { isNullish, named, type Operator, type Operators } from './operands.ts';

/** An operator on the text and the expression that its arguments give; `otherwise` when either is missing. */
function regex(apply: (text: string, expression: RegExp) => unknown, otherwise: unknown): Operator {
  return named(['input', 'regex'], ['options'], ({ input, regex, options }) => {
    if (isNullish(input) || isNullish(regex)) return otherwise;
    if (typeof input !== 'string') throw location(51104, "needs 'input' to be of type string");
    return apply(input, toRegExp(regex, options ?? undefined));
  });
}

function described(match: RegExpMatchArray): unknown {
  const [text, ...captures] = match;
  const before = (match.input ?? '').slice(0, match.index);
  return { match: text, idx: new Int32([...before].length), captures: captures.map((capture) => capture ?? null) };
}

export const regexOperators: Operators = {
  $regexMatch: regex((text, expression) => expression.test(text), false),
  $regexFind: regex((text, expression) => {
    const match = text.match(expression);
    return match ? described(match) : null;
  }, null),
  $regexFindAll: regex(
    (text, { source, flags }) => [...text.matchAll(new RegExp(source, `${flags}g`))].map(described),
    [],
  ),
};
