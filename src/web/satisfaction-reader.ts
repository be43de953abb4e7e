import { type Catalogue, placesWithin } from '../domain/catalogue.ts';
import { type Overview, type OverviewQuery, overview } from '../domain/overview.ts';
import { type Report, type ReportQuery, report } from '../domain/report.ts';
import type { WebParts } from './parts.ts';

export interface SatisfactionReader {
  overview(query: OverviewQuery, catalogue: Catalogue): Promise<Overview>;
  report(query: ReportQuery, catalogue: Catalogue): Promise<Report>;
}

/** How many results are kept, and how many groups one may have to be kept. */
const most = 200;
const largest = 2000;

/** Computes figures from tallies, and computes one again only when a tally or the catalogue changed. */
export function satisfactionReader({ stores: { tallies } }: Pick<WebParts, 'stores'>): SatisfactionReader {
  const kept = new Map<string, { version: number; catalogue: Catalogue; result: Promise<Overview | Report> }>();

  const recent = async <T extends Overview | Report>(
    key: string,
    catalogue: Catalogue,
    compute: () => Promise<T>,
  ): Promise<T> => {
    const version = await tallies.version();
    const known = kept.get(key);
    if (known?.version === version && known.catalogue === catalogue) return known.result as Promise<T>;
    const result = compute();
    const entry = { version, catalogue, result };
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    const forget = () => kept.get(key) === entry && kept.delete(key);
    result.then((found) => 'groups' in found && found.groups.length > largest && forget(), forget);
    return result;
  };

  return {
    overview: (query, catalogue) =>
      recent(`overview ${JSON.stringify(query)}`, catalogue, async () => {
        const places = placesWithin(catalogue, query.agency, query);
        return overview(query, await tallies.read(places, query), catalogue);
      }),
    report: (query, catalogue) =>
      recent(`report ${JSON.stringify(query)}`, catalogue, async () => {
        const places = placesWithin(catalogue, query.agency, query);
        return report(query, await tallies.read(places, query, { byDay: query.by.includes('day') }), catalogue);
      }),
  };
}
