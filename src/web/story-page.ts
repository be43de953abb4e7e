import type { Response } from 'express';
import type { Complaint } from '../domain/complaint.ts';
import { contentLimit } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import { levels } from '../domain/questionnaire.ts';
import { type AttachmentFields, noFiles } from './attachment-form.ts';
import { shownAttachments } from './attachment-view.ts';
import { agencyName } from './case-frame.ts';
import type { WebParts } from './parts.ts';
import { page, shownFaults } from './presentation.ts';
import { scoreWords } from './story-event-view.ts';
import type { StoryFrame } from './story-frame.ts';
import { storyView } from './story-view.ts';

/** A form of the story page that did not go through. */
export interface StoryAttempt {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  /** What somebody else, or time, did meanwhile. */
  readonly conflict?: string;
  readonly attachments?: AttachmentFields;
}

async function storyFrame({ actions }: Pick<WebParts, 'actions'>, res: Response): Promise<StoryFrame> {
  const { t, language } = res.locals;
  return { around: await actions.complaints.surroundings(), t, language };
}

/** Shows a case to its resident: 422 with what is wrong, 409 with what happened meanwhile, everything typed kept. */
export async function showStory(
  parts: WebParts,
  res: Response,
  complaint: Complaint,
  { attempt, done }: { readonly attempt?: StoryAttempt; readonly done?: boolean } = {},
): Promise<void> {
  const { t } = res.locals;
  const frame = await storyFrame(parts, res);
  const story = storyView(complaint, frame);
  const sealed = 'sealed' in story;
  const files = sealed ? [] : await parts.actions.attachments.of(complaint.id);
  const { values = {}, faults = [], conflict, attachments = noFiles(parts) } = attempt ?? {};
  const text = typeof values['text'] === 'string' ? values['text'] : undefined;
  res.set('Cache-Control', 'no-store');
  page(
    res,
    sealed ? 'tracking/sealed' : 'tracking/story',
    {
      title: sealed
        ? t('complaint:story-sealed')
        : t('complaint:story', { agency: agencyName(complaint.agency, frame) }),
      section: 'track',
      story,
      done,
      conflict,
      // A text whose form is gone, since the case has moved on, must not go with it.
      orphan: conflict && text ? text : undefined,
      values,
      contentLimit,
      scores: levels.toReversed().map((level) => ({ level: String(level), words: scoreWords(level, frame) })),
      files: shownAttachments(res.locals, files),
      attachments,
      faults: shownFaults(t, faults),
    },
    conflict ? 409 : faults.length > 0 ? 422 : 200,
  );
}
