import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { dueStep } from '../../src/domain/alarm-steps.ts';
import { nextAlarm } from '../../src/domain/case-clock.ts';
import { type Complaint, complaintStates } from '../../src/domain/complaint.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { answerFinding, draw, find, judgeFinding } from '../../src/domain/monitor-steps.ts';
import { homeAffairs, isUnbiased } from '../../src/domain/routing.ts';
import { type Actor, doerOf, type Step } from '../../src/domain/step.ts';
import { chained, changed } from '../../src/domain/trail.ts';
import { cityAt, handledCase, monday } from '../support/handled-case.ts';

const now = monday;
const at = cityAt;
const around = at(now);
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

const ward = 'H79-N26740';
const monitor: Actor = { kind: 'staff', id: 'm', role: 'monitor', agency: 'H79-MTTQ' };
const officer: Actor = { kind: 'staff', id: 'o', role: 'officer', agency: ward };
const office: Actor = { kind: 'staff', id: 'h', role: 'home_affairs', agency: homeAffairs };

const aCase = (about: Partial<Complaint> = {}): Complaint => handledCase({ clocks: [], ...about });

const after = (complaint: Complaint, actor: Actor, step: Step, surroundings = around): Complaint => {
  const { tell: _tell, texts: _texts, ...happening } = step(complaint, actor, surroundings);
  const event = chained(
    () => new Uint8Array(),
    complaint.id,
    complaint.trail,
    happening,
    surroundings.now,
    doerOf(actor),
  );
  return { ...changed(complaint, happening.changes), trail: [...complaint.trail, event] };
};
const refusal = (complaint: Complaint, actor: Actor, step: Step): string | undefined => {
  try {
    step(complaint, actor, around);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults[0]?.code ?? error.code;
  }
};

const finding = find('finding', ward, inDays(10), 'Không báo trước.');
const found = after(aCase(), monitor, finding);

describe('the monitor', () => {
  it('records a finding in any state of a case, whatever became of it', () => {
    for (const state of complaintStates.filter((one) => one !== 'quarantined'))
      expect(after(aCase({ state }), monitor, finding).findings, state).to.deep.equal([
        { id: 1, kind: 'finding', agency: ward, answerBy: inDays(10) },
      ]);
  });

  it('lets the agency that is asked look on, and tells it', () => {
    const asked = find('recommendation', homeAffairs, inDays(5), 'Nên kiểm tra.')(aCase(), monitor, around);
    expect(asked.changes?.watchers).to.deep.equal([homeAffairs]);
    expect(asked.tell).to.deep.equal([{ kind: 'finding', to: { agencies: [homeAffairs] } }]);
  });

  it('can ask no agency that is party to a case about conduct, that is no more, or that there never was', () => {
    const conduct = aCase({ class: 'feedback_conduct', topic: 'attitude', handlers: ['H79'] });
    const asking = (agency: string): string | undefined =>
      refusal(conduct, monitor, find('finding', agency, inDays(5), 'Hãy trả lời.'));
    expect(asking(ward)).to.equal('complaint:fault-conflict-of-interest');
    expect(asking('H79-26740')).to.equal('agency-unknown');
    expect(asking('H00')).to.equal('agency-unknown');
    fc.assert(
      fc.property(fc.constantFrom(...demoAgencies.map(({ code }) => code)), (agency) => {
        const isRefused = asking(agency) !== undefined;
        if (!isUnbiased(around.catalogue, conduct, agency, around.today)) expect(isRefused, agency).to.equal(true);
      }),
    );
  });

  it('asks for an answer by a day to come, in words', () => {
    expect(refusal(aCase(), monitor, find('finding', ward, now, 'x'))).to.equal('complaint:fault-answer-by');
    expect(refusal(aCase(), monitor, find('finding', ward, inDays(1), ' '))).to.equal('complaint:fault-text-missing');
  });

  it('alone records, judges and draws', () => {
    for (const actor of [officer, office, { kind: 'resident' }, { kind: 'system' }] as Actor[]) {
      expect(refusal(aCase({ watchers: [homeAffairs] }), actor, finding)).to.equal('account:fault-role');
      expect(refusal(found, actor, judgeFinding(1, true, ''))).to.equal('account:fault-role');
    }
    expect(refusal(aCase(), office, draw('s'))).to.equal('account:fault-role');
  });

  it('does not know of denunciations', () => {
    const sealed = aCase({ class: 'denunciation', state: 'quarantined', handlers: [], custodian: 'c' });
    expect(refusal(sealed, monitor, finding)).to.equal('page-not-found');
    expect(refusal(sealed, monitor, draw('s'))).to.equal('page-not-found');
  });
});

describe('a finding', () => {
  it('is answered once by the agency that was asked, which changes no word of it', () => {
    expect(refusal(found, office, answerFinding(1, 'Đã nhắc.'))).to.equal('complaint:fault-not-yours');
    expect(refusal(found, monitor, answerFinding(1, 'Đã nhắc.'))).to.equal('complaint:fault-not-yours');
    expect(refusal(found, officer, answerFinding(2, 'Đã nhắc.'))).to.equal('page-not-found');
    const answered = after(found, officer, answerFinding(1, 'Đã nhắc.'));
    expect(answered.trail[0]).to.deep.equal(found.trail[0]);
    expect(answered.findings[0]).to.deep.equal({ ...found.findings[0], answeredAt: now });
    expect(refusal(answered, officer, answerFinding(1, 'Đã nhắc lại.'))).to.equal('complaint:conflict-answered');
  });

  it('can be answered by who took over from the agency that was asked', () => {
    const before = aCase({ findings: [{ id: 1, kind: 'finding', agency: 'H79-26740', answerBy: inDays(9) }] });
    expect(refusal(before, officer, answerFinding(1, 'Đã nhắc.'))).to.equal(undefined);
  });

  it('tells whoever recorded it of the answer', () => {
    expect(answerFinding(1, 'Đã nhắc.')(found, officer, around).tell).to.deep.equal([
      { kind: 'finding_answered', to: { account: 'm' } },
    ]);
  });

  it('waits for a better answer by a new day, until one is accepted for good', () => {
    expect(refusal(found, monitor, judgeFinding(1, true, ''))).to.equal('complaint:conflict-not-answered');
    const answered = after(found, officer, answerFinding(1, 'Đã nhắc.'));
    expect(refusal(answered, monitor, judgeFinding(1, false, 'Chưa rõ.'))).to.equal('complaint:fault-answer-by');
    expect(refusal(answered, monitor, judgeFinding(1, false, '', inDays(20)))).to.equal('complaint:fault-text-missing');
    const again = after(answered, monitor, judgeFinding(1, false, 'Chưa rõ.', inDays(20)));
    expect(again.findings).to.deep.equal([
      { id: 1, kind: 'finding', agency: ward, answerBy: inDays(20), accepted: false },
    ]);
    const better = after(again, officer, answerFinding(1, 'Đã bố trí người.'));
    const accepted = after(better, monitor, judgeFinding(1, true, ''));
    expect(accepted.findings[0]).to.include({ accepted: true });
    expect(refusal(accepted, monitor, judgeFinding(1, false, 'x', inDays(30)))).to.equal('complaint:conflict-answered');
  });

  it('reminds agency and monitor once when its day has passed without an answer', () => {
    expect(nextAlarm(found)).to.deep.equal({ at: inDays(10), alarm: 'finding' });
    const late = at(inDays(11));
    const step = dueStep(found, late.now);
    expect(step).to.be.a('function');
    const reminded = after(found, { kind: 'system' }, step as Step, late);
    expect(reminded.trail.at(-1)).to.include({ kind: 'finding_due' });
    expect(dueStep(reminded, inDays(12))).to.equal(undefined);
  });
});
