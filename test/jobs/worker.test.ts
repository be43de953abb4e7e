import { Queue } from 'bullmq';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { type Processors, processors } from '../../jobs/registry.ts';
import { startWorker } from '../../jobs/worker.ts';
import { createLog } from '../../src/compose.ts';
import { queueName } from '../../src/queue.ts';
import { connectRedis } from '../../src/redis.ts';
import { openWorld, type World } from '../support/world.ts';

const log = createLog({ LOG_LEVEL: 'silent' });

describe('the worker', () => {
  let world: World;
  let redis: Redis;
  let queue: Queue;
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
    redis = new Redis(world.services.redisUrl, { maxRetriesPerRequest: null });
    queue = new Queue(queueName, { connection: redis });
  });
  after(async () => {
    await queue.close();
    redis.disconnect();
    await world.close();
  });
  const closedWithin = async (worker: { close(): Promise<void> }): Promise<number> => {
    const began = performance.now();
    await worker.close();
    return performance.now() - began;
  };

  it('stops within seconds though a job hangs, for what the job was to do is still owed', async () => {
    const connections = connectRedis(world.services.redisUrl, log);
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const hanging: Processors = {
      ...processors(world.system.actions),
      'send-notices': () => {
        begin();
        return new Promise(() => undefined);
      },
    };
    const worker = startWorker(connections.patient, hanging, log);
    await queue.add('send-notices', { id: 'nothing' });
    await begun;
    expect(await closedWithin(worker)).to.be.below(5_000);
    connections.close();
  });

  it('stops within seconds while Redis is away', async () => {
    const connections = connectRedis('/nowhere/redis.sock', log);
    const worker = startWorker(connections.patient, processors(world.system.actions), log);
    expect(await closedWithin(worker)).to.be.below(5_000);
    connections.close();
  });
});
