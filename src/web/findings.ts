import { dayEnding } from '../domain/city-time.ts';
import type { CaseEvent, Complaint, Finding } from '../domain/complaint.ts';
import { isAsked } from '../domain/monitor-steps.ts';
import { readsWhole, textFor } from '../domain/sight.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';

/** Where a finding stands: the agency owes an answer, the monitor owes a word on it, or it is settled. */
export const standsAt = ({ answeredAt, accepted }: Finding): 'owed' | 'answered' | 'accepted' =>
  answeredAt === undefined ? 'owed' : accepted ? 'accepted' : 'answered';

/** What the monitor found in a case, with every answer and judgement, as this person may read it. */
export function findingViews(complaint: Complaint, frame: CaseFrame) {
  const { around, viewer } = frame;
  const whole = readsWhole(around.catalogue, viewer, complaint, around.today);
  return complaint.findings.map((finding) => {
    const asked = isAsked(viewer, finding, around);
    const state = standsAt(finding);
    const said = ({ text, by }: CaseEvent): string | undefined =>
      text === undefined
        ? undefined
        : textFor(text, whole || asked || (by.agency !== undefined && by.agency === viewer.agency));
    const [found, ...after] = complaint.trail.filter(({ about }) => about?.['finding'] === finding.id);
    return {
      ...findingRow(finding, frame),
      text: found && said(found),
      words: after.flatMap((event) =>
        event.kind === 'finding_due' ? [] : [{ ...wordOf(event, frame), text: said(event) }],
      ),
      answers: asked && state === 'owed',
      judges: viewer.role === 'monitor' && state === 'answered',
    };
  });
}

/** A finding in a line: what it is, who shall answer and by which day. */
export function findingRow(finding: Finding, frame: CaseFrame) {
  const { around, t } = frame;
  const state = standsAt(finding);
  const late = state === 'owed' && finding.answerBy < around.now;
  return {
    finding: finding.id,
    kind: t(`monitoring:kind-${finding.kind}`),
    agency: agencyName(finding.agency, frame),
    answerBy: dayEnding(finding.answerBy, around.calendar.timeZone),
    state: t(`monitoring:finding-${late ? 'late' : state}`),
    late,
    owed: state === 'owed',
  };
}

function wordOf({ seq, kind, at, about }: CaseEvent, { around, t }: CaseFrame) {
  const words = kind === 'finding_answered' ? 'answer' : about?.['accepted'] ? 'accepted' : 'again';
  return { seq, words: t(`monitoring:word-${words}`), on: dayEnding(at, around.calendar.timeZone) };
}
