import type { Agency, AgencyKind } from './agency.ts';
import type { CityDay } from './city-day.ts';
import type { Texts } from './language.ts';

/**
 * An administrative procedure (thủ tục hành chính). Its level of online service stands in both schemes, each with the
 * day it was set, because no rule turns one into the other: levels 1-4 until Decree 42/2022, then full or partial.
 */
export interface Procedure {
  readonly code: string;
  readonly names: Texts;
  /** A field of administration, `civil_status`. */
  readonly field: string;
  readonly agencyKinds: readonly AgencyKind[];
  /** When not empty, only these agencies among the departments offer it. */
  readonly agencyCodes: readonly string[];
  readonly levels: readonly { readonly level: 1 | 2 | 3 | 4; readonly from?: CityDay }[];
  readonly onlineScopes: readonly { readonly scope: 'full' | 'partial'; readonly from?: CityDay }[];
  readonly timeLimitWorkingDays?: number;
  readonly feeVnd?: number;
}

/** True when the agency handles the procedure: its kind does and, for departments, it is one of those named. */
export function isOfferedBy(procedure: Procedure, agency: Agency): boolean {
  if (procedure.agencyCodes.includes(agency.code)) return true;
  if (!procedure.agencyKinds.includes(agency.kind)) return false;
  return agency.kind !== 'department' || procedure.agencyCodes.length === 0;
}
