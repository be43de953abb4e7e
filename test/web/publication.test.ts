import { expect } from 'chai';
import { confirm, reopen } from '../../src/domain/citizen-steps.ts';
import { publish, resolve } from '../../src/domain/handling-steps.ts';
import { actorOf, caseOf, forwardedCase, perform } from '../support/casework.ts';
import { openWorld, type World } from '../support/world.ts';

const path = '/complaints/answers';

describe('the published answers', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  it('are none before an agency publishes one', async () => {
    expect(await world.text(path)).to.include('Chưa có kết quả nào được công khai.');
  });

  it('tell what was done in the month it was done, without what names a person', async () => {
    const opened = await forwardedCase(world);
    const officer = await actorOf(world, 'officer');
    const told = 'Đã trả kết quả tại quầy 3. Liên hệ 0903 123 456 khi cần.';
    await perform(world, opened.id, officer, resolve('Đã trả.'), publish({ text: told }));
    const html = await world.text(path);
    expect(html).to.include('Đã trả kết quả tại quầy 3.').and.include('Sài Gòn').and.include('11/2026');
    expect(html).to.not.include('0903').and.not.include('22/11/2026').and.not.include(opened.id);
    expect(await world.text(`${path}?lang=en`)).to.include('Published answers: 1');
    await world.system.actions.complaints.act(opened, reopen('Chưa xong.'));
    expect(await world.text(path)).to.not.include('quầy 3');
  });

  it('hold nothing about the conduct of people, which no step publishes', async () => {
    const opened = await forwardedCase(world, { topic: 'harassment', content: 'Bị đòi tiền.' });
    const office = await actorOf(world, 'home_affairs');
    await perform(world, opened.id, office, resolve('Đã xử lý.'));
    const tried = await perform(world, opened.id, office, publish({ text: 'Đã kỷ luật.' })).catch((error) => error);
    expect(tried).to.have.property('kind', 'invalid');
    await world.system.actions.complaints.act(opened, confirm);
    expect((await caseOf(world, opened.id)).publication).to.equal(undefined);
    expect(await world.text(path)).to.not.include('kỷ luật');
  });
});
