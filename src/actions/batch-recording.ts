import { type PaperBatch, slipsIn } from '../domain/paper-batch.ts';
import type { PaperSlip } from '../domain/paper-slip.ts';
import { responseOf, sourceOf } from '../domain/slip-response.ts';
import type { BatchStore } from '../stores/batches.ts';
import type { SlipStore } from '../stores/slips.ts';
import type { Responses } from './responses.ts';

export interface BatchRecording {
  /** The number of a slip that would not be recorded, if there is one. Records nothing. */
  rejected(batch: PaperBatch, entered: readonly PaperSlip[]): Promise<number | undefined>;
  /** Records the responses of a locked batch, each once however often this runs. */
  record(batch: PaperBatch): Promise<void>;
  /** Records what locked batches still owe; gives how many there were. One that fails holds up no other. */
  settle(): Promise<number>;
}

interface Parts {
  readonly batches: Pick<BatchStore, 'replace' | 'owed'>;
  readonly slips: Pick<SlipStore, 'ofBatch'>;
  readonly responses: Pick<Responses, 'recordMany'>;
  readonly timeZone: string;
  now(): Date;
}

const batchesAtOnce = 20;

export function createBatchRecording({ batches, slips, responses, timeZone, now }: Parts): BatchRecording {
  const answersOf = (batch: PaperBatch, entered: readonly PaperSlip[]) =>
    slipsIn(batch, entered).flatMap((slip) => {
      const record = responseOf(slip, batch, timeZone);
      return record ? [{ line: slip.number, record }] : [];
    });
  const send = async (batch: PaperBatch, entered: readonly PaperSlip[], dryRun: boolean) => {
    const answers = answersOf(batch, entered);
    const outcomes = await responses.recordMany(answers, sourceOf(batch), { dryRun });
    return { count: answers.length, rejected: outcomes.find(({ outcome }) => outcome === 'rejected')?.line };
  };

  const record = async (batch: PaperBatch): Promise<void> => {
    const { count, rejected } = await send(batch, await slips.ofBatch(batch.id), false);
    if (rejected !== undefined) throw new Error(`Slip ${rejected} of batch ${batch.id} could not be recorded`);
    const event = { kind: 'recorded' as const, at: now(), count };
    // Who comes second has recorded the same answers, and nothing is left to say.
    await batches.replace({ ...batch, events: [...batch.events, event], revision: batch.revision + 1 });
  };

  return {
    rejected: async (batch, entered) => (await send(batch, entered, true)).rejected,
    record,
    async settle() {
      const owed = await batches.owed(batchesAtOnce);
      const failures: unknown[] = [];
      for (const batch of owed) await record(batch).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} batches could not be recorded`);
      return owed.length;
    },
  };
}
