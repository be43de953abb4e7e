import { published } from '../domain/published.ts';
import type { Group, Report } from '../domain/report.ts';
import { definitions } from '../domain/satisfaction.ts';
import type { CsvRow } from './csv-out.ts';

const figures = ['n', 'level_1', 'level_2', 'level_3', 'level_4', 'level_5', 'excluded', 'satisfied', 'dissatisfied'];
const frame = ['scope', 'from', 'to', 'definition', 'definition_version', 'cut_off'];

export const rateColumns = ({ query }: Report): string[] => [
  ...frame,
  ...query.by,
  ...figures,
  ...['rate', 'interval_low', 'interval_high', 'target', 'verdict'],
];

/** The groups of a report as rows, the total under them with its keys left empty. */
export function rateRows({ query, groups, total }: Report, cutOff: Date): CsvRow[] {
  const { code, version } = definitions[query.definition];
  return [...groups, { key: {}, figure: total }].map(({ key, figure }: Group) => {
    const { levels, rate, interval, target, verdict, n, excluded, satisfied, dissatisfied } = published(figure);
    return {
      scope: query.agency,
      from: query.from,
      to: query.to,
      definition: code,
      definition_version: version,
      cut_off: cutOff.toISOString(),
      ...key,
      ...Object.fromEntries(Object.entries(levels).map(([level, count]) => [`level_${level}`, count])),
      n,
      excluded,
      satisfied,
      dissatisfied,
      rate: rate ?? undefined,
      interval_low: interval?.low,
      interval_high: interval?.high,
      target: target ?? undefined,
      verdict: verdict ?? undefined,
    };
  });
}
