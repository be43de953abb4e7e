import type { Agency, AgencyKind } from '../../src/domain/agency.ts';
import { type Catalogue, catalogueOf } from '../../src/domain/catalogue.ts';
import type { CityDay } from '../../src/domain/city-day.ts';
import type { Procedure } from '../../src/domain/procedure.ts';
import type { Target } from '../../src/domain/target.ts';

interface Unit {
  code: string;
  kind: AgencyKind;
  parent?: string;
  from?: CityDay;
  to?: CityDay;
  successors?: string[];
}

export const agencyOf = ({ code, kind, parent, from = '2000-01-01', to, successors = [] }: Unit): Agency => ({
  code,
  kind,
  names: [{ vi: `Đơn vị ${code}`, en: `Unit ${code}`, from }],
  parents: parent ? [{ code: parent, from }] : [],
  validFrom: from,
  ...(to ? { validTo: to } : {}),
  successors,
});

export const procedureOf = (
  code: string,
  field: string,
  agencyKinds: AgencyKind[],
  agencyCodes: string[] = [],
): Procedure => ({
  code,
  names: { vi: `Thủ tục ${code}`, en: `Procedure ${code}` },
  field,
  agencyKinds,
  agencyCodes,
  levels: [],
  onlineScopes: [],
});

const target = (value: number, rest: Partial<Target> = {}): Target => ({
  indicator: 'satisfaction',
  value,
  from: '2017-01-01',
  ...rest,
});

/** A department that moves from one parent to another in mid-month. */
const moving: Agency = {
  ...agencyOf({ code: 'MOVE', kind: 'service_centre', parent: 'D1' }),
  parents: [
    { code: 'D1', from: '2000-01-01' },
    { code: 'SVX', from: '2017-06-15' },
  ],
};

/**
 * A city as small as its history allows: a department, a district with two wards until 30 June 2025, the ward that
 * took over from both, a centre that moved on 15 June 2017 from the district to the department, and a monitor.
 */
export const smallCity: Catalogue = catalogueOf(
  [
    agencyOf({ code: 'C', kind: 'city' }),
    agencyOf({ code: 'SVX', kind: 'department', parent: 'C' }),
    agencyOf({ code: 'D1', kind: 'district', parent: 'C', to: '2025-06-30' }),
    agencyOf({ code: 'W1', kind: 'ward', parent: 'D1', to: '2025-06-30', successors: ['N1'] }),
    agencyOf({ code: 'W2', kind: 'ward', parent: 'D1', to: '2025-06-30', successors: ['N1'] }),
    agencyOf({ code: 'N1', kind: 'ward', parent: 'C', from: '2025-07-01' }),
    agencyOf({ code: 'MTTQ', kind: 'monitor', parent: 'C' }),
    moving,
  ],
  [procedureOf('1.000001', 'civil_status', ['ward']), procedureOf('1.000002', 'construction', ['department'], ['SVX'])],
  [target(0.9), target(0.8, { agencyKind: 'ward' }), target(0.95, { agencyCode: 'SVX', from: '2018-01-01' })],
);
