import { nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Language } from '../domain/language.ts';
import { contentFor, seesMinutes, type Viewer } from '../domain/sight.ts';
import type { Translate } from '../locales.ts';

/** What a case is shown by. */
export interface CaseFrame {
  readonly catalogue: Catalogue;
  readonly t: Translate;
  readonly language: Language;
  readonly now: Date;
  readonly timeZone: string;
}

/** A case as a line of a queue. */
export function caseRow(complaint: Complaint, viewer: Viewer, frame: CaseFrame) {
  const { t, timeZone, now } = frame;
  const exact = seesMinutes(viewer);
  return {
    id: complaint.id,
    topic: t(`complaint:topic-${complaint.topic}`),
    class: t(`staff:class-${complaint.class}`),
    conduct: complaint.class === 'feedback_conduct',
    agency: nameOf(complaint.agency, frame),
    state: t(`complaint:state-${complaint.state}`),
    receivedAt: exact ? complaint.receivedAt : undefined,
    receivedOn: cityDay(complaint.receivedAt, timeZone),
    age: exact ? age(now.getTime() - complaint.receivedAt.getTime(), t) : undefined,
  };
}

/** A case as its own page, with what this person may read of it. */
export function caseView(complaint: Complaint, viewer: Viewer, frame: CaseFrame) {
  const { t, language, catalogue, timeZone } = frame;
  const content = contentFor(viewer, complaint);
  const exact = seesMinutes(viewer);
  const procedure = complaint.procedure && catalogue.procedures.get(complaint.procedure)?.names[language];
  const names = (codes: readonly string[]): string => codes.map((code) => nameOf(code, frame)).join(', ');
  return {
    ...caseRow(complaint, viewer, frame),
    procedure: procedure ?? complaint.procedure,
    day: complaint.day,
    channel: t(`staff:channel-${complaint.channel}`),
    content,
    language: complaint.language,
    masked: content !== complaint.content,
    contactGiven: complaint.contact !== undefined,
    handlers: names(complaint.handlers),
    watchers: names(complaint.watchers),
    events: complaint.history.map(({ at, kind }) => ({
      at: exact ? at : undefined,
      on: cityDay(at, timeZone),
      words: t(`staff:event-${kind}`),
    })),
    notices: exact ? noticeLines(complaint.notices, t) : [],
  };
}

/** Letters alike are one line, with their number and when the last of them was settled. */
function noticeLines(notices: Complaint['notices'], t: Translate) {
  const lines = new Map<string, { words: string; state: string; count: number; at?: Date; error?: string }>();
  for (const { kind, state, settledAt, error } of notices) {
    const key = `${kind} ${state} ${error}`;
    const before = lines.get(key);
    const at = [before?.at, settledAt].filter((known) => known !== undefined).sort((a, b) => +b - +a)[0];
    lines.set(key, {
      words: t(`staff:notice-${kind}`),
      state: t(`staff:notice-${state}`),
      count: (before?.count ?? 0) + 1,
      ...(at ? { at } : {}),
      ...(error ? { error } : {}),
    });
  }
  return [...lines.values()].map((line) => ({ ...line, several: line.count > 1 }));
}

function nameOf(code: string, { catalogue, now, timeZone, language }: CaseFrame): string {
  const agency = catalogue.agencies.get(code);
  const today: CityDay = cityDay(now, timeZone);
  return agency ? nameOn(agency, today, language) : code;
}

const minute = 60_000;

/** How long something has waited: in minutes below an hour, in hours below two days, then in days. */
function age(ms: number, t: Translate): string {
  const minutes = Math.max(0, Math.floor(ms / minute));
  if (minutes < 60) return t('staff:minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('staff:hours', { n: hours }) : t('staff:days', { n: Math.floor(hours / 24) });
}
