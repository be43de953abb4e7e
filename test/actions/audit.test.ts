import { expect } from 'chai';
import type { Document } from 'mongodb';
import { accept, note, resolve } from '../../src/domain/handling-steps.ts';
import { purge } from '../../src/domain/quarantine-steps.ts';
import { photograph } from '../support/attachments.ts';
import { actorOf, forwardedCase, perform, routedCase } from '../support/casework.ts';
import { aFiling } from '../support/complaint.ts';
import { vandalise } from '../support/vandal.ts';
import { openWorld, type World } from '../support/world.ts';

const event = (found: Document, seq: number): Document => (found['trail'] as Document[])[seq - 1] as Document;

/** What somebody could do to a case that was forwarded, accepted and answered, and what the audit says of it. */
const deeds: readonly [string, (found: Document) => void, RegExp][] = [
  ['a changed state', (found) => (found['state'] = 'closed'), /state is not what the trail says/],
  ['a changed handler', (found) => (found['handlers'] = ['H79-STP']), /handlers is not what/],
  ['a deadline put off', (found) => ((found['clocks'] as Document[])[1]!['dueAt'] = new Date(0)), /clocks is not what/],
  ['a reopening taken away', (found) => delete found['reopenUntil'], /reopenUntil is not what/],
  ['an edited text', (found) => (event(found, 7)['text'] = 'Không có gì.'), /the text of event 7 was changed/],
  ['a text that is gone', (found) => delete event(found, 7)['text'], /the text of event 7 is gone/],
  ['a removed event', (found) => (found['trail'] as Document[]).splice(2, 1), /event 3 says it is number 4/],
  ['a swapped order', (found) => (found['trail'] as Document[]).reverse(), /event 1 says it is number/],
  [
    'another agency in the first event',
    (found) => (event(found, 1)['changes']['agency'] = 'H79-STP'),
    /event 1 was changed/,
  ],
  ['another doer', (found) => (event(found, 6)['by']['account'] = 'nobody'), /event 6 was changed/],
  ['another content', (found) => (found['content'] = 'Mọi việc đều tốt.'), /what was told was changed/],
  ['a content that is gone', (found) => delete found['content'], /what was told was changed/],
  ['another place', (found) => (found['place'] = 'nơi khác'), /what was told was changed/],
  ['another day', (found) => (found['day'] = '2026-01-01'), /what was written once was changed/],
  ['another contact', (found) => (found['contact'] = '0'.repeat(24)), /what was written once was changed/],
  ['a name no longer kept', (found) => (found['nameKept'] = true), /what was written once was changed/],
  ['a clock that was silenced', (found) => delete found['alarmAt'], /not filed as what it is/],
  ['an end that was cut off carelessly', (found) => (found['trail'] as unknown[]).pop(), /not filed as what it is/],
  ['a trail that is gone', (found) => delete found['trail'], /cannot be read/],
  ['an event that is none', (found) => ((found['trail'] as unknown[])[0] = null), /cannot be read/],
];

describe('the audit', () => {
  let world: World;
  let id: string;
  let sealed: string;
  let purged: string;
  before(async () => {
    world = await openWorld();
    ({ id } = await forwardedCase(world));
    await perform(world, id, await actorOf(world, 'officer'), accept, resolve('Đã trả hồ sơ.'), note('Đã gọi điện.'));
    ({ id: sealed } = await routedCase(world, { content: 'Tôi tố cáo ông ấy.', place: 'quầy 3' }));
    ({ id: purged } = await routedCase(world, { content: 'Tôi tố cáo bà ấy.', place: 'quầy 4' }));
    await perform(world, purged, await actorOf(world, 'inspector'), purge('BN-12/TTRA'));
  });
  after(() => world.close());

  const { verify, anchors } = {
    verify: () => world.system.actions.audit.verify(),
    anchors: () => world.system.actions.audit.anchors(),
  };
  const faultsAfter = async (
    which: string,
    deed: (found: Document) => Document | undefined,
    anchored?: Awaited<ReturnType<typeof anchors>>,
  ): Promise<string[]> => {
    const undo = await vandalise(world, which, deed);
    const { faults } = await world.system.actions.audit.verify(anchored).finally(undo);
    expect(faults.every(({ reference }) => reference === which.slice(0, 8).toUpperCase())).to.equal(true);
    return faults.map(({ fault }) => fault);
  };

  it('finds nothing wrong with cases that nobody touched past the system, open, sealed or purged', async () => {
    const { cases, events, faults } = await verify();
    expect(faults).to.deep.equal([]);
    expect(cases).to.equal(3);
    expect(events).to.be.greaterThan(10);
  });

  for (const [what, deed, said] of deeds)
    it(`finds ${what}`, async () => {
      const faults = await faultsAfter(id, (found) => {
        deed(found);
        return found;
      });
      expect(faults.join('\n')).to.match(said);
    });

  it('finds a sealed text that was changed, taken away or brought out', async () => {
    const broken = (edit: Document) => faultsAfter(sealed, (found) => ({ ...found, ...edit }));
    expect((await broken({ sealed: '1.AAAA' })).join()).to.match(/its seal cannot be read/);
    expect((await broken({ content: 'Tôi tố cáo ông ấy.' })).join()).to.match(/does not lie under the seal/);
    const gone = await faultsAfter(sealed, ({ sealed: _sealed, ...found }) => found);
    expect(gone.join()).to.match(/what was told was changed/);
  });

  it('finds the seal of one case upon another', async () => {
    const { sealed: other } = (await world.system.stores.complaints.find(sealed)) ?? {};
    expect((await faultsAfter(purged, (found) => ({ ...found, sealed: other }))).join()).to.match(/cannot be read/);
  });

  it('finds what was purged and came back', async () => {
    const faults = await faultsAfter(purged, (found) => ({ ...found, content: 'Tôi tố cáo bà ấy.' }));
    expect(faults.join()).to.match(/what was purged is still there/);
  });

  it('sees by an anchor that the end of a trail was cut off or a case deleted, and only by it', async () => {
    const anchored = await anchors();
    const cut = (found: Document): Document => {
      const trail = (found['trail'] as Document[]).slice(0, -1);
      return { ...found, trail, revision: trail.length };
    };
    expect(await faultsAfter(id, cut)).to.deep.equal([]);
    expect((await faultsAfter(id, cut, anchored)).join()).to.match(/not the one that was anchored at event 8/);
    expect(await faultsAfter(id, () => undefined, anchored)).to.deep.equal(['the case is gone']);
  });

  it('lets an anchored trail go on', async () => {
    const anchored = await anchors();
    await perform(world, id, await actorOf(world, 'officer'), note('Thêm một ghi chú.'));
    await routedCase(world);
    expect((await world.system.actions.audit.verify(anchored)).faults).to.deep.equal([]);
  });

  it('finds that the contact of a case is gone', async () => {
    const { id: named } = await routedCase(world, { contact: { phone: '0900 000 000' } });
    const complaint = await world.system.stores.complaints.find(named);
    await world.system.stores.contacts.forget(complaint?.contact ?? '');
    expect((await verify()).faults.map(({ fault }) => fault)).to.deep.equal(['its contact is gone']);
  });

  it('finds that a file of a case is gone', async () => {
    const { attachments, complaints } = world.system.actions;
    expect(await attachments.stage([await photograph()], 'a form')).to.deep.equal([]);
    const before = await verify();
    const { id: shown } = await complaints.file(
      { ...aFiling({ content: 'Có ảnh kèm theo.' }), staged: 'a form' },
      'with a file',
    );
    expect((await verify()).faults).to.deep.equal(before.faults);
    await attachments.purge(shown);
    const said = (await verify()).faults.filter(({ reference }) => reference === shown.slice(0, 8).toUpperCase());
    expect(said.map(({ fault }) => fault)).to.deep.equal(['a file that came with it is gone']);
  });
});
