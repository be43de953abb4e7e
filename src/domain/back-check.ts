import { createHash } from 'node:crypto';
import type { InterviewRecord } from './integrity-record.ts';
import { type ItemAnswer, type Level, levels } from './questionnaire.ts';

/** So many items are asked again. */
export const itemsAgain = 3;

/** The lot of a case between 0 and 1: the first 52 bits of SHA-256 over `SEED CASE` (UTF-8, one space between). */
const lotOf = (caseId: string, seed: string): number =>
  Number.parseInt(createHash('sha256').update(`${seed} ${caseId}`).digest('hex').slice(0, 13), 16) / 2 ** 52;

/** An interview that is finished, and whether it is among the back-checks already. */
export interface Checkable {
  readonly case: string;
  readonly interviewer: string;
  readonly checked: boolean;
}

/**
 * The cases that are still to be called back: those whose lot is below `share` (0 to 1), and for an interviewer whom
 * the lot passed over those next in its order, until at least one in every whole 1 / `share` of her interviews is
 * checked. The lot asks for nothing but the case, so that it is blind to who held the interview and known before, and
 * whoever has the seed draws the same.
 */
export function backChecksDue(finished: readonly Checkable[], seed: string, share: number): string[] {
  if (share <= 0) return [];
  const interviewers = new Map<string, Checkable[]>();
  for (const one of finished) {
    const own = interviewers.get(one.interviewer) ?? [];
    interviewers.set(one.interviewer, own);
    own.push(one);
  }
  return [...interviewers.values()].flatMap((own) => {
    const rest = own
      .filter(({ checked }) => !checked)
      .map((one) => ({ case: one.case, lot: lotOf(one.case, seed) }))
      .sort((a, b) => a.lot - b.lot);
    // A share of 0.1 times 30 interviews is a hair over 3.
    const wanted = Math.floor(own.length * share + 1e-9) - (own.length - rest.length);
    return rest.filter(({ lot }, place) => lot < share || place < wanted).map((one) => one.case);
  });
}

/** Nobody checks herself. */
export const mayBackCheck = (account: string, interviewer: string): boolean => account !== interviewer;

/** The items to ask again: of those that were answered with a level, by lots that nobody knows without the seed. */
export function itemsToAskAgain(
  { case: caseId, answers }: Pick<InterviewRecord, 'case' | 'answers'>,
  seed: string,
): string[] {
  return Object.keys(answers)
    .filter((item) => isLevel(answers[item]))
    .map((item) => ({ item, lot: lotOf(`${caseId} ${item}`, seed) }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, itemsAgain)
    .map(({ item }) => item);
}

const isLevel = (answer: ItemAnswer | undefined): answer is Level => levels.includes(answer as Level);

/** What the person says when she is called back; what she does not remember is absent. */
export interface BackCheckAnswers {
  /** Whether she was interviewed at all. */
  readonly held: boolean;
  /** Whether it is she who was to be asked. */
  readonly samePerson?: boolean;
  /** Whether she used the service that the interview was about. */
  readonly sameService?: boolean;
  /** How long the interview was, as she remembers it. */
  readonly minutes?: number;
  /** The items that were asked again. */
  readonly answers: Readonly<Record<string, ItemAnswer>>;
}

/** One interview called back. */
export interface BackCheck {
  readonly case: string;
  /** Who held the interview, and who called back. */
  readonly interviewer: string;
  readonly by: string;
  readonly at: Date;
  readonly again: BackCheckAnswers;
  readonly findings: BackCheckFindings;
}

export const backCheckVerdicts = ['confirmed', 'doubtful', 'not_held'] as const;
export type BackCheckVerdict = (typeof backCheckVerdicts)[number];

export interface BackCheckFindings {
  readonly verdict: BackCheckVerdict;
  readonly doubts: readonly BackCheckDoubt[];
  /** Items answered both times, and those of them that are as they were or a level beside it. */
  readonly compared: number;
  readonly agreeing: number;
}

/** What makes an interview doubtful. */
export const backCheckDoubts = ['other_person', 'other_service', 'other_length', 'other_answers'] as const;
export type BackCheckDoubt = (typeof backCheckDoubts)[number];

/** People remember how long it was only roughly. */
const lengthFactor = 3;
const lengthMinutes = 5;

/**
 * What calling back says of an interview. An opinion may move by a level from one day to the next; more than one item
 * further away than that is a doubt, and so is another person, another service or quite another length.
 */
export function backCheckFindings(
  original: Pick<InterviewRecord, 'answers' | 'seconds'>,
  again: BackCheckAnswers,
): BackCheckFindings {
  if (!again.held) return { verdict: 'not_held', doubts: [], compared: 0, agreeing: 0 };
  const pairs = Object.entries(again.answers).flatMap(([item, answer]): [Level, Level][] => {
    const before = original.answers[item];
    return isLevel(before) && isLevel(answer) ? [[before, answer]] : [];
  });
  const agreeing = pairs.filter(([before, answer]) => Math.abs(before - answer) <= 1).length;
  const found: Record<BackCheckDoubt, boolean> = {
    other_person: again.samePerson === false,
    other_service: again.sameService === false,
    other_length: again.minutes !== undefined && isOtherLength(original.seconds / 60, again.minutes),
    other_answers: pairs.length - agreeing > 1,
  };
  const doubts = backCheckDoubts.filter((doubt) => found[doubt]);
  return { verdict: doubts.length > 0 ? 'doubtful' : 'confirmed', doubts, compared: pairs.length, agreeing };
}

const isOtherLength = (recorded: number, remembered: number): boolean =>
  Math.abs(recorded - remembered) > lengthMinutes &&
  Math.max(recorded, remembered) > lengthFactor * Math.max(1, Math.min(recorded, remembered));
