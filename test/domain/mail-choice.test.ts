import { expect } from 'chai';
import fc from 'fast-check';
import { caseOfChoice, choiceToken } from '../../src/domain/mail-choice.ts';
import { createSeal } from '../../src/seal.ts';

const { digest } = createSeal(['an encryption key that only tests use']);
const caseId = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 });

describe('a token for stopping letters', () => {
  it('names its case, and fits into one line of a letter', () => {
    fc.assert(
      fc.property(caseId, (id) => {
        const token = choiceToken(digest, id);
        expect(caseOfChoice(digest, token)).to.equal(id);
        expect(token).to.match(/^[\w.-]{47}$/);
      }),
    );
  });

  it('is nothing when a character of it is another', () => {
    fc.assert(
      fc.property(caseId, fc.nat(46), fc.constantFrom(...'abcXYZ019-_.'), (id, at, character) => {
        const token = choiceToken(digest, id);
        const other = `${token.slice(0, at)}${character}${token.slice(at + 1)}`;
        fc.pre(other !== token);
        expect(caseOfChoice(digest, other)).to.equal(undefined);
      }),
    );
  });

  it('is nothing when anybody else made it', () => {
    const { digest: theirs } = createSeal(['another key that somebody else uses!']);
    expect(caseOfChoice(digest, choiceToken(theirs, 'a'.repeat(24)))).to.equal(undefined);
    for (const token of ['', '.', 'a', `${choiceToken(digest, 'a')}.b`, 'a'.repeat(24), '.'.repeat(1e6)])
      expect(caseOfChoice(digest, token), token.slice(0, 50)).to.equal(undefined);
  });
});
