import type { Router } from 'express';
import { z } from 'zod';
import { type Complaint, concernsConduct } from '../domain/complaint.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { resolve } from '../domain/handling-steps.ts';
import { classify, forward, handOver, refuse } from '../domain/hotline-steps.ts';
import { inserted } from '../domain/reply-template.ts';
import { mayEnter } from '../domain/role.ts';
import { handles } from '../domain/sight.ts';
import type { Step, Surroundings } from '../domain/step.ts';
import type { Translate } from '../locales.ts';
import { showCase } from './case-page.ts';
import { caseForm } from './case-step.ts';
import { classificationFields, differs, reclassified } from './classification-form.ts';
import { accountOf } from './guards/role.ts';
import { blankable, text } from './input.ts';
import { chosen, unitsOn } from './named-choice.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

/** The one form of the desk: what the case is, and what becomes of it. */
const shape = {
  ...classificationFields,
  /** The units ticked, beside an empty one that is always sent. */
  handlers: z
    .union([z.string(), z.array(z.string())])
    .transform((codes) => [codes].flat().filter((code) => code !== '')),
  more: text(300),
  remark: text(1000),
  refusal: text(5000),
  answer: text(5000),
  guidance: text(5000),
  'template-refusal': blankable(z.string()),
  'template-answer': blankable(z.string()),
  'template-guidance': blankable(z.string()),
  do: z.enum(['check', 'forward', 'refuse', 'answer', 'hand-over', 'begin-refusal', 'begin-answer', 'begin-guidance']),
};
type Fields = z.infer<z.ZodObject<typeof shape>>;

/** Which field a step's text is typed into. */
const textFields = { forward: 'remark', refuse: 'refusal', answer: 'answer', 'hand-over': 'guidance' } as const;
type Deed = keyof typeof textFields;
const done = { forward: 'forwarded', refuse: 'refused', answer: 'answered', 'hand-over': 'handed-over' } as const;

/**
 * `POST /staff/complaints/{id}/check`: first what the case is, then what becomes of it: two steps, each with its event.
 * When the second does not go through, the first stands and the page says so.
 */
export const checkForm = (parts: WebParts): Router =>
  caseForm(parts, 'check', shape, async (fields, { id, actor, seen, res }) => {
    const { t, language } = res.locals;
    const { complaints } = parts.actions;
    const viewer = accountOf(res);
    const around = await complaints.surroundings();
    const before = await parts.stores.complaints.find(id);
    // Whoever may not know of the case is told so by the page and by the step alike.
    if (!before) throw new Refusal('not-found', 'page-not-found');
    const part = /^begin-(refusal|answer|guidance)$/.exec(fields.do)?.[1] as Part | undefined;
    if (part) {
      const values = { ...fields, [part]: await begun(parts, before, fields, part) };
      return showCase(parts, res, id, { attempt: { noun: 'check', values, faults: [], status: 200 } });
    }
    const to = reclassified(fields, before, around);
    const more = moreOf(fields, around);
    const deed = fields.do in textFields ? (fields.do as Deed) : undefined;
    if (deed) mustBePossible(fields, deed, more);
    let after = before;
    let known = seen;
    if (deed === undefined || !before.checked || differs(before, to)) {
      after = await complaints.perform(id, actor, classify(to), seen).catch(pointedTo('reason'));
      known = after.trail.length;
    }
    const leave = (outcome: string) =>
      res.redirect(
        303,
        mayEnter(viewer.role, 'hotline')
          ? linked('/staff/hotline', language, { done: outcome })
          : linked('/staff', language),
      );
    if (after.class === 'denunciation') return leave('sealed');
    if (!handles(viewer, after)) return leave('elsewhere');
    if (!deed) return;
    const step = stepOf(deed, fields, before, after, more);
    await complaints.perform(id, actor, step, known).catch((error: unknown) => {
      const pointed = pointedError(error, textFields[deed]);
      throw after === before ? pointed : stood(pointed, t);
    });
    leave(done[deed]);
  });

type Part = 'refusal' | 'answer' | 'guidance';
const beginnings = { refusal: 'refusal', answer: 'resolution', guidance: 'hand_over' } as const;

/** What was typed with the chosen template after it. */
async function begun({ actions }: WebParts, { language }: Complaint, fields: Fields, part: Part): Promise<string> {
  const templates = await actions.replyTemplates.of(beginnings[part]);
  const template = templates.find(({ code }) => code === fields[`template-${part}`]);
  return template ? inserted(fields[part], template.texts[language]) : fields[part];
}

/** The unit named beside those that were proposed. */
function moreOf({ more, do: deed }: Fields, { catalogue, today }: Surroundings): string[] {
  if (more === '' || deed !== 'forward') return [];
  const found = chosen(unitsOn(catalogue, today, 'vi'), more, '/more');
  if ('fault' in found) throw invalid([found.fault]);
  return [found.code];
}

/** Looked at before anything is done, so that not half of it is. */
function mustBePossible(fields: Fields, deed: Deed, more: readonly string[]): void {
  const field = textFields[deed];
  if (deed === 'forward' && fields.handlers.length + more.length === 0)
    throw invalid([{ pointer: '/handlers', code: 'hotline:fault-no-handler' }]);
  if (deed !== 'forward' && fields[field] === '')
    throw invalid([{ pointer: `/${field}`, code: 'complaint:fault-text-missing' }]);
  if (deed === 'answer' && concernsConduct(fields))
    throw invalid([{ pointer: '/answer', code: 'hotline:fault-conduct' }]);
  const [blank] = deed === 'forward' ? [] : (/\[[^\]\n]+\]/.exec(fields[field]) ?? []);
  if (blank) throw invalid([{ pointer: `/${field}`, code: 'hotline:fault-brackets', params: { found: blank } }]);
}

function stepOf(deed: Deed, fields: Fields, before: Complaint, after: Complaint, more: readonly string[]): Step {
  switch (deed) {
    case 'forward': {
      // Nobody took anything off what was proposed: then what is proposed now holds.
      const untouched = before.proposed.every((code) => fields.handlers.includes(code));
      return forward([...(untouched ? after.proposed : fields.handlers), ...more], fields.remark);
    }
    case 'refuse':
      return refuse(fields.refusal);
    case 'answer':
      return resolve(fields.answer);
    case 'hand-over':
      return handOver(fields.guidance);
  }
}

/** A step knows its text only as `text`; the form knows where it was typed. */
const pointedError = (error: unknown, field: string): unknown =>
  error instanceof Refusal && error.kind === 'invalid'
    ? invalid(error.faults.map((fault) => (fault.pointer === '/text' ? { ...fault, pointer: `/${field}` } : fault)))
    : error;
const pointedTo =
  (field: string) =>
  (error: unknown): never => {
    throw pointedError(error, field);
  };

/** The same refusal, saying that the classification is saved all the same. */
function stood(error: unknown, t: Translate): unknown {
  if (!(error instanceof Refusal)) return error;
  if (error.kind === 'invalid') return invalid([...error.faults, { pointer: '/class', code: 'hotline:check-stands' }]);
  if (error.kind !== 'conflict') return error;
  return new Refusal('conflict', 'hotline:conflict-check-stands', { why: t(error.code, error.params) });
}
