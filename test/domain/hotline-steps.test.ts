import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { type Complaint, complaintClasses, concernsConduct, severities, topics } from '../../src/domain/complaint.ts';
import { firstPolicies } from '../../src/domain/deadline-policies.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import {
  claim,
  claimLease,
  classify,
  forward,
  handOver,
  liftGuard,
  refuse,
  release,
} from '../../src/domain/hotline-steps.ts';
import { isPartyTo, routed } from '../../src/domain/routing.ts';
import { firstRules } from '../../src/domain/routing-rule.ts';
import type { Actor, Outcome, Step, Surroundings } from '../../src/domain/step.ts';
import { changed } from '../../src/domain/trail.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const now = new Date('2026-11-24T02:00:00Z');
const around: Surroundings = {
  now,
  today: '2026-11-24',
  catalogue,
  calendar: firstCalendar('Asia/Ho_Chi_Minh'),
  policies: firstPolicies,
  basis: 1,
  book: { version: 1, from: '2000-01-01', rules: firstRules, savedAt: now, reason: '' },
};
const after = (ms: number): Surroundings => ({ ...around, now: new Date(now.getTime() + ms) });

const operator: Actor = { kind: 'staff', id: 'op-1', role: 'hotline', agency: 'H79-1022' };
const colleague: Actor = { ...operator, id: 'op-2' };
const officer: Actor = { kind: 'staff', id: 'of-1', role: 'officer', agency: 'H79-N26740' };

const waiting = (about: Partial<Complaint> = {}): Complaint => {
  const subject = {
    class: 'feedback_policy',
    topic: 'late_file',
    severity: 'ordinary',
    agency: 'H79-N26740',
    day: '2026-11-23',
    ...about,
  } as const;
  return {
    id: 'a'.repeat(24),
    content: 'Hồ sơ trễ hẹn.',
    receivedAt: now,
    channel: 'web',
    language: 'vi',
    consent: { purpose: 'handling', textVersion: 'complaint-2', channel: 'web', at: now },
    nameKept: false,
    attachments: 0,
    basis: 1,
    trail: [],
    notices: [],
    state: 'routed',
    checked: false,
    clocks: [],
    reopenings: 0,
    links: [],
    findings: [],
    noticesStopped: false,
    ...routed(catalogue, around.book, subject, around.today),
    ...subject,
    ...about,
  };
};
/** The case after steps of one person. */
const went = (complaint: Complaint, actor: Actor, ...steps: Step[]): Complaint =>
  steps.reduce((before, step) => changed(before, step(before, actor, around).changes), complaint);
const refusal = (attempt: () => Outcome): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return [error.kind, ...error.faults.map(({ code }) => code)].join(' ');
    throw error;
  }
  return 'done';
};
const asItIs = { class: 'feedback_policy', topic: 'late_file' } as const;

describe('the steps of the hotline', () => {
  it('let one hold a case for fifteen minutes, and after that another', () => {
    const held = went(waiting(), operator, claim);
    expect(held.claim).to.deep.equal({ account: 'op-1', until: new Date(now.getTime() + claimLease) });
    for (const step of [claim, release, classify(asItIs), forward(), refuse('Trùng.')])
      expect(refusal(() => step(held, colleague, around))).to.equal('conflict');
    expect(refusal(() => claim(held, colleague, after(claimLease - 1)))).to.equal('conflict');
    expect(refusal(() => claim(held, colleague, after(claimLease)))).to.equal('done');
  });

  it('do nothing with a case that nobody claimed', () => {
    for (const step of [release, classify(asItIs), forward(), refuse('Trùng.'), handOver('Xin gửi đơn.')])
      expect(refusal(() => step(waiting(), operator, around))).to.equal('conflict');
  });

  it('are not for those at whose desk the case does not lie', () => {
    expect(refusal(() => claim(waiting(), officer, around))).to.equal('not-found');
    expect(refusal(() => claim(waiting({ watchers: ['H79-N26740'] }), officer, around))).to.equal('forbidden');
    expect(refusal(() => claim(waiting(), { kind: 'resident' }, around))).to.equal('forbidden');
  });

  it('are over when the case has gone on', () => {
    for (const state of ['forwarded', 'resolved', 'closed', 'refused'] as const)
      expect(refusal(() => claim(waiting({ state }), operator, around))).to.equal('conflict');
  });

  it('forward nothing that no person has looked at', () => {
    const held = went(waiting(), operator, claim);
    expect(refusal(() => forward()(held, operator, around))).to.equal('conflict');
    expect(went(held, operator, classify(asItIs), forward())).to.include({ state: 'forwarded', checked: true });
  });

  it('tell the resident of another class or topic, with a reason, and of nothing when all stays', () => {
    const held = went(waiting(), operator, claim);
    const same = classify(asItIs)(held, operator, around);
    expect(same.kind).to.equal('checked');
    expect(same.tell).to.equal(undefined);
    const other = { class: 'feedback_policy', topic: 'fees' } as const;
    expect(refusal(() => classify(other)(held, operator, around))).to.equal('invalid complaint:fault-text-missing');
    const told = classify({ ...other, reason: 'Về lệ phí.' })(held, operator, around);
    expect(told.kind).to.equal('reclassified');
    expect(told.tell?.map(({ kind, to }) => [kind, to])).to.deep.include(['reclassified', 'resident']);
  });

  it('take a topic of conduct for nothing milder than conduct', () => {
    const held = went(waiting(), operator, claim);
    const mild = classify({ class: 'feedback_policy', topic: 'harassment', reason: 'Lý do.' });
    expect(refusal(() => mild(held, operator, around))).to.equal('invalid complaint:fault-class-topic');
  });

  it('take the guard of conduct off by the word of two: Home Affairs or the monitor agrees first, and only they', () => {
    const about = {
      class: 'feedback_conduct',
      topic: 'harassment',
      claim: { account: 'op-1', until: after(60_000).now },
    } as const;
    const guarded = waiting({ ...about, content: 'Bị vòi tiền.' });
    const milder = classify({ class: 'feedback_policy', topic: 'late_file', reason: 'Nhầm.' });
    expect(() => milder(guarded, operator, around)).to.throw(Refusal);
    for (const actor of [operator, officer]) expect(() => liftGuard('Nhầm.')(guarded, actor, around)).to.throw(Refusal);
    const homeAffairs: Actor = { kind: 'staff', id: 'ha-1', role: 'home_affairs', agency: 'H79-SNV' };
    const { kind, changes } = liftGuard('Chỉ là tiền lệ phí.')(guarded, homeAffairs, around);
    expect(kind).to.equal('guard_lifted');
    const lifted = changed(guarded, changes);
    expect(milder(lifted, operator, around).changes).to.include({ class: 'feedback_policy', topic: 'late_file' });
    expect(() => liftGuard('Nữa.')(lifted, homeAffairs, around)).to.throw(Refusal);
  });

  it('hand over legal complaints and forward none', () => {
    const legal = went(waiting({ class: 'legal_complaint' }), operator, claim);
    const checked = went(legal, operator, classify({ class: 'legal_complaint', topic: 'late_file' }));
    expect(refusal(() => forward(['H79-N26740'])(checked, operator, around))).to.match(/fault-legal-is-handed-over/);
    expect(went(checked, operator, handOver('Xin gửi đơn.')).state).to.equal('handed_over');
    const plain = went(waiting(), operator, claim);
    expect(refusal(() => handOver('Xin gửi đơn.')(plain, operator, around))).to.match(/fault-only-legal/);
  });

  it('seal a denunciation for everybody, the operator too', () => {
    const held = went(waiting(), operator, claim);
    const sealing = classify({ class: 'denunciation', topic: 'harassment', reason: 'Tố giác.' });
    expect(sealing(held, operator, around).texts).to.equal('seal');
    const sealed = went(held, operator, sealing);
    expect(sealed).to.include({ state: 'quarantined' });
    expect([...sealed.handlers, ...sealed.watchers]).to.deep.equal([]);
    expect(refusal(() => claim(sealed, operator, around))).to.equal('not-found');
  });

  it('forward to no unit that is no more, also where it was proposed before it ended', () => {
    const ended = demoAgencies.map((agency) =>
      agency.code === 'H79-N26740' ? { ...agency, validTo: '2026-11-23', successors: ['H79-N27094'] } : agency,
    );
    const since = { ...around, catalogue: catalogueOf(ended, [], []) };
    const held = went(waiting(), operator, claim, classify(asItIs));
    expect(refusal(() => forward(['H79-N26740'])(held, operator, since))).to.equal('invalid agency-unknown');
    expect(forward()(held, operator, since).changes?.handlers).to.deep.equal(['H79-N27094']);
  });

  it('tell whoever has the case in hand since it turned out to be about the hotline itself', () => {
    const held = went(waiting(), operator, claim);
    const about = { class: 'feedback_conduct', topic: 'attitude', agency: 'H79-1022', reason: 'Về tổng đài.' } as const;
    const { changes, tell = [] } = classify(about)(held, operator, around);
    const told = tell.flatMap(({ to }) => (to !== 'resident' && 'agencies' in to ? to.agencies : []));
    expect(changes?.handlers).to.deep.equal(['H79']);
    expect(told).to.include.members([...(changes?.handlers ?? []), ...(changes?.watchers ?? [])]);
  });

  it('never give a case about conduct to whoever it is about, whatever is chosen', () => {
    const codes = demoAgencies.map(({ code }) => code);
    const anything = fc.record({
      class: fc.constantFrom(...complaintClasses.filter((one) => one !== 'denunciation')),
      topic: fc.constantFrom(...topics),
      severity: fc.constantFrom(...severities),
      agency: fc.constantFrom(...codes),
      chosen: fc.array(fc.constantFrom(...codes), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(anything, ({ chosen, ...what }) => {
        const attempted = (complaint: Complaint, step: Step): Complaint => {
          try {
            return went(complaint, operator, step);
          } catch (error) {
            if (error instanceof Refusal) return complaint;
            throw error;
          }
        };
        const checked = attempted(went(waiting(), operator, claim), classify({ ...what, reason: 'Lý do.' }));
        const complaint = attempted(checked, forward(chosen));
        if (!concernsConduct(complaint)) return;
        for (const code of [...complaint.handlers, ...complaint.watchers])
          expect(isPartyTo(catalogue, complaint, code, around.today), code).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });
});
