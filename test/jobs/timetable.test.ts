import { Queue } from 'bullmq';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { processors } from '../../jobs/registry.ts';
import { keepTimetable, timetable } from '../../jobs/schedule.ts';
import { queueName } from '../../src/queue.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the timetable', () => {
  let world: World;
  let redis: Redis;
  let queue: Queue;
  before(async () => {
    world = await openWorld({ worker: false });
    redis = new Redis(world.services.redisUrl, { maxRetriesPerRequest: null });
    queue = new Queue(queueName, { connection: redis });
  });
  after(async () => {
    await queue.close();
    redis.disconnect();
    await world.close();
  });
  const scheduled = async () => (await queue.getJobSchedulers()).map(({ key, every }) => [key, Number(every)]);

  it('is whole again after Redis was wiped, and no job stands in it twice', async () => {
    await keepTimetable(queue);
    await keepTimetable(queue);
    expect(await scheduled()).to.deep.equal(Object.entries(timetable));
    await redis.flushall();
    expect(await scheduled()).to.deep.equal([]);
    await keepTimetable(queue);
    expect(await scheduled()).to.deep.equal(Object.entries(timetable));
  });

  it('names only jobs that somebody does', () => {
    expect(Object.keys(processors(world.system.actions))).to.include.members(Object.keys(timetable));
  });
});
