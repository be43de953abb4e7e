import { expect } from 'chai';
import { tooFast } from '../../src/domain/integrity-fast.ts';
import { secondsTaken } from '../../src/domain/integrity-pace.ts';
import type { InterviewRecord } from '../../src/domain/integrity-record.ts';
import { honestWorld } from '../support/interview-world.ts';

const start = new Date('2026-09-02T02:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const held: InterviewRecord = {
  ...{ case: '1', interviewer: 'A', stratum: 'A P', mode: 'phone', score: 4, answers: {} },
  ...{ startedAt: start, finishedAt: after(500), seconds: 400 },
};

describe('the time an interview took', () => {
  it('is that at work on it, but never longer than from start to finish', () => {
    expect(secondsTaken(held)).to.equal(400);
    expect(secondsTaken({ ...held, finishedAt: after(90) })).to.equal(90);
    expect(secondsTaken({ ...held, finishedAt: start })).to.equal(400);
  });

  it('is short when the answers came within seconds, however long the page stood open', () => {
    const itemTimes = Array.from({ length: 19 }, (_, index) => after(100 + index));
    expect(secondsTaken({ ...held, itemTimes })).to.equal(20);
  });

  it('is not told by answers that a page sent all together', () => {
    const itemTimes = Array.from({ length: 19 }, (_, index) => after(index < 10 ? 100 : 102));
    expect(secondsTaken({ ...held, itemTimes })).to.equal(400);
  });
});

describe('too fast', () => {
  const world = [...honestWorld(6).values()].flat();
  const shortened = (code: string, part: number): InterviewRecord[] =>
    world.map((record) => {
      if (record.interviewer !== code) return record;
      const seconds = record.seconds * part;
      return { ...record, seconds, finishedAt: new Date(record.startedAt.getTime() + seconds * 1000) };
    });

  it('is nobody who only talks a quarter faster', () => {
    expect(tooFast(shortened('K3', 0.75)).size).to.equal(0);
  });

  it('is who needs a third of the time', () => {
    const flags = tooFast(shortened('K3', 0.33));
    expect([...flags.keys()]).to.deep.equal(['K3']);
    const { ownSeconds = 0, othersSeconds = 0 } = flags.get('K3')?.figures ?? {};
    expect(ownSeconds / othersSeconds).to.be.within(0.2, 0.5);
  });

  it('is nobody for the time it takes to enter slips of paper', () => {
    const slips = world.map((record) =>
      record.interviewer === 'K3' ? { ...record, mode: 'post' as const, seconds: 20 } : record,
    );
    expect(tooFast(slips).size).to.equal(0);
  });
});
