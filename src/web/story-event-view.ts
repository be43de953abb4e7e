import { cityDay } from '../domain/city-day.ts';
import type { Level } from '../domain/questionnaire.ts';
import { currentRating } from '../domain/questionnaires.ts';
import type { ToldEvent } from '../domain/resident-story.ts';
import { allowanceWords } from './case-clock-view.ts';
import { agencyName } from './case-frame.ts';
import { day } from './figures.ts';
import type { StoryFrame } from './story-frame.ts';

/** An event in the words of the resident's page. */
export function storyEvent(told: ToldEvent, frame: StoryFrame) {
  const { event, text } = told;
  const { publication } = told.after;
  return {
    at: event.at,
    words: frame.t(`complaint:event-${variant(told)}`, paramsOf(told, frame)),
    text: event.kind === 'published' ? (publication?.text ?? publication?.withheld) : text,
  };
}

/** The words of a level of satisfaction. */
export const scoreWords = (score: number, { language }: Pick<StoryFrame, 'language'>): string =>
  currentRating.scale[score as Level][language];

/** Which of several sentences tells an event. */
function variant({ event: { kind, by, about = {} }, before, after }: ToldEvent): string {
  if (kind === 'received') return by.role === 'resident' ? kind : 'received-taken';
  if (kind === 'routed') return after.watchers?.length ? 'routed-watched' : kind;
  if (kind === 'asked') return about['pauses'] === false ? 'asked-goes-on' : kind;
  if (kind === 'added') return about['files'] ? 'added-files' : kind;
  if (kind === 'breached') return `breached-${String(about['stage'])}`;
  if (kind === 'found') return `found-${String(about['kind'])}`;
  if (kind === 'published') return after.publication?.text ? kind : 'published-withheld';
  if (kind !== 'reclassified' || before.class !== after.class) return kind;
  if (before.topic !== after.topic) return 'reclassified-topic';
  return before.agency === after.agency ? 'reclassified-other' : 'reclassified-agency';
}

type Shown = Readonly<Record<string, string | number>>;

/** What an event's sentence is filled in with. */
function paramsOf(told: ToldEvent, frame: StoryFrame): Shown {
  const { event, before, after } = told;
  const { kind, about = {} } = event;
  const { t, around } = frame;
  const names = (codes: unknown): string =>
    [codes ?? []]
      .flat()
      .map((code) => agencyName(String(code), frame))
      .join(', ');
  const on = (value: unknown): string =>
    value instanceof Date ? day(cityDay(value, around.calendar.timeZone)) : t('complaint:event-recomputed-none');
  const by = event.by.agency ? names(event.by.agency) : t(`account:role-${event.by.role}`);
  switch (kind) {
    case 'routed':
    case 'forwarded':
    case 'breached':
      return { handlers: names(after.handlers), watchers: names(after.watchers) };
    case 'reclassified':
    case 'unsealed':
      return changeOf(told, frame);
    case 'succeeded':
      return { from: names(before.handlers), to: names(about['to']) };
    case 'escalated':
      return { to: names(about['to']) };
    case 'recomputed':
      return { from: on(about['from']), to: on(about['to']) };
    case 'extension_asked':
    case 'extension_granted':
      return { by, amount: allowanceWords(about as never, frame) };
    case 'added':
      return { n: Number(about['files'] ?? 0) };
    case 'reopened':
      return { n: Number(about['number']) };
    case 'handling_rated':
      return { score: scoreWords(Number(about['score']), frame) };
    case 'found':
      return { by, agency: names(about['agency']) };
    default:
      return event.by.role === 'resident' || event.by.role === 'system' ? {} : { by };
  }
}

/** What a reclassification changed: the class, else the topic, else the unit. */
function changeOf({ before, after }: ToldEvent, frame: StoryFrame): Shown {
  const { t } = frame;
  if (before.class !== after.class)
    return { from: t(`complaint:class-${before.class}`), to: t(`complaint:class-${after.class}`) };
  if (before.topic !== after.topic)
    return { from: t(`complaint:topic-${before.topic}`), to: t(`complaint:topic-${after.topic}`) };
  return { from: agencyName(before.agency ?? '', frame), to: agencyName(after.agency ?? '', frame) };
}
