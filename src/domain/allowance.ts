export const allowanceUnits = ['minutes', 'hours', 'days', 'working_hours', 'working_days'] as const;

/** How much time somebody is given. `amount` is a whole number. */
export interface Allowance {
  readonly amount: number;
  readonly unit: (typeof allowanceUnits)[number];
}
