import type { Router } from 'express';
import type { Complaint } from '../domain/complaint.ts';
import { Refusal } from '../domain/errors.ts';
import { link } from '../domain/handling-steps.ts';
import { sees } from '../domain/sight.ts';
import { type Actor, fault, type Step, staffOf } from '../domain/step.ts';
import { caseForm } from './case-step.ts';
import { text } from './input.ts';
import type { WebParts } from './parts.ts';

/** Two cases about the same matter: each gets the link to the other and goes on by itself. */
export function linkForm(parts: WebParts): Router {
  const { stores, actions } = parts;
  return caseForm(parts, 'links', { other: text(24) }, async (fields, { id, actor, seen }) => {
    const reference = fields.other.replace(/^#/, '');
    const named = reference === '' ? [] : await stores.complaints.list({ reference }, { sort: 'oldest', limit: 20 });
    let other = '';
    const here: Step = (complaint, by, around) => {
      other = chosen(named, complaint, by, around);
      return link(other)(complaint, by, around);
    };
    const one = await tried(() => actions.complaints.perform(id, actor, here, seen));
    const both = await tried(() => actions.complaints.perform(other, actor, link(id)));
    // When only one of them knew of the other, now both do.
    if (!one && !both) throw new Refusal('conflict', 'complaint:conflict-linked');
  });
}

/** The one case of those named that this person may see; what she may not see is not there. */
function chosen(named: readonly Complaint[], complaint: Complaint, by: Actor, around: Parameters<Step>[2]): string {
  const viewer = staffOf(by, complaint, around);
  const visible = named.filter((other) => sees(around.catalogue, viewer, other, around.today));
  const [only] = visible;
  if (!only) throw fault('/other', 'staff:fault-no-such-case');
  if (visible.length > 1) throw fault('/other', 'staff:fault-several-cases');
  return only.id;
}

/** False when the link stands already. */
const tried = (work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal && error.code === 'complaint:conflict-linked') return false;
      throw error;
    },
  );
