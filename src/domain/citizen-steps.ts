import { existsOn } from './agency.ts';
import { resumed, started, stopped } from './case-clock.ts';
import { type Complaint, liveClock } from './complaint.ts';
import { Refusal } from './errors.ts';
import { graver } from './guard.ts';
import { quarantined } from './quarantine-steps.ts';
import { above, homeAffairs, lawfulPair, rerouted, routed } from './routing.ts';
import {
  type Actor,
  fault,
  mustBe,
  mustBeOpen,
  type Outcome,
  residentOnly,
  type Step,
  type Surroundings,
  written,
} from './step.ts';

/** So many events of a case may be the resident's own; a case that grew without end could not be written any more. */
const mostOwn = 500;

function mayWrite(actor: Actor, { trail }: Complaint): void {
  residentOnly(actor);
  if (trail.filter(({ by }) => by.role === 'resident').length >= mostOwn)
    throw new Refusal('conflict', 'complaint:conflict-full');
}

/** The resident adds to what was said. Where it was waited for, the clock goes on. */
export const add =
  (text: string, files = 0): Step =>
  (complaint, actor, around) => {
    mayWrite(actor, complaint);
    mustBeOpen(complaint);
    const made = graver(text, complaint);
    const said = { text: written(text), ...(files > 0 ? { about: { files } } : {}) };
    if (made === 'denunciation') return { ...quarantined(complaint, around, complaint.topic), ...said };
    if (made) return { kind: 'added', ...said, ...takenBack(complaint, made, text, around) };
    const awaited = complaint.state === 'awaiting_information';
    return {
      kind: 'added',
      ...said,
      ...(awaited ? { changes: { state: 'in_progress', waitingUntil: null, clocks: resumed(complaint, around) } } : {}),
      tell: [{ kind: 'information_added', to: { agencies: complaint.handlers } }],
    };
  };

/**
 * A case that turns out to be about conduct goes back to the hotline, out of the hands and the sight of whoever it is
 * about, and a person looks at it again.
 */
function takenBack(
  complaint: Complaint,
  made: Pick<Complaint, 'class' | 'topic' | 'severity'>,
  content: string,
  around: Surroundings,
): Pick<Outcome, 'changes' | 'tell'> {
  // What nobody routed yet is routed as what it is now.
  if (complaint.state === 'received') return { changes: made };
  const { catalogue, book, today, now } = around;
  const subject = { ...complaint, ...made, content };
  const { handlers } = routed(catalogue, book, subject, today);
  const way = rerouted(catalogue, book, { handlers, watchers: complaint.watchers }, subject, today);
  const isAtDesk = complaint.state === 'routed';
  return {
    changes: {
      ...made,
      ...way,
      state: 'routed',
      checked: false,
      guardLifted: null,
      claim: null,
      waitingUntil: null,
      ...(complaint.extension?.state === 'asked' ? { extension: null } : {}),
      clocks: isAtDesk ? complaint.clocks : [...stopped(complaint, now), started(way.policy, 'forward', around)],
    },
    tell: [
      { kind: 'reclassified', to: 'resident' },
      { kind: 'waiting', to: { agencies: [...way.handlers, ...way.watchers] } },
    ],
  };
}

/** The resident says that it was put right: the only word that closes a case before its time. */
export const confirm: Step = (complaint, actor, around) => {
  residentOnly(actor);
  mustBe(complaint, 'resolved');
  return {
    kind: 'confirmed',
    changes: { state: 'closed', confirmedAt: around.now, closedAt: around.now },
    tell: [{ kind: 'closed', to: 'resident' }],
  };
};

/**
 * The resident has the case opened again. No agency can prevent it: it asks nobody and no setting turns it off. The
 * second time Home Affairs and the level above look on.
 */
export const reopen =
  (text = ''): Step =>
  (complaint, actor, around) => {
    residentOnly(actor);
    const { state, reopenUntil } = complaint;
    mustBe(complaint, 'resolved', 'closed', 'refused', 'handed_over');
    if (complaint.class === 'denunciation') throw new Refusal('conflict', 'complaint:conflict-moved', { state });
    if (!reopenUntil || around.now > reopenUntil)
      throw new Refusal('conflict', 'complaint:conflict-too-late-to-reopen');
    const made = graver(text, complaint);
    const words = text.trim() === '' ? {} : { text: written(text) };
    if (made === 'denunciation') return { ...quarantined(complaint, around, complaint.topic), ...words };
    const { catalogue, today } = around;
    const subject = { ...complaint, ...made };
    const { rule, policy, proposed, ...way } = routed(catalogue, around.book, subject, today);
    // What no agency had in hand goes back to the hotline, and so does what nobody is left to handle.
    const toDesk =
      made !== undefined ||
      complaint.handlers.every((code) => way.handlers.includes(code)) ||
      complaint.handlers.some((code) => {
        const agency = catalogue.agencies.get(code);
        return !agency || !existsOn(agency, today);
      });
    const again = complaint.reopenings + 1;
    const lookOn = again > 1 || state === 'refused' ? [homeAffairs, ...above(catalogue, subject, today)] : [];
    const pair = lawfulPair(
      catalogue,
      subject,
      {
        handlers: toDesk ? way.handlers : complaint.handlers,
        watchers: [...complaint.watchers, ...(made ? way.watchers : []), ...lookOn],
      },
      today,
    );
    const over = liveClock(complaint) ? stopped(complaint, around.now) : complaint.clocks;
    const clock = toDesk
      ? started(made ? policy : complaint.policy, 'forward', around)
      : started(complaint.policy, 'process', around, { several: pair.handlers.length > 1 });
    return {
      kind: 'reopened',
      ...words,
      about: { number: again },
      changes: {
        ...(made ? { ...made, checked: false, guardLifted: null, proposed, rule, policy } : {}),
        state: toDesk ? 'routed' : 'forwarded',
        ...pair,
        reopenings: again,
        clocks: [...over, clock],
        claim: null,
        resolvedAt: null,
        reopenUntil: null,
        closedAt: null,
        confirmedAt: null,
        handlingScore: null,
        publication: null,
      },
      tell: [
        { kind: 'reopened', to: 'resident' },
        { kind: 'reopened_staff', to: { agencies: [...pair.handlers, ...(again > 1 ? pair.watchers : [])] } },
      ],
    };
  };

/** How satisfied the resident is with the handling, 1-5; a third measure beside the agency's word and her own. */
export const rateHandling =
  (score: number): Step =>
  (complaint, actor) => {
    mayWrite(actor, complaint);
    mustBe(complaint, 'resolved', 'closed', 'refused', 'handed_over');
    const { class: itsClass, state } = complaint;
    if (itsClass === 'denunciation') throw new Refusal('conflict', 'complaint:conflict-moved', { state });
    if (![1, 2, 3, 4, 5].includes(score)) throw fault('/score', 'complaint:fault-score');
    return { kind: 'handling_rated', about: { score }, changes: { handlingScore: score } };
  };

/** No more letters about this case, or letters again. */
export const stopNotices: Step = ({ noticesStopped }, actor) => {
  residentOnly(actor);
  if (noticesStopped) throw new Refusal('conflict', 'complaint:conflict-said');
  return { kind: 'notices_stopped', changes: { noticesStopped: true } };
};

export const resumeNotices: Step = (complaint, actor) => {
  mayWrite(actor, complaint);
  return { kind: 'notices_resumed', changes: { noticesStopped: false } };
};
