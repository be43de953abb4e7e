import { randomBytes } from 'node:crypto';
import { unitsWithin } from '../domain/catalogue.ts';
import { addDays } from '../domain/city-day.ts';
import { cityInstant } from '../domain/city-time.ts';
import { Refusal } from '../domain/errors.ts';
import { draw } from '../domain/monitor-steps.ts';
import { drawn, mostDrawn, type Sample, type SampleFrame } from '../domain/sample.ts';
import { sees } from '../domain/sight.ts';
import { type Actor, fault } from '../domain/step.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { SampleStore } from '../stores/samples.ts';
import type { Casework } from './casework.ts';

/** What the monitor asks for. */
export interface Draw {
  readonly frame: SampleFrame;
  readonly size: number;
  /** Left to chance when it is not named. */
  readonly seed?: string;
}

export interface Samples {
  /**
   * Draws among the cases that the monitor may see, records the draw and writes it into the trail of each case drawn.
   * Throws Refusal `invalid` for a size out of bounds, an empty frame or dates in the wrong order.
   */
  draw(wanted: Draw, by: Actor, name: string): Promise<Sample>;
  /** Writes what a draw that was cut off still owes to the trails; gives how many draws there were. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly casework: Pick<Casework, 'perform' | 'surroundings'>;
  readonly complaints: Pick<ComplaintStore, 'sighted' | 'find'>;
  readonly samples: SampleStore;
}

/** A seed or name that nobody can foresee. */
const random = (): string => randomBytes(12).toString('hex');

const settleAtOnce = 20;

export function createSamples({ casework, complaints, samples }: Parts): Samples {
  const mark = async ({ id, cases }: Sample, actor: Actor): Promise<void> => {
    for (const one of cases) {
      const complaint = await complaints.find(one);
      const isMarked = complaint?.trail.some(({ kind, about }) => kind === 'drawn' && about?.['sample'] === id);
      if (isMarked) continue;
      // A case that went out of the monitor's sight since is no longer the monitor's to mark.
      await casework.perform(one, actor, draw(id)).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.kind === 'not-found')) throw error;
      });
    }
    await samples.marked(id);
  };

  return {
    async draw({ frame, size, seed = '' }, by, name) {
      const around = await casework.surroundings();
      if (by.kind !== 'staff' || by.role !== 'monitor') throw new Refusal('forbidden', 'account:fault-role');
      if (!Number.isInteger(size) || size < 1 || size > mostDrawn)
        throw fault('/size', 'monitoring:fault-size', { most: mostDrawn });
      if (frame.from > frame.to) throw fault('/to', 'monitoring:fault-period');
      const { agency, class: itsClass, topic, state, from, to } = frame;
      const { timeZone } = around.calendar;
      const found = await complaints.sighted({
        ...(agency ? { agencies: unitsWithin(around.catalogue, agency) } : {}),
        ...(itsClass ? { classes: [itsClass] } : {}),
        ...(topic ? { topics: [topic] } : {}),
        ...(state ? { states: [state] } : {}),
        receivedFrom: cityInstant(from, '00:00', timeZone),
        receivedBefore: cityInstant(addDays(to, 1), '00:00', timeZone),
      });
      const population = found.filter((one) => sees(around.catalogue, by, one, around.today)).map(({ id }) => id);
      if (population.length === 0) throw fault('/from', 'monitoring:fault-nothing-to-draw');
      const chosen = seed === '' ? random() : seed;
      const sample: Sample = {
        id: random(),
        frame,
        seed: chosen,
        seedGiven: seed !== '',
        population: population.length,
        cases: drawn(population, size, chosen),
        drawnAt: around.now,
        drawnBy: { account: by.id, name },
      };
      await samples.append(sample);
      await mark(sample, by);
      return sample;
    },
    async settle(before) {
      const owed = await samples.owed(before, settleAtOnce);
      const failures: unknown[] = [];
      for (const sample of owed) await mark(sample, { kind: 'system' }).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} draws could not be marked`);
      return owed.length;
    },
  };
}
