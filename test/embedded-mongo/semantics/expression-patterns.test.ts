import { BSONRegExp } from 'bson';
import { expectFaults, expectValues } from './evaluate.ts';

describe('expressions that find, replace and trim', () => {
  it('do so as MongoDB documents', () => {
    expectValues([
      [{ $trim: { input: ' \n good  bye \t  ' } }, 'good  bye'],
      [{ $trim: { input: ' ggggoodbyeeeee', chars: 'ge' } }, ' ggggoodby'],
      [{ $trim: { input: ' ggggoodbyeeeee', chars: ' ge' } }, 'oodby'],
      [{ $rtrim: { input: 'abc  ' } }, 'abc'],
      [{ $trim: { input: null } }, null],
      [{ $trim: { input: 'a', chars: null } }, null],
      [{ $replaceOne: { input: 'blue paint', find: 'blue paint', replacement: 'red paint' } }, 'red paint'],
      [{ $replaceAll: { input: 'abcb', find: 'b', replacement: 'X' } }, 'aXcX'],
      [{ $replaceOne: { input: 'a', find: null, replacement: 'b' } }, null],
      [{ $replaceAll: { input: 'abc', find: '', replacement: '-' } }, '-a-b-c-'],
      [{ $regexFind: { input: 'Single LINE description.', regex: /line/ } }, null],
      [{ $regexFind: { input: 'abc', regex: '(b)(x)?' } }, { match: 'b', idx: 1, captures: ['b', null] }],
      [
        { $regexFindAll: { input: 'baac', regex: 'a*' } },
        [
          { match: '', idx: 0, captures: [] },
          { match: 'aa', idx: 1, captures: [] },
          { match: '', idx: 3, captures: [] },
        ],
      ],
      [{ $regexFindAll: { input: '', regex: 'a*' } }, [{ match: '', idx: 0, captures: [] }]],
      [{ $regexMatch: { input: null, regex: 'a' } }, false],
      [{ $regexFindAll: { input: null, regex: 'a' } }, []],
      [{ $regexFind: { input: 'a', regex: null } }, null],
      [{ $regexMatch: { input: 'ABC', regex: 'b', options: 'i' } }, true],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $trim: { input: 1 } }, 50699],
      [{ $trim: { input: 'a', chars: 1 } }, 50700],
      [{ $trim: { chars: 'a' } }, 50695],
      [{ $trim: { input: 'a', x: 1 } }, 50694],
      [{ $trim: 'a' }, 50696],
      [{ $replaceOne: { input: 1, find: null, replacement: 'b' } }, 51746],
      [{ $replaceOne: { input: 'a', find: 1, replacement: 'b' } }, 51745],
      [{ $replaceOne: { input: null, find: 'a', replacement: 1 } }, 51744],
      [{ $replaceAll: { find: 'a', replacement: 'b' } }, 51749],
      [{ $replaceAll: { input: 'a', replacement: 'b' } }, 51748],
      [{ $replaceAll: { input: 'a', find: 'b' } }, 51747],
      [{ $replaceAll: { input: 'a', find: 'b', replacement: 'c', x: 1 } }, 51750],
      [{ $replaceAll: 1 }, 51751],
      [{ $regexMatch: { input: 1, regex: 'a' } }, 51104],
      [{ $regexMatch: { input: 'a', regex: 1 } }, 51105],
      [{ $regexMatch: { input: 'a', regex: 'a', options: 1 } }, 51106],
      [{ $regexMatch: { input: 'a', regex: new BSONRegExp('a', 'i'), options: 'i' } }, 51107],
      [{ $regexMatch: { input: 'a', regex: 'a', options: 'z' } }, 51108],
      [{ $regexMatch: { regex: 'a' } }, 31022],
      [{ $regexMatch: { input: 'a' } }, 31023],
      [{ $regexMatch: { input: 'a', regex: 'a', x: 1 } }, 31024],
      [{ $regexMatch: 1 }, 51103],
      [{ $regexMatch: { input: 'a', regex: '[' } }, 51111],
    ]);
  });
});
