import { policyFor } from './case-clock.ts';
import { dueAt } from './clock.ts';
import type { Complaint } from './complaint.ts';
import type { Surroundings } from './step.ts';

const days = (amount: number, { now, calendar }: Pick<Surroundings, 'now' | 'calendar'>): Date =>
  dueAt({ startedAt: now, allowance: { amount, unit: 'days' }, pauses: [] }, calendar) as Date;

/** Until when the resident may have a case opened again that was answered, refused or handed over now. */
export const reopenUntil = (complaint: Complaint, around: Surroundings): Date =>
  days(policyFor(complaint, around).reopenWithinDays, around);

/** Until when the resident is waited for who is asked for information now. */
export const waitingUntil = (complaint: Complaint, around: Surroundings): Date =>
  days(policyFor(complaint, around).informationWithinDays, around);
