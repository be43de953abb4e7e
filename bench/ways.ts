import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Responses } from '../src/actions/responses.ts';
import { realClock, type System } from '../src/compose.ts';
import { invalid } from '../src/domain/errors.ts';
import { accepted } from '../src/domain/response.ts';
import { openStore } from '../src/stores/connection.ts';
import { newResponseId, responseStore } from '../src/stores/responses.ts';
import type { Grounds } from './place.ts';

type Record = Responses['record'];

/** Answers as if something had been recorded. */
export const recordNothing = (): Record => async () => ({ id: newResponseId().toHexString(), receivedAt: realClock() });

/** One document and one job for each rating, each waited for: how it is done when nobody thinks about it. */
export async function recordOneByOne({ actions }: System, { config, services }: Grounds): Promise<Record> {
  const connection = await openStore(services.mongodbUri);
  responseStore(connection);
  const model = connection.model('Response');
  const queue = new Queue('naive', {
    connection: new Redis(services.redisUrl),
    defaultJobOptions: { removeOnComplete: true },
  });
  return async (input, key) => {
    const circumstances = {
      catalogue: await actions.catalogue.current(),
      now: realClock(),
      timeZone: config.TIME_ZONE,
    };
    const result = accepted(input, circumstances);
    if ('faults' in result) throw invalid(result.faults);
    const created = await model.create({ ...result.response, key, fingerprint: 'none', owes: ['tally'] });
    await queue.add('tally', { agency: input.agency, day: result.response.day });
    return { id: created.id, receivedAt: result.response.receivedAt };
  };
}
