import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Agency, AgencyKind } from '../domain/agency.ts';
import type { Procedure } from '../domain/procedure.ts';

type Row = Readonly<Record<string, string>>;

const rowsOf = (file: string): Row[] => parse(readFileSync(new URL(file, import.meta.url)), { columns: true });
const words = (cell = ''): string[] => cell.split(' ').filter(Boolean);
const textsOf = (row: Row) => ({ vi: row.nameVi ?? '', en: row.nameEn ?? '' });

const agencyOf = (row: Row): Agency => {
  const validFrom = row.validFrom ?? '';
  return {
    code: row.code ?? '',
    kind: row.kind as AgencyKind,
    names: [{ ...textsOf(row), from: validFrom }],
    parents: row.parentCode ? [{ code: row.parentCode, from: validFrom }] : [],
    validFrom,
    ...(row.validTo ? { validTo: row.validTo } : {}),
    successors: words(row.successorCodes),
  };
};

const procedureOf = (row: Row): Procedure => ({
  code: row.code ?? '',
  names: textsOf(row),
  field: row.field ?? '',
  agencyKinds: words(row.agencyKinds) as AgencyKind[],
  agencyCodes: words(row.agencyCodes),
  levels: [{ level: Number(row.serviceLevel) as 1 | 2 | 3 | 4 }],
  onlineScopes: row.serviceLevelScheme2 ? [{ scope: row.serviceLevelScheme2 as 'full' | 'partial' }] : [],
  timeLimitWorkingDays: Number(row.timeLimitWorkingDays),
  feeVnd: Number(row.feeVnd),
});

/** The units of the demo data, those of 2017 and those of today, under their first names. */
export const demoAgencies: readonly Agency[] = rowsOf('agencies.csv').map(agencyOf);

/** The procedures of the demo data. */
export const demoProcedures: readonly Procedure[] = rowsOf('procedures.csv').map(procedureOf);
