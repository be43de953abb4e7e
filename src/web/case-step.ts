import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { type Fault, Refusal } from '../domain/errors.ts';
import type { Door } from '../domain/role.ts';
import type { Actor, Step } from '../domain/step.ts';
import { isTurn } from '../domain/trail-event.ts';
import { actorOf } from './case-frame.ts';
import { showCase } from './case-page.ts';
import { accountOf, door } from './guards/role.ts';
import { read } from './input.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

/** The fields that every form of a case carries: its token, taken off by the guard, and the trail that was looked at. */
const seenField = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** Somebody who sends a form of a case. */
interface Sender {
  readonly id: string;
  readonly actor: Actor;
  /** The length of the trail that was looked at. */
  readonly seen: number;
  readonly res: Response;
}

/**
 * `POST /staff/complaints/{id}/{noun}`: reads the form, does what it asks and goes back to the case, unless the page was
 * answered. What is wrong with the form, or was done by somebody else meanwhile, shows the case again with everything
 * that was typed: 422 or 409.
 */
export function caseForm<Shape extends z.ZodRawShape>(
  parts: WebParts,
  noun: string,
  shape: Shape,
  act: (fields: z.infer<z.ZodObject<Shape>>, sender: Sender) => Promise<unknown>,
  to: Door = 'complaint',
): Router {
  const form = z.strictObject({ token: z.string(), seen: seenField, ...shape });
  const handler: RequestHandler = async (req, res) => {
    const id = String(req.params['id']);
    const page = `/staff/complaints/${id}`;
    const { t, language } = res.locals;
    const again = (faults: readonly Fault[], status: 409 | 422, conflict?: string) =>
      showCase(parts, res, id, {
        attempt: { noun, values: req.body ?? {}, faults, status, ...(conflict ? { conflict } : {}) },
      });
    const fields = read(form, req.body);
    if ('faults' in fields) return again(fields.faults, 422);
    const {
      seen,
      token: _token,
      ...rest
    } = fields.value as { seen: number; token: string } & z.infer<z.ZodObject<Shape>>;
    try {
      await act(rest as unknown as z.infer<z.ZodObject<Shape>>, { id, actor: actorOf(res), seen, res });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === 'invalid') return again(error.faults, 422);
      if (error.kind !== 'conflict') throw error;
      if (error.code === 'complaint:conflict-said') return res.redirect(303, linked(page, language));
      const own = await isOwnDeed(parts, res, id, fields.value as { seen: number });
      return again([], 409, own ? t('complaint:conflict-own') : t(error.code, error.params));
    }
    if (!res.headersSent) res.redirect(303, linked(page, language));
  };
  return Router().post(`/staff/complaints/:id/${noun}`, door(to), handler);
}

/** So long after a deed of her own somebody is told that it was she, not another, in milliseconds. */
const doubleClick = 10_000;

async function isOwnDeed(parts: WebParts, res: Response, id: string, { seen }: { seen: number }): Promise<boolean> {
  const trail = (await parts.stores.complaints.find(id))?.trail ?? [];
  const turns = trail.filter(({ seq, kind }) => seq > seen && isTurn(kind));
  const since = parts.now().getTime() - doubleClick;
  return turns.length > 0 && turns.every(({ by, at }) => by.account === accountOf(res).id && at.getTime() >= since);
}

/** A form of a case that is one step. */
export const caseStep = <Shape extends z.ZodRawShape>(
  parts: WebParts,
  noun: string,
  shape: Shape,
  toStep: (fields: z.infer<z.ZodObject<Shape>>) => Step | Promise<Step>,
  to: Door = 'complaint',
): Router =>
  caseForm(
    parts,
    noun,
    shape,
    async (fields, { id, actor, seen }) => parts.actions.complaints.perform(id, actor, await toStep(fields), seen),
    to,
  );
