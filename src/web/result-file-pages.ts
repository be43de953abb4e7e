import { stringify } from 'csv-stringify/sync';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { campaignAnswers, campaignInterviews } from '../domain/campaign-interviews.ts';
import { codebookColumns, codebookRows } from '../domain/codebook.ts';
import { invalid } from '../domain/errors.ts';
import { interviewTable } from '../domain/interview-table.ts';
import { mayEnter } from '../domain/role.ts';
import { campaignFrom, campaignWords, room } from './campaign-shell.ts';
import { send } from './compression.ts';
import { accountOf, door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { resultChoice } from './result-query.ts';
import { readResults } from './result-reading.ts';
import { strataCsv, strataOf } from './result-strata.ts';

/** The files of a campaign's results: interviews as CSV and for SPSS and R, their codebook, and the strata. */
export function resultFilePages(parts: WebParts): Router {
  const { campaignResponses, drawnCases } = parts.stores;

  const asked = async (req: Request) => {
    const campaign = await campaignFrom(parts, req);
    const answers = campaignAnswers(await campaignResponses.of(campaign.id), await drawnCases.results(campaign.id));
    const interviews = campaignInterviews(campaign, answers, await parts.catalogue());
    return { campaign, questionnaire: interviews.questionnaire, table: interviewTable(interviews) };
  };

  const interviews: RequestHandler = async (req, res) => {
    const { campaign, table } = await asked(req);
    const columns = table.variables.map(({ name }) => name);
    sendCsv(named(res, `interviews-${campaign.id}.csv`), columns, table.rows);
  };

  const codebook: RequestHandler = async (req, res) => {
    const { campaign, questionnaire, table } = await asked(req);
    const rows = codebookRows(questionnaire, table.variables);
    sendCsv(named(res, `codebook-${campaign.id}.csv`), codebookColumns, rows);
  };

  const sav: RequestHandler = async (req, res) => {
    const { campaign, table } = await asked(req);
    const file = parts.interviewSav(table, res.locals.language);
    named(res, `interviews-${campaign.id}.sav`).type('application/x-spss-sav').send(file);
  };

  const strata: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    const words = await campaignWords(parts, res);
    const { choice, faults } = resultChoice(req.query);
    if (faults.length > 0) throw invalid(faults);
    const { results, progress } = await readResults(parts, campaign, choice, words);
    const open = mayEnter(accountOf(res).role, 'campaigns');
    const csv = strataCsv(strataOf(results, progress, open, words), choice.definition);
    send(named(res, `strata-${campaign.id}.csv`).type('text/csv; charset=utf-8'), csv);
  };

  const path = `${room}/:id/results`;
  return Router()
    .get(`${path}/interviews.csv`, door('result-files'), interviews)
    .get(`${path}/codebook.csv`, door('result-files'), codebook)
    .get(`${path}/interviews.sav`, door('result-files'), sav)
    .get(`${path}/strata.csv`, door('result-files'), strata);
}

const named = (res: Response, file: string): Response => {
  res.attachment(file).set('Cache-Control', 'no-store');
  return res;
};

function sendCsv(res: Response, columns: readonly string[], rows: readonly object[]): void {
  const options = { header: true, bom: true, record_delimiter: 'windows', escape_formulas: true } as const;
  send(res.type('text/csv; charset=utf-8'), stringify([...rows], { ...options, columns: [...columns] }));
}
