import type { BSONRegExp } from 'bson';
import { compareValues } from '../compare.ts';
import { badValue, location } from '../fault.ts';
import { isSymbol, tagOf } from '../type-name.ts';
import { bounded } from './bounded-match.ts';
import { fromPerl } from './pcre.ts';
import type { ValueTest } from './test.ts';

export function isRegex(value: unknown): value is BSONRegExp {
  return tagOf(value) === 'BSONRegExp';
}

/** Strings that a regular expression finds something in, and regular expressions that are the same. */
export function regexTest(operand: unknown, options?: unknown): ValueTest {
  const regex = toRegExp(operand, options);
  const finds = bounded(regex, (text) => regex.test(text));
  return (value) =>
    (typeof value === 'string' && finds(value)) ||
    (isSymbol(value) && finds(String(value))) ||
    (isRegex(value) && isRegex(operand) && compareValues(value, operand) === 0);
}

/** JavaScript's form of a regular expression given as a string or a BSON one. */
export function toRegExp(operand: unknown, options?: unknown): RegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (typeof operand === 'string') return compile(operand, options ?? '');
  if (!isRegex(operand)) throw badValue('$regex has to be a string');
  if (operand.options && options !== undefined) throw location(51075, 'options set in both $regex and $options');
  return compile(operand.pattern, options ?? operand.options);
}

const INLINE_FLAGS = /^\(\?([imsx]+)\)/;

function compile(pattern: string, options: string): RegExp {
  const inline = INLINE_FLAGS.exec(pattern);
  const flags = new Set(options + (inline?.[1] ?? ''));
  for (const flag of flags) {
    if (!'imsxu'.includes(flag)) throw location(51108, `invalid flag in regex options: ${flag}`);
  }
  let source = inline ? pattern.slice(inline[0].length) : pattern;
  if (flags.has('x')) source = withoutComments(source);
  source = fromPerl(source, flags);
  const supported = ['i', 's'].filter((flag) => flags.has(flag)).join('');
  try {
    return new RegExp(source, `${supported}u`);
  } catch {
    return compileLoosely(source, supported);
  }
}

/** PCRE allows escapes of any character, which JavaScript's Unicode mode does not. */
function compileLoosely(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw location(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

/** The extended syntax: white space and comments outside of classes mean nothing. */
function withoutComments(source: string): string {
  return source.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*$/gm, (part) => (/^(?:\s|#)/.test(part) ? '' : part));
}
