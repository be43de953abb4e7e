import { stringify } from 'csv-stringify/sync';
import { type Request, type Response, Router } from 'express';
import type { Complaint } from '../domain/complaint.ts';
import { sees } from '../domain/sight.ts';
import { allowanceWords } from './case-clock-view.ts';
import { type CaseFrame, caseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';
import { send } from './compression.ts';
import { door } from './guards/role.ts';
import { overdueAgencies, overdueRecord, overdueRow, worstFirst } from './overdue-view.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/overdue';
/** So many late cases are looked at, and so many of them are shown on the page. */
const most = 5000;
const shown = 200;

/** `/staff/overdue`: what is late in the city, and who asks for more time. */
export function overduePages(parts: WebParts): Router {
  const { complaints } = parts.stores;
  const visible = (cases: readonly Complaint[], { around, viewer }: CaseFrame): Complaint[] =>
    cases.filter((complaint) => sees(around.catalogue, viewer, complaint, around.today));

  const asked = async (req: Request, res: Response) => {
    const frame = await caseFrame(parts, res);
    const late = worstFirst(
      visible(await complaints.list({ breached: true }, { sort: 'due', limit: most }), frame),
      frame,
    );
    const agencies = overdueAgencies(late, frame);
    const agency = agencies.find(({ code }) => code === req.query['agency']);
    return {
      frame,
      late,
      agencies,
      agency,
      cases: agency ? late.filter((one) => one.handlers.includes(agency.code)) : late,
    };
  };

  const show = async (req: Request, res: Response): Promise<void> => {
    const { t, language } = res.locals;
    const { frame, late, agencies, agency, cases } = await asked(req, res);
    const waiting = visible(await complaints.list({ extensionAsked: true }, { sort: 'due', limit: most }), frame);
    res.set('Cache-Control', 'no-store');
    showStaff(res, 'staff/overdue', {
      title: t('staff:room-overdue'),
      about: t('staff:room-overdue-about'),
      room: 'overdue',
      total: late.length,
      agency,
      agencies: agencies.map((one) => ({
        ...one,
        href: linked(room, language, { agency: one.code }),
      })),
      rows: cases.slice(0, shown).map((complaint) => overdueRow(complaint, frame)),
      mostShown: cases.length > shown ? shown : undefined,
      extensions: waiting.map((complaint) => ({
        ...caseRow(complaint, frame),
        amount: complaint.extension && allowanceWords(complaint.extension.allowance, frame),
      })),
      csvHref: linked(`${room}.csv`, language, { agency: agency?.code }),
    });
  };

  const download = async (req: Request, res: Response): Promise<void> => {
    const { frame, cases, agency } = await asked(req, res);
    const options = { header: true, bom: true, record_delimiter: 'windows', escape_formulas: true } as const;
    res.attachment(`overdue-${agency?.code ?? 'city'}-${frame.around.today}.csv`).set('Cache-Control', 'no-store');
    const records = cases.map((complaint) => overdueRecord(complaint, frame));
    send(res.type('text/csv; charset=utf-8'), stringify(records, options));
  };

  return Router().get(room, door('overdue'), show).get(`${room}.csv`, door('overdue'), download);
}
