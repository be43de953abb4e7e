import { expect } from 'chai';
import { createBatches } from '../../src/actions/batches.ts';
import { countSlips, setControl } from '../../src/domain/batch-steps.ts';
import type { SlipAnswers } from '../../src/domain/paper-slip.ts';
import type { Level } from '../../src/domain/questionnaire.ts';
import { aBatch, postCampaign, returnedBatch, serialIn, supervisor, ward } from '../support/paper.ts';
import { codeOf } from '../support/refusal.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const an = { account: 'an', name: 'An' };
const binh = { account: 'bình', name: 'Bình' };
const chi = { account: 'chi', name: 'Chi' };
const score = (overall?: Level) => ({ marks: overall ? { overall } : {} });
describe('paper slips', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());
  const actions = () => world.system.actions.batches;
  const responses = async (id: string) => (await stored(world, 'responses')).filter(({ campaign }) => campaign === id);

  it('are made for an open campaign by post, of an agency that is rated', async () => {
    const { id: campaign } = await postCampaign(world);
    const { id: byPhone } = await postCampaign(world, { modes: ['phone'] });
    const { id: closed } = await postCampaign(world, { state: 'closed' });
    const about = { title: 'Lô', campaign, agency: ward, post: 'Bưu cục', size: 5 };
    for (const wrong of [{ campaign: byPhone }, { campaign: closed }, { campaign: 'none' }])
      expect(await codeOf(actions().prepare({ ...about, ...wrong }, supervisor))).to.equal('batch:fault-campaign');
    for (const [wrong, code] of [
      [{ agency: 'H79-BDTP' }, 'agency-unknown'],
      [{ procedure: 'none' }, 'procedure-unknown'],
      [{ size: 1001 }, 'batch:fault-size'],
      [{ size: 0 }, 'batch:fault-size'],
    ] as const)
      expect(await codeOf(actions().prepare({ ...about, ...wrong }, supervisor))).to.equal(code);
    const [one, other] = await Promise.all([
      actions().prepare(about, supervisor),
      actions().prepare(about, supervisor),
    ]);
    expect(one.code).to.not.equal(other.code);
  });

  it('are found by their serial, or it is said in words why not', async () => {
    const campaign = await postCampaign(world);
    const [batch, other] = [await aBatch(world, campaign), await aBatch(world, campaign)];
    const serial = serialIn(batch, 2);
    expect(await actions().locate(serial.toLowerCase(), batch)).to.include({ serial, number: 2 });
    expect(await codeOf(actions().locate(serial, other))).to.equal('batch:fault-serial-elsewhere');
    expect(await codeOf(actions().locate(serialIn(batch, 4)))).to.equal('batch:fault-serial-unknown');
    expect(await codeOf(actions().locate('xin chào'))).to.equal('batch:fault-serial-form');
    expect(await codeOf(actions().locate(serial.replace(/.$/, serial.endsWith('7') ? '8' : '7')))).to.equal(
      'batch:fault-serial-check',
    );
  });

  it('wait until their batch is back and counted', async () => {
    const batch = await aBatch(world, await postCampaign(world));
    expect(await codeOf(actions().enter(serialIn(batch, 1), score(4), an))).to.equal('batch:fault-not-back');
  });

  it('are entered once, however many people try at once', async () => {
    const batch = await returnedBatch(world, await postCampaign(world));
    const tries = ['an', 'bình', 'chi', 'dung', 'an'].map((account) =>
      codeOf(actions().enter(serialIn(batch, 1), score(4), { account, name: account })),
    );
    const told = await Promise.all(tries);
    expect(told.filter((one) => one === 'done')).to.have.length(1);
    expect(told.filter((one) => one === 'batch:fault-entered')).to.have.length(4);
  });

  it('that cannot be true are refused', async () => {
    const batch = await returnedBatch(world, await postCampaign(world));
    const enter = (answers: Partial<SlipAnswers>) =>
      codeOf(actions().enter(serialIn(batch, 1), { marks: {}, ...answers }, an));
    expect(await enter({ day: '2026-11-23' })).to.equal('batch:fault-day');
    expect(await enter({ day: '2026-11-21' }), 'before it was printed').to.equal('batch:fault-day');
    expect(await enter({ marks: { overall: 'no_experience' } })).to.equal('batch:fault-overall');
    expect(await enter({ marks: { nothing: 4 } })).to.equal('item-unknown');
    expect(await enter({ comment: 'a'.repeat(2001) })).to.equal('comment-too-long');
  });

  it('are entered twice by two, decided by a third, and recorded once when the batch is locked', async () => {
    const campaign = await postCampaign(world, { doubleEntry: 1 });
    const batch = await returnedBatch(world, campaign);
    const [one, two, three] = [1, 2, 3].map((number) => serialIn(batch, number)) as [string, string, string];
    for (const [serial, overall] of [
      [one, 4],
      [two, 5],
    ] as const)
      await actions().enter(serial, score(overall), an);
    await actions().enter(three, score(), an);
    expect(await codeOf(actions().enter(one, score(4), an)), 'by the same person').to.equal('batch:fault-entered');
    expect(await codeOf(actions().lock(batch.id, supervisor))).to.equal('batch:fault-open');
    await actions().enter(one, score(4), binh);
    await actions().enter(two, score(2), binh);
    await actions().enter(three, score(), binh);
    for (const who of [an, binh])
      expect(await codeOf(actions().adjudicate(two, score(5), undefined, who))).to.equal('batch:fault-adjudicated');
    expect(await codeOf(actions().lock(batch.id, supervisor))).to.equal('batch:fault-open');
    await actions().adjudicate(two, score(1), 'Đọc lại', chi);
    expect(await codeOf(actions().adjudicate(two, score(5), undefined, supervisor))).to.equal(
      'batch:fault-adjudicated',
    );
    expect(await responses(campaign.id), 'nothing before the lock').to.have.length(0);

    const locked = await Promise.all([1, 2, 3].map(() => codeOf(actions().lock(batch.id, supervisor))));
    expect(locked.sort()).to.deep.equal(['batch:fault-locked', 'batch:fault-locked', 'done']);
    expect(await actions().settle()).to.equal(0);
    const recorded = await responses(campaign.id);
    expect(recorded.map(({ externalId, score: level }) => [externalId, level])).to.have.deep.members([
      [one, 4],
      [two, 1],
    ]);
    expect(recorded[0]).to.include({
      channel: 'post',
      source: `campaign-${campaign.id}`,
      agency: ward,
      day: '2026-11-22',
    });
    expect(await codeOf(actions().enter(three, score(4), chi))).to.equal('batch:fault-locked');
  });

  it('that somebody enters while the batch is being locked are in it or told so, never lost between', async () => {
    for (let round = 0; round < 12; round += 1) {
      const campaign = await postCampaign(world);
      const batch = await returnedBatch(world, campaign, 2);
      await actions().perform(
        batch.id,
        countSlips({ on: '2026-11-22', counts: { filled: 1, blank: 1, spoiled: 0, lost: 0 }, lost: [] }),
        supervisor,
      );
      await actions().enter(serialIn(batch, 1), score(4), an);
      await actions().perform(batch.id, setControl({ filled: 1 }), supervisor);
      const [locked, late] = await Promise.all([
        codeOf(actions().lock(batch.id, supervisor)),
        codeOf(actions().enter(serialIn(batch, 2), score(5), an)),
      ]);
      await actions().settle();
      const found = await responses(campaign.id);
      const slips = await world.system.stores.slips.ofBatch(batch.id);
      // The late slip makes one more than was counted, so it keeps the batch open, or comes too late.
      if (locked === 'done') expect([late, found.length, slips.length]).to.deep.equal(['batch:fault-locked', 1, 1]);
      else expect([locked, late, found.length]).to.deep.equal(['batch:fault-open', 'done', 0]);
    }
  });

  it('that come when their batch is locked already are taken back and told so', async () => {
    const campaign = await postCampaign(world);
    const batch = await returnedBatch(world, campaign, 2);
    await actions().enter(serialIn(batch, 1), score(4), an);
    const counts = { filled: 1, blank: 1, spoiled: 0, lost: 0 };
    await actions().perform(batch.id, countSlips({ on: '2026-11-22', counts, lost: [] }), supervisor);
    await actions().perform(batch.id, setControl({ filled: 1 }), supervisor);
    const { stores } = world.system;
    const lockedMeanwhile = createBatches({
      ...{ ...stores, responses: world.system.actions.responses, timeZone: world.config.TIME_ZONE },
      ...{ now: world.clock.now, catalogue: world.system.actions.catalogue.current },
      // Somebody locks the batch between this person's look at it and her write.
      slips: {
        ...stores.slips,
        async insert(slip) {
          await actions().lock(batch.id, supervisor);
          return stores.slips.insert(slip);
        },
      },
    });
    expect(await codeOf(lockedMeanwhile.enter(serialIn(batch, 2), score(5), an))).to.equal('batch:fault-locked');
    expect(await stores.slips.find(serialIn(batch, 2))).to.equal(undefined);
    expect((await responses(campaign.id)).map(({ externalId }) => externalId)).to.deep.equal([serialIn(batch, 1)]);
  });

  it('of a lock that was cut off before they were recorded are recorded by the sweep', async () => {
    const campaign = await postCampaign(world);
    const batch = await returnedBatch(world, campaign, 1);
    await actions().enter(serialIn(batch, 1), score(5), an);
    const found = await world.system.stores.batches.find(batch.id);
    if (!found) throw new Error('gone');
    await world.system.stores.batches.replace({ ...found, state: 'locked', slips: [1], revision: found.revision + 1 });
    expect(await actions().settle()).to.equal(1);
    expect(await actions().settle()).to.equal(0);
    expect(await responses(campaign.id)).to.have.length(1);
  });

  it('that were reported lost are found again by being entered', async () => {
    const batch = await returnedBatch(world, await postCampaign(world));
    const counts = { filled: 2, blank: 0, spoiled: 0, lost: 1 };
    await actions().perform(batch.id, countSlips({ on: '2026-11-22', counts, lost: [3] }), supervisor);
    await actions().enter(serialIn(batch, 3), score(4), an);
    const found = await world.system.stores.batches.find(batch.id);
    expect(found?.counts).to.deep.equal({ filled: 3, blank: 0, spoiled: 0, lost: 0 });
    expect(found?.events.at(-1)).to.include({ kind: 'found', serial: serialIn(batch, 3) });
  });
});
