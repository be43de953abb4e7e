import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { callableCaseStore } from '../../src/stores/callable-cases.ts';
import { frameCaseStore } from '../../src/stores/frame-cases.ts';
import { surveyCaseStore } from '../../src/stores/survey-cases.ts';
import { surveyFigureStore } from '../../src/stores/survey-figures.ts';
import { openWorld, type World } from '../support/world.ts';

const now = new Date('2026-11-23T03:00:00Z');
const earlier = new Date(now.getTime() - 3600_000);
const later = new Date(now.getTime() + 3600_000);
const lease = { by: 'an', name: 'An', since: earlier, until: earlier };
const attempt = { by: 'an', name: 'An', mode: 'phone', window: 'morning', outcome: 'no_answer' } as const;

/** A campaign of a city: most cases are listed, ready or final; one in a hundred is on the move. */
const caseOf = (index: number): SurveyCase => {
  const common: SurveyCase = {
    ...{ id: `case ${index}`, campaign: 'c', stratum: `H${index % 20} 1`, frameKey: `k${index}`, result: 'granted' },
    ...{ finishedOn: '2026-10-01', language: 'vi', lot: String(index), state: 'ready', queue: 'vi', attempts: [] },
    ...{ attemptCount: 0, owes: [], revision: 1, respondent: `r${index}` },
    tried: { morning: 0, afternoon: 0, evening: 0, weekend: 0 },
  };
  const tried = { attempts: [{ ...attempt, at: new Date(earlier.getTime() - index * 3600_000) }], attemptCount: 1 };
  const kinds: Record<number, Partial<SurveyCase>> = {
    0: { state: 'held', lease },
    1: { state: 'resting', callableFrom: earlier, ...tried },
    2: { state: 'resting', appointment: { at: earlier }, callableFrom: earlier, ...tried },
    3: { state: 'final', outcome: 'complete', owes: ['response'], finalAt: earlier, ...tried },
    4: { state: 'resting', owes: ['place'], place: 'p.1' },
    5: { queue: 'to:an' },
  };
  return { ...common, ...(kinds[index % 100] ?? (index % 3 === 0 ? { state: 'listed' } : tried)) };
};

const storesOf = (connection: Connection) => ({
  ...surveyCaseStore(connection),
  ...frameCaseStore(connection),
  ...callableCaseStore(connection),
  ...surveyFigureStore(connection),
});

describe('What fieldwork asks of the store', () => {
  let world: World;
  let connection: Connection;
  let store: ReturnType<typeof storesOf>;
  /** The command that was sent last. */
  let sent: Record<string, unknown> = {};
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
    connection = await mongoose
      .createConnection(world.services.mongodbUri, { monitorCommands: true, autoIndex: false, autoCreate: false })
      .asPromise();
    connection.getClient().on('commandStarted', ({ command }) => {
      sent = command;
    });
    store = storesOf(connection);
    await store.insertMany(Array.from({ length: 2000 }, (_, index) => caseOf(index)));
  });
  after(async () => {
    await connection.close();
    await world.close();
  });

  const due = { by: now, overdue: earlier, queues: ['vi', 'to:an'], full: ['H1 1'] };
  const asked: Record<
    string,
    { readonly most: number; readonly inOrder?: true; readonly ask: () => Promise<unknown> }
  > = {
    // An explanation does not say that it stops at the first.
    'a ready case of a stratum': {
      ...{ most: 100, inOrder: true },
      ask: () => store.claimReady({ campaign: 'c', queue: 'vi', stratum: 'H7 1', window: 'morning' }, lease),
    },
    'a ready case promised to somebody': {
      most: 25,
      ask: () => store.claimReady({ campaign: 'c', queue: 'to:an', not: ['H1 1'], window: 'evening' }, lease),
    },
    'a due appointment': { most: 25, ask: () => store.claimAppointment('c', due, lease) },
    'leases that ran out': { most: 30, ask: () => store.lapsed(now, 500) },
    'cases that have rested': { most: 50, ask: () => store.wake(new Date(0), 500) },
    'when the next has rested': { most: 60, ask: () => store.nextRested('c', now) },
    'responses that are owed': { most: 25, ask: () => store.owing('response') },
    'places that are owed': { most: 25, ask: () => store.owing('place') },
    'what somebody holds': { most: 25, ask: () => store.heldBy('an') },
    'what is in any hand': { most: 30, ask: () => store.holding('c') },
    'what somebody tried today': {
      most: 60,
      ask: () => store.triedBy('c', 'an', new Date(now.getTime() - 50 * 3600_000)),
    },
    'attempts of today': { most: 60, ask: () => store.attemptsSince('c', new Date(now.getTime() - 50 * 3600_000)) },
    'appointments of the week': { most: 25, ask: () => store.appointments('c', later) },
    'one case': { most: 1, ask: () => store.find('case 3') },
    'some that were never drawn': { most: 110, ask: () => store.listed('c', 100) },
    'some that are open at the end': { most: 200, ask: () => store.unfinished('c', 100) },
  };
  for (const [what, { most, inOrder, ask }] of Object.entries(asked))
    it(`finds ${what} by an index, reading little more`, async () => {
      await ask();
      const { $db: _db, lsid: _session, ...command } = sent;
      const explained = await connection.db?.command({ explain: command, verbosity: 'executionStats' });
      const plan = JSON.stringify(explained?.['queryPlanner'].winningPlan);
      expect(plan).to.match(/IXSCAN|IDHACK/);
      if (inOrder) expect(plan, 'in the order of the index').not.to.include('"SORT"');
      expect(explained?.['executionStats'].totalDocsExamined).to.be.at.most(most);
    });
});
