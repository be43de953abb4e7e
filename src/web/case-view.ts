import { cityDay } from '../domain/city-day.ts';
import { type Complaint, concernsConduct, referenceOf } from '../domain/complaint.ts';
import { isAccused, mayOpenContact, readsWhole, sees, seesMinutes, textFor } from '../domain/sight.ts';
import { shownAttachments } from './attachment-view.ts';
import { clockView, dueView } from './case-clock-view.ts';
import { eventViews } from './case-event-view.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import { caseRule } from './case-rule-view.ts';
import type { WebParts } from './parts.ts';

/** A case as a line of a queue. */
export function caseRow(complaint: Complaint, frame: CaseFrame) {
  const { around, viewer, t } = frame;
  const { catalogue, today, calendar } = around;
  const exact = seesMinutes(catalogue, viewer, complaint, today);
  return {
    id: complaint.id,
    reference: referenceOf(complaint),
    topic: t(`complaint:topic-${complaint.topic}`),
    class: t(`staff:class-${complaint.class}`),
    checked: complaint.checked,
    conduct: concernsConduct(complaint),
    grave: complaint.severity === 'grave',
    agency: agencyName(complaint.agency, frame),
    state: t(`complaint:state-${complaint.state}`),
    receivedAt: exact ? complaint.receivedAt : undefined,
    receivedOn: cityDay(complaint.receivedAt, calendar.timeZone),
    due: dueView(complaint, frame),
    reopenings: complaint.reopenings,
  };
}

/** The cases linked to this one that the person may see. */
export async function linkedCases(
  { stores }: Pick<WebParts, 'stores'>,
  { links }: Pick<Complaint, 'links'>,
  { around, viewer }: CaseFrame,
): Promise<Complaint[]> {
  if (links.length === 0) return [];
  const found = await stores.complaints.list({ ids: links }, { sort: 'oldest', limit: links.length });
  return found.filter((other) => sees(around.catalogue, viewer, other, around.today));
}

/** Characters from which a text takes up more than a screen. */
const longContent = 1500;

/** A case as its own page, with what this person may read of it. */
export async function caseView(parts: Pick<WebParts, 'stores' | 'actions'>, complaint: Complaint, frame: CaseFrame) {
  const { around, viewer, t, language } = frame;
  const { catalogue, today, calendar } = around;
  const linked = await linkedCases(parts, complaint, frame);
  const files = complaint.class === 'denunciation' ? [] : await parts.actions.attachments.of(complaint.id);
  const whole = readsWhole(catalogue, viewer, complaint, today);
  const exact = seesMinutes(catalogue, viewer, complaint, today);
  const accused = isAccused(catalogue, viewer, complaint, today);
  const said = (text: string | undefined) => (text === undefined ? undefined : textFor(text, whole));
  const procedure = complaint.procedure && catalogue.procedures.get(complaint.procedure)?.names[language];
  const names = (codes: readonly string[]): string => codes.map((code) => agencyName(code, frame)).join(', ');
  return {
    ...caseRow(complaint, frame),
    procedure: procedure ?? complaint.procedure,
    day: complaint.day,
    time: exact ? complaint.time : undefined,
    place: said(complaint.place),
    dossierCode: complaint.dossierCode,
    channel: t(`staff:channel-${complaint.channel}`),
    clock: clockView(complaint, frame),
    rule: await caseRule(parts, complaint, frame),
    handlers: names(complaint.handlers),
    watchers: names(complaint.watchers),
    content: said(complaint.content),
    // It scrolls in its box, so that what is to be done stays in sight.
    isLong: (complaint.content?.length ?? 0) > longContent,
    language: complaint.language,
    whole,
    files: accused ? [] : shownAttachments(frame, files),
    filesWithheld: accused && files.length > 0,
    contact: {
      given: complaint.contact !== undefined,
      kept: complaint.nameKept,
      mayOpen: complaint.class !== 'denunciation' && mayOpenContact(catalogue, viewer, complaint, today),
    },
    linked: linked.map((other) => caseRow(other, frame)),
    confirmedOn: complaint.confirmedAt && cityDay(complaint.confirmedAt, calendar.timeZone),
    handlingScore: complaint.handlingScore,
    publication: complaint.publication,
    // The latest first, as on the resident's page.
    events: eventViews(complaint, frame, new Set(linked.map(({ id }) => id))).toReversed(),
    letters: viewer.role === 'hotline' ? letterCounts(complaint, frame) : [],
  };
}

/** How many letters of the case went out and how many did not. */
const letterCounts = ({ notices }: Complaint, { t }: CaseFrame) =>
  (['sent', 'owed', 'failed', 'withheld'] as const).flatMap((state) => {
    const n = notices.filter((notice) => notice.state === state).length;
    return n === 0 ? [] : [{ words: t(`staff:letters-${state}`), n }];
  });
