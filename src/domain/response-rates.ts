import { finalOutcome } from './outcome.ts';
import { finalRows, type OutcomeGroup } from './outcome-table.ts';
import type { SurveyCase } from './survey-case.ts';

/**
 * AAPOR's letters: I complete and P partial interviews, R refusals and break-offs, NC non-contacts, O others who are
 * eligible, UH unknown whether the household can be reached at all, UO unknown for other reasons, NE not eligible.
 */
export type Disposition = 'I' | 'P' | 'R' | 'NC' | 'O' | 'UH' | 'UO' | 'NE';
export type Dispositions = Readonly<Record<Disposition, number>>;

export interface DispositionCounts extends Dispositions {
  /** Cases without a final outcome; they are among the others by what they would end as now. */
  readonly pending: number;
}

const letters: Readonly<Record<Exclude<OutcomeGroup, 'appointment'>, Disposition>> = {
  complete: 'I',
  partial: 'P',
  refusal: 'R',
  non_contact: 'NC',
  other: 'O',
  unknown_household: 'UH',
  unknown_other: 'UO',
  not_eligible: 'NE',
};

/**
 * Sampled cases by AAPOR's letters. An open case counts as what it would be if the fieldwork ended now, so that
 * closing a campaign changes no rate: an appointment as O, a soft refusal as R, one that was not tried as UH. Cases of
 * the frame that were not drawn, or never given out, are not for here.
 */
export function dispositionCounts(cases: Iterable<Pick<SurveyCase, 'outcome' | 'attempts'>>): DispositionCounts {
  const counts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0, pending: 0 };
  for (const { outcome, attempts } of cases) {
    const final = finalOutcome(outcome === undefined ? attempts : [{ outcome }]);
    counts[letters[finalRows[final].group]] += 1;
    if (outcome === undefined) counts.pending += 1;
  }
  return counts;
}

/**
 * e, the share of the cases of unknown eligibility that is taken as eligible, by proportional allocation (CASRO): what
 * it is among the known ones, (I+P+R+NC+O) / (I+P+R+NC+O+NE). Absent when none is known.
 */
export function eligibleShare({ I, P, R, NC, O, NE }: Dispositions): number | undefined {
  const eligible = I + P + R + NC + O;
  return eligible + NE === 0 ? undefined : eligible / (eligible + NE);
}

type OneToThree = 1 | 2 | 3;
export type RateCode =
  | `RR${OneToThree | 4 | 5 | 6}`
  | `COOP${OneToThree | 4}`
  | `REF${OneToThree}`
  | `CON${OneToThree}`;

export interface ResponseRate {
  readonly code: RateCode;
  readonly numerator: number;
  /** Whole but where a share of the unknown cases is in it. */
  readonly denominator: number;
  /** Of RR3, RR4, REF2 and CON2, which need it; absent in these too when there is no estimate. */
  readonly e?: number;
  /** 0 to 1; absent when nobody is in the denominator. */
  readonly rate?: number;
}

/**
 * The outcome rates of AAPOR's Standard Definitions (10th edition), with E = I+P+R+NC+O and U = UH+UO:
 *
 *     RR1   I / (E+U)          RR2   (I+P) / (E+U)      response: interviews among all who may be eligible
 *     RR3   I / (E+eU)         RR4   (I+P) / (E+eU)     … among those estimated to be
 *     RR5   I / E              RR6   (I+P) / E          … among those known to be
 *     COOP1 I / (I+P+R+O)      COOP2 (I+P) / (I+P+R+O)  cooperation: interviews among those reached
 *     COOP3 I / (I+P+R)        COOP4 (I+P) / (I+P+R)    … among those reached who were able
 *     REF1  R / (E+U)          REF2  R / (E+eU)         REF3  R / E
 *     CON1  (I+P+R+O) / (E+U)  CON2  (I+P+R+O) / (E+eU) CON3  (I+P+R+O) / E
 *
 * @param given e when it is known better than by `eligibleShare`; from 0 to 1, else RangeError.
 */
export function responseRates(counts: Dispositions, given?: number): readonly ResponseRate[] {
  if (given !== undefined && !(given >= 0 && given <= 1)) throw new RangeError(`e is ${given}`);
  const { I, P, R, NC, O, UH, UO } = counts;
  const e = given ?? eligibleShare(counts);
  const reached = I + P + R + O;
  const eligible = reached + NC;
  const all = eligible + UH + UO;
  // Without e nobody is known to be eligible or not: there is no estimate, and no rate.
  const estimated = e === undefined ? 0 : eligible + e * (UH + UO);

  const rate = (code: RateCode, numerator: number, denominator: number): ResponseRate => ({
    ...{ code, numerator, denominator },
    ...(denominator === 0 ? {} : { rate: numerator / denominator }),
  });
  const withE = (code: RateCode, numerator: number): ResponseRate => ({
    ...rate(code, numerator, estimated),
    ...(e === undefined ? {} : { e }),
  });
  return [
    rate('RR1', I, all),
    rate('RR2', I + P, all),
    withE('RR3', I),
    withE('RR4', I + P),
    rate('RR5', I, eligible),
    rate('RR6', I + P, eligible),
    rate('COOP1', I, reached),
    rate('COOP2', I + P, reached),
    rate('COOP3', I, I + P + R),
    rate('COOP4', I + P, I + P + R),
    rate('REF1', R, all),
    withE('REF2', R),
    rate('REF3', R, eligible),
    rate('CON1', reached, all),
    withE('CON2', reached),
    rate('CON3', reached, eligible),
  ];
}
