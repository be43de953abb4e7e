import { expect } from 'chai';
import { crowdedHours } from '../../src/domain/integrity-crowd.ts';
import { outsideHours } from '../../src/domain/integrity-hours.ts';
import { overlapping } from '../../src/domain/integrity-overlap.ts';
import type { InterviewRecord } from '../../src/domain/integrity-record.ts';
import { honestWorld } from '../support/interview-world.ts';

const start = Date.parse('2026-09-02T02:00:00Z');
const minute = 60_000;

/** An interview from one minute of the morning to another, with so many minutes at work on it. */
function held(interviewer: string, from: number, to: number, atWork = to - from): InterviewRecord {
  return {
    ...{ case: `${interviewer} ${from}`, interviewer, stratum: 'A P', mode: 'phone', score: 4, answers: {} },
    ...{ startedAt: new Date(start + from * minute), finishedAt: new Date(start + to * minute), seconds: atWork * 60 },
  };
}
const overlap = (...records: InterviewRecord[]) => overlapping(records).get('A');

describe('interviews at the same time', () => {
  it('are told with the seconds that are too many', () => {
    const flag = overlap(held('A', 0, 10), held('A', 4, 12), held('A', 20, 30), held('B', 0, 10));
    expect(flag?.cases).to.deep.equal(['A 0', 'A 4']);
    expect(flag?.figures).to.deep.equal({ interviews: 3, overlapping: 2, longestSeconds: 360 });
  });

  it('are none when one touches the other within a minute', () => {
    expect(overlap(held('A', 0, 10), held('A', 9.2, 15))).to.equal(undefined);
  });

  it('are none when one was put aside while the other was held', () => {
    expect(overlap(held('A', 0, 60, 9), held('A', 20, 28))).to.equal(undefined);
    expect(overlap(held('A', 0, 60, 55), held('A', 20, 28))).not.to.equal(undefined);
  });

  it('are those of two people when two interviewers hold them', () => {
    expect(overlapping([held('A', 0, 10), held('B', 0, 10)]).size).to.equal(0);
  });

  it('are no sign where everybody has them, as with hours that were noted later', () => {
    const world = [...honestWorld(3).values()].flat();
    const noted = world.map((record) => {
      const startedAt = new Date(record.startedAt.getTime() - (record.startedAt.getTime() % (30 * minute)));
      return { ...record, startedAt, finishedAt: new Date(startedAt.getTime() + record.seconds * 1000) };
    });
    expect(overlapping(world).size).to.equal(0);
    expect(overlapping(noted).size).to.equal(0);
  });

  it('are not looked for among slips of paper', () => {
    const slips = [held('A', 0, 10), held('A', 2, 12)].map((record) => ({ ...record, mode: 'post' as const }));
    expect(overlap(...slips)).to.equal(undefined);
  });
});

describe('crowded hours', () => {
  it('hold more interviews than there is room for', () => {
    const world = [...honestWorld(4).values()].flat();
    const crowd = Array.from({ length: 30 }, (_, index) => held('K0', 6000 + 2 * index, 6002 + 2 * index));
    expect(crowdedHours(world).size).to.equal(0);
    const flag = crowdedHours([...world, ...crowd]).get('K0');
    expect(flag?.figures).to.include({ inOneHour: 30 });
    expect(flag?.cases).to.include('K0 6000');
  });
});

describe('hours outside the permitted ones', () => {
  const world = [...honestWorld(5).values()].flat();

  it('are held against who calls in them and not against who was promised one', () => {
    const shifted = world.map((record) => {
      const late = record.interviewer === 'K7' || record.case === 'K8-0';
      return late ? { ...record, startedAt: new Date(record.startedAt.getTime() + 12 * 60 * minute) } : record;
    });
    // 01:00 to 11:00 UTC is eight in the morning to six in the evening.
    const callable = (at: Date) => at.getUTCHours() >= 1 && at.getUTCHours() < 12;
    expect([...outsideHours(shifted, callable).keys()]).to.deep.equal(['K7']);
  });

  it('are nothing where all call in them', () => {
    expect(outsideHours(world, () => false).size).to.equal(0);
  });
});
