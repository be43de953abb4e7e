import { expect } from 'chai';
import { aBatch, postCampaign, returnedBatch, serialIn, ward } from '../support/paper.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const room = '/staff/batches';

describe('the pages of paper batches', () => {
  let world: World;
  let supervisor: Visitor;
  let clerk: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    supervisor = await world.signIn('supervisor');
    clerk = await world.signIn('interviewer');
  });
  after(() => world.close());
  const batchOf = (id: string) => world.system.stores.batches.find(id);

  it('lead a batch from the printer to the entry', async () => {
    const { id: campaign } = await postCampaign(world);
    const made = await supervisor.submit(
      `${room}/new`,
      {
        title: 'Tuần 1',
        campaign,
        agency: 'phuong sai gon',
        procedure: '1.001193',
        post: 'Bưu cục Bến Thành',
        size: '8',
      },
      room,
    );
    expect(made.status).to.equal(303);
    const path = made.headers.get('location') ?? '';
    const id = path.split('/').at(-1) ?? '';
    expect(await batchOf(id)).to.include({ agency: ward, procedure: '1.001193', size: 8, state: 'prepared' });

    const handing = { to: 'Bưu tá', 'handed-on': '2026-11-22', count: '8' };
    expect((await clerk.submit(path, handing, `${path}/handings`)).status).to.equal(303);
    const counting = { 'returned-on': '2026-11-22', filled: '5', blank: '1', spoiled: '1', lost: '1' };
    const serials = serialIn(await aBatch(world, await postCampaign(world)), 1);
    const wrong = await clerk.submit(path, { ...counting, serials }, `${path}/counts`);
    expect([wrong.status, await wrong.text()].join(' '))
      .to.match(/^422 /)
      .and.include('không phải mã phiếu của lô này');
    const batch = await batchOf(id);
    if (!batch) throw new Error('gone');
    expect((await clerk.submit(path, { ...counting, serials: serialIn(batch, 8) }, `${path}/counts`)).status).to.equal(
      303,
    );
    expect((await clerk.submit(path, { control: '5', scores: '20' }, `${path}/control`)).status).to.equal(303);
    expect(await batchOf(id)).to.deep.include({ state: 'entering', lost: [8], control: { filled: 5, scores: 20 } });
    const page = await clerk.text(path);
    expect(page).to.include('Đếm được 5 phiếu, nhưng đã nhập 0.').and.include('Người giám sát khóa lô.');
  });

  it('keep what was typed when it cannot be', async () => {
    const wrong = await supervisor.submit(
      `${room}/new`,
      { title: 'Tuần 2', campaign: 'none', agency: 'tan', procedure: '', post: '', size: '0' },
      room,
    );
    const page = await wrong.text();
    expect(wrong.status).to.equal(422);
    expect(page).to.include('Tuần 2').and.include('href="#post"');
    const { id } = await aBatch(world, await postCampaign(world));
    const handed = await clerk.submit(
      `${room}/${id}`,
      { to: 'Ai đó', 'handed-on': '2026-11-22', count: '9' },
      `${room}/${id}/handings`,
    );
    expect(handed.status).to.equal(422);
    expect(await handed.text())
      .to.include('value="Ai đó"')
      .and.include('href="#count"');
  });

  it('let supervisors alone make and lock batches', async () => {
    expect((await clerk.get(`${room}/new`)).status).to.equal(403);
    const { id } = await returnedBatch(world, await postCampaign(world));
    expect((await clerk.submit(`${room}/${id}`, {}, `${room}/${id}/lock`)).status).to.equal(403);
    const early = await supervisor.submit(`${room}/${id}`, {}, `${room}/${id}/lock`);
    expect([early.status, (await batchOf(id))?.state]).to.deep.equal([409, 'entering']);
    expect(await early.text()).to.include('Chưa khóa được');
    for (const path of [`${room}/nothing`, `${room}/nothing/entry`, `${room}/nothing/slips`])
      expect((await supervisor.get(path)).status, path).to.equal(404);
    expect((await (await world.signIn('officer')).get(`${room}/${id}`)).status).to.equal(403);
  });

  it('print every slip with its number, its QR and whom it is about, a hundred at a time', async () => {
    const sipas = await postCampaign(world, { questionnaire: { code: 'SIPAS-SERVICE', version: 2022 } });
    const batch = await aBatch(world, sipas, 130);
    const [first, rest] = [
      await supervisor.text(`${room}/${batch.id}/slips`),
      await supervisor.text(`${room}/${batch.id}/slips?from=101`),
    ];
    const printed = (page: string) => [...page.matchAll(/<figcaption>([^<]+)</g)].map(([, serial]) => serial);
    const all = Array.from({ length: 130 }, (_, index) => serialIn(batch, index + 1));
    expect([...printed(first), ...printed(rest)]).to.deep.equal(all);
    expect(first)
      .to.include('Thành phần hồ sơ đúng quy định')
      .and.include('UBND Phường Sài Gòn')
      .and.include('tự nguyện');
    expect(first.match(/<path d="M/g)).to.have.length(100);
    expect(await supervisor.text(`${room}/${batch.id}/slips?lang=en`)).to.include('Voluntary and without a name');
  });
});
