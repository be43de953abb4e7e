import { type Agency, type AgencyKind, agencyKinds } from '../domain/agency.ts';
import { isCityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { Procedure } from '../domain/procedure.ts';
import { type Indicator, indicators, type Target } from '../domain/target.ts';

type Cells = Readonly<Record<string, string>>;
type Read<T> = { readonly record: T } | { readonly faults: readonly Fault[] };

export const agencyColumns = {
  required: ['code', 'parentCode', 'kind', 'nameVi', 'nameEn', 'validFrom'],
  known: new Set(['code', 'parentCode', 'kind', 'nameVi', 'nameEn', 'validFrom', 'validTo', 'successorCodes']),
};

export const procedureColumns = {
  required: ['code', 'nameVi', 'nameEn', 'field', 'agencyKinds'],
  known: new Set([
    'code',
    'nameVi',
    'nameEn',
    'field',
    'agencyKinds',
    'agencyCodes',
    'serviceLevel',
    'serviceLevelFrom',
    'serviceLevelScheme2',
    'serviceLevelScheme2From',
    'timeLimitWorkingDays',
    'feeVnd',
  ]),
};

export const targetColumns = {
  required: ['indicator', 'value', 'from'],
  known: new Set(['indicator', 'value', 'agencyCode', 'agencyKind', 'from', 'to']),
};

const words = (text = ''): string[] => text.split(/[ ;|]+/).filter(Boolean);
const code = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

function checker(cells: Cells) {
  const faults: Fault[] = [];
  return {
    faults,
    check(column: string, holds: boolean, message: string): void {
      if (!holds)
        faults.push({
          pointer: `/${column}`,
          code: message,
          params: { column, value: (cells[column] ?? '').slice(0, 60) },
        });
    },
  };
}

/** The agency that a row describes, under one name and one parent from its first day. */
export function agencyOfRow(cells: Cells): Read<Agency> {
  const { faults, check } = checker(cells);
  const { code: own = '', parentCode = '', kind = '', nameVi = '', nameEn = '', validFrom = '', validTo = '' } = cells;
  check('code', code.test(own), 'intake:code');
  check('parentCode', parentCode === '' || code.test(parentCode), 'intake:code');
  check('kind', agencyKinds.includes(kind as AgencyKind), 'intake:agency-kind-unknown');
  check('nameVi', nameVi !== '', 'intake:name-missing');
  check('validFrom', isCityDay(validFrom), 'intake:day');
  check('validTo', validTo === '' || (isCityDay(validTo) && validTo >= validFrom), 'intake:day');
  if (faults.length > 0) return { faults };
  return {
    record: {
      code: own,
      kind: kind as AgencyKind,
      names: [{ vi: nameVi, en: nameEn || nameVi, from: validFrom }],
      parents: parentCode ? [{ code: parentCode, from: validFrom }] : [],
      validFrom,
      ...(validTo ? { validTo } : {}),
      successors: words(cells['successorCodes']),
    },
  };
}

export function procedureOfRow(cells: Cells): Read<Procedure> {
  const { faults, check } = checker(cells);
  const { code: own = '', nameVi = '', nameEn = '', field = '', serviceLevel = '', serviceLevelScheme2 = '' } = cells;
  const { timeLimitWorkingDays = '', feeVnd = '', serviceLevelFrom = '', serviceLevelScheme2From = '' } = cells;
  check('code', code.test(own), 'intake:code');
  check('nameVi', nameVi !== '', 'intake:name-missing');
  check('field', code.test(field), 'intake:code');
  check(
    'agencyKinds',
    words(cells['agencyKinds']).every((kind) => agencyKinds.includes(kind as AgencyKind)),
    'intake:agency-kind-unknown',
  );
  check('serviceLevel', /^[1-4]?$/.test(serviceLevel), 'intake:service-level');
  check('serviceLevelScheme2', ['', 'full', 'partial'].includes(serviceLevelScheme2), 'intake:service-scope');
  check('timeLimitWorkingDays', /^\d{0,4}$/.test(timeLimitWorkingDays), 'intake:whole-number');
  check('feeVnd', /^\d{0,12}$/.test(feeVnd), 'intake:whole-number');
  for (const column of ['serviceLevelFrom', 'serviceLevelScheme2From'])
    check(column, !cells[column] || isCityDay(cells[column]), 'intake:day');
  if (faults.length > 0) return { faults };
  return {
    record: {
      code: own,
      names: { vi: nameVi, en: nameEn || nameVi },
      field,
      agencyKinds: words(cells['agencyKinds']) as AgencyKind[],
      agencyCodes: words(cells['agencyCodes']),
      levels: serviceLevel
        ? [{ level: Number(serviceLevel) as 1 | 2 | 3 | 4, ...(serviceLevelFrom ? { from: serviceLevelFrom } : {}) }]
        : [],
      onlineScopes: serviceLevelScheme2
        ? [
            {
              scope: serviceLevelScheme2 as 'full' | 'partial',
              ...(serviceLevelScheme2From ? { from: serviceLevelScheme2From } : {}),
            },
          ]
        : [],
      ...(timeLimitWorkingDays ? { timeLimitWorkingDays: Number(timeLimitWorkingDays) } : {}),
      ...(feeVnd ? { feeVnd: Number(feeVnd) } : {}),
    },
  };
}

/** The target that a row sets: for one agency, for a kind, or with neither for all. `value` is a share, 0 to 1. */
export function targetOfRow(cells: Cells): Read<Target> {
  const { faults, check } = checker(cells);
  const { indicator = '', value = '', agencyCode = '', agencyKind = '', from = '', to = '' } = cells;
  check('indicator', indicators.includes(indicator as Indicator), 'intake:indicator-unknown');
  check('value', /^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/.test(value), 'intake:share');
  check('agencyCode', agencyCode === '' || code.test(agencyCode), 'intake:code');
  check(
    'agencyKind',
    agencyKind === '' || agencyKinds.includes(agencyKind as AgencyKind),
    'intake:agency-kind-unknown',
  );
  check('from', isCityDay(from), 'intake:day');
  check('to', to === '' || (isCityDay(to) && to >= from), 'intake:day');
  if (faults.length > 0) return { faults };
  return {
    record: {
      indicator: indicator as Indicator,
      value: Number(value),
      ...(agencyCode ? { agencyCode } : {}),
      ...(agencyKind ? { agencyKind: agencyKind as AgencyKind } : {}),
      from,
      ...(to ? { to } : {}),
    },
  };
}
