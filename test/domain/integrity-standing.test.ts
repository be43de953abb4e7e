import { expect } from 'chai';
import type { Measure } from '../../src/domain/integrity-cells.ts';
import type { InterviewRecord } from '../../src/domain/integrity-record.ts';
import { standingApart } from '../../src/domain/integrity-standing.ts';

const at = new Date('2026-09-01T02:00:00Z');

/** So many interviews, the first `satisfied` of them with satisfied people. */
const held = (interviewer: string, stratum: string, interviews: number, satisfied: number): InterviewRecord[] =>
  Array.from({ length: interviews }, (_, index) => ({
    ...{ case: `${interviewer} ${stratum} ${index}`, interviewer, stratum, mode: 'phone' as const, answers: {} },
    ...{ startedAt: at, finishedAt: at, seconds: 400, score: index < satisfied ? 4 : 2 },
  }));

const satisfied: Measure = {
  cell: ({ stratum }) => stratum,
  value: ({ score }) => Number(score >= 4),
  kind: 'share',
};
const found = (records: InterviewRecord[], least = 0.05): string[] =>
  standingApart(records, satisfied, { least }).map(({ interviewer }) => interviewer);
const others = ['B', 'C', 'D', 'E', 'F'];

describe('who stands apart', () => {
  it('is not who was given the hard strata alone with others that found the same there', () => {
    const hard = ['A', 'B', 'C'].flatMap((code) => held(code, 'hard', 100, 50));
    const easy = ['D', 'E', 'F', 'G'].flatMap((code) => held(code, 'easy', 100, 97));
    expect(found([...hard, ...easy])).to.deep.equal([]);
  });

  it('is who finds everybody content where the others find half of them so', () => {
    const records = [...held('A', 'hard', 60, 60), ...others.flatMap((code) => held(code, 'hard', 60, 30))];
    const [one] = standingApart(records, satisfied, { least: 0.05 });
    expect(one).to.include({ interviewer: 'A', interviews: 60, own: 1 });
    expect(one?.others).to.be.closeTo(0.5, 1e-9);
    expect(found(records)).to.deep.equal(['A']);
  });

  it('is not who worked beside a cheat: the honest do not look too gloomy for it', () => {
    const records = [...held('A', 'S', 900, 900), ...held('B', 'S', 80, 60), ...held('C', 'S', 80, 61)];
    expect(found(records)).to.deep.equal(['A']);
  });

  it('is nobody where only two worked, for nobody could say which', () => {
    expect(found([...held('A', 'S', 100, 100), ...held('B', 'S', 100, 50)])).to.deep.equal([]);
  });

  it('is nobody for a difference that does not matter, however many were asked', () => {
    const records = [...held('A', 'S', 10_000, 9_600), ...others.flatMap((code) => held(code, 'S', 10_000, 9_300))];
    expect(found(records)).to.deep.equal([]);
    expect(found(records, 0.02)).to.deep.equal(['A']);
  });

  it('takes more where interviewers differ anyhow', () => {
    const one = held('A', 'S', 200, 160);
    const alike = others.flatMap((code) => held(code, 'S', 200, 190));
    const different = others.flatMap((code, index) => held(code, 'S', 200, 175 + 6 * index));
    expect(found([...one, ...alike])).to.deep.equal(['A']);
    expect(found([...one, ...different])).to.deep.equal([]);
  });
});
