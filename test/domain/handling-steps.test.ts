import { expect } from 'chai';
import fc from 'fast-check';
import { type Complaint, complaintStates } from '../../src/domain/complaint.ts';
import { askExtension, decideExtension } from '../../src/domain/extension-steps.ts';
import {
  accept,
  ask,
  handBack,
  handBackUntil,
  link,
  openContact,
  publish,
  resolve,
} from '../../src/domain/handling-steps.ts';
import type { Actor, Step } from '../../src/domain/step.ts';
import { changed } from '../../src/domain/trail.ts';
import { handledCase as aCase, cityAt as at, monday, refusal } from '../support/handled-case.ts';

const around = at(monday);
const officer: Actor = { kind: 'staff', id: 'o', role: 'officer', agency: 'H79-N26740' };
const homeAffairs: Actor = { kind: 'staff', id: 'h', role: 'home_affairs', agency: 'H79-SNV' };
const monitor: Actor = { kind: 'staff', id: 'm', role: 'monitor', agency: 'H79-MTTQ' };

describe('the steps of handling', () => {
  it('are for those in whose hands the case lies', () => {
    const elsewhere = aCase({ handlers: ['H79-SNV'], watchers: ['H79-N26740'], agency: 'H79-N27094' });
    const steps: Step[] = [accept, ask('?'), resolve('.'), handBack('.'), askExtension(1, '.'), publish({ text: '.' })];
    for (const step of steps)
      expect(refusal(() => step(elsewhere, officer, around))).to.equal('forbidden complaint:fault-not-yours');
    const unknown = aCase({ handlers: ['H79-SNV'], agency: 'H79-N27094' });
    for (const step of steps)
      expect(refusal(() => step(unknown, officer, around))).to.equal('not-found page-not-found');
  });

  it('begin where the case stands, or are a conflict', () => {
    const from: readonly [Step, readonly string[]][] = [
      [accept, ['forwarded']],
      [ask('?'), ['forwarded', 'in_progress']],
      [resolve('.'), ['forwarded', 'in_progress', 'awaiting_information']],
      [askExtension(1, '.'), ['forwarded', 'in_progress', 'awaiting_information']],
      [publish({ text: '.' }), ['resolved', 'closed']],
    ];
    for (const [step, states] of from)
      for (const state of complaintStates) {
        const result = refusal(() => step(aCase({ state }), officer, around));
        expect(result, state).to.match(states.includes(state) ? /^done$/ : /^conflict /);
      }
  });

  it('stop the clock for the first question and for no second one', () => {
    const first = ask('Mã hồ sơ?')(aCase(), officer, around);
    expect(first.changes?.clocks?.at(-1)?.dueAt).to.equal(undefined);
    const asked = { seq: 1, at: monday, kind: 'asked', by: { role: 'officer' }, previous: '', hash: '' } as const;
    const second = ask('Còn gì nữa?')(aCase({ trail: [asked] }), officer, around);
    expect(second.changes?.clocks).to.equal(undefined);
    expect(second.about).to.deep.equal({ pauses: false });
  });

  it('let a case be handed back until the second working day closes, and not a moment later', () => {
    const complaint = aCase({ state: 'forwarded' });
    const until = handBackUntil(complaint, around) as Date;
    expect(until.toISOString()).to.equal('2026-11-25T10:00:00.000Z');
    expect(refusal(() => handBack('Không thuộc phường.')(complaint, officer, at(until)))).to.equal('done');
    const after = at(new Date(until.getTime() + 1));
    expect(refusal(() => handBack('Không thuộc phường.')(complaint, officer, after))).to.equal(
      'conflict complaint:conflict-too-late-to-hand-back',
    );
  });

  it('give more time once, never more than the policy has, never by the hands that ask', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 400 }), (amount) => {
        const result = refusal(() => askExtension(amount, 'Cần xác minh.')(aCase(), officer, around));
        expect(result === 'done').to.equal(amount >= 1 && amount <= 5);
      }),
    );
    const { changes } = askExtension(2, 'Cần xác minh.')(aCase(), officer, around);
    const asked = changed(aCase(), changes);
    expect(refusal(() => decideExtension(true, 'Được.')(asked, officer, around))).to.match(/^forbidden/);
    const granted = changed(asked, decideExtension(true, 'Được.')(asked, homeAffairs, around).changes);
    const due = (complaint: Complaint): number => complaint.clocks.at(-1)?.dueAt?.getTime() ?? 0;
    expect(due(granted) - due(asked)).to.be.greaterThan(0);
    expect(refusal(() => askExtension(1, 'Thêm.')(granted, officer, around))).to.match(/extension-once$/);
    const own = changed(asked, { handlers: ['H79-SNV'] });
    expect(refusal(() => decideExtension(true, 'Được.')(own, homeAffairs, around))).to.match(/^forbidden/);
    expect(refusal(() => decideExtension(false, 'Không.')(own, monitor, around))).to.equal('done');
  });

  it('never let a case about conduct be read by the public', () => {
    const conduct = aCase({ class: 'feedback_conduct', agency: 'H79-N27094', state: 'resolved' });
    expect(refusal(() => publish({ text: 'Đã xử lý.' })(conduct, officer, around))).to.match(/fault-not-published$/);
    expect(refusal(() => publish({ withheld: 'Về con người.' })(conduct, officer, around))).to.equal('done');
  });

  it('link a case once, and never with itself', () => {
    const complaint = aCase();
    expect(refusal(() => link(complaint.id)(complaint, officer, around))).to.match(/fault-link-itself$/);
    expect(link('b')(aCase({ links: ['a'] }), officer, around).changes).to.deep.equal({ links: ['a', 'b'] });
    expect(refusal(() => link('a')(aCase({ links: ['a'] }), officer, around))).to.match(/conflict-linked$/);
  });

  it('open the contact to who handles the case, unless the name was to be kept or it is about them', () => {
    const elsewhere = aCase({ agency: 'H79-N27094', contact: 'c' });
    expect(refusal(() => openContact('Gọi lại.')(elsewhere, officer, around))).to.equal('done');
    expect(refusal(() => openContact('Gọi lại.')({ ...elsewhere, nameKept: true }, officer, around))).to.match(/^forb/);
    expect(refusal(() => openContact('Gọi lại.')(aCase({ contact: 'c' }), officer, around))).to.match(/^forbidden/);
    expect(refusal(() => openContact(' ')(elsewhere, officer, around))).to.match(/text-missing$/);
  });

  it('stop the clock for no question that comes later than the policy lets a first one come', () => {
    const pauses = (now: Date) => ask('Mã hồ sơ?')(aCase(), officer, at(now)).about?.['pauses'];
    expect(pauses(new Date('2026-11-30T10:00:00Z'))).to.equal(true);
    expect(pauses(new Date('2026-11-30T10:00:01Z'))).to.equal(false);
  });

  it('ask the monitor for more time where Home Affairs itself has the case in hand', () => {
    const told = (complaint: Complaint, actor: Actor) => askExtension(2, '.')(complaint, actor, around).tell?.[0]?.to;
    expect(told(aCase(), officer)).to.deep.equal({ agencies: ['H79-SNV'] });
    expect(told(aCase({ handlers: ['H79-SNV'] }), homeAffairs)).to.deep.equal({ agencies: ['H79-MTTQ'] });
    const accused = aCase({ class: 'feedback_conduct', agency: 'H79-SNV', handlers: ['H79'] });
    const office: Actor = { ...officer, agency: 'H79' };
    expect(told(accused, office)).to.deep.equal({ agencies: ['H79-MTTQ'] });
  });

  it('give no more time to a case that went back to the hotline, or was answered, before anybody decided', () => {
    const asked = changed(aCase(), askExtension(2, 'Cần xác minh.')(aCase(), officer, around).changes);
    const back = changed(asked, handBack('Không thuộc phường.')(asked, officer, around).changes);
    expect(back.extension).to.equal(undefined);
    expect(refusal(() => decideExtension(true, 'Được.')(back, homeAffairs, around))).to.match(/^conflict/);
    expect(changed(asked, resolve('Đã trả.')(asked, officer, around).changes).extension).to.equal(undefined);
  });

  it('tell the levels above of a late case that was given more time only when that is over too', () => {
    const [day, late] = [86_400_000, at(new Date('2026-12-15T03:00:00Z'))];
    const due = aCase().clocks[0]?.dueAt as Date;
    const missed = { breachedAt: due, escalateAt: new Date(+due + day), level: 0 };
    const clocks = aCase().clocks.map((clock) => ({ ...clock, ...missed }));
    const extension = { allowance: { amount: 5, unit: 'working_days' }, state: 'asked' } as const;
    const granted = decideExtension(true, 'Được.')(aCase({ clocks, extension }), homeAffairs, late).changes;
    const clock = granted?.clocks?.at(-1);
    expect(clock?.breachedAt).to.deep.equal(due);
    expect(+(clock?.escalateAt ?? 0)).to.be.greaterThan(+(clock?.dueAt ?? 0));
  });

  it('answer nothing at the desk that no person has looked at', () => {
    const desk: Actor = { kind: 'staff', id: 'd', role: 'hotline', agency: 'H79-1022' };
    const claim = { account: 'd', until: new Date(+monday + 1000) };
    const waiting = aCase({ state: 'routed', handlers: ['H79-1022'], claim, checked: false });
    expect(refusal(() => resolve('Xin xem trang 2.')(waiting, desk, around))).to.match(/conflict-not-checked$/);
    expect(refusal(() => resolve('Xin xem trang 2.')({ ...waiting, checked: true }, desk, around))).to.equal('done');
  });

  it('open no contact of what was handed over and purged', () => {
    const custodian: Actor = { kind: 'staff', id: 'c', role: 'inspector', agency: 'H79-TTRA' };
    const sealed = aCase({ class: 'denunciation', state: 'quarantined', custodian: 'c', contact: 'x', handlers: [] });
    expect(refusal(() => openContact('Gọi lại.')(sealed, custodian, around))).to.equal('done');
    const purged = { ...sealed, state: 'handed_over' } as const;
    expect(refusal(() => openContact('Gọi lại.')(purged, custodian, around))).to.match(/^not-found/);
  });
});
