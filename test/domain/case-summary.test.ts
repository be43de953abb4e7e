import { expect } from 'chai';
import { isLate, summaryOf } from '../../src/domain/case-summary.ts';
import type { Clock } from '../../src/domain/complaint.ts';

const at = (time: string): Date => new Date(`2026-11-${time}:00Z`);
const asOf = at('22T03:00');

const clock = (stage: Clock['stage'], about: Partial<Clock> = {}): Clock => ({
  stage,
  policy: { code: 'hotline', from: '2025-09-04' },
  startedAt: at('01T03:00'),
  allowance: { amount: 10, unit: 'days' },
  pauses: [],
  level: 0,
  ...about,
});
const forwarded = clock('forward', { dueAt: at('01T03:05'), stoppedAt: at('01T03:04') });

type Case = Parameters<typeof summaryOf>[0];
const aCase = (about: Partial<Case>): Case => ({
  class: 'feedback_policy',
  topic: 'late_file',
  agency: 'H79-N26740',
  day: '2026-11-01',
  state: 'in_progress',
  handlers: ['H79-N26740'],
  watchers: [],
  receivedAt: at('01T03:00'),
  clocks: [forwarded],
  reopenings: 0,
  ...about,
});
const late = (about: Partial<Case>): boolean => isLate(summaryOf(aCase(about)), asOf);

describe('What figures know of a case', () => {
  it('is when it was forwarded, and whether in time', () => {
    const running = clock('process', { dueAt: at('28T17:00') });
    const slow = { ...forwarded, stoppedAt: at('01T03:06') };
    expect(summaryOf(aCase({ clocks: [forwarded, running] }))).to.deep.include({
      forwardedAt: at('01T03:04'),
      forwardedInTime: true,
      dueAt: at('28T17:00'),
    });
    expect(summaryOf(aCase({ clocks: [slow, running] })).forwardedInTime).to.equal(false);
    expect(late({ clocks: [slow, running] }), 'a late forwarding is no late answer').to.equal(false);
  });

  it('is not a forwarding when the hotline refused it', () => {
    const refused = summaryOf(aCase({ state: 'refused', clocks: [forwarded] }));
    expect(refused).to.not.have.any.keys('forwardedAt', 'forwardedInTime');
    expect(refused).to.deep.include({ outcome: 'refused', doneAt: at('01T03:04') });
  });

  it('is late once its deadline has passed, open or answered', () => {
    const due = { dueAt: at('11T17:00') };
    expect(late({ clocks: [forwarded, clock('process', due)] })).to.equal(true);
    expect(late({ clocks: [forwarded, clock('process', { dueAt: at('23T17:00') })] })).to.equal(false);
    const answered = (stoppedAt: Date): Partial<Case> => ({
      state: 'resolved',
      resolvedAt: stoppedAt,
      clocks: [forwarded, clock('process', { ...due, stoppedAt })],
    });
    expect(late(answered(at('11T17:00')))).to.equal(false);
    expect(late(answered(at('11T17:01')))).to.equal(true);
  });

  it('is not late by the deadline of an agency that handed it back in time', () => {
    const handedBack = clock('process', { dueAt: at('11T17:00'), stoppedAt: at('03T03:00') });
    const again = clock('forward', { dueAt: at('22T03:05') });
    const refusedAt = at('22T03:04');
    expect(late({ state: 'routed', clocks: [forwarded, handedBack, again] })).to.equal(false);
    const refused = aCase({ state: 'refused', clocks: [forwarded, handedBack, { ...again, stoppedAt: refusedAt }] });
    expect(summaryOf(refused).doneAt).to.deep.equal(refusedAt);
    expect(isLate(summaryOf(refused), asOf)).to.equal(false);
  });

  it('is late at the hotline too, where nobody forwards it', () => {
    const waiting = clock('forward', { dueAt: at('01T03:05') });
    expect(late({ state: 'routed', clocks: [waiting] })).to.equal(true);
    const answeredAtTheDesk = { state: 'resolved', resolvedAt: at('01T09:00') } as const;
    expect(late({ ...answeredAtTheDesk, clocks: [{ ...waiting, stoppedAt: at('01T09:00') }] })).to.equal(false);
  });

  it('is not late while the clock stands, unless a deadline was missed before', () => {
    expect(late({ state: 'awaiting_information', clocks: [forwarded, clock('process')] })).to.equal(false);
    const missed = clock('process', { breachedAt: at('11T17:01') });
    expect(late({ state: 'awaiting_information', clocks: [forwarded, missed] })).to.equal(true);
  });

  it('stays late when it is answered in time after it was reopened, or given more time too late', () => {
    const first = clock('process', { dueAt: at('11T17:00'), stoppedAt: at('12T03:00') });
    const second = clock('process', { dueAt: at('28T17:00'), stoppedAt: at('20T03:00') });
    const about = { state: 'resolved', resolvedAt: at('20T03:00'), reopenings: 1 } as const;
    expect(late({ ...about, clocks: [forwarded, first, second] })).to.equal(true);
    expect(late({ ...about, clocks: [forwarded, { ...second, breachedAt: at('11T17:01') }] })).to.equal(true);
    expect(late({ ...about, clocks: [forwarded, second] })).to.equal(false);
  });

  it('is done when it was answered last, not when it was closed', () => {
    const clocks = [forwarded, clock('process', { dueAt: at('11T17:00'), stoppedAt: at('05T03:00') })];
    const closed = aCase({ state: 'closed', resolvedAt: at('05T03:00'), closedAt: at('20T03:00'), clocks });
    expect(summaryOf(closed)).to.deep.include({ doneAt: at('05T03:00'), outcome: 'answered' });
    const reopened = aCase({ state: 'in_progress', resolvedAt: at('05T03:00'), reopenings: 1, clocks });
    expect(summaryOf(reopened)).to.include({ reopened: 1 }).and.not.have.any.keys('doneAt', 'outcome');
    const silent = aCase({ state: 'closed', closedAt: at('20T03:00'), clocks: [forwarded] });
    expect(summaryOf(silent).outcome).to.equal('unanswered');
  });

  it('is the word of the resident: confirmed, and how satisfied', () => {
    const said = summaryOf(aCase({ confirmedAt: at('06T03:00'), handlingScore: 4 }));
    expect(said).to.include({ confirmed: true, handlingScore: 4 });
    expect(summaryOf(aCase({})))
      .to.include({ confirmed: false })
      .and.not.have.any.keys('handlingScore');
  });
});
