import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type BackCheckAnswers,
  backCheckDoubts,
  backCheckFindings,
  backChecksDue,
  backCheckVerdicts,
  itemsAgain,
  itemsToAskAgain,
  mayBackCheck,
} from '../../src/domain/back-check.ts';
import type { ItemAnswer } from '../../src/domain/questionnaire.ts';
import { messagesOf } from '../../src/locales.ts';

const cases = (code: string, count: number, checked = false) =>
  Array.from({ length: count }, (_, index) => ({ case: `${code}-${index}`, interviewer: code, checked }));
/** Whether the lot draws the one interview of somebody, who has too few to be owed one. */
const isDrawn = (id: string, seed: string, share: number): boolean =>
  backChecksDue([{ case: id, interviewer: 'A', checked: false }], seed, share).length === 1;
const anyShare = fc.double({ min: 0.01, max: 1, noNaN: true });

describe('the draw of back-checks', () => {
  it('takes about its share, and the same ones for the same seed', () => {
    const drawn = cases('A', 10_000).filter((one) => isDrawn(one.case, 'seed', 0.1));
    expect(drawn.length).to.be.within(900, 1100);
    expect(cases('A', 10_000).filter((one) => isDrawn(one.case, 'seed', 0.1))).to.deep.equal(drawn);
    expect(cases('A', 10_000).filter((one) => isDrawn(one.case, 'other', 0.1))).not.to.deep.equal(drawn);
  });

  it('can be repeated with any tool that knows SHA-256', () => {
    const byHand = (id: string) => createHash('sha256').update(`seed ${id}`).digest('hex') < '4';
    for (const one of cases('A', 200)) expect(isDrawn(one.case, 'seed', 0.25)).to.equal(byHand(one.case));
  });

  it('takes none for a share of nothing, all for one, and never fewer for a larger share', () => {
    fc.assert(
      fc.property(fc.string(), anyShare, anyShare, (id, one, other) => {
        expect(isDrawn(id, 'seed', 0)).to.equal(false);
        expect(isDrawn(id, 'seed', 1)).to.equal(true);
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        if (isDrawn(id, 'seed', less)) expect(isDrawn(id, 'seed', more)).to.equal(true);
      }),
    );
  });
});

describe('the back-checks that are due', () => {
  it('are one in ten of every interviewer at least, whomever the lot passes over', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 200 }), (seed, count) => {
        const finished = [...cases('A', count), ...cases('B', 10)];
        const due = backChecksDue(finished, seed, 0.1);
        expect(due.filter((id) => id.startsWith('A')).length).to.be.at.least(Math.floor(count / 10));
        expect(due.some((id) => id.startsWith('B'))).to.equal(true);
        expect(new Set(due).size).to.equal(due.length);
        expect(due).to.include.members(finished.map((one) => one.case).filter((id) => isDrawn(id, seed, 0.1)));
      }),
    );
  });

  it('are over when they are done', () => {
    fc.assert(
      fc.property(fc.string(), anyShare, (seed, share) => {
        const due = new Set(backChecksDue(cases('A', 50), seed, share));
        const done = cases('A', 50).map((one) => ({ ...one, checked: due.has(one.case) }));
        expect(backChecksDue(done, seed, share)).to.deep.equal([]);
      }),
    );
  });

  it('are none before one is owed, unless the lot says so, and none for a share of nothing', () => {
    const early = cases('A', 9).filter((one) => !isDrawn(one.case, 'seed', 0.1));
    expect(backChecksDue(early, 'seed', 0.1)).to.deep.equal([]);
    expect(backChecksDue(cases('A', 100), 'seed', 0)).to.deep.equal([]);
  });

  it('are never made by the interviewer herself', () => {
    expect(mayBackCheck('A', 'A')).to.equal(false);
    expect(mayBackCheck('B', 'A')).to.equal(true);
  });
});

describe('calling back', () => {
  const answers: Record<string, ItemAnswer> = { access1: 4, access2: 5, official1: 2, result1: 4, result2: 'refused' };
  const original = { answers, seconds: 420 };
  const found = (again: Partial<BackCheckAnswers>) =>
    backCheckFindings(original, { held: true, answers: {}, ...again });

  it('asks three items again that have a level, and the same ones for the same seed', () => {
    const asked = itemsToAskAgain({ case: '7', answers }, 'seed');
    expect(asked).to.have.length(itemsAgain);
    expect(asked).not.to.include('result2');
    expect(itemsToAskAgain({ case: '7', answers }, 'seed')).to.deep.equal(asked);
    const sets = Array.from({ length: 30 }, (_, index) => `${itemsToAskAgain({ case: '7', answers }, `${index}`)}`);
    expect(new Set(sets).size).to.be.greaterThan(5);
  });

  it('confirms an interview when opinions moved by a level, as opinions do', () => {
    expect(
      found({ samePerson: true, sameService: true, minutes: 6, answers: { access1: 5, access2: 4, result1: 4 } }),
    ).to.deep.equal({ verdict: 'confirmed', doubts: [], compared: 3, agreeing: 3 });
    expect(found({ answers: { access1: 4, official1: 4, result1: 4 } }).verdict).to.equal('confirmed');
  });

  it('compares levels only: who could not say did not say something else', () => {
    expect(found({ answers: { access1: 'dont_know', result2: 1, access2: 5 } })).to.include({
      compared: 1,
      agreeing: 1,
    });
  });

  const doubtful: [string, Partial<BackCheckAnswers>][] = [
    ['other_person', { samePerson: false }],
    ['other_service', { sameService: false }],
    ['other_length', { minutes: 1 }],
    ['other_length', { minutes: 40 }],
    ['other_answers', { answers: { access1: 1, access2: 2, result1: 4 } }],
  ];
  for (const [doubt, again] of doubtful)
    it(`doubts for ${doubt}: ${JSON.stringify(again)}`, () => {
      expect(found(again)).to.deep.include({ verdict: 'doubtful', doubts: [doubt] });
    });

  it('forgives a memory that is a few minutes out', () => {
    for (const minutes of [3, 7, 12]) expect(found({ minutes }).verdict, `${minutes}`).to.equal('confirmed');
  });

  it('finds that no interview was held when the person knows of none', () => {
    expect(found({ held: false, samePerson: false })).to.deep.include({ verdict: 'not_held', doubts: [] });
  });

  it('has words for every verdict and doubt', () => {
    const keys = [...backCheckVerdicts.map((one) => `check-${one}`), ...backCheckDoubts.map((one) => `doubt-${one}`)];
    expect(Object.keys(messagesOf('vi')['integrity'] ?? {})).to.include.members(keys);
  });
});
