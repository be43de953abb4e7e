import { expect } from 'chai';
import { accept, ask, resolve } from '../../src/domain/handling-steps.ts';
import { actorOf, caseOf, forwardedCase, perform, routedCase } from '../support/casework.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the console of an agency', () => {
  let world: World;
  let officer: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    officer = await world.signIn('officer');
  });
  after(() => world.close());

  const list = (query = ''): Promise<string> => officer.text(`/staff/complaints${query}`);
  const counts = async (): Promise<Record<string, number>> => {
    const tabs = [...(await list()).matchAll(/tab&#x3D;(\w+)"[^>]*>[^<]*<span class="quiet">(\d+)</g)];
    return Object.fromEntries(tabs.map(([, tab = '', n]) => [tab, Number(n)]));
  };

  it('puts every case of the agency into the groups where it is looked for', async () => {
    const actor = await actorOf(world, 'officer');
    const { id: fresh } = await forwardedCase(world);
    const { id: asked } = await forwardedCase(world);
    await perform(world, asked, actor, accept, ask('Mã hồ sơ là gì?'));
    const { id: answered } = await forwardedCase(world);
    await perform(world, answered, actor, resolve('Đã trả hồ sơ.'));
    const where = async (id: string): Promise<string[]> => {
      const tabs = ['todo', 'waiting', 'late', 'answered', 'watched', 'all'];
      const pages = await Promise.all(tabs.map((tab) => list(`?tab=${tab}`)));
      return tabs.filter((_tab, index) => pages[index]?.includes(id));
    };
    expect(await where(fresh)).to.deep.equal(['todo', 'all']);
    expect(await where(asked)).to.deep.equal(['waiting', 'all']);
    expect(await where(answered)).to.deep.equal(['answered', 'all']);
    expect(await counts()).to.deep.equal({ todo: 1, waiting: 1, late: 0, answered: 1, watched: 0, all: 3 });
  });

  it('finds a case by its number, its dossier code and words without their marks', async () => {
    const { id } = await forwardedCase(world, {
      content: 'Giấy khai sinh bị ghi sai tên đệm.',
      dossierCode: 'H29.16.05-261120-0042',
    });
    for (const query of [id.slice(0, 8).toUpperCase(), 'H29.16.05-261120-0042', 'giay khai sinh', 'Ten Dem'])
      expect(await list(`?q=${encodeURIComponent(query)}`), query).to.include(id);
    for (const query of ['ho chieu', '00000000', 'H29.16.05-261120-0043'])
      expect(await list(`?q=${encodeURIComponent(query)}`), query).to.not.include(id);
  });

  it('does not find what is masked', async () => {
    const { id } = await forwardedCase(world, { content: 'Gọi tôi 0903 123 456 để hỏi.' });
    expect(await list('?q=goi+toi')).to.include(id);
    expect(await list('?q=0903+123+456')).to.not.include(id);
  });

  it('shows soonest due first and what is late as late', async () => {
    const { id: older } = await forwardedCase(world);
    world.clock.advance('3 days');
    officer = await world.signIn('officer');
    const { id: newer } = await forwardedCase(world);
    const html = await list('?tab=todo');
    expect(html.indexOf(older)).to.be.within(1, html.indexOf(newer));
    world.clock.advance('30 days');
    await world.drain();
    officer = await world.signIn('officer');
    expect(await list('?tab=late'))
      .to.include(older)
      .and.match(/tag late">Trễ \d+ ngày/);
  });

  it('turns pages of fifty', async () => {
    const { id } = await forwardedCase(world, { content: 'Trang giấy số 1' });
    const one = await caseOf(world, id);
    for (let n = 10; n < 60; n += 1) {
      const keys = { trackingHash: `code ${n}`, openerHash: `opener ${n}`, fingerprint: `${n}` };
      await world.system.stores.complaints.insert({ ...one, id: `ffff${n}${id.slice(6)}` }, keys);
    }
    const [first, second] = await Promise.all([list('?q=trang+giay'), list('?q=trang+giay&page=2')]);
    const rows = (html: string): number => [...html.matchAll(/role="rowheader"/g)].length;
    expect([rows(first), rows(second)]).to.deep.equal([50, 1]);
    expect(first).to.include('Trang 1/2');
    expect(rows(await list('?q=trang+giay&page=999'))).to.equal(1);
  });

  it('counts nothing of a case about the conduct of its own people', async () => {
    const before = await counts();
    await routedCase(world, { topic: 'harassment', content: 'Đòi tiền ở bộ phận một cửa.' });
    expect(await counts()).to.deep.equal(before);
    expect(await list('?q=doi+tien&tab=all')).to.not.include('rowheader');
  });
});
