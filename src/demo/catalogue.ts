import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Agency } from '../domain/agency.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { Target } from '../domain/target.ts';
import { agencyOfRow, procedureOfRow, targetOfRow } from '../intake/catalogue-row.ts';

type Cells = Readonly<Record<string, string>>;

const rowsOf = (file: string): Cells[] => parse(readFileSync(new URL(file, import.meta.url)), { columns: true });

/** The records of a file, read as the import reads them; a faulty row is a fault of ours. */
const records = <T>(file: string, read: (cells: Cells) => { record: T } | { faults: readonly unknown[] }): T[] =>
  rowsOf(file).map((cells) => {
    const result = read(cells);
    if ('faults' in result) throw new Error(`${file}: ${JSON.stringify([cells, result.faults])}`);
    return result.record;
  });

const laterNames = rowsOf('agency-names.csv');

/** The units of the demo data, those of 2017 and those of today. */
export const demoAgencies: readonly Agency[] = records('agencies.csv', agencyOfRow).map((agency) => ({
  ...agency,
  names: [
    ...agency.names,
    ...laterNames
      .filter(({ code }) => code === agency.code)
      .map(({ nameVi = '', nameEn = '', from = '' }) => ({ vi: nameVi, en: nameEn, from })),
  ],
}));

/** The procedures of the demo data. */
export const demoProcedures: readonly Procedure[] = records('procedures.csv', procedureOfRow);

export const demoTargets: readonly Target[] = records('targets.csv', targetOfRow);
