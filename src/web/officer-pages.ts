import { type RequestHandler, Router } from 'express';
import { complaintStates, openStates } from '../domain/complaint.ts';
import { sees } from '../domain/sight.ts';
import { type CaseFrame, caseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';
import { findingsOwed } from './findings-owed.ts';
import { door } from './guards/role.ts';
import { answersTo, byDue, type Tab, tabs, tabsOf } from './officer-console.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/complaints';
const onePage = 50;
/** So many open cases of one agency are shown, and so many that are over. */
const most = 2000;

const over = complaintStates.filter((state) => !(openStates as readonly string[]).includes(state));

/** `/staff/complaints`: what the own agency handles and watches. Everything is counted over what this person may see. */
export function officerPages({ stores, ...parts }: WebParts): Router {
  const own = async ({ around, viewer }: CaseFrame) => {
    const involved = viewer.agency ?? '';
    const [open, done] = await Promise.all([
      stores.complaints.list({ involved, states: openStates }, { sort: 'oldest', limit: most }),
      stores.complaints.list({ involved, states: over }, { sort: 'newest', limit: most }),
    ]);
    return [...open, ...done].filter((complaint) => sees(around.catalogue, viewer, complaint, around.today));
  };

  const show: RequestHandler = async (req, res) => {
    const { t, language } = res.locals;
    const frame = await caseFrame({ stores, ...parts }, res);
    const query = typeof req.query['q'] === 'string' ? req.query['q'].slice(0, 200) : '';
    const asked = tabs.find((one) => one === req.query['tab']);
    const tab: Tab = asked ?? (query === '' ? 'todo' : 'all');
    const found = (await own(frame)).filter((complaint) => answersTo(query, complaint, frame));
    const placed = found.map((complaint) => ({ complaint, in: tabsOf(complaint, frame) }));
    const listed = placed.filter((one) => one.in.includes(tab)).map(({ complaint }) => complaint);
    const pages = Math.max(1, Math.ceil(listed.length / onePage));
    const page = Math.min(Math.max(1, Math.floor(Number(req.query['page']) || 1)), pages);
    const href = (more: Record<string, unknown>) => linked(room, language, { tab, q: query, ...more });
    res.set('Cache-Control', 'no-store');
    showStaff(res, 'staff/console', {
      title: t('staff:room-complaints'),
      about: t('staff:room-complaints-about'),
      room: 'complaints',
      owed: await findingsOwed({ stores }, frame),
      query,
      tab,
      tabs: tabs.map((one) => ({
        words: t(`staff:tab-${one}`),
        count: placed.filter((each) => each.in.includes(one)).length,
        href: href({ tab: one }),
        current: one === tab,
      })),
      cases: listed
        .sort(byDue)
        .slice((page - 1) * onePage, page * onePage)
        .map((complaint) => caseRow(complaint, frame)),
      page,
      pages: pages > 1 ? pages : undefined,
      before: page > 1 ? href({ page: page - 1 }) : undefined,
      after: page < pages ? href({ page: page + 1 }) : undefined,
    });
  };
  return Router().get(room, door('complaints'), show);
}
