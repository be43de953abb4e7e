import { expect } from 'chai';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import type { Agency } from '../../src/domain/agency.ts';
import { resumed, started, timed, withLive } from '../../src/domain/case-clock.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { add } from '../../src/domain/citizen-steps.ts';
import { type Complaint, liveClock } from '../../src/domain/complaint.ts';
import { ask } from '../../src/domain/handling-steps.ts';
import { draw } from '../../src/domain/monitor-steps.ts';
import type { Actor, Surroundings } from '../../src/domain/step.ts';
import { recomputed, route, succeed } from '../../src/domain/system-steps.ts';
import { changed } from '../../src/domain/trail.ts';
import { cityAt, handledCase, monday, refusal } from '../support/handled-case.ts';

const ward = 'H79-N26740';
const neighbour = 'H79-N27094';
const desk = 'H79-1022';
const system: Actor = { kind: 'system' };
const resident: Actor = { kind: 'resident' };
const officer: Actor = { kind: 'staff', id: 'o', role: 'officer', agency: ward };
const around = cityAt(monday);
const later = (days: number): Date => new Date(monday.getTime() + days * 86_400_000);

/** The city after Sài Gòn ward was dissolved on that Sunday. */
const without = (successors: readonly string[], now: Date = monday): Surroundings => {
  const ended = (agency: Agency): Agency => ({ ...agency, validTo: '2026-11-22', successors });
  const agencies = demoAgencies.map((agency) => (agency.code === ward ? ended(agency) : agency));
  return { ...cityAt(now), catalogue: catalogueOf(agencies, [], []) };
};
/** The city after the portal's policy gave so many working days. */
const given = (days: number, several: number, now: Date = monday): Surroundings => {
  const before = cityAt(now);
  const policies = before.policies.map((policy) => ({
    ...policy,
    stages: {
      ...policy.stages,
      process: { amount: days, unit: 'working_days' as const },
      processSeveral: { amount: several, unit: 'working_days' as const },
    },
  }));
  return { ...before, policies, basis: 2 };
};
const event = { seq: 1, previous: '', hash: '', by: { role: 'system' } } as const;

describe('the steps of the system', () => {
  it('begin the five minutes of the hotline when a case arrived, whatever its sender added meanwhile', () => {
    const added = { ...event, kind: 'added', at: monday } as const;
    const received = handledCase({
      state: 'received',
      clocks: [],
      trail: [{ ...event, kind: 'received', at: monday }, added],
    });
    const clock = route(received, system, cityAt(later(1))).changes?.clocks?.at(-1);
    expect(clock?.startedAt).to.deep.equal(monday);
  });

  it('begin them anew when it came out of quarantine, not when somebody noticed', () => {
    const unsealed = { ...event, kind: 'unsealed', at: later(2) } as const;
    const received = handledCase({
      state: 'received',
      clocks: [],
      trail: [{ ...event, kind: 'received', at: monday }, unsealed],
    });
    const clock = route(received, system, cityAt(later(3))).changes?.clocks?.at(-1);
    expect(clock?.startedAt).to.deep.equal(later(2));
  });

  it('give the cases of a dissolved unit to its successor, the clock unchanged, also when deadlines are computed anew', () => {
    const both = {
      handlers: [ward, neighbour],
      clocks: [started('portal', 'process', given(10, 15), { several: true })],
    };
    const forwarded = { ...event, kind: 'forwarded', at: monday, changes: both } as const;
    const complaint = handledCase({ ...both, trail: [forwarded] });
    const moved = changed(complaint, succeed(complaint, system, without([neighbour])).changes);
    expect(moved.handlers).to.deep.equal([neighbour]);
    expect(moved.clocks).to.deep.equal(complaint.clocks);
    expect(recomputed(moved, given(10, 15))).to.equal(undefined);
  });

  it('leave no clock standing for ever when several took over from a unit that waited for the resident', () => {
    const waiting = changed(handledCase(), ask('Mã hồ sơ?')(handledCase(), officer, around).changes);
    const moved = changed(waiting, succeed(waiting, system, without([neighbour, 'H79-N26743'])).changes);
    expect(moved.state).to.equal('routed');
    const told = changed(moved, add('Biên nhận số 15.')(moved, resident, without([neighbour, 'H79-N26743'])).changes);
    expect(liveClock(told)?.dueAt).to.be.instanceOf(Date);
    expect(told.waitingUntil).to.equal(undefined);
  });

  it('give the cases of a unit that nobody took over from back to the hotline', () => {
    const moved = changed(handledCase(), succeed(handledCase(), system, without([])).changes);
    expect(moved).to.deep.include({ state: 'routed', handlers: [desk], proposed: [] });
    expect(succeed(handledCase(), system, without([])).about).to.deep.equal({ from: [ward], to: [desk] });
  });

  it('compute a deadline that stands still by the new policy too', () => {
    const waiting = changed(handledCase(), ask('Mã hồ sơ?')(handledCase(), officer, around).changes);
    const outcome = recomputed(waiting, given(3, 3, later(1)));
    expect(outcome?.kind).to.equal('recomputed');
    const anew = changed(waiting, outcome?.changes);
    expect(recomputed(anew, given(3, 3, later(1)))).to.equal(undefined);
    const goesOn = changed(anew, { clocks: resumed(anew, given(3, 3, later(1))) });
    const short = started('portal', 'process', given(3, 3));
    const expected = timed({ ...short, pauses: [{ from: monday, to: later(1) }] }, given(3, 3));
    expect(liveClock(goesOn)?.dueAt).to.deep.equal(expected.dueAt);
  });

  it('draw nothing into the trail of what was sealed since', () => {
    const sealed: Complaint = handledCase({ class: 'denunciation', state: 'quarantined', custodian: 'c' });
    expect(refusal(() => draw('s')(sealed, system, around))).to.match(/^not-found/);
    expect(refusal(() => draw('s')(handledCase(), system, around))).to.equal('done');
  });

  it('say nothing about a deadline that stays', () => {
    expect(recomputed(handledCase(), around)).to.equal(undefined);
    const clocks = withLive(handledCase(), (clock) => ({ ...clock, stoppedAt: monday }));
    expect(recomputed(handledCase({ clocks }), given(3, 3))).to.equal(undefined);
  });
});
