import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { inserted } from '../domain/reply-template.ts';
import { caseFrame } from './case-frame.ts';
import { showCase } from './case-page.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { beginningsOf, repliesOf } from './reply-beginnings.ts';

const draft = z.object({
  form: z.enum(Object.keys(repliesOf) as [keyof typeof repliesOf]),
  template: z.string().optional(),
  text: z.string().optional(),
});

/**
 * `POST /staff/complaints/{id}/reply-draft`: puts the chosen template after what was typed and shows the form again,
 * with everything else that stands in it. A button with `formaction`, named `form`, sends it.
 */
export function draftPages(parts: WebParts): Router {
  const handler: RequestHandler = async (req, res) => {
    const id = String(req.params['id']);
    const read = draft.safeParse(req.body);
    const complaint = await parts.stores.complaints.find(id);
    const values = { ...(req.body as Record<string, unknown>) };
    const noun = read.success ? read.data.form : '';
    if (read.success && complaint) {
      const { template, text = '' } = read.data;
      const beginnings = await beginningsOf(parts, repliesOf[read.data.form], complaint, await caseFrame(parts, res));
      const chosen = beginnings.find(({ value }) => value === template);
      if (chosen) values['text'] = inserted(text, chosen.text);
    }
    // Whether the reader may know of the case, the page itself asks.
    await showCase(parts, res, id, { attempt: { noun, values, faults: [], status: 200 } });
  };
  return Router().post('/staff/complaints/:id/reply-draft', door('complaint'), handler);
}
