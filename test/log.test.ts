import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { createLog } from '../src/compose.ts';
import { openWorld } from './support/world.ts';

describe('the log of faults', () => {
  it('tells what went wrong with a write, and nothing of what was to be written', async () => {
    const world = await openWorld({ worker: false, catalogue: 'none' });
    const client = new MongoClient(world.services.mongodbUri);
    const answers = client.db().collection<{ _id: number; comment?: string }>('things');
    await answers.insertOne({ _id: 1 });
    const error = await answers.insertMany([{ _id: 1, comment: 'gọi tôi 0903 123 456' }]).catch((fault) => fault);
    const lines = new PassThrough();
    createLog({ LOG_LEVEL: 'info' }, lines).error({ err: error }, 'a request failed');
    const [line] = await once(lines, 'data');
    expect(JSON.parse(String(line)).err).to.include({ type: 'MongoBulkWriteError', code: 11000 });
    expect(String(line)).not.to.include('0903');
    await client.close();
    await world.close();
  });
});
