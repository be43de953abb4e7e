import { cityDay } from '../domain/city-day.ts';
import { type Complaint, isOpen } from '../domain/complaint.ts';
import { toldEvents } from '../domain/resident-story.ts';
import { day } from './figures.ts';
import { legalOffice } from './legal-office.ts';
import { dueWords, endOfDay, whoHas } from './story-clock-view.ts';
import { scoreWords, storyEvent } from './story-event-view.ts';
import type { StoryFrame } from './story-frame.ts';

/** A case as its resident's page tells it. */
export function storyView(complaint: Complaint, frame: StoryFrame) {
  const { t, around } = frame;
  const events = toldEvents(complaint)
    .map((told) => storyEvent(told, frame))
    .reverse();
  const shared = { events, seen: complaint.trail.length };
  if (complaint.class === 'denunciation') return { ...shared, sealed: sealedView(complaint, frame) };
  const { reopenUntil, state } = complaint;
  const over = ['resolved', 'closed', 'refused', 'handed_over'].includes(state);
  const mayReopen = over && reopenUntil !== undefined && around.now <= reopenUntil;
  const open = isOpen(state);
  const until = reopenUntil && endOfDay(reopenUntil, frame);
  return {
    ...shared,
    now: nowWords(complaint, frame),
    due: dueWords(complaint, frame),
    wait: complaint.waitingUntil && t('complaint:wait-until', { at: endOfDay(complaint.waitingUntil, frame) }),
    answer: over ? lastText(complaint, ['resolved', 'refused', 'handed_over']) : undefined,
    question: state === 'awaiting_information' ? lastText(complaint, ['asked']) : undefined,
    topic: t(`complaint:topic-${complaint.topic}`),
    class: t(`complaint:class-${complaint.class}`),
    day: complaint.day,
    time: complaint.time,
    place: complaint.place,
    dossierCode: complaint.dossierCode,
    content: complaint.content,
    spoken: complaint.language,
    measures: open && complaint.reopenings === 0 ? undefined : measures(complaint, frame),
    may: {
      add: open,
      confirm: state === 'resolved',
      reopen: mayReopen,
      rate: over,
    },
    reopenWords: over && until ? t(`complaint:reopen-${mayReopen ? 'until' : 'over'}`, { at: until }) : undefined,
    letters: complaint.contact === undefined ? undefined : { stopped: complaint.noticesStopped },
  };
}

/** Of a denunciation: that it is locked, where to go, and when it was handed over. */
function sealedView(complaint: Complaint, frame: StoryFrame) {
  const purged = complaint.trail.find(({ kind }) => kind === 'purged');
  return { inspectorate: legalOffice(frame.around.catalogue, frame.around.today, frame), purgedAt: purged?.at };
}

function nowWords(complaint: Complaint, frame: StoryFrame): string {
  const { state, confirmedAt } = complaint;
  const key = state === 'closed' && confirmedAt ? 'confirmed' : state;
  return frame.t(`complaint:now-${key}`, { who: whoHas(complaint, frame) });
}

const lastText = ({ trail }: Complaint, kinds: readonly string[]): string | undefined =>
  trail.findLast(({ kind }) => kinds.includes(kind))?.text;

/** What the agency says, what the resident says, and how satisfied she is: three things, never added up. */
function measures(complaint: Complaint, frame: StoryFrame) {
  const { state, resolvedAt, reopenings: n, confirmedAt, handlingScore } = complaint;
  const { t, around } = frame;
  const on = resolvedAt && day(cityDay(resolvedAt, around.calendar.timeZone));
  const agency = on ? 'resolved' : state === 'refused' || state === 'handed_over' ? state : n > 0 ? 'again' : 'none';
  const you = confirmedAt ? 'confirmed' : n > 0 ? 'reopened' : 'none';
  return {
    agency: t(`complaint:measure-agency-${agency}`, { day: on }),
    you: t(`complaint:measure-you-${you}`, { n }),
    handling: handlingScore ? scoreWords(handlingScore, frame) : t('complaint:measure-handling-none'),
  };
}
