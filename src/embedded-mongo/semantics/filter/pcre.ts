import { fieldOf } from '../document.ts';
import { location } from '../fault.ts';

const CLASSES: Record<string, string> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: ' \\t\\n\\v\\f\\r',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9a-fA-F',
};
const ESCAPES: Record<string, string> = {
  '\\A': '(?<![^])',
  '\\z': '(?![^])',
  '\\Z': '(?=\\n?(?![^]))',
  '\\h': '[ \\t]',
};
const TOKENS =
  /\\Q([^]*?)(?:\\E|$)|\\x\{([\da-fA-F]+)\}|\\[^]|\[\^?\]?(?:\[:\w+:\]|\\[^]|[^\]\\])*\]|\(\?P<(?![=!])|\(\?P=(\w+)\)|[.^$]/g;

/** A pattern as JavaScript writes it, where Perl's expressions, which MongoDB has, mean the same sign otherwise. */
export function fromPerl(pattern: string, flags: ReadonlySet<string>): string {
  const lines = flags.has('m');
  return pattern.replace(TOKENS, (token, quoted?: string, point?: string, group?: string) => {
    if (quoted !== undefined) return quoted.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    if (point !== undefined) return `\\u{${point}}`;
    if (group !== undefined) return `\\k<${group}>`;
    if (token === '(?P<') return '(?<';
    if (token === '.') return flags.has('s') ? token : '[^\\n]';
    if (token === '^') return lines ? '(?<![^\\n])' : token;
    if (token === '$') return lines ? '(?![^\\n])' : '(?=\\n?(?![^]))';
    return token.startsWith('[') ? classFromPerl(token) : (ESCAPES[token] ?? token);
  });
}

/** A bracket right behind the opening one is meant as such; names of classes become what they stand for. */
function classFromPerl(token: string): string {
  return token.replace(/^(\[\^?)\]/, '$1\\]').replace(/\[:(\w+):\]/g, (_class, name: string) => membersOf(name));
}

function membersOf(name: string): string {
  const members = fieldOf(CLASSES, name);
  if (members === undefined) throw location(51091, 'Regular expression is invalid: unknown POSIX class name');
  return members;
}
