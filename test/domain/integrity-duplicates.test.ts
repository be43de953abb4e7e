import { expect } from 'chai';
import fc from 'fast-check';
import { nearDuplicates } from '../../src/domain/integrity-duplicates.ts';
import { packed } from '../../src/domain/integrity-nibbles.ts';
import type { InterviewRecord } from '../../src/domain/integrity-record.ts';
import { type ItemAnswer, type Level, levels, noLevels } from '../../src/domain/questionnaire.ts';
import { honestWorld, items, worldWith } from '../support/interview-world.ts';

const at = new Date('2026-09-02T02:00:00Z');
const anyAnswers = fc.dictionary(fc.constantFrom(...items), fc.constantFrom<ItemAnswer>(...levels, ...noLevels));
const anyRecord = fc.tuple(anyAnswers, fc.constantFrom<Level>(...levels)).map(
  ([answers, score]): InterviewRecord => ({
    ...{ case: '1', interviewer: 'A', stratum: 'A P', mode: 'phone', score, answers },
    ...{ startedAt: at, finishedAt: at, seconds: 400 },
  }),
);

describe('differences between two interviews', () => {
  it('are the questions with another answer, where none is one too', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (one, other) => {
        const { differences } = packed([one, other]);
        const different = items.filter((item) => one.answers[item] !== other.answers[item]).length;
        expect(differences(0, 1)).to.equal(different + Number(one.score !== other.score));
        expect(differences(1, 1)).to.equal(0);
      }),
    );
  });
});

describe('nearly equal interviews', () => {
  it('name the copies beside their models', () => {
    const flag = nearDuplicates(worldWith(3, ['duplicates'])).get('K0');
    expect(flag?.figures['alike']).to.be.greaterThan(3 * (flag?.figures['expected'] ?? 0));
    expect(flag?.cases.some((one) => Number(one.slice(3)) % 2 === 1)).to.equal(true);
  });

  it('are no sign where everybody answers nearly the same', () => {
    const happy = [...honestWorld(4).values()].flat().map((record): InterviewRecord => {
      const answers = Object.keys(record.answers).map((item, place) => [item, place % 5 === 0 ? 5 : 4]);
      return { ...record, answers: Object.fromEntries(answers) };
    });
    expect(nearDuplicates(happy).size).to.equal(0);
  });

  it('are not looked for in a handful of questions', () => {
    const short = worldWith(5, ['duplicates']).map((record) => ({
      ...record,
      answers: Object.fromEntries(items.slice(0, 6).map((item) => [item, record.answers[item] ?? 'dont_know'])),
    }));
    expect(nearDuplicates(short).size).to.equal(0);
  });
});
