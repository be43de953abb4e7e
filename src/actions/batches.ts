import { randomBytes } from 'node:crypto';
import { existsOn, isRated } from '../domain/agency.ts';
import { type BatchStep, findAgain, lock } from '../domain/batch-steps.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import { isDrawn } from '../domain/double-entry.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import { isBatchSize, type PaperBatch } from '../domain/paper-batch.ts';
import { batchCodeFrom, mostSlips, readSerial, serialOf } from '../domain/paper-serial.ts';
import { type Clerk, type PaperSlip, type SlipAnswers, turnOf } from '../domain/paper-slip.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { slipFaults } from '../domain/slip-response.ts';
import { fault } from '../domain/step.ts';
import type { BatchStore } from '../stores/batches.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { SlipStore } from '../stores/slips.ts';
import { createBatchRecording } from './batch-recording.ts';
import type { Responses } from './responses.ts';

/** What a supervisor says of a batch before it is printed. */
export type NewBatch = Pick<PaperBatch, 'title' | 'campaign' | 'agency' | 'procedure' | 'post' | 'size'>;

/** A slip that was named by its serial, and its entries if there are any. */
export interface Located {
  readonly batch: PaperBatch;
  readonly number: number;
  /** As it is printed. */
  readonly serial: string;
  readonly slip?: PaperSlip;
}

export interface Batches {
  /** Throws Refusal `invalid` with faults. */
  prepare(input: NewBatch, by: Clerk): Promise<PaperBatch>;
  /** Does a step. Throws Refusal `not-found`, or what the step throws. */
  perform(id: string, step: BatchStep, by: Clerk): Promise<PaperBatch>;
  /** The slip with a serial as somebody typed it. Throws Refusal `invalid` that says in words why there is none. */
  locate(typed: string, within?: PaperBatch): Promise<Located>;
  /**
   * Keeps what was typed in from a slip, as its first or second entry. Throws Refusal `conflict` when it is not this
   * person's turn, `invalid` for answers that cannot be true.
   */
  enter(typed: string, answers: SlipAnswers, by: Clerk): Promise<PaperSlip>;
  /** Decides what stands of a slip whose entries differ; throws like `enter`. */
  adjudicate(typed: string, answers: SlipAnswers, note: string | undefined, by: Clerk): Promise<PaperSlip>;
  /** Locks a batch and records its responses. Throws Refusal `conflict` while anything is open. */
  lock(id: string, by: Clerk): Promise<PaperBatch>;
  /** Records the responses of locked batches that still owe them; gives how many batches there were. */
  settle(): Promise<number>;
}

interface Parts {
  readonly batches: BatchStore;
  readonly slips: SlipStore;
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly responses: Pick<Responses, 'recordMany'>;
  readonly timeZone: string;
  catalogue(): Promise<Catalogue>;
  now(): Date;
}

/** So many entries may come between reading a batch and writing it before somebody is asked to try again. */
const mostTries = 20;

export function createBatches({ batches, slips, campaigns, responses, timeZone, catalogue, now }: Parts): Batches {
  const doing = (by: Clerk) => ({ by, now: now(), today: cityDay(now(), timeZone) });

  const revise = async (id: string, decide: (batch: PaperBatch) => PaperBatch | Promise<PaperBatch>) => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await batches.find(id);
      if (!before) throw new Refusal('not-found', 'page-not-found');
      const after = await decide(before);
      if (after === before || (await batches.replace(after))) return after;
    }
    throw new Refusal('conflict', 'batch:fault-busy');
  };
  const perform: Batches['perform'] = (id, step, by) => revise(id, (batch) => step(batch, doing(by)));

  const locate: Batches['locate'] = async (typed, within) => {
    const read = readSerial(typed);
    if ('wrong' in read) throw fault('/serial', `batch:fault-serial-${read.wrong}`, { typed: typed.slice(0, 60) });
    const serial = serialOf(read);
    const batch = await batches.findByCode(read.code);
    if (!batch || read.number < 1 || read.number > batch.size)
      throw fault('/serial', 'batch:fault-serial-unknown', { serial });
    if (within && within.id !== batch.id)
      throw fault('/serial', 'batch:fault-serial-elsewhere', { serial, title: batch.title });
    const slip = await slips.find(serial);
    return { batch, number: read.number, serial, ...(slip ? { slip } : {}) };
  };

  /** Throws for answers that cannot be true of a slip of this batch. */
  const check = async (batch: PaperBatch, answers: SlipAnswers): Promise<void> => {
    const { code, version } = batch.questionnaire;
    const questionnaire = questionnaireOf(code, version);
    const agency = (await catalogue()).agencies.get(batch.agency);
    if (!questionnaire || !agency) throw new Error(`Batch ${batch.id} asks what nobody knows`);
    const printedOn = cityDay(batch.createdAt, timeZone);
    const faults = slipFaults(answers, { questionnaire, agency, printedOn, today: cityDay(now(), timeZone) });
    if (faults.length > 0) throw invalid(faults);
  };

  const recording = createBatchRecording({ batches, slips, responses, timeZone, now });

  return {
    async prepare(input, by) {
      const campaign = await campaigns.find(input.campaign);
      const today = cityDay(now(), timeZone);
      const { agencies, procedures } = await catalogue();
      const agency = agencies.get(input.agency);
      const faults: Fault[] = [
        ...(campaign?.modes.includes('post') && campaign.state === 'open'
          ? []
          : [{ pointer: '/campaign', code: 'batch:fault-campaign' }]),
        ...(agency && isRated(agency) && existsOn(agency, today)
          ? []
          : [{ pointer: '/agency', code: 'agency-unknown', params: { agency: input.agency } }]),
        ...(input.procedure === undefined || procedures.has(input.procedure)
          ? []
          : [{ pointer: '/procedure', code: 'procedure-unknown', params: { procedure: input.procedure } }]),
        ...(isBatchSize(input.size)
          ? []
          : [{ pointer: '/size', code: 'batch:fault-size', params: { most: mostSlips } }]),
      ];
      if (faults.length > 0 || !campaign) throw invalid(faults);
      const batch = {
        ...input,
        id: randomBytes(12).toString('hex'),
        questionnaire: campaign.questionnaire,
        doubleEntry: campaign.doubleEntry,
        seed: randomBytes(12).toString('hex'),
        state: 'prepared' as const,
        handedOut: 0,
        counts: { filled: 0, blank: 0, spoiled: 0, lost: 0 },
        lost: [],
        createdAt: now(),
        revision: 1,
        events: [{ kind: 'prepared' as const, at: now(), by, count: input.size }],
      };
      for (let tries = 0; tries < mostTries; tries += 1) {
        const coded: PaperBatch = { ...batch, code: batchCodeFrom(randomBytes(4)) };
        if (await batches.insert(coded)) return coded;
      }
      throw new Error('Every code of a batch that was drawn is taken');
    },

    perform,
    locate,

    async enter(typed, answers, by) {
      const { batch, number, serial, slip } = await locate(typed);
      if (batch.state !== 'entering') throw new Refusal('conflict', `batch:fault-${stateFault(batch)}`);
      await check(batch, answers);
      const entry = { ...answers, by, at: now() };
      const turn = turnOf(slip, by.account);
      if (turn === 'second' && slip) {
        if (!(await slips.addSecond(serial, entry))) throw new Refusal('conflict', 'batch:fault-entered', { serial });
        await batches.touch(batch.id);
        return { ...slip, second: entry };
      }
      if (turn !== 'first') throw new Refusal('conflict', 'batch:fault-entered', { serial });
      const twice = isDrawn(serial, batch.seed, batch.doubleEntry);
      const returnedOn = batch.returnedOn ?? cityDay(now(), timeZone);
      const fresh: PaperSlip = { serial, batch: batch.id, number, twice, returnedOn, first: entry };
      if (!(await slips.insert(fresh))) throw new Refusal('conflict', 'batch:fault-entered', { serial });
      if (!(await batches.touch(batch.id)) && !(await batches.find(batch.id))?.slips?.includes(number)) {
        await slips.withdraw(fresh);
        throw new Refusal('conflict', 'batch:fault-locked');
      }
      if (batch.lost.includes(number)) await perform(batch.id, findAgain(number), by);
      return fresh;
    },

    async adjudicate(typed, answers, note, by) {
      const { batch, serial, slip } = await locate(typed);
      await check(batch, answers);
      const adjudication = { ...answers, by, at: now(), ...(note ? { note } : {}) };
      const isTheirs = slip !== undefined && turnOf(slip, by.account) === 'adjudication';
      if (!isTheirs || !(await slips.adjudicate(serial, adjudication)))
        throw new Refusal('conflict', 'batch:fault-adjudicated', { serial });
      await batches.touch(batch.id);
      return { ...slip, adjudication };
    },

    async lock(id, by) {
      const locked = await revise(id, async (batch) => {
        const entered = await slips.ofBatch(id);
        const after = lock(entered)(batch, doing(by));
        const rejected = await recording.rejected(after, entered);
        if (rejected !== undefined) throw new Refusal('conflict', 'batch:fault-rejected', { number: rejected });
        return after;
      });
      // What fails now is owed, and paid by the sweep.
      await recording.record(locked).catch(() => undefined);
      return locked;
    },

    settle: recording.settle,
  };
}

const stateFault = ({ state }: PaperBatch): string =>
  state === 'locked' ? 'locked' : state === 'returned' ? 'no-control' : 'not-back';
