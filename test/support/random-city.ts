import fc from 'fast-check';
import type { Agency, AgencyKind } from '../../src/domain/agency.ts';
import { type Catalogue, catalogueOf } from '../../src/domain/catalogue.ts';
import { addDays, type CityDay } from '../../src/domain/city-day.ts';
import { complaintClasses, severities, topics } from '../../src/domain/complaint.ts';
import { homeAffairs, inspectorate } from '../../src/domain/routing.ts';
import { parties, type Routable, type RoutingRule, type RuleBook } from '../../src/domain/routing-rule.ts';
import { agencyOf, procedureOf } from './small-city.ts';

export const today = '2026-11-20';
const names = ['A', 'B', 'D', 'E', 'F', 'G'];
const fixed = ['C', 'MTTQ', 'LINE', homeAffairs, inspectorate];
const codes = [...fixed, ...names];
const kinds: readonly AgencyKind[] = ['department', 'district', 'ward', 'commune', 'service_centre'];

/** A day of the last ten years, or of the year to come. */
export const anyDay: fc.Arbitrary<CityDay> = fc.integer({ min: -3650, max: 365 }).map((days) => addDays(today, days));

const someOf = <T>(all: readonly T[]) => fc.option(fc.subarray([...all], { minLength: 1 }), { nil: undefined });

/** A unit below units that come before it, perhaps moved once, perhaps ended and taken over by any other. */
const unit = (code: string, index: number): fc.Arbitrary<Agency> => {
  const above = codes.slice(0, fixed.length + index).filter((one) => one !== 'MTTQ');
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      parent: fc.constantFrom(...above),
      moved: fc.option(fc.record({ code: fc.constantFrom(...above), from: anyDay }), { nil: undefined }),
      to: fc.option(anyDay, { nil: undefined }),
      // The monitor is no part of the city's government and takes over from nobody in it.
      successors: fc.subarray(
        codes.filter((one) => one !== 'MTTQ'),
        { maxLength: 2 },
      ),
    })
    .map(({ kind, parent, moved, to, successors }) => {
      const agency = agencyOf({ code, kind, parent, ...(to ? { to, successors } : {}) });
      return moved ? { ...agency, parents: [...agency.parents, moved] } : agency;
    });
};

/** City and monitor are always there; hotline, Home Affairs and inspectorate may stand anywhere, or have ended. */
export const randomCity: fc.Arbitrary<Catalogue> = fc
  .record({
    units: fc.tuple(...names.map(unit)),
    hotline: fc.constantFrom('C', homeAffairs),
    ends: fc.array(fc.tuple(fc.constantFrom(homeAffairs, inspectorate), fc.constantFrom(...names)), { maxLength: 2 }),
  })
  .map(({ units, hotline, ends }) => {
    const office = (code: string): Agency => {
      const heir = new Map<string, string>(ends).get(code);
      return agencyOf({
        code,
        kind: 'department',
        parent: 'C',
        ...(heir ? { to: '2025-06-30', successors: [heir] } : {}),
      });
    };
    return catalogueOf(
      [
        agencyOf({ code: 'C', kind: 'city' }),
        agencyOf({ code: 'MTTQ', kind: 'monitor', parent: 'C' }),
        agencyOf({ code: 'LINE', kind: 'hotline', parent: hotline }),
        office(homeAffairs),
        office(inspectorate),
        ...units,
      ],
      [procedureOf('P1', 'civil_status', ['ward']), procedureOf('P2', 'land', ['department'])],
      [],
    );
  });

export const anySubject: fc.Arbitrary<Routable> = fc.record({
  class: fc.constantFrom(...complaintClasses),
  topic: fc.constantFrom(...topics),
  severity: fc.constantFrom(...severities),
  agency: fc.constantFrom(...codes),
  procedure: fc.constantFrom(undefined, 'P1', 'P2'),
  day: anyDay,
  content: fc.constantFrom('Hồ sơ trễ hẹn ba ngày.', 'Cán bộ gợi ý chi tiền.', undefined),
});

const anyParties = fc.subarray([...parties, ...codes], { maxLength: 4 });

const anyRule: fc.Arbitrary<Omit<RoutingRule, 'code'>> = fc.record({
  when: fc
    .record({
      classes: someOf(complaintClasses),
      topics: someOf(topics),
      agencies: someOf(codes),
      agencyKinds: someOf(kinds),
      fields: someOf(['civil_status', 'land']),
      severities: someOf(severities),
      words: someOf(['trễ hẹn', 'chi tien']),
    })
    .map((conditions) => Object.fromEntries(Object.entries(conditions).filter(([, one]) => one !== undefined))),
  handlers: anyParties,
  watchers: anyParties,
  policy: fc.constantFrom('portal', 'hotline'),
});

/** Rules that nobody in her right mind would save are among them; the last matches everything. */
export const anyBook: fc.Arbitrary<RuleBook> = fc
  .tuple(fc.array(anyRule, { maxLength: 5 }), anyRule)
  .map(([rules, last]) => ({
    version: 7,
    from: '2000-01-01',
    rules: [...rules, { ...last, when: {} }].map((rule, index) => ({ ...rule, code: `rule-${index}` })),
    savedAt: new Date('2026-01-01T00:00:00Z'),
    reason: '',
  }));
