import { Int32 } from 'bson';
import { location, type MongoServerFault } from '../fault.ts';
import { bounded } from '../filter/bounded-match.ts';
import { isRegex, toRegExp } from '../filter/regex.ts';
import { isNullish, named, type Operator, type Operators } from './operands.ts';

/** An operator on the text and the expression that its arguments give; `otherwise` when either is missing. */
function onRegex(apply: (text: string, expression: RegExp) => unknown, otherwise: () => unknown): Operator {
  return named(['input', 'regex'], ['options'], ({ input, regex, options }, name) => {
    if (!isNullish(input) && typeof input !== 'string')
      throw location(51104, `${name} needs 'input' to be of type string`);
    const expression = expressionOf(name, regex, options);
    return isNullish(input) || !expression
      ? otherwise()
      : bounded(expression, (text) => apply(text, expression))(input);
  });
}

function expressionOf(name: string, regex: unknown, options: unknown): RegExp | undefined {
  if (!isNullish(options) && typeof options !== 'string')
    throw location(51106, `${name} needs 'options' to be of type string`);
  if (isNullish(regex)) return undefined;
  if (typeof regex !== 'string' && !isRegex(regex))
    throw location(51105, `${name} needs 'regex' to be of type string or regex`);
  if (typeof regex !== 'string' && regex.options && !isNullish(options))
    throw location(51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  try {
    return toRegExp(regex, options ?? undefined);
  } catch (error) {
    const { code, message } = error as MongoServerFault;
    throw code === INVALID ? location(51111, `Invalid Regex in ${name}: ${message}`) : error;
  }
}

/** The code with which filters refuse an expression that cannot be compiled. */
const INVALID = 51091;

function described(match: RegExpMatchArray): unknown {
  const [text, ...captures] = match;
  const before = (match.input ?? '').slice(0, match.index);
  return { match: text, idx: new Int32([...before].length), captures: captures.map((capture) => capture ?? null) };
}

/** An empty match at the very end does not count, but in an empty text. */
function all(text: string, { source, flags }: RegExp): unknown[] {
  const matches = [...text.matchAll(new RegExp(source, `${flags}g`))];
  return matches.filter(({ index }) => index < text.length || text === '').map(described);
}

export const regexOperators: Operators = {
  $regexMatch: onRegex(
    (text, expression) => expression.test(text),
    () => false,
  ),
  $regexFind: onRegex(
    (text, expression) => {
      const match = text.match(expression);
      return match ? described(match) : null;
    },
    () => null,
  ),
  $regexFindAll: onRegex(all, () => []),
};
