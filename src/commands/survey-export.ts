import { rename, rm, writeFile } from 'node:fs/promises';
import { codebookColumns, codebookRows } from '../domain/codebook.ts';
import { Refusal } from '../domain/errors.ts';
import { type CampaignInterviews, interviewTable } from '../domain/interview-table.ts';
import { interviewSav } from '../interview-sav.ts';
import type { Command, CommandContext } from './command.ts';
import { writeCsv } from './csv-out.ts';

/** `export interviews`: the interviews that `read` finds for a campaign as CSV, as codebook and as SPSS file. */
export const interviewsCommand = (
  read: (context: CommandContext, campaign: string) => Promise<CampaignInterviews | undefined>,
): Command => ({
  usage: 'export interviews CAMPAIGN NAME',
  help: 'help-export-interviews',
  takes: 2,
  async run(context) {
    const { args, options, t, out, now } = context;
    const [campaign = '', name = ''] = args;
    const found = await read(context, campaign);
    if (!found) throw new Refusal('not-found', 'results:no-campaign', { campaign });
    const { questionnaire } = found;
    const table = interviewTable(found);
    const { variables, rows, otherVersions } = table;
    const files = ['csv', 'codebook.csv', 'sav'].map((kind) => `${name}.${kind}`);
    const columns = variables.map((variable) => variable.name);
    await writeCsv(`${name}.csv`, columns, rows, out);
    await writeCsv(`${name}.codebook.csv`, codebookColumns, codebookRows(questionnaire, variables), out);
    await writeWhole(`${name}.sav`, interviewSav(table, options['lang'] === 'en' ? 'en' : 'vi', now()));
    const summary = { interviews: rows.length, otherVersions, files };
    const version = `${questionnaire.code} ${questionnaire.version}`;
    const text = t('results:exported', { ...summary, questionnaire: version, files: files.join(', ') });
    return { summary, text, ok: true };
  },
});

/** A file that only its owner reads, replaced when all is written. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await writeFile(unfinished, content, { mode: 0o600 });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
