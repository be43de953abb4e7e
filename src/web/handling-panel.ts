import { policyFor } from '../domain/case-clock.ts';
import { cityDay } from '../domain/city-day.ts';
import { dayEnding } from '../domain/city-time.ts';
import { type Complaint, concernsConduct, isOpen, liveClock } from '../domain/complaint.ts';
import { handBackUntil, stopsClock } from '../domain/handling-steps.ts';
import { mayLiftGuard } from '../domain/hotline-steps.ts';
import { handles, readsWhole, textFor } from '../domain/sight.ts';
import { allowanceWords } from './case-clock-view.ts';
import type { CaseFrame } from './case-frame.ts';
import type { PanelOf } from './case-panel.ts';
import { beginningsOf, repliesOf } from './reply-beginnings.ts';

/** What the handler of a case can do with it, and what takes the word of Home Affairs or the monitor. */
export const handlingPanel: PanelOf = async (complaint, frame, parts) => {
  const decide = extensionAsked(complaint, frame);
  const hands = handles(frame.viewer, complaint) ? toDo(complaint, frame) : undefined;
  const unguard = mayLiftGuard(complaint, frame.viewer);
  if (!decide && !hands && !unguard) return undefined;
  const beginnings = (form: 'resolution' | 'question') => beginningsOf(parts, repliesOf[form], complaint, frame);
  return {
    partial: 'handling/panel',
    decide,
    unguard,
    ...hands,
    answers: hands?.resolve ? await beginnings('resolution') : [],
    questions: hands?.ask ? await beginnings('question') : [],
  };
};

/** Which steps the state of the case leaves to its handler; `undefined` when there is none. */
function toDo(complaint: Complaint, frame: CaseFrame) {
  const { state, publication, clocks } = complaint;
  const { around } = frame;
  const inHand = state === 'forwarded' || state === 'in_progress';
  const waits = state === 'awaiting_information';
  const over = state === 'resolved' || state === 'closed';
  const until = inHand ? handBackUntil(complaint, around) : undefined;
  const most = policyFor(complaint, around).extension;
  const publishes =
    over && !publication && !concernsConduct(complaint) && clocks.some(({ stage }) => stage === 'publish');
  if (!inHand && !waits && !publishes) return undefined;
  return {
    accept: state === 'forwarded',
    resolve: inHand || waits,
    late: (liveClock(complaint)?.dueAt ?? around.now) < around.now,
    ask: inHand,
    clockGoesOn: !stopsClock(complaint, around),
    handBackOn: until && until >= around.now ? dayEnding(until, around.calendar.timeZone) : undefined,
    extend:
      (inHand || waits) && !complaint.extension ? { most: most.amount, words: allowanceWords(most, frame) } : undefined,
    publishBy: publishes ? publishDay(complaint, frame) : undefined,
  };
}

const publishDay = (complaint: Complaint, { around }: CaseFrame): string | undefined => {
  const due = liveClock(complaint)?.dueAt;
  return due && cityDay(due, around.calendar.timeZone);
};

/** What is asked for, for those who may give it: never for who handles the case. */
function extensionAsked(complaint: Complaint, frame: CaseFrame) {
  const { extension, state, handlers } = complaint;
  const { viewer, around } = frame;
  if (extension?.state !== 'asked' || !isOpen(state)) return undefined;
  if (viewer.role !== 'home_affairs' && viewer.role !== 'monitor') return undefined;
  if (viewer.agency !== undefined && handlers.includes(viewer.agency)) return undefined;
  const reason = complaint.trail.findLast(({ kind }) => kind === 'extension_asked')?.text ?? '';
  const whole = readsWhole(around.catalogue, viewer, complaint, around.today);
  return { amount: allowanceWords(extension.allowance, frame), reason: textFor(reason, whole) };
}
