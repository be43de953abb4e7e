import { type Catalogue, placesWithin, satisfactionTarget, unitsBelow } from './catalogue.ts';
import type { Channel } from './channel.ts';
import { bucketOf, type Grain, grains, type Period } from './city-day.ts';
import { type DefinitionCode, definitions, type Satisfaction, satisfaction } from './satisfaction.ts';
import { addCounts, type Cell, type LevelCounts, noCounts, type Tally } from './tally.ts';

/** What a figure can be broken down by. `unit` is the unit directly below the agency asked for; `field` a procedure's. */
export const dimensions = ['agency', 'unit', 'channel', 'procedure', 'field', ...grains] as const;
export type Dimension = (typeof dimensions)[number];

export interface ReportQuery extends Period {
  /** An agency counts with everything below it. */
  readonly agency: string;
  readonly procedures?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly definition: DefinitionCode;
  readonly by: readonly Dimension[];
}

export interface Group {
  readonly key: Readonly<Partial<Record<Dimension, string>>>;
  readonly figure: Satisfaction;
}

export interface Report {
  readonly query: ReportQuery;
  readonly total: Satisfaction;
  /** In order of their keys; only groups with answers. */
  readonly groups: readonly Group[];
}

/** The figures that a query asks for, added up from tallies that lie wholly inside its period and places. */
export function report(query: ReportQuery, tallies: Iterable<Tally>, catalogue: Catalogue): Report {
  const unitOf = query.by.includes('unit') ? unitLookup(catalogue, query) : undefined;
  const wanted = (cell: Cell): boolean =>
    (!query.channels || query.channels.includes(cell.channel)) &&
    (!query.procedures || query.procedures.includes(cell.procedure));
  const valueOf = (dimension: Dimension, tally: Tally, cell: Cell): string => {
    switch (dimension) {
      case 'agency':
        return tally.agency;
      case 'unit':
        return unitOf?.(tally) ?? query.agency;
      case 'channel':
        return cell.channel;
      case 'procedure':
        return cell.procedure;
      case 'field':
        return catalogue.procedures.get(cell.procedure)?.field ?? '';
      default:
        return bucketOf(tally.start, dimension satisfies Grain);
    }
  };

  let total: LevelCounts = noCounts;
  let excluded = 0;
  const sums = new Map<string, { key: Group['key']; levels: LevelCounts; excluded: number }>();
  for (const tally of tallies)
    for (const cell of tally.cells) {
      if (!wanted(cell)) continue;
      total = addCounts(total, cell.levels);
      excluded += cell.excluded;
      if (query.by.length === 0) continue;
      const values = query.by.map((dimension) => valueOf(dimension, tally, cell));
      const id = values.join('\u0000');
      const sum = sums.get(id);
      sums.set(id, {
        key: sum?.key ?? Object.fromEntries(query.by.map((dimension, index) => [dimension, values[index] as string])),
        levels: addCounts(sum?.levels ?? noCounts, cell.levels),
        excluded: (sum?.excluded ?? 0) + cell.excluded,
      });
    }

  const definition = definitions[query.definition];
  const targetOf = (code: string): number | undefined => {
    const agency = catalogue.agencies.get(code);
    return agency && satisfactionTarget(catalogue, agency, query.to);
  };
  return {
    query,
    total: satisfaction(definition, total, excluded, targetOf(query.agency)),
    groups: [...sums.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { key, levels, excluded }]) => ({
        key,
        figure: satisfaction(definition, levels, excluded, targetOf(key.agency ?? key.unit ?? query.agency)),
      })),
  };
}

/** Which unit directly below the agency a tally belongs to; the agency itself for its own answers. */
function unitLookup(catalogue: Catalogue, query: ReportQuery): (tally: Tally) => string {
  const units = new Map<string, { unit: string; from: string; to: string }[]>();
  for (const unit of unitsBelow(catalogue, query.agency, query))
    for (const { agency, from, to } of placesWithin(catalogue, unit.code, query))
      units.set(agency, [...(units.get(agency) ?? []), { unit: unit.code, from, to }]);
  return (tally) =>
    units.get(tally.agency)?.find(({ from, to }) => from <= tally.start && tally.start <= to)?.unit ?? query.agency;
}
