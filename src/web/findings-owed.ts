import { referenceOf } from '../domain/complaint.ts';
import { isAsked } from '../domain/monitor-steps.ts';
import { sees } from '../domain/sight.ts';
import type { CaseFrame } from './case-frame.ts';
import { findingRow, standsAt } from './findings.ts';
import type { WebParts } from './parts.ts';

const most = 200;

/** The findings that this person's agency owes the monitor an answer to, the nearest day first; for `monitoring/owed`. */
export async function findingsOwed({ stores }: Pick<WebParts, 'stores'>, frame: CaseFrame) {
  const { around, viewer } = frame;
  if (viewer.agency === undefined) return [];
  const found = await stores.complaints.list(
    { involved: viewer.agency, finding: 'owed' },
    { sort: 'oldest', limit: most },
  );
  return found
    .filter((complaint) => sees(around.catalogue, viewer, complaint, around.today))
    .flatMap((complaint) =>
      complaint.findings
        .filter((finding) => standsAt(finding) === 'owed' && isAsked(viewer, finding, around))
        .map((finding) => ({
          id: complaint.id,
          reference: referenceOf(complaint),
          topic: frame.t(`complaint:topic-${complaint.topic}`),
          ...findingRow(finding, frame),
        })),
    )
    .sort((a, b) => (a.answerBy < b.answerBy ? -1 : 1));
}
