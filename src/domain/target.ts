import type { Agency, AgencyKind } from './agency.ts';
import type { CityDay } from './city-day.ts';

export const indicators = ['satisfaction', 'online_share'] as const;
export type Indicator = (typeof indicators)[number];

/** What is asked of a unit, of a kind of unit, or (neither named) of all, from a day on. `value` is a share, 0 to 1. */
export interface Target {
  readonly indicator: Indicator;
  readonly value: number;
  readonly agencyCode?: string;
  readonly agencyKind?: AgencyKind;
  readonly from: CityDay;
  readonly to?: CityDay;
}

/** The city's own target, in force where nobody set another: 90 % satisfied (domain mission, system 8). */
export const cityTarget: Target = { indicator: 'satisfaction', value: 0.9, from: '2017-01-01' };

const closeness = (target: Target): number => (target.agencyCode ? 2 : target.agencyKind ? 1 : 0);

/** The target of a unit on a day: its own before its kind's before everybody's; the latest of equals. */
export function targetOn(
  targets: readonly Target[],
  agency: Agency,
  day: CityDay,
  indicator: Indicator = 'satisfaction',
): number | undefined {
  return targets
    .filter(
      (target) =>
        target.indicator === indicator &&
        target.from <= day &&
        (target.to === undefined || day <= target.to) &&
        (target.agencyCode === undefined || target.agencyCode === agency.code) &&
        (target.agencyKind === undefined || target.agencyKind === agency.kind),
    )
    .sort((a, b) => closeness(b) - closeness(a) || (a.from < b.from ? 1 : -1))[0]?.value;
}
