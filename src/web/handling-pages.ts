import { Router } from 'express';
import { z } from 'zod';
import { askExtension, decideExtension } from '../domain/extension-steps.ts';
import { accept, ask, handBack, publish, resolve } from '../domain/handling-steps.ts';
import { liftGuard } from '../domain/hotline-steps.ts';
import { caseStep } from './case-step.ts';
import { text } from './input.ts';
import type { WebParts } from './parts.ts';

const long = text(5000);
/** The choice of a template goes along with the text that it was put into. */
const reply = { text: long, template: z.string().optional() };

/** What those do who handle a case: `POST /staff/complaints/{id}/{noun}`. */
export function handlingPages(parts: WebParts): Router {
  return Router().use(
    caseStep(parts, 'acceptance', {}, () => accept),
    caseStep(parts, 'resolution', reply, (fields) => resolve(fields.text)),
    caseStep(parts, 'question', reply, (fields) => ask(fields.text)),
    caseStep(parts, 'return', { text: long }, (fields) => handBack(fields.text)),
    caseStep(parts, 'extension', { amount: text(3), text: long }, ({ amount, text: reason }) =>
      askExtension(/^\d+$/.test(amount) ? Number(amount) : 0, reason),
    ),
    caseStep(parts, 'extension-decision', { granted: z.enum(['yes', 'no']), text: long }, ({ granted, text: reason }) =>
      decideExtension(granted === 'yes', reason),
    ),
    caseStep(parts, 'guard', { text: text(1000) }, (fields) => liftGuard(fields.text)),
    caseStep(parts, 'publication', { publish: z.enum(['yes', 'no']), text: long }, ({ publish: yes, text: words }) =>
      publish(yes === 'yes' ? { text: words } : { withheld: words }),
    ),
  );
}
