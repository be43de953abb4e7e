import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Campaign } from '../domain/campaign.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import type { FrameReport } from '../intake/frame-file.ts';
import type { Translate } from '../locales.ts';
import { campaignFrom, room, showCampaign, supervisorOf } from './campaign-shell.ts';
import { door } from './guards/role.ts';
import { read } from './input.ts';
import type { WebParts } from './parts.ts';
import { message, shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';

/** The longest file of a frame, in bytes; some 150,000 dossiers. */
export const longestFrame = 20 * 1024 * 1024;
/** Rows of one reason that are shown on the page; all are in the file that it gives. */
const rowsShown = 200;
/** Longer addresses than this some browsers refuse to save. */
const longestDownload = 1_400_000;

const form = z.strictObject({ token: z.string(), do: z.enum(['try', 'take', 'clear']) });

/** `/staff/campaigns/{id}/frame`: the sampling frame as a CSV file, tried first if one likes. */
export function campaignFramePages(parts: WebParts): Router {
  const ask: RequestHandler = async (req, res) => show(res, await campaignFrom(parts, req), { faults: [] });

  const take: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, campaign, fields);
    if (fields.value.do === 'clear') {
      const refused = await attempt(res, () => parts.actions.campaigns.clearFrame(campaign.id, supervisorOf(res)));
      return show(res, await campaignFrom(parts, req), { faults: [], ...refused });
    }
    const [file] = res.locals.sentFiles ?? [];
    if (file === undefined || file.length === 0) return show(res, campaign, { faults: [inFile('file-missing')] });
    if (file === 'too-large') return show(res, campaign, { faults: [inFile('file-long', longestFrame / 1024 ** 2)] });
    const dryRun = fields.value.do === 'try';
    const explain = (fault: Fault): string => message(res.locals.t, fault);
    try {
      const report = await parts.takeFrame(campaign.id, file, { dryRun, explain, by: supervisorOf(res) });
      return await show(res, campaign, { faults: [], report, dryRun });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // A file that cannot be read as a whole is a fault of its field.
      if (error.kind === 'invalid')
        return show(res, campaign, { faults: [{ pointer: '/file', code: error.code, params: error.params }] });
      if (error.kind === 'conflict') return show(res, campaign, { faults: [], conflict: res.locals.t(error.code) });
      throw error;
    }
  };

  async function show(res: Response, campaign: Campaign, shown: Shown): Promise<void> {
    const { t } = res.locals;
    const counts = await parts.stores.surveyFigures.counts(campaign.id);
    showCampaign(
      res,
      'campaigns/frame',
      campaign,
      {
        title: t('campaign:step-frame'),
        inFrame: counts.reduce((sum, { n }) => sum + n, 0),
        isDrawn: campaign.draws.length > 0 || campaign.state !== 'draft',
        conflict: shown.conflict,
        faults: shownFaults(t, shown.faults),
        dryRun: shown.dryRun,
        report: shown.report && reportView(shown.report, t),
        limit: longestFrame / 1024 ** 2,
      },
      statusOf(shown),
    );
  }

  const path = `${room}/:id/frame`;
  return Router().get(path, door('campaigns'), ask).post(path, door('campaigns'), take);
}

interface Shown extends Refused {
  readonly report?: FrameReport;
  readonly dryRun?: boolean;
}

const inFile = (code: 'file-missing' | 'file-long', limit = 0): Fault => ({
  pointer: '/file',
  code: `campaign:fault-${code}`,
  params: { limit },
});

/** What became of the rows, those left out under their reasons. */
function reportView({ rows, rejectedFile, ...totals }: FrameReport, t: Translate) {
  const groups = new Map<string, FrameReport['rows'][number][]>();
  for (const row of rows)
    groups
      .set(row.code, groups.get(row.code) ?? [])
      .get(row.code)
      ?.push(row);
  const csv = Buffer.from(rejectedFile ?? '');
  return {
    ...totals,
    reasons: [...groups.values()].map((group) => {
      const reason = group[0]?.reason ?? '';
      const isSame = group.every((row) => row.reason === reason);
      return {
        n: group.length,
        words: isSame ? reason : t('campaign:left-out-such-as', { reason }),
        rows: group.slice(0, rowsShown).map(({ line, reason: own, further }) => ({
          line,
          reason: [...(isSame ? [] : [own]), ...further].join(' '),
        })),
        more: group.length > rowsShown ? rowsShown : undefined,
      };
    }),
    // The file is in the page itself: nothing of it stays with us.
    download:
      csv.length > 0 && csv.length <= longestDownload ? `data:text/csv;base64,${csv.toString('base64')}` : undefined,
    tooLong: csv.length > longestDownload,
  };
}
