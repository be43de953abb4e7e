import { type CityDay, cityDay } from '../domain/city-day.ts';
import { dayEnding } from '../domain/city-time.ts';
import {
  type CaseEvent,
  type Complaint,
  type ComplaintClass,
  concernsConduct,
  referenceOf,
  type Topic,
} from '../domain/complaint.ts';
import { isAccused, readsWhole, seesMinutes, textFor } from '../domain/sight.ts';
import { allowanceWords } from './case-clock-view.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import { day } from './figures.ts';

/** The story of a case as this person may read it; `known` are the cases linked to it that the person may see. */
export function eventViews(complaint: Complaint, frame: CaseFrame, known: ReadonlySet<string>) {
  const { around, viewer, t } = frame;
  const { catalogue, today, calendar } = around;
  const whole = readsWhole(catalogue, viewer, complaint, today);
  const exact = seesMinutes(catalogue, viewer, complaint, today);
  const accused = isAccused(catalogue, viewer, complaint, today);
  return complaint.trail
    .filter((event) => isForEyesOf(event, frame, known) && !(accused && isOfGuard(event)))
    .map((event) => {
      const { seq, at, by, text } = event;
      const own = by.agency !== undefined && by.agency === viewer.agency;
      return {
        seq,
        at: exact ? at : undefined,
        on: cityDay(at, calendar.timeZone),
        by: doerWords(event, frame),
        words: t(`staff:event-${variant(event)}`, paramsOf(event, frame)),
        text: text === undefined || (accused && isAboutSender(event)) ? undefined : textFor(text, whole || own),
        internal: event.kind === 'noted',
      };
    });
}

/** That a case was once taken for one about conduct is nothing for the unit that it would have been about. */
const isOfGuard = ({ kind, about = {} }: CaseEvent): boolean =>
  kind === 'guard_lifted' ||
  (kind === 'reclassified' &&
    concernsConduct({ class: about['from'] as ComplaintClass, topic: about['fromTopic'] as Topic }));

/** The reason for opening what is sealed may say who it was that spoke. */
const isAboutSender = ({ kind }: CaseEvent): boolean => ['contact_opened', 'opened', 'unsealed'].includes(kind);

/** Notes stay in the house that wrote them; a link is no way to learn of a case; what was drawn the monitor knows. */
function isForEyesOf({ kind, by, about }: CaseEvent, { viewer }: CaseFrame, known: ReadonlySet<string>): boolean {
  const isMonitor = viewer.role === 'monitor';
  if (kind === 'noted') return isMonitor || (by.agency !== undefined && by.agency === viewer.agency);
  if (kind === 'drawn') return isMonitor;
  if (kind === 'linked') return known.has(String(about?.['other']));
  return true;
}

function doerWords({ by }: CaseEvent, frame: CaseFrame): string {
  const { t } = frame;
  if (by.role === 'resident' || by.role === 'system') return t(`staff:by-${by.role}`);
  const role = t(`account:role-${by.role}`);
  return by.agency ? `${role}, ${agencyName(by.agency, frame)}` : role;
}

/** Which of several sentences tells an event. */
function variant({ kind, about = {} }: CaseEvent): string {
  if (kind === 'asked' && about['pauses'] === false) return 'asked-goes-on';
  if (kind === 'added' && about['files']) return 'added-files';
  if (kind === 'found') return `found-${String(about['kind'])}`;
  if (kind === 'finding_judged') return about['accepted'] ? 'finding_judged-accepted' : 'finding_judged-again';
  if (kind === 'escalated' && [about['to']].flat().length === 0) return 'escalated-top';
  return kind;
}

type Shown = Readonly<Record<string, string | number>>;

/** What an event's sentence is filled in with. */
function paramsOf({ kind, about = {} }: CaseEvent, frame: CaseFrame): Shown {
  const { around, t } = frame;
  const names = (value: unknown): string =>
    [value]
      .flat()
      .map((code) => agencyName(String(code), frame))
      .join(', ');
  const on = (value: unknown): CityDay =>
    value instanceof Date ? day(dayEnding(value, around.calendar.timeZone)) : t('staff:no-day');
  const classWords = (value: unknown): string => t(`staff:class-${String(value)}`);
  switch (kind) {
    case 'forwarded':
      return { to: names(about['handlers']) };
    case 'handed_back':
      return { from: names(about['from']) };
    case 'succeeded':
      return { from: names(about['from']), to: names(about['to']) };
    case 'escalated':
      return { to: names(about['to']) };
    case 'reclassified':
    case 'unsealed':
      return { from: classWords(about['from']), to: classWords(about['to']) };
    case 'recomputed':
      return { from: on(about['from']), to: on(about['to']) };
    case 'linked':
      return { other: referenceOf({ id: String(about['other']) }) };
    case 'extension_asked':
    case 'extension_granted':
    case 'extension_declined':
      return { amount: allowanceWords(about as never, frame) };
    case 'warned':
    case 'breached':
      return { stage: t(`staff:stage-${String(about['stage'])}`) };
    case 'found':
    case 'finding_due':
      return { agency: names(about['agency']), day: on(about['answerBy']) };
    case 'finding_judged':
      return { day: on(about['answerBy']) };
    case 'added':
      return { count: Number(about['files'] ?? 0) };
    case 'reopened':
      return { n: Number(about['number']) };
    case 'handling_rated':
      return { score: Number(about['score']) };
    default:
      return {};
  }
}
