import type { Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import { type Complaint, type ComplaintState, type Happening, isOpen } from './complaint.ts';
import type { DeadlinePolicy } from './deadline-policy.ts';
import { Refusal } from './errors.ts';
import type { NoticeKind } from './notice.ts';
import type { RuleBook } from './routing-rule.ts';
import { handles, sees, type Viewer } from './sight.ts';
import type { Doer } from './trail-event.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** The world as a step finds it. */
export interface Surroundings {
  readonly now: Date;
  readonly today: CityDay;
  readonly catalogue: Catalogue;
  readonly calendar: WorkingCalendar;
  readonly policies: readonly DeadlinePolicy[];
  /** Grows with every saved version of calendar or policies. */
  readonly basis: number;
  readonly book: RuleBook;
  /** The account that denunciations are kept for, when one is named. */
  readonly custodian?: string;
}

/** Who is to be told of a step: the resident, those who work for agencies, or one account. */
export interface Telling {
  readonly kind: NoticeKind;
  readonly to: 'resident' | { readonly agencies: readonly string[] } | { readonly account: string };
}

/** What a step does to a case. */
export interface Outcome extends Happening {
  readonly tell?: readonly Telling[];
  /** What the case's texts become: all of them locked away, brought back, or gone for good. */
  readonly texts?: 'seal' | 'unseal' | 'purge';
}

/** Somebody who acts: staff as a viewer, the resident who holds code and PIN, or the system by itself. */
export type Actor = (Viewer & { readonly kind: 'staff' }) | { readonly kind: 'resident' } | { readonly kind: 'system' };

/**
 * Decides what becomes of a case. Pure: given the same case and surroundings it gives the same outcome. Throws Refusal:
 * `not-found` for whoever may not know of the case, `forbidden` for the wrong hands, `conflict` when the case has moved
 * on, `invalid` for what was typed.
 */
export type Step = (complaint: Complaint, actor: Actor, around: Surroundings) => Outcome;

export const doerOf = (actor: Actor): Doer => {
  if (actor.kind !== 'staff') return { role: actor.kind };
  return { role: actor.role, account: actor.id, ...(actor.agency ? { agency: actor.agency } : {}) };
};

/** The viewer behind a step of staff; whoever may not know of the case is answered as if there were none. */
export function staffOf(actor: Actor, complaint: Complaint, { catalogue, today }: Surroundings): Viewer {
  if (actor.kind !== 'staff') throw new Refusal('forbidden', 'account:fault-role');
  if (!sees(catalogue, actor, complaint, today)) throw new Refusal('not-found', 'page-not-found');
  return actor;
}

/** The viewer, when the case lies in the hands of this person's agency. */
export function handlerOf(actor: Actor, complaint: Complaint, around: Surroundings): Viewer {
  const viewer = staffOf(actor, complaint, around);
  if (!handles(viewer, complaint)) throw new Refusal('forbidden', 'complaint:fault-not-yours');
  return viewer;
}

export function residentOnly(actor: Actor): void {
  if (actor.kind !== 'resident') throw new Refusal('forbidden', 'account:fault-role');
}

/** What only time and the system itself do. */
export function systemOnly(actor: Actor): void {
  if (actor.kind !== 'system') throw new Refusal('forbidden', 'account:fault-role');
}

/** The case is not where this step begins: somebody was first, or time was. */
export function mustBe({ state }: Complaint, ...wanted: readonly ComplaintState[]): void {
  if (!wanted.includes(state)) throw new Refusal('conflict', 'complaint:conflict-moved', { state });
}

export function mustBeOpen({ state }: Complaint): void {
  if (!isOpen(state)) throw new Refusal('conflict', 'complaint:conflict-moved', { state });
}

/** A text that must be there and not too long. */
export function written(text: string, limit = 5000): string {
  const trimmed = text.trim();
  if (trimmed === '') throw fault('/text', 'complaint:fault-text-missing');
  if (trimmed.length > limit) throw fault('/text', 'too-long', { limit });
  return trimmed;
}

export const fault = (pointer: string, code: string, params?: Readonly<Record<string, string | number>>): Refusal =>
  new Refusal('invalid', 'input', {}, [{ pointer, code, ...(params ? { params } : {}) }]);
