import type { Document } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { damaged, garbage, wellFormed } from './fuzz/messages.ts';
import { temporaryStore } from './temporary-store.ts';
import { opMsg, WireClient } from './wire-client.ts';

/** The same nonsense every time; FUZZ_RUNS asks for so many runs of nonsense that nobody has seen before. */
const TRIED = process.env.FUZZ_RUNS ? { numRuns: Number(process.env.FUZZ_RUNS) } : { numRuns: 60, seed: 5 };
const CLIENTS = 3;
const LAST = 1_000_000;
const PING = opMsg({ ping: 1, $db: 'admin' }, { requestId: LAST });

describe('the built-in store among clients that send nonsense', function () {
  this.timeout(20_000 + TRIED.numRuns * 1000);
  const store = temporaryStore();
  const clients: WireClient[] = [];

  /** One that keeps to the rules all the while, and must notice nothing. */
  const healthy = {
    written: 0,
    isEnding: false,
    async live() {
      const collection = store.client.db('healthy').collection<{ _id: number; text: string }>('own');
      while (!this.isEnding) {
        const _id = this.written;
        await collection.insertOne({ _id, text: `${_id}` });
        expect(await collection.findOne({ _id })).to.deep.equal({ _id, text: `${_id}` });
        this.written++;
      }
    },
  };
  let living: Promise<void>;

  before(() => {
    living = healthy.live();
  });

  /** A connection from the last time, or a new one in the place of one that was closed. */
  const clientAt = (i: number): WireClient => {
    const client = clients[i];
    if (client && !client.socket.destroyed) return client;
    clients[i] = new WireClient(store.uri);
    return clients[i];
  };

  /** Sends messages one after the other; tells what was answered until the last, or until the connection was closed. */
  const converse = async (client: WireClient, messages: Buffer[]): Promise<Document[]> => {
    const answers: Document[] = [];
    client.send(Buffer.concat([...messages, PING]));
    for (;;) {
      const answer = await client.answer();
      if (answer === 'closed' || answer.responseTo === LAST) return answers;
      answers.push(answer.body);
    }
  };

  const talks = (message: fc.Arbitrary<Buffer>) =>
    fc.array(fc.array(message, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: CLIENTS });

  const refusesInWords = (answer: Document) => {
    expect(answer.ok).to.be.oneOf([0, 1]);
    for (const refused of answer.ok ? (answer.writeErrors ?? []) : [answer]) {
      expect(refused.errmsg, JSON.stringify(answer)).to.be.a('string');
      expect(refused.code, JSON.stringify(answer)).to.be.a('number').and.not.equal(1);
    }
  };

  it('answers every command that is well-formed, with a code of MongoDB where it refuses', async () => {
    await fc.assert(
      fc.asyncProperty(talks(wellFormed), async (messages) => {
        const answers = await Promise.all(messages.map((each, i) => converse(clientAt(i), each)));
        for (const [i, each] of answers.entries()) {
          expect(each.length).to.equal(messages[i]?.length);
          each.forEach(refusesInWords);
        }
      }),
      TRIED,
    );
  });

  it('answers or hangs up on messages that were damaged', async () => {
    await fc.assert(
      fc.asyncProperty(talks(damaged), async (messages) => {
        const answers = await Promise.all(messages.map((each, i) => converse(clientAt(i), each)));
        answers.flat().forEach(refusesInWords);
      }),
      TRIED,
    );
  });

  it('hangs up on garbage, and when the rest of a message does not come', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, async (bytes) => {
        const client = new WireClient(store.uri);
        client.socket.end(bytes);
        await client.closed;
      }),
      TRIED,
    );
  });

  it('and one that kept to the rules all the while noticed nothing, nor did what is stored', async () => {
    healthy.isEnding = true;
    await living;
    for (const client of clients) client.end();
    expect(healthy.written).to.be.greaterThan(0);
    expect(await store.client.db('healthy').collection('own').countDocuments()).to.equal(healthy.written);
    expect((await checkStore(store.dir)).faults).to.deep.equal([]);
  });
});
