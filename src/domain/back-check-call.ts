import type { BackCheck } from './back-check.ts';

/** What came of calling back when there was nobody to ask. */
export const unreachedOutcomes = ['no_answer', 'refused', 'wrong_number'] as const;
export type UnreachedOutcome = (typeof unreachedOutcomes)[number];

export interface BackCheckTry {
  readonly at: Date;
  readonly by: string;
  readonly name: string;
  readonly outcome: UnreachedOutcome;
}

/** `due`: to be called back; `held`: somebody is at it; `done`: asked; `given_up`: could not be. */
export const backCheckStates = ['due', 'held', 'done', 'given_up'] as const;
export type BackCheckState = (typeof backCheckStates)[number];

/** An interview that was drawn to be called back, and what became of it. Its id is that of the case. */
export interface BackCheckCall {
  readonly id: string;
  readonly campaign: string;
  readonly interviewer: string;
  readonly drawnAt: Date;
  readonly state: BackCheckState;
  /** Not to be tried before. */
  readonly notBefore: Date;
  readonly lease?: { readonly by: string; readonly name: string; readonly until: Date };
  readonly tries: readonly BackCheckTry[];
  /** Who saw the contact, and when. */
  readonly openings: readonly { readonly by: string; readonly name: string; readonly at: Date }[];
  readonly result?: BackCheck & { readonly name: string; readonly note?: string };
  /** Grows with every change. */
  readonly revision: number;
}

const mostTries = 3;
/** Who did not answer is not called again before, in milliseconds. */
const rest = 3 * 3_600_000;

/** The call in nobody's hand. */
export function laidDown({ lease: _lease, ...free }: BackCheckCall): BackCheckCall {
  return free;
}

/** The call after nobody could be asked: at rest for some hours, or given up. */
export function afterUnreached(call: BackCheckCall, made: BackCheckTry): BackCheckCall {
  const tries = [...call.tries, made];
  const isOver = made.outcome !== 'no_answer' || tries.length >= mostTries;
  return {
    ...{ ...laidDown(call), tries, state: isOver ? 'given_up' : 'due' },
    notBefore: new Date(made.at.getTime() + rest),
  };
}

/** What calling back says of the interviews of one interviewer. */
export interface BackCheckStanding {
  readonly drawn: number;
  readonly done: number;
  readonly givenUp: number;
  readonly confirmed: number;
  readonly doubtful: number;
  readonly notHeld: number;
  /** Items answered both times, and those of them that agree. */
  readonly compared: number;
  readonly agreeing: number;
}

export function backCheckStandings(calls: readonly BackCheckCall[]): Map<string, BackCheckStanding> {
  const found = new Map<string, BackCheckStanding>();
  for (const { interviewer, state, result } of calls) {
    const before = found.get(interviewer) ?? {
      ...{ drawn: 0, done: 0, givenUp: 0, confirmed: 0, doubtful: 0, notHeld: 0, compared: 0, agreeing: 0 },
    };
    const { verdict, compared = 0, agreeing = 0 } = result?.findings ?? {};
    found.set(interviewer, {
      drawn: before.drawn + 1,
      done: before.done + Number(state === 'done'),
      givenUp: before.givenUp + Number(state === 'given_up'),
      confirmed: before.confirmed + Number(verdict === 'confirmed'),
      doubtful: before.doubtful + Number(verdict === 'doubtful'),
      notHeld: before.notHeld + Number(verdict === 'not_held'),
      compared: before.compared + compared,
      agreeing: before.agreeing + agreeing,
    });
  }
  return found;
}
