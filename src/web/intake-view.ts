import type { Response } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { complaintClasses, topics } from '../domain/complaint.ts';
import { consentText, contactLimit, contentLimit, placeLimit } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import { languages } from '../domain/language.ts';
import type { AttachmentFields } from './attachment-form.ts';
import { caseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';
import { accountOf } from './guards/role.ts';
import { casesFor } from './hotline-queue.ts';
import { channelsOf, nameChoices } from './intake-form.ts';
import { proceduresNamed, ratedUnitsOn } from './named-choice.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

const mostEarlier = 10;

/** What the form shows besides what was typed. */
interface Shown {
  readonly values: Readonly<Record<string, unknown>>;
  readonly attachments: AttachmentFields;
  readonly faults?: readonly Fault[];
  /** The phone number whose earlier cases were asked for. */
  readonly phone?: string;
}

/** Shows the form with what was typed so far. */
export async function showIntake(
  parts: WebParts,
  res: Response,
  { values, attachments, faults = [], phone }: Shown,
): Promise<void> {
  const today = cityDay(parts.now(), parts.config.TIME_ZONE);
  const { t, language } = res.locals;
  const { role } = accountOf(res);
  const catalogue = await parts.catalogue();
  const worded = (codes: readonly string[], key: string) => codes.map((code) => ({ code, words: t(`${key}-${code}`) }));
  showStaff(
    res,
    'intake/form',
    {
      title: t('hotline:intake'),
      room: 'intake',
      mayLookUp: role === 'hotline',
      earlier: phone === undefined ? undefined : await earlierCases(parts, res, phone),
      channels: worded(channelsOf(role), 'staff:channel'),
      languages: worded(languages, 'hotline:language'),
      nameChoices: worded(nameChoices, 'hotline:name'),
      classes: worded(complaintClasses, 'staff:class'),
      topics: worded(topics, 'complaint:topic'),
      units: ratedUnitsOn(catalogue, today, language).map(({ names: [name] }) => name),
      procedures: proceduresNamed(catalogue, language).map(({ names: [name] }) => name),
      today,
      limits: { contact: contactLimit, content: contentLimit, place: placeLimit },
      consentVersion: consentText.replace(/^\D+/, ''),
      values,
      attachments,
      faults: shownFaults(t, faults),
    },
    faults.length > 0 ? 422 : 200,
  );
}

/** What came from this number before, as far as this person may see it. */
async function earlierCases(parts: WebParts, res: Response, phone: string) {
  if (accountOf(res).role !== 'hotline') return undefined;
  const frame = await caseFrame(parts, res);
  const found = await casesFor(parts, frame, phone);
  const rows = found.slice(0, mostEarlier).map((complaint) => caseRow(complaint, frame));
  return { rows, more: found.length > rows.length };
}
