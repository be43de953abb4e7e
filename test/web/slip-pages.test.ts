import { expect } from 'chai';
import { countSlips } from '../../src/domain/batch-steps.ts';
import { anotherClerk, postCampaign, returnedBatch, serialIn, supervisor } from '../support/paper.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const room = '/staff/batches';
const slipAt = (serial: string) => `${room}/slips/${serial}`;
const empty = { day: '', comment: '' };

describe('the pages on which slips are entered', () => {
  let world: World;
  let one: Visitor;
  let two: Visitor;
  let three: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    one = await world.signIn('interviewer');
    two = await anotherClerk(world, 'hai');
    three = await world.signIn('supervisor');
  });
  after(() => world.close());

  const enter = (who: Visitor, serial: string, overall: string, more: Record<string, string> = empty) =>
    who.submit(slipAt(serial), { 'answers-overall': overall, ...more });
  const typed = async (who: Visitor, id: string, serial: string) => {
    const answer = await who.get(`${room}/${id}/entry?serial=${encodeURIComponent(serial)}`);
    return { status: answer.status, location: answer.headers.get('location'), page: await answer.text() };
  };

  it('open the slip that is typed or scanned', async () => {
    const batch = await returnedBatch(world, await postCampaign(world));
    const serial = serialIn(batch, 1);
    for (const written of [serial, serial.toLowerCase(), `${world.url}${slipAt(serial)}`])
      expect((await typed(one, batch.id, written)).location, written).to.equal(slipAt(serial));
    expect((await one.get(slipAt(serial))).status, 'from the camera').to.equal(200);
  });

  it('say in words why a serial opens nothing', async () => {
    const campaign = await postCampaign(world);
    const [batch, other] = [await returnedBatch(world, campaign), await returnedBatch(world, campaign)];
    const serial = serialIn(batch, 1);
    for (const [written, words] of [
      ['abc', 'không phải mã phiếu'],
      [serial.replace(/.$/, serial.endsWith('7') ? '8' : '7'), 'ký tự kiểm tra không khớp'],
      [serialIn(batch, 9), 'Không có phiếu nào mang mã'],
      [serialIn(other, 1), 'thuộc lô khác'],
    ] as const) {
      const { status, page } = await typed(one, batch.id, written);
      expect(status, written).to.equal(422);
      expect(page, written).to.include(words);
    }
    for (const written of ['abc', serialIn(batch, 9)]) expect((await one.get(slipAt(written))).status).to.equal(404);
  });

  it('say at once who entered a slip and when', async () => {
    const batch = await returnedBatch(world, await postCampaign(world));
    const serial = serialIn(batch, 1);
    const saved = await enter(one, serial, '4');
    expect(saved.headers.get('location')).to.equal(`${room}/${batch.id}/entry?saved=${serial}`);
    expect(await one.text(`${room}/${batch.id}/entry?saved=${serial}`)).to.include(`Đã lưu phiếu ${serial}.`);
    const { status, page } = await typed(two, batch.id, serial);
    expect(status).to.equal(422);
    expect(page).to.include(`Phiếu ${serial} đã nhập xong, do interviewer@demo.ydan lúc 10:00 22/11/2026`);
    const late = await enter(two, serial, '5');
    expect(late.status).to.equal(409);
    expect(await late.text())
      .to.include('vừa được người khác nhập')
      .and.include('interviewer@demo.ydan');
  });

  it('take a key for every question, tell what is missing and keep what was typed', async () => {
    const campaign = await postCampaign(world, { questionnaire: { code: 'SIPAS-SERVICE', version: 2022 } });
    const serial = serialIn(await returnedBatch(world, campaign), 1);
    const page = await one.text(slipAt(serial));
    const names = [...page.matchAll(/name="(answers-[^"]+)"/g)].map(([, name = '']) => name);
    expect(names).to.have.length(20);
    const keys = Object.fromEntries(names.map((name) => [name, '4']));
    const wrong = await one.submit(slipAt(serial), {
      ...{ ...keys, ...empty, comment: 'Nhanh gọn' },
      ...{ 'answers-access1': '', 'answers-access2': '7', 'answers-overall': '9' },
    });
    expect(wrong.status).to.equal(422);
    const told = await wrong.text();
    for (const part of [
      'href="#answers-access1"',
      'href="#answers-access2"',
      'Nhanh gọn',
      'id="answers-result3" name="answers-result3" class="mark" value="4"',
    ])
      expect(told).to.include(part);
    const overall = await one.submit(slipAt(serial), { ...keys, ...empty, 'answers-overall': '9' });
    expect(await overall.text())
      .to.include('href="#answers-overall"')
      .and.include('chỉ nhận từ 1 đến 5');
    const right = { ...keys, ...empty, 'answers-access1': '9', 'answers-access2': '0', comment: 'Nhanh gọn' };
    expect((await one.submit(slipAt(serial), right)).status).to.equal(303);
    const kept = await world.system.stores.slips.find(serial);
    expect(kept?.first).to.include({ comment: 'Nhanh gọn' });
    expect(kept?.first.marks)
      .to.include({ access1: 'no_experience', access3: 4, overall: 4 })
      .and.not.have.property('access2');
  });

  it('show the second person nothing of the first, and either of them nothing of the other', async () => {
    const batch = await returnedBatch(world, await postCampaign(world, { doubleEntry: 1 }));
    const serial = serialIn(batch, 1);
    const blank = (await one.text(slipAt(serial))).replace(/value="[\w-]{43}"/g, '');
    expect(
      await (
        await one.get((await enter(one, serial, '2', { day: '', comment: 'Bí mật' })).headers.get('location') ?? '')
      ).text(),
    ).to.include('được chọn nhập hai lần');
    expect(blank).to.not.include('nhập hai lần');
    expect(await one.text(slipAt(serial)))
      .to.include('Anh/chị đã nhập phiếu này rồi')
      .and.not.include('Bí mật');
    const second = await two.text(slipAt(serial));
    expect(second).to.include('Lần nhập thứ hai').and.not.include('Bí mật');
    expect(second.match(/class="mark" value="[^"]/), 'nothing filled in').to.equal(null);
    expect(await two.text(`${room}/${batch.id}/entry`)).to.include(`>${serial}<`);
    await enter(two, serial, '3', { day: '' });
    for (const who of [one, two]) {
      expect(await who.text(slipAt(serial)))
        .to.include('Anh/chị đã nhập phiếu này rồi')
        .and.not.include('Lần 1:');
      expect(await who.text(`${room}/${batch.id}`)).to.not.include(`href="${slipAt(serial)}"`);
    }
    const deciding = await three.text(slipAt(serial));
    expect(deciding).to.match(/Lần 1: <kbd>2<\/kbd>[\s\S]+Lần 2: <kbd>3<\/kbd>/);
    const path = `${slipAt(serial)}/adjudication`;
    expect((await three.submit(slipAt(serial), { 'answers-overall': '' }, path)).status).to.equal(422);
    const decided = await three.submit(slipAt(serial), { 'answers-overall': '5', note: 'Ô số 5' }, path);
    expect(decided.headers.get('location')).to.equal(`${room}/${batch.id}?done=adjudicated`);
    expect((await world.system.stores.slips.find(serial))?.adjudication).to.deep.include({
      marks: { overall: 5 },
      note: 'Ô số 5',
    });
    expect((await three.submit(slipAt(serial), { 'answers-overall': '1' }, path)).status).to.equal(409);
    expect(await three.text(`${room}/${batch.id}`))
      .to.include('0,00\u202f%')
      .and.include('0/1');
    expect(await one.text(`${room}/${batch.id}`)).to.not.include('Bị phân xử là sai');
  });

  it('take a slip that was reported lost', async () => {
    const batch = await returnedBatch(world, await postCampaign(world));
    const counts = { filled: 2, blank: 0, spoiled: 0, lost: 1 };
    await world.system.actions.batches.perform(
      batch.id,
      countSlips({ on: '2026-11-22', counts, lost: [3] }),
      supervisor,
    );
    expect(await one.text(slipAt(serialIn(batch, 3)))).to.include('đã được báo mất');
    expect((await enter(one, serialIn(batch, 3), '4')).status).to.equal(303);
    expect((await world.system.stores.batches.find(batch.id))?.counts).to.include({ filled: 3, lost: 0 });
  });
});
