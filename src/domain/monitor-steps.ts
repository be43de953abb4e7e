import { existsOn } from './agency.ts';
import { successorsOn } from './catalogue.ts';
import type { Complaint, Finding } from './complaint.ts';
import { Refusal } from './errors.ts';
import { isUnbiased } from './routing.ts';
import type { Viewer } from './sight.ts';
import { type Actor, fault, type Step, type Surroundings, staffOf, written } from './step.ts';

function monitorOnly(actor: Actor, complaint: Complaint, around: Surroundings): void {
  if (staffOf(actor, complaint, around).role !== 'monitor') throw new Refusal('forbidden', 'account:fault-role');
}

/**
 * The case was drawn at random for review; the draw stands in a record of its own. What a draw that was cut off still
 * owes to the trails, the system writes.
 */
export const draw =
  (sample: string): Step =>
  (complaint, actor, around) => {
    if (actor.kind !== 'system') monitorOnly(actor, complaint, around);
    // Sealed since it was drawn: it is out of the monitor's sight, and no step of this room may touch it.
    if (complaint.class === 'denunciation') throw new Refusal('not-found', 'page-not-found');
    return { kind: 'drawn', about: { sample } };
  };

/**
 * The monitor records what it found, or what it recommends, and asks an agency for an answer by a day. An agency that
 * may not know of the case cannot be asked.
 */
export const find =
  (kind: Finding['kind'], agency: string, answerBy: Date, text: string): Step =>
  (complaint, actor, around) => {
    monitorOnly(actor, complaint, around);
    const asked = around.catalogue.agencies.get(agency);
    if (!asked || !existsOn(asked, around.today)) throw fault('/agency', 'agency-unknown', { agency });
    if (!isUnbiased(around.catalogue, complaint, agency, around.today))
      throw fault('/agency', 'complaint:fault-conflict-of-interest');
    if (answerBy <= around.now) throw fault('/answerBy', 'complaint:fault-answer-by');
    const id = complaint.trail.length + 1;
    const watches = [...complaint.handlers, ...complaint.watchers].includes(agency);
    return {
      kind: 'found',
      text: written(text),
      about: { finding: id, kind, agency, answerBy },
      changes: {
        findings: [...complaint.findings, { id, kind, agency, answerBy }],
        ...(watches ? {} : { watchers: [...complaint.watchers, agency] }),
      },
      tell: [{ kind: 'finding', to: { agencies: [agency] } }],
    };
  };

const changedFinding = (complaint: Complaint, id: number, change: (finding: Finding) => Finding): readonly Finding[] =>
  complaint.findings.map((finding) => (finding.id === id ? change(finding) : finding));

const findingOf = (complaint: Complaint, id: number): Finding => {
  const finding = complaint.findings.find((one) => one.id === id);
  if (!finding) throw new Refusal('not-found', 'page-not-found');
  return finding;
};

/** True for somebody of the agency that was asked, or of one that took over from it. */
export function isAsked(
  { agency }: Viewer,
  finding: Pick<Finding, 'agency'>,
  { catalogue, today }: Pick<Surroundings, 'catalogue' | 'today'>,
): boolean {
  const asked = catalogue.agencies.get(finding.agency);
  return asked !== undefined && successorsOn(catalogue, asked, today).some(({ code }) => code === agency);
}

/** The agency's answer to a finding. The finding itself stays as the monitor wrote it. */
export const answerFinding =
  (id: number, answer: string): Step =>
  (complaint, actor, around) => {
    const viewer = staffOf(actor, complaint, around);
    const finding = findingOf(complaint, id);
    if (!isAsked(viewer, finding, around)) throw new Refusal('forbidden', 'complaint:fault-not-yours');
    if (finding.answeredAt) throw new Refusal('conflict', 'complaint:conflict-answered');
    return {
      kind: 'finding_answered',
      text: written(answer),
      about: { finding: id },
      changes: { findings: changedFinding(complaint, id, (one) => ({ ...one, answeredAt: around.now })) },
      tell: [{ kind: 'finding_answered', to: { account: askerOf(complaint, id) } }],
    };
  };

/** The account that recorded a finding. */
const askerOf = (complaint: Complaint, id: number): string => complaint.trail[id - 1]?.by.account ?? '';

/** The monitor's word on an answer: it is accepted, or a better one is owed by a new day. */
export const judgeFinding =
  (id: number, accepted: boolean, text: string, answerBy?: Date): Step =>
  (complaint, actor, around) => {
    monitorOnly(actor, complaint, around);
    const finding = findingOf(complaint, id);
    if (!finding.answeredAt) throw new Refusal('conflict', 'complaint:conflict-not-answered');
    if (finding.accepted) throw new Refusal('conflict', 'complaint:conflict-answered');
    if (!accepted && (!answerBy || answerBy <= around.now)) throw fault('/answerBy', 'complaint:fault-answer-by');
    const { answeredAt: _answered, remindedAt: _reminded, ...open } = finding;
    return {
      kind: 'finding_judged',
      ...(accepted && text.trim() === '' ? {} : { text: written(text) }),
      about: { finding: id, accepted, ...(answerBy && !accepted ? { answerBy } : {}) },
      changes: {
        findings: changedFinding(complaint, id, (one) =>
          accepted ? { ...one, accepted } : { ...open, accepted, answerBy: answerBy as Date },
        ),
      },
      tell: accepted ? [] : [{ kind: 'finding', to: { agencies: [finding.agency] } }],
    };
  };
