import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { type Complaint, complaintClasses, concernsConduct, topics } from '../../src/domain/complaint.ts';
import { firstPolicies } from '../../src/domain/deadline-policies.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import { entrust, openSealed, purge, quarantined, unseal } from '../../src/domain/quarantine-steps.ts';
import { firstRules } from '../../src/domain/routing-rule.ts';
import type { Actor, Step, Surroundings } from '../../src/domain/step.ts';
import { changed } from '../../src/domain/trail.ts';

const now = new Date('2026-11-23T03:00:00Z');
const around: Surroundings = {
  now,
  today: '2026-11-23',
  catalogue: catalogueOf(demoAgencies, [], []),
  calendar: firstCalendar('Asia/Ho_Chi_Minh'),
  policies: firstPolicies,
  basis: 1,
  book: { version: 1, from: '2000-01-01', rules: firstRules, savedAt: now, reason: '' },
  custodian: 'keeper',
};
const keeper: Actor = { kind: 'staff', id: 'keeper', role: 'inspector', agency: 'H79-TTRA' };
const others: readonly Actor[] = [
  { ...keeper, id: 'colleague' },
  { kind: 'staff', id: 'm', role: 'monitor', agency: 'H79-MTTQ' },
  { kind: 'staff', id: 'h', role: 'hotline', agency: 'H79-1022' },
  { kind: 'staff', id: 'a', role: 'admin' },
];

const open: Complaint = {
  id: '0123456789abcdef01234567',
  class: 'feedback_conduct',
  topic: 'harassment',
  severity: 'grave',
  agency: 'H79-N26740',
  state: 'routed',
  checked: true,
  handlers: ['H79-1022'],
  watchers: ['H79-SNV', 'H79-MTTQ'],
  proposed: ['H79'],
  policy: 'portal',
  claim: { account: 'h', until: now },
  clocks: [],
  reopenings: 0,
  links: ['fedcba9876543210fedcba98'],
  findings: [],
  noticesStopped: false,
  content: 'Ông K nhận tiền.',
  day: '2026-11-20',
  receivedAt: now,
  channel: 'web',
  language: 'vi',
  consent: { purpose: 'handling', textVersion: '1', channel: 'web', at: now },
  nameKept: true,
  attachments: 0,
  basis: 1,
  trail: [],
  notices: [],
};
const sealed: Complaint = changed(open, quarantined(open, around, 'harassment').changes);
const refusal = (step: Step, actor: Actor = keeper, complaint = sealed): string | undefined => {
  try {
    step(complaint, actor, around);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults[0]?.code ?? error.kind;
  }
};

describe('a quarantined case', () => {
  it('lies in nobody’s hands, before nobody’s eyes and under one keeper, its texts under the seal', () => {
    expect(quarantined(open, around, 'harassment').texts).to.equal('seal');
    expect(sealed).to.deep.include({
      class: 'denunciation',
      state: 'quarantined',
      ...{ handlers: [], watchers: [], proposed: [], links: [], custodian: 'keeper' },
    });
    expect(sealed).to.not.have.property('claim');
  });

  it('tells its keeper that there is something to open, and nobody anything else', () => {
    const told = quarantined(open, around, 'other').tell;
    expect(told).to.deep.equal([{ kind: 'sealed_waiting', to: { account: 'keeper' } }]);
    const { custodian: _nobody, ...unkept } = around;
    expect(quarantined(open, unkept, 'other').tell).to.equal(undefined);
  });

  it('is not there for anybody but its keeper', () => {
    for (const step of [openSealed('x'), unseal('incident', 'other', 'x'), purge('x')])
      for (const actor of others) expect(refusal(step, actor), actor.kind).to.equal('not-found');
    expect(refusal(openSealed('x'), { kind: 'resident' })).to.equal('forbidden');
  });

  it('is opened with a reason only', () => {
    expect(refusal(openSealed('  '))).to.equal('complaint:fault-text-missing');
    expect(openSealed('Xem.')(sealed, keeper, around)).to.deep.equal({ kind: 'opened', text: 'Xem.' });
    expect(openSealed('Xem ảnh.', 2)(sealed, keeper, around).about).to.deep.equal({ file: 2 });
  });

  it('that is no denunciation goes back to the start of its way, never with conduct let out as something else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...complaintClasses), fc.constantFrom(...topics), (to, topic) => {
        const refused = refusal(unseal(to, topic, 'Không phải.'));
        if (to === 'denunciation') return void expect(refused).to.equal('complaint:fault-class-same');
        const hidden = concernsConduct({ class: 'incident', topic }) && to !== 'feedback_conduct';
        if (hidden) return void expect(refused).to.equal('complaint:fault-class-topic');
        const { texts, changes } = unseal(to, topic, 'Không phải.')(sealed, keeper, around);
        expect(texts).to.equal('unseal');
        expect(changes).to.deep.equal({ class: to, topic, state: 'received', custodian: null });
      }),
    );
  });

  it('that was handed over is purged, and nothing can be done with it any more', () => {
    const { texts, changes, text } = purge('BN-15')(sealed, keeper, around);
    expect([texts, text]).to.deep.equal(['purge', undefined]);
    const gone = changed(sealed, changes);
    for (const step of [openSealed('x'), unseal('incident', 'other', 'x'), purge('x')])
      expect(refusal(step, keeper, gone)).to.equal('conflict');
  });

  it('is handed to another keeper by the system alone', () => {
    expect(refusal(entrust)).to.equal('forbidden');
    const next = { ...around, custodian: 'next' };
    const { changes, tell } = entrust(sealed, { kind: 'system' }, next);
    expect(changes).to.deep.equal({ custodian: 'next' });
    expect(tell).to.deep.equal([{ kind: 'sealed_waiting', to: { account: 'next' } }]);
  });
});
