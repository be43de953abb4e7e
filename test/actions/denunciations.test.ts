import { expect } from 'chai';
import { exportCommands } from '../../src/commands/export.ts';
import { claim, classify } from '../../src/domain/hotline-steps.ts';
import { purge, unseal } from '../../src/domain/quarantine-steps.ts';
import { actorOf, caseOf, perform, routedCase } from '../support/casework.ts';
import { commandContext } from '../support/command-context.ts';
import { openWorld, type World } from '../support/world.ts';

const said = {
  topic: 'harassment',
  content: 'Bà Q ở quầy tám đòi năm triệu đồng.',
  place: 'quầy tám',
  contact: { name: 'Trần Văn Mít', email: 'mit@example.com' },
} as const;

describe('a denunciation, behind the pages', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  /** A case about conduct that the hotline finds to be a denunciation. */
  const found = async (): Promise<string> => {
    const { id } = await routedCase(world, said);
    const sealing = classify({ class: 'denunciation', topic: 'harassment', reason: 'Bà Q nhận tiền, nêu rõ tên.' });
    await perform(world, id, await actorOf(world, 'hotline'), claim, sealing);
    await world.drain();
    return id;
  };

  it('found at the hotline is sealed with everything that was told and written until then', async () => {
    const complaint = await caseOf(world, await found());
    expect(complaint).to.include({ class: 'denunciation', state: 'quarantined' });
    expect(complaint).to.not.have.any.keys('content', 'place');
    expect(JSON.stringify(complaint)).to.not.match(/Bà Q|quầy tám|Mít/);
  });

  it('is in no letter but the one that tells its keeper to look', async () => {
    const before = (await world.mail()).length;
    await routedCase(world, { ...said, content: `Tôi tố cáo. ${said.content}`, contact: {} });
    await world.drain();
    const letters = (await world.mail()).slice(before);
    expect(letters.flatMap(({ to = [] }) => to.map(({ address }) => address))).to.deep.equal(['inspector@demo.ydan']);
    for (const { subject, text, html } of letters)
      expect(`${subject} ${text} ${html}`).to.not.match(/Bà Q|quầy tám|tố cáo\./);
  });

  it('is in no export and in no list, count or search that names no keeper', async () => {
    const id = await found();
    const { complaints } = world.system.stores;
    const options = { sort: 'newest', limit: 500 } as const;
    for (const filter of [
      {},
      { ids: [id] },
      { reference: id.slice(0, 8) },
      { conduct: true },
      { happened: 'quarantined' },
    ] as const) {
      expect((await complaints.list(filter, options)).map((one) => one.id)).to.not.include(id);
      expect((await complaints.sighted(filter)).map((one) => one.id)).to.not.include(id);
    }
    expect(await complaints.count({ classes: ['denunciation'] })).to.equal(0);
    const context = commandContext(world, ['-']);
    await exportCommands['export complaints']?.run(context);
    expect(context.printed())
      .to.not.include('denunciation')
      .and.not.match(/Bà Q|quầy tám/);
  });

  it('brought out and purged by its keeper at once is one of both, and its trail proves', async () => {
    const id = await found();
    const keeper = await actorOf(world, 'inspector');
    const both = await Promise.allSettled([
      perform(world, id, keeper, unseal('feedback_conduct', 'harassment', 'Không phải tố cáo.')),
      perform(world, id, keeper, purge('BN-3')),
    ]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]);
  });
});
