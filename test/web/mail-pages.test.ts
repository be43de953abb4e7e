import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Email } from 'postal-mime';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

describe('stopping letters', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  /** A case, and the address by which its letters are stopped, as the letter tells it. */
  const told = async (language: 'vi' | 'en' = 'vi') => {
    const { complaints } = world.system.actions;
    const tracking = await complaints.file(aFiling({ contact: { email: 'dan@example.com' }, language }), randomUUID());
    await world.drain();
    const state = async () => {
      const { id = '', noticesStopped, trail = [] } = (await complaints.follow(tracking)) ?? {};
      return { id, noticesStopped, trail: trail.map(({ kind }) => kind) };
    };
    const { id } = await state();
    const letter = (await world.mail()).find(({ messageId }) => messageId?.includes(`${id}-ack`)) as Email;
    const header = letter.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const stop = header.slice(1, -1).replace(world.url, '');
    expect(letter.text).to.include(header.slice(1, -1));
    return { id, state, stop };
  };

  it('takes the click of a mail program, which comes from elsewhere, in either form, without a redirect', async () => {
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    for (const body of [form, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })]) {
      const { state, stop } = await told();
      const headers = { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' };
      const { status } = await world.fetch(stop, { method: 'POST', body, headers });
      expect(status).to.equal(200);
      expect((await state()).noticesStopped).to.equal(true);
    }
  });

  it('twice is the same as once', async () => {
    const { state, stop } = await told();
    for (const _ of [1, 2, 3]) expect((await world.fetch(stop, { method: 'POST' })).status).to.equal(200);
    expect((await state()).trail.filter((kind) => kind === 'notices_stopped')).to.have.length(1);
  });

  it('asks a reader first, who may have second thoughts afterwards', async () => {
    const { id, state, stop } = await told();
    const asked = await world.text(stop);
    expect(asked).to.include('Ngừng nhận thư').and.include(id.slice(0, 8).toUpperCase());
    expect((await state()).noticesStopped).to.equal(false);

    const stopped = await (await world.submit(stop, {})).text();
    expect((await state()).noticesStopped).to.equal(true);
    const [, resume = ''] = /action="([^"]+)"/.exec(stopped) ?? [];
    expect(stopped).to.include('Đã ngừng gửi thư').and.include('Nhận thư trở lại');
    expect(await world.text(stop)).to.include('Đã ngừng gửi thư');

    expect((await world.submit(stop, {}, resume)).status).to.equal(200);
    expect((await state()).noticesStopped).to.equal(false);
  });

  it('speaks the language of the letter, and tells nothing of the case but its reference', async () => {
    const { stop } = await told('en');
    expect(stop).to.match(/\?lang=en$/);
    const page = await world.get(stop);
    expect(page.headers.get('cache-control')).to.equal('no-store');
    const html = await page.text();
    expect(html).to.include('Stop the letters');
    for (const secret of ['dan@example.com', 'trễ hẹn', 'Sài Gòn', 'H79-N26740']) expect(html).to.not.include(secret);
  });

  it('knows no other address', async () => {
    const { state, stop } = await told();
    const [path = ''] = stop.split('?');
    const wrong = [`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, `${path}.x`, '/mail/unsubscribe/x'];
    for (const address of [...wrong, '/mail/unsubscribe/%00', `/mail/unsubscribe/${'x'.repeat(5000)}`]) {
      expect((await world.get(address)).status, address.slice(0, 60)).to.equal(404);
      expect((await world.fetch(address, { method: 'POST' })).status, address.slice(0, 60)).to.equal(404);
    }
    expect((await state()).noticesStopped).to.equal(false);
  });

  it('cannot be used to write into a case for ever', async () => {
    const { state, stop } = await told();
    const statuses = [];
    for (let turn = 0; turn < 24; turn += 1) {
      const path = turn % 2 === 0 ? stop : stop.replace('unsubscribe', 'resume');
      statuses.push((await world.fetch(path, { method: 'POST' })).status);
    }
    expect(statuses.filter((status) => status === 200).length).to.be.within(20, 22);
    expect(statuses.at(-1)).to.be.oneOf([200, 429]);
    expect((await state()).trail.length).to.be.at.most(22);
  });
});
