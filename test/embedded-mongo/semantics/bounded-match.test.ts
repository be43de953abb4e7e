import { BSONRegExp } from 'bson';
import { expect } from 'chai';
import { repeatsChoices } from '../../../src/embedded-mongo/semantics/filter/bounded-match.ts';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';

/** Long enough that nobody could say beforehand how long a search for several things takes in it. */
const long = (text: string) => `${'Đường số 1, '.repeat(300)}\n${text}\n${'phường Bến Nghé '.repeat(300)}`;

describe('a search by a regular expression', () => {
  const finds = (pattern: string, options: string, text: string) =>
    matcher({ text: new BSONRegExp(pattern, options) })({ text });

  const CASES: [pattern: string, options: string, text: string, found: boolean][] = [
    ['nguyễn\\s+.*ánh$', 'im', 'NGUYỄN Thị Ánh', true],
    ['nguyễn\\s+.*ánh$', 'm', 'NGUYỄN Thị Ánh', false],
    ['^(đ[ưu]ờng|hẻm)+ .*số ?\\d+', 'm', 'đường Lê Lợi số 12', true],
    ['a.+b.*c', '', 'a\nb c', false],
    ['a.+b.*c', 's', 'a\nb c', true],
    ['^ ( 🙂 ){3} $ # three', 'mx', '🙂🙂🙂', true],
    ['^(.)(.)\\2\\1$', 'm', 'ạắắạ', true],
    ['(?<=ph)ường.*(?!x)', '', 'phường', true],
  ];

  for (const [pattern, options, text, found] of CASES) {
    it(`finds the same in a long text as in a short one: /${pattern}/${options}`, () => {
      expect(finds(pattern, options, text)).to.equal(found);
      if (found || !options.includes('s')) expect(finds(pattern, options, long(text))).to.equal(found);
    });
  }

  it('is given up when it would go on for years', () => {
    for (const pattern of ['^(a+)+$', '^(a|aa)*$', '^(a?){60}a{60}$', '^a*a*a*a*a*a*a*a*a*b', '(a*)*c']) {
      expect(() => finds(pattern, '', `${'a'.repeat(60)}!`.repeat(40)), pattern)
        .to.throw()
        .with.property('code', 51156);
    }
  });

  it('is dangerous where a group repeats that repeats or chooses itself, and nowhere else', () => {
    for (const pattern of ['^(a+)+$', '(a|aa)*', '(a?){60}', '((ab)+)+', '(?:a*b)*', '([a-z]+ )+'])
      expect(repeatsChoices(pattern), pattern).to.equal(true);
    for (const pattern of ['(rất )+chậm', '(?:ab){2}', '\\(a+\\)*', '[)]*(a+)', '.*a.*b', '(a|b)c*', '([a-z])+'])
      expect(repeatsChoices(pattern), pattern).to.equal(false);
  });
});
