import { type Request, type Response, Router } from 'express';
import { satisfactionTarget } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import { complaintReport } from '../domain/complaint-report.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { isOverseer, sealedTotal } from '../domain/figure-sight.ts';
import { monthOf, stretchOf } from '../domain/hotline-month.ts';
import { reportChoices, reportHref } from './complaint-report-choices.ts';
import { complaintReportCsv } from './complaint-report-csv.ts';
import { reportQuery } from './complaint-report-query.ts';
import { reportView } from './complaint-report-view.ts';
import { send } from './compression.ts';
import { accountOf, door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

/** The figures of complaints for staff, as a page and as CSV. */
export function complaintReportPages(parts: WebParts): Router {
  const { stores, config, now } = parts;
  const timeZone = config.TIME_ZONE;

  const asked = async (req: Request, res: Response) => {
    const { t, language } = res.locals;
    const catalogue = await parts.catalogue();
    const { city } = catalogue;
    if (!city) throw new Refusal('not-found', 'satisfaction:no-city');
    const asOf = now();
    const today = cityDay(asOf, timeZone);
    const viewer = accountOf(res);
    const frame = { viewer, catalogue, asOf, today, timeZone };
    const asking = {
      viewer,
      catalogue,
      city: city.code,
      current: (kind: 'hotline' | 'calendar') => monthOf(kind, asOf, timeZone),
    };
    const words = { t, language, catalogue, today, target: satisfactionTarget(catalogue, city, today) };
    return { frame, asking, words, ...reportQuery(req.query, asking) };
  };

  const reported = async ({ query, frame }: Pick<Awaited<ReturnType<typeof asked>>, 'query' | 'frame'>) => {
    const { viewer } = frame;
    const stretch = stretchOf(query.months, query.from, query.to, timeZone);
    const handler = isOverseer(viewer) ? undefined : (viewer.agency ?? '');
    const summaries = await stores.complaintFigures.summaries(stretch, handler);
    return { stretch, report: complaintReport(query, summaries, frame) };
  };

  const show = async (req: Request, res: Response): Promise<void> => {
    const { query, chosen, faults, frame, asking, words } = await asked(req, res);
    const { stretch, report } = await reported({ query, frame });
    const sealed = sealedTotal(frame.catalogue, frame.viewer, await stores.complaintFigures.sealed(), frame.today);
    const data = {
      title: words.t('report:title'),
      room: 'reports',
      faults: shownFaults(words.t, faults),
      choices: reportChoices(chosen, asking, words),
      stretch,
      asOf: frame.asOf,
      sealed: sealed && { known: sealed.n !== undefined, ...sealed },
      csvHref: reportHref(query, words, '.csv'),
      ...reportView(report, words, (agency) => reportHref({ ...query, agency }, words)),
    };
    showStaff(res, 'report/complaints', data, faults.length > 0 ? 422 : 200);
  };

  const download = async (req: Request, res: Response): Promise<void> => {
    const { query, faults, frame, words } = await asked(req, res);
    if (faults.length > 0) throw invalid(faults);
    const { stretch, report } = await reported({ query, frame });
    res.attachment(`complaints-${query.agency}-${query.from}-${query.to}.csv`);
    send(res.type('text/csv; charset=utf-8'), complaintReportCsv(report, stretch, words));
  };

  return Router().get('/staff/reports', door('reports'), show).get('/staff/reports.csv', door('reports'), download);
}
