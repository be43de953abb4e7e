import { randomUUID } from 'node:crypto';
import { type Response, Router } from 'express';
import type { Opened } from '../actions/complaints.ts';
import { cityDay } from '../domain/city-day.ts';
import { isPhone } from '../domain/complaint-input.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { claim } from '../domain/hotline-steps.ts';
import { noFiles, takeFiles } from './attachment-form.ts';
import { actorOf } from './case-frame.ts';
import { flash, flashed } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import { channelsOf, readIntakeForm } from './intake-form.ts';
import { showIntake } from './intake-view.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';
import { spelled } from './tracking-aloud.ts';
import { linked } from './views.ts';

const intake = '/staff/intake';
const done = `${intake}/done`;

/** `/staff/intake`: what somebody tells on the phone, face to face or on paper is written down for her. */
export function intakePages(parts: WebParts): Router {
  const router = Router();
  const today = () => cityDay(parts.now(), parts.config.TIME_ZONE);

  router.get(intake, door('intake'), (_req, res) => {
    const [channel] = channelsOf(accountOf(res).role);
    const values = { nonce: randomUUID(), channel, language: 'vi', 'name-kept': 'usual' };
    return showIntake(parts, res, { values, attachments: noFiles(parts) });
  });

  router.post(intake, door('intake'), async (req, res) => {
    const { key, fields: values, faults, shown: attachments } = await takeFiles(parts, req, res);
    if (values['do'] === 'earlier') {
      const phone = String(values['contact-phone'] ?? '').trim();
      const fault = isPhone(phone) ? [] : [{ pointer: '/contact-phone', code: 'complaint:fault-phone' }];
      return showIntake(parts, res, {
        values,
        attachments,
        faults: [...fault, ...faults],
        ...(fault.length > 0 ? {} : { phone }),
      });
    }
    const opened = await file(res, values, key, faults);
    if ('faults' in opened) return showIntake(parts, res, { values, attachments, faults: opened.faults });
    flash(parts, res, done, await afterwards(res, opened));
    res.redirect(303, linked(done, res.locals.language));
  });

  router.get(done, door('intake'), (req, res) => {
    const saved = flashed(parts, req, res) as Saved | undefined;
    const title = res.locals.t(`hotline:saved${saved ? '' : '-gone'}`);
    showStaff(res, 'intake/done', { title, room: 'intake', saved: saved && { ...saved, ...spelled(saved) } });
  });

  /** Opens the case, unless something is wrong with the form or its files. */
  async function file(
    res: Response,
    values: Readonly<Record<string, unknown>>,
    staged: string,
    wrongFiles: readonly Fault[],
  ): Promise<Opened | { faults: readonly Fault[] }> {
    const account = accountOf(res);
    const { language } = res.locals;
    const form = readIntakeForm(values, { catalogue: await parts.catalogue(), today: today(), account, language });
    if ('faults' in form) return { faults: [...form.faults, ...wrongFiles] };
    if (wrongFiles.length > 0) return { faults: wrongFiles };
    try {
      return await parts.actions.complaints.file({ ...form.filing, takenBy: actorOf(res), staged }, form.key);
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'invalid') return { faults: error.faults };
      throw error;
    }
  }

  /** An operator of the hotline goes on with the case at once; others never see it again. */
  async function afterwards(res: Response, { id, trackingCode, pin, sealed }: Opened): Promise<Saved> {
    const saved = { trackingCode, pin, sealed };
    if (accountOf(res).role !== 'hotline' || sealed) return saved;
    await parts.actions.complaints.route(id);
    const mine = await parts.actions.complaints.perform(id, actorOf(res), claim).catch((error: unknown) => {
      // A case that is not for this desk, or has gone on since the form was first sent.
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    return mine ? { ...saved, id } : saved;
  }
  return router;
}

/** What is shown once; the case itself only to who goes on with it. */
interface Saved {
  readonly trackingCode: string;
  readonly pin: string;
  readonly sealed: boolean;
  readonly id?: string;
}
