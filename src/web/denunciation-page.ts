import type { Response } from 'express';
import { type Complaint, complaintClasses, topics } from '../domain/complaint.ts';
import type { Contact } from '../domain/complaint-input.ts';
import { Refusal } from '../domain/errors.ts';
import { shownAttachments } from './attachment-view.ts';
import { caseFrame } from './case-frame.ts';
import { denunciationView, type openedTexts } from './denunciation-view.ts';
import { accountOf } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { type Refused, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';

/** What was opened for the answer to one form. It is shown once and kept nowhere. */
interface Opened {
  readonly texts?: ReturnType<typeof openedTexts>;
  readonly contact?: Contact;
}

/** A form that did not go through. */
interface Attempt {
  readonly noun: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly refused: Refused;
}

/** The denunciation that who is signed in keeps. For whoever keeps another, or none, there is none. */
export async function keptBy(res: Response, { stores }: Pick<WebParts, 'stores'>, id: string): Promise<Complaint> {
  const complaint = await stores.complaints.find(id);
  if (complaint?.class !== 'denunciation' || complaint.custodian !== accountOf(res).id)
    throw new Refusal('not-found', 'page-not-found');
  return complaint;
}

/** The page of a denunciation: nothing of what it says, but for what was just opened. */
export async function showDenunciation(
  parts: WebParts,
  res: Response,
  id: string,
  { opened = {}, attempt }: { readonly opened?: Opened; readonly attempt?: Attempt } = {},
): Promise<void> {
  const frame = await caseFrame(parts, res);
  const complaint = await keptBy(res, parts, id);
  const files = complaint.state === 'quarantined' ? await parts.actions.attachments.of(id) : [];
  const { t } = frame;
  const { faults, conflict } = attempt?.refused ?? { faults: [] };
  res.set('Cache-Control', 'no-store');
  showStaff(
    res,
    'denunciation/case',
    {
      title: t('denunciation:case'),
      room: 'denunciations',
      id,
      token: res.locals.formToken,
      shown: denunciationView(complaint, frame),
      files: shownAttachments(frame, files),
      classes: complaintClasses
        .filter((code) => code !== 'denunciation')
        .map((code) => ({ code, words: t(`staff:class-${code}`) })),
      topics: topics.map((code) => ({ code, words: t(`complaint:topic-${code}`) })),
      chosen: { class: 'feedback_conduct', topic: complaint.topic, ...attempt?.values },
      opened: { ...opened, nothing: opened.contact && Object.keys(opened.contact).length === 0 },
      attempt,
      values: attempt?.values ?? {},
      faults: shownFaults(t, faults),
      conflict,
    },
    attempt ? statusOf(attempt.refused) : 200,
  );
}
