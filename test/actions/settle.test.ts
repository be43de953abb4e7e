import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { createSettle } from '../../src/actions/settle.ts';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the sweep', () => {
  let world: World;
  let client: MongoClient;
  before(async () => {
    world = await openWorld({ worker: false });
    client = new MongoClient(world.services.mongodbUri);
  });
  after(async () => {
    await client.close();
    await world.close();
  });
  /** Lets somebody rate a unit, and spoils what is kept of it. */
  const rate = async (agency: string, spoiled: object = {}) => {
    await world.system.actions.responses.record({ agency, channel: 'web', score: 1 });
    await client
      .db()
      .collection('responses')
      .updateOne({ agency }, { $set: { agency, ...spoiled } });
  };

  it('pays what it can when something cannot be paid, and tells of it at the end', async () => {
    await rate('H79-SYT', { owes: ['follow-up'], complaint: 'sealed with a key that is lost' });
    await rate('H79-STP', { day: 'a day that is in no calendar' });
    await rate('H79-N26740');
    const tracking = await world.system.actions.complaints.file(aFiling(), 'behind them');
    world.clock.advance('1 minute');
    const failure = await world.system.actions.settle().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(AggregateError);
    expect((failure as AggregateError).errors).to.have.length(2);
    expect(await world.system.stores.tallies.ofAgency('H79-N26740')).to.have.length(2);
    expect(await world.system.actions.complaints.follow(tracking)).to.include({ state: 'routed' });
  });

  it('waits for nothing that is still being paid: letters may be slow, figures are not', async () => {
    const swept = { letters: 0, figures: 0 };
    let finish = (): void => undefined;
    const settle = createSettle({
      satisfaction: { settle: async () => (swept.figures += 1) },
      responses: { settle: async () => undefined },
      complaints: {
        settle: () => {
          swept.letters += 1;
          return new Promise<number>((resolve) => {
            finish = () => resolve(0);
          });
        },
      },
      samples: { settle: async () => 0 },
      batches: { settle: async () => 0 },
      campaigns: { settle: async () => 0 },
      interviews: { settle: async () => 0 },
      integrity: { settle: async () => 0 },
      backChecks: { settle: async () => 0 },
      now: world.clock.now,
    });
    const first = settle();
    await setImmediate();
    await settle();
    expect(swept).to.deep.equal({ letters: 1, figures: 2 });
    finish();
    await first;
    const next = settle();
    finish();
    await next;
    expect(swept).to.deep.equal({ letters: 2, figures: 3 });
  });
});
