import { type RequestHandler, Router } from 'express';
import type { Complaint } from '../domain/complaint.ts';
import { sees } from '../domain/sight.ts';
import { type CaseFrame, caseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';
import { findingRow } from './findings.ts';
import { door } from './guards/role.ts';
import { choicesOf, filterOf, marks, monitoringQuery } from './monitoring-query.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/monitoring';
const onePage = 50;

/** `/staff/monitoring`: every case in the monitor's sight, whatever became of it, the newest first. */
export function monitoringPages({ stores, ...parts }: WebParts): Router {
  const show: RequestHandler = async (req, res) => {
    const { t, language } = res.locals;
    const frame = await caseFrame({ stores, ...parts }, res);
    const { query, faults } = monitoringQuery(req.query, frame);
    const counts = await Promise.all(marks.map((mark) => stores.complaints.count(filterOf({ ...query, mark }, frame))));
    const total = counts[marks.indexOf(query.mark)] ?? 0;
    const pages = Math.max(1, Math.ceil(total / onePage));
    const page = Math.min(Math.max(1, Math.floor(Number(req.query['page']) || 1)), pages);
    const found = await stores.complaints.list(filterOf(query, frame), {
      sort: 'newest',
      limit: onePage,
      skip: (page - 1) * onePage,
    });
    const { agency: _code, ...asked } = query;
    const href = (more: Record<string, unknown>) => linked(room, language, { ...asked, ...more });
    res.set('Cache-Control', 'no-store');
    showStaff(
      res,
      'monitoring/board',
      {
        title: t('staff:room-monitoring'),
        room: 'monitoring',
        marks: marks.map((mark, index) => ({
          words: t(`monitoring:mark-${mark}`),
          count: counts[index],
          href: href({ mark }),
          current: mark === query.mark,
        })),
        mark: query.mark,
        choices: choicesOf(query, frame),
        faults: shownFaults(t, faults),
        total,
        cases: visible(found, frame).map((complaint) => boardRow(complaint, frame)),
        page,
        pages: pages > 1 ? pages : undefined,
        before: page > 1 ? href({ page: page - 1 }) : undefined,
        after: page < pages ? href({ page: page + 1 }) : undefined,
      },
      faults.length > 0 ? 422 : 200,
    );
  };
  return Router().get(room, door('monitoring'), show);
}

const visible = (found: readonly Complaint[], { around, viewer }: CaseFrame): Complaint[] =>
  found.filter((complaint) => sees(around.catalogue, viewer, complaint, around.today));

/** A case as a line of the board, with what it owes the monitor. */
const boardRow = (complaint: Complaint, frame: CaseFrame) => ({
  ...caseRow(complaint, frame),
  linked: complaint.links.length > 0,
  findings: complaint.findings.map((finding) => findingRow(finding, frame)),
});
