import { z } from 'zod';
import { campaignAnswers, campaignInterviews } from '../domain/campaign-interviews.ts';
import { placesWithin } from '../domain/catalogue.ts';
import { addDays, cityDay, isCityDay, lastTwelveMonths, type Period } from '../domain/city-day.ts';
import { cityInstant } from '../domain/city-time.ts';
import { Refusal } from '../domain/errors.ts';
import { dimensions, report } from '../domain/report.ts';
import { definitionCodes } from '../domain/satisfaction.ts';
import type { Command, CommandContext, Outcome } from './command.ts';
import { complaintColumns, complaintRow } from './complaint-rows.ts';
import { type CsvRow, writeCsv } from './csv-out.ts';
import { rateColumns, rateRows } from './rate-rows.ts';
import { responseColumns, responseRow } from './response-rows.ts';
import { interviewsCommand } from './survey-export.ts';

const usage = (noun: string, more = ''): string =>
  `export ${noun} FILE|- [--from DAY] [--to DAY] [--agency CODE]${more}`;

async function catalogueAndAgency({ system, options }: CommandContext) {
  const catalogue = await system.actions.catalogue.current();
  const { agency } = options;
  if (typeof agency === 'string' && !catalogue.agencies.has(agency))
    throw new Refusal('invalid', 'agency-unknown', { agency });
  return { catalogue, agency: typeof agency === 'string' ? agency : undefined };
}

/** The days named, both included. */
function periodOf({ options, now, config }: CommandContext, usual: (today: string) => Period): Period {
  const period = usual(cityDay(now(), config.TIME_ZONE));
  const { from = period.from, to = period.to } = options;
  for (const day of [from, to])
    if (typeof day !== 'string' || !isCityDay(day)) throw new Refusal('invalid', 'day-form');
  if (from > to) throw new Refusal('invalid', 'satisfaction:fault-order');
  return { from: String(from), to: String(to) };
}

const everything = (today: string): Period => ({ from: '2000-01-01', to: today });

async function written(
  { args: [file = ''], t, out }: CommandContext,
  columns: readonly string[],
  rows: AsyncIterable<CsvRow> | Iterable<CsvRow>,
): Promise<Outcome> {
  const summary = { rows: await writeCsv(file, columns, rows, out) };
  return {
    summary,
    text: t('export:written', { ...summary, file }),
    ok: true,
    ...(file === '-' ? { onStderr: true } : {}),
  };
}

const complaints: Command = {
  usage: usage('complaints'),
  help: 'help-export-complaints',
  takes: 1,
  async run(context) {
    const { system, now, config } = context;
    const timeZone = config.TIME_ZONE;
    const { catalogue, agency } = await catalogueAndAgency(context);
    const { from, to } = periodOf(context, everything);
    const officer = agency === undefined ? undefined : ({ id: '', role: 'officer', agency } as const);
    const frame = { officer, catalogue, today: cityDay(now(), timeZone), timeZone };
    const stretch = { from: cityInstant(from, '00:00', timeZone), to: cityInstant(addDays(to, 1), '00:00', timeZone) };
    const rows = async function* () {
      for await (const complaint of system.stores.complaintFigures.each(stretch)) {
        const row = complaintRow(complaint, frame);
        if (row) yield row;
      }
    };
    return written(context, complaintColumns, rows());
  },
};

const responses: Command = {
  usage: usage('responses'),
  help: 'help-export-responses',
  takes: 1,
  async run(context) {
    const { catalogue, agency } = await catalogueAndAgency(context);
    const period = periodOf(context, everything);
    const places = agency === undefined ? undefined : placesWithin(catalogue, agency, period);
    const agencies = places && [...new Set(places.map((place) => place.agency))];
    const rows = async function* () {
      for await (const response of context.system.stores.exportedResponses.each(period, agencies))
        if (
          !places ||
          places.some(
            (place) => place.agency === response.agency && place.from <= response.day && response.day <= place.to,
          )
        )
          yield responseRow(response);
    };
    return written(context, responseColumns, rows());
  },
};

const choices = z.object({ definition: z.enum(definitionCodes), by: z.array(z.enum(dimensions)) });

const rates: Command = {
  usage: usage('rates', ' [--by unit,channel,…] [--definition TOP2]'),
  help: 'help-export-rates',
  takes: 1,
  async run(context) {
    const { system, options, now } = context;
    const { catalogue, agency = catalogue.city?.code ?? '' } = await catalogueAndAgency(context);
    const asked = choices.safeParse({
      definition: options['definition'] ?? 'TOP2',
      by: String(options['by'] ?? 'unit').split(','),
    });
    if (!asked.success)
      throw new Refusal('invalid', 'export:fault-choice', {
        by: dimensions.join(', '),
        definitions: definitionCodes.join(', '),
      });
    const period = periodOf(context, lastTwelveMonths);
    const query = { ...period, ...asked.data, agency };
    const places = placesWithin(catalogue, agency, period);
    const tallies = await system.stores.tallies.read(places, period, { byDay: query.by.includes('day') });
    const found = report(query, tallies, catalogue);
    return written(context, rateColumns(found), rateRows(found, await system.stores.responses.cutOff(now())));
  },
};

async function interviewsOf({ system }: CommandContext, id: string) {
  const { campaigns, campaignResponses, drawnCases } = system.stores;
  const campaign = await campaigns.find(id);
  if (!campaign) return undefined;
  const answers = campaignAnswers(await campaignResponses.of(id), await drawnCases.results(id));
  return campaignInterviews(campaign, answers, await system.actions.catalogue.current());
}

/** What leaves the system as files, without contact data and without what would name a person. */
export const exportCommands: Readonly<Record<string, Command>> = {
  'export complaints': complaints,
  'export responses': responses,
  'export rates': rates,
  'export interviews': interviewsCommand(interviewsOf),
};
