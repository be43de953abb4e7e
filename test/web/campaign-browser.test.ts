import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { Account } from '../../src/domain/account.ts';
import { browser } from '../support/chromium.ts';
import { allAnswers, frame, memberOf, openCampaign } from '../support/fieldwork.ts';
import { obstacles } from '../support/obstacles.ts';
import { follow, signIn } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;
const csv = [
  'dossierCode,agencyCode,procedureCode,finishedOn,result,phone',
  ...Array.from(
    { length: 20 },
    (_, index) => `HS-${index},H79-N26740,1.001193,15/10/2026,granted,05000000${10 + index}`,
  ),
  'HS-20,H79-N26740,1.001193,15/10/2026,granted,12',
].join('\n');

describe('a supervisor in a browser', () => {
  let world: World;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    world = await openWorld({ worker: false, at: '2026-11-23T03:00:00Z' });
    await world.openAccounts();
    context = await (await browser()).newContext({ baseURL: world.url });
    page = await context.newPage();
    await signIn(page, 'supervisor', world.services.demoPassword);
  });
  after(async () => {
    await context.close();
    await world.close();
  });

  const interviewer = async (): Promise<Account> => {
    const [found] = await world.system.stores.users.withRole('interviewer');
    if (!found) throw new Error('no interviewer');
    return found;
  };

  it('brings a campaign from its plan to its first call', async () => {
    await page.goto('/staff/campaigns');
    await follow(page.getByRole('link', { name: 'Lập đợt khảo sát' }));
    await page.fill('#sizing-population', '400');
    await follow(page.getByRole('button', { name: 'Tính n' }));
    expect(await page.locator('#preview').innerText()).to.include('n = 200');
    await follow(page.getByRole('button', { name: 'Lưu' }));
    await page.locator('#faults:focus').waitFor();
    expect(await obstacles(page), 'faults').to.deep.equal([]);
    await page.fill('#title', 'Đợt tháng 11');
    await follow(page.getByRole('button', { name: 'Lưu' }));
    await follow(page.getByRole('link', { name: 'Tải khung mẫu lên' }));
    await page.setInputFiles('#file', { name: 'frame.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await follow(page.getByRole('button', { name: 'Nhận vào khung mẫu' }));
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải các dòng bị loại' }).click();
    expect((await download).suggestedFilename()).to.equal('rejected.csv');
    expect(await obstacles(page), 'report').to.deep.equal([]);
    await follow(page.getByRole('link', { name: 'Tổng quan' }));
    await follow(page.getByRole('link', { name: 'Chọn mẫu' }));
    expect(await obstacles(page), 'draw').to.deep.equal([]);
    await follow(page.getByRole('button', { name: /Chọn \d+ hồ sơ/ }));
    await follow(page.getByRole('link', { name: 'Chọn điều tra viên' }));
    await page.getByRole('checkbox', { name: /Tiếng Việt.*interviewer@demo.ydan/ }).check();
    await follow(page.getByRole('button', { name: 'Lưu danh sách' }));
    await follow(page.getByRole('button', { name: 'Mở đợt' }));
    await page.getByText('Đợt khảo sát đã mở').waitFor();
    const [campaign] = await world.system.stores.campaigns.list();
    const next = await world.system.actions.interviews.next(await interviewer(), campaign?.id ?? '');
    expect(next).to.include({ state: 'held', stratum: 'H79-N26740 1.001193' });
  });

  it('sees the board change by itself, with the focus where it was', async () => {
    const who = await interviewer();
    const { interviews } = world.system.actions;
    const { id } = await openCampaign(world, { team: [memberOf(who)], entries: frame(30) });
    await page.goto(`/staff/campaigns/${id}/board`);
    await page.locator('[data-part=states] a').nth(1).focus();
    const focused = await page.evaluate('document.activeElement.href');
    const next = await interviews.next(who, id);
    if ('why' in next) throw new Error(next.why);
    await interviews.begin(next.id, who, phone);
    await interviews.answer(next.id, who, allAnswers());
    await interviews.finish(next.id, who, {});
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.locator('[data-part=figures]').getByText('1 trong 25').waitFor();
    expect(await page.evaluate('document.activeElement.href')).to.equal(focused);
    expect(await page.locator('[data-part=people] tbody tr').count()).to.equal(1);
    await context.setOffline(true);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByText('Không kết nối được').waitFor();
    await context.setOffline(false);
  });

  it('finds nothing in her way', async () => {
    const [campaign] = await world.system.stores.campaigns.list();
    const room = `/staff/campaigns/${campaign?.id}`;
    const [final] = await world.system.stores.surveyCases.list(
      { campaign: campaign?.id ?? '', states: ['final'] },
      { limit: 1 },
    );
    const [ready] = await world.system.stores.surveyCases.list(
      { campaign: campaign?.id ?? '', states: ['ready'] },
      { limit: 1 },
    );
    const under = ['', '/edit', '/team', '/draws', '/closing', '/board', '/performance', '/cases'];
    const paths = [...under, `/cases/${final?.id}`, `/cases/${ready?.id}`].map((path) => `${room}${path}`);
    const shown = ['/staff/campaigns', '/staff/campaigns/do-not-call', ...paths];
    for (const [index, path] of shown.entries()) {
      await page.goto(`${path}?lang=${index % 2 === 0 ? 'vi' : 'en'}`);
      expect(await obstacles(page), path).to.deep.equal([]);
    }
  });
});
