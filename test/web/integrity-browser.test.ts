import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { type Role, roles } from '../../src/domain/role.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { browser } from '../support/chromium.ts';
import { campaignInput, interviewerCalled, memberOf, openCampaign, supervisor } from '../support/fieldwork.ts';
import { holdAll } from '../support/held-interviews.ts';
import { worldWith } from '../support/interview-world.ts';
import { obstacles } from '../support/obstacles.ts';
import { follow, signIn } from '../support/pages.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const reason = 'Gọi lại năm người, không ai được phỏng vấn.';

describe('the integrity of a campaign', () => {
  let world: World;
  let campaign: Campaign;
  let cases: SurveyCase[];
  let context: BrowserContext;
  let page: Page;
  let path: string;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
    const { id, revision } = await world.system.actions.campaigns.create(campaignInput(), supervisor);
    await world.system.actions.campaigns.setTeam(id, [memberOf(interviewerCalled('K0'))], supervisor, revision);
    campaign = (await world.system.stores.campaigns.find(id)) as Campaign;
    cases = await holdAll(world, campaign, worldWith(7, ['fabricates']));
    path = `/staff/campaigns/${id}/integrity`;
    context = await (await browser()).newContext({ baseURL: world.url });
    page = await context.newPage();
    await signIn(page, 'supervisor', world.services.demoPassword);
  });
  after(async () => {
    await context?.close();
    await world.close();
  });

  const hers = () => cases.filter(({ interview }) => interview?.by === 'K0').length;
  /** What axe holds against the page, narrow and wide, in both languages; and whether it scrolls sideways. */
  const faults = async (address: string): Promise<string[]> => {
    const found: string[] = [];
    for (const lang of ['vi', 'en']) {
      await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
      found.push(...(await obstacles(page)));
    }
    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=vi`);
    return found;
  };
  const report = async (): Promise<void> => {
    do await page.goto(`${path}?lang=vi`);
    while ((await page.getByText('đang được tính').count()) > 0);
  };
  /** How many count and how many do not, by the public interface and by the results of the campaign. */
  const figures = async () => {
    const from = 'from=2026-09-01&to=2026-11-22';
    const { total } = (await (await world.get(`/api/v1/satisfaction?${from}`)).json()) as {
      total: { n: number; excluded: number };
    };
    await page.goto(`/staff/campaigns/${campaign.id}/results?lang=en`);
    const words = await page.locator('main').innerText();
    const people = /([\d,]+) interviews? counted, ([\d,]+) excluded/.exec(words)?.slice(1) ?? [];
    return { api: [total.n, total.excluded], page: people.map((one) => Number(one.replaceAll(',', ''))) };
  };
  const verify = async () => (await world.system.actions.satisfaction.verify()).differences;

  it('shows the one of sixty interviewers who makes them up, and no honest one', async () => {
    await report();
    expect(await page.locator('section.flagged h3').allInnerTexts()).to.deep.equal(['Điều tra viên K0']);
    const words = await page.locator('section.flagged').innerText();
    expect(words).to.include('Quá nhanh').and.include('giống một phiếu khác');
    expect(await page.locator('main tbody tr').count()).to.equal(60);
  });

  it('lets a supervisor set hers aside with a reason, and take that back; every figure follows', async () => {
    const n = cases.length;
    expect((await figures()).api).to.deep.equal([n, 0]);
    await report();
    await follow(page.getByRole('link', { name: /Xem cả \d+ cuộc/ }));
    await page.getByRole('radio', { name: /Tất cả/ }).check();
    await follow(page.getByRole('button', { name: 'Loại, không tính' }));
    await page.locator('#faults:focus').waitFor();
    expect(await page.getByRole('radio', { name: /Tất cả/ }).isChecked(), 'what was chosen is kept').to.equal(true);
    await page.fill('#reason', reason);
    await follow(page.getByRole('button', { name: 'Loại, không tính' }));
    await page.getByText(`Đã loại ${hers()} cuộc phỏng vấn`).waitFor();
    expect(await page.locator('ol.story').innerText())
      .to.include(reason)
      .and.include('supervisor@demo.ydan');
    expect(await figures()).to.deep.equal({ api: [n - hers(), hers()], page: [n - hers(), hers()] });
    expect(await verify()).to.deep.equal([]);
    expect(await world.text('/?from=2026-09-01&to=2026-11-22')).to.include(`${hers()} câu bị loại`);
    await report();
    expect(await page.locator('section.flagged h3').innerText()).to.include(`Bị loại: ${hers()}`);
    await follow(page.getByRole('link', { name: /Xem cả \d+ cuộc/ }));
    await page.getByRole('radio', { name: /Tất cả/ }).check();
    await page.fill('#reason', 'Loại nhầm đợt.');
    await follow(page.getByRole('button', { name: 'Rút lại, tính như cũ' }));
    await page.getByText(`Đã tính lại ${hers()} cuộc phỏng vấn`).waitFor();
    expect((await figures()).api).to.deep.equal([n, 0]);
    expect(await verify()).to.deep.equal([]);
  });

  it('ticks the interviews that show a sign best, which may be set aside alone', async () => {
    await report();
    await follow(page.getByRole('link', { name: /Xem \d+ cuộc cho thấy rõ nhất/ }).first());
    const ticked = await page.locator('input[name=case]:checked').count();
    expect(ticked).to.be.within(1, 20);
    await page.fill('#reason', reason);
    await follow(page.getByRole('button', { name: 'Loại, không tính' }));
    await page.getByText(`Đã loại ${ticked} cuộc phỏng vấn`).waitFor();
    expect((await figures()).api).to.deep.equal([cases.length - ticked, ticked]);
    expect(await page.goto(`${path}?lang=vi`).then(() => page.locator('section.flagged h3').innerText())).to.include(
      `: ${ticked}`,
    );
    const [first] = await world.system.stores.integrityDecisions.of(campaign.id);
    await world.system.actions.integrity.decide(
      campaign.id,
      { kind: 'restored', interviewer: 'K0', cases: first?.cases ?? [], reason },
      supervisor,
    );
  });

  it('can be read by everybody, at any width, in both languages', async () => {
    await report();
    expect(await faults(path)).to.deep.equal([]);
    expect(await faults(`${path}/K0?flag=too_fast`)).to.deep.equal([]);
  });

  describe('behind its doors', () => {
    const staff = new Map<Role, Visitor>();
    before(async () => {
      for (const role of roles) staff.set(role, await world.signIn(role));
    });
    const as = (role: Role): Visitor => staff.get(role) as Visitor;
    const decided = { kind: 'excluded', scope: 'all', reason };
    const statuses = async (work: (role: Role) => Promise<Response>) =>
      Object.fromEntries(await Promise.all(roles.map(async (role) => [role, (await work(role)).status] as const)));
    const only = (status: number, ...open: Role[]) =>
      Object.fromEntries(roles.map((role) => [role, open.includes(role) ? status : 403]));

    it('is for supervisors; calling back for interviewers too', async () => {
      for (const address of [path, `${path}/K0`])
        expect(await statuses((role) => as(role).get(address))).to.deep.equal(only(200, 'supervisor'));
      const checks = '/staff/interviews/checks';
      expect(await statuses((role) => as(role).get(checks))).to.deep.equal(only(200, 'supervisor', 'interviewer'));
      expect((await world.get(path)).status).to.equal(303);
      expect((await as('supervisor').get(`${path}/nobody`)).status).to.equal(404);
      expect((await as('supervisor').get(`${checks}/${cases[0]?.id}`)).status).to.equal(404);
    });

    it('takes decisions from forms of its own only, and only good ones', async () => {
      const to = `${path}/K0/decisions`;
      const supervisorOnly = as('supervisor');
      const body = new URLSearchParams(decided);
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.url };
      expect((await supervisorOnly.fetch(to, { method: 'POST', body, headers })).status, 'no token').to.equal(403);
      const elsewhere = { ...headers, origin: 'https://example.org' };
      expect((await supervisorOnly.fetch(to, { method: 'POST', body, headers: elsewhere })).status).to.equal(403);
      const sent = (role: Role, fields: Record<string, string>) => as(role).submit(`${path}/K0`, fields, to);
      expect((await sent('supervisor', { ...decided, kind: 'deleted' })).status).to.equal(422);
      expect((await sent('supervisor', { ...decided, scope: 'chosen' })).status).to.equal(422);
      expect((await sent('supervisor', { ...decided, more: 'x' })).status).to.equal(422);
      const refused = await sent('supervisor', { ...decided, scope: 'chosen', case: 'of somebody else' });
      expect(await refused.text())
        .to.include('không phải của người này')
        .and.include(reason);
      expect((await sent('interviewer', decided)).status).to.equal(403);
      expect((await figures()).api).to.deep.equal([cases.length, 0]);
    });
  });

  describe('called back', () => {
    let called: Campaign;
    let checker: Account;
    before(async () => {
      [checker] = (await world.system.stores.users.withRole('interviewer')) as [Account];
      const an = interviewerCalled('an');
      called = await openCampaign(world, { team: [memberOf(an), memberOf(checker)], input: { backChecks: 1 } });
      const { interviews } = world.system.actions;
      const items = { access1: 5, access2: 5, access3: 5, access4: 5, overall: 5 } as const;
      for (let made = 0; made < 3; made += 1) {
        const found = await interviews.next(an, called.id);
        if ('why' in found) throw new Error(found.why);
        await interviews.begin(found.id, an, { mode: 'phone', language: 'vi', consent: 1 });
        const more = ['procedure1', 'procedure2', 'procedure3', 'procedure4', 'official1', 'official2', 'official3'];
        const rest = Object.fromEntries(more.map((item) => [item, 5 as const]));
        await interviews.answer(found.id, an, { ...items, ...rest });
        await interviews.finish(found.id, an, { seconds: 420 });
      }
      await context.clearCookies();
      await signIn(page, 'interviewer', world.services.demoPassword);
    });

    it('by somebody else, who sees the contact and the questions, but nothing of the first answers', async () => {
      await page.goto('/staff/interviews/checks');
      await follow(page.getByRole('button', { name: /Người tiếp theo cần gọi lại/ }));
      await page.locator('a.number').waitFor();
      expect(await page.locator('input:checked').count()).to.equal(0);
      expect(await faults(page.url().split('?')[0] ?? '')).to.deep.equal([]);
      await follow(page.getByRole('button', { name: 'Ghi lại' }));
      await page.locator('#faults:focus').waitFor();
      await page.locator('#held').getByText('Có', { exact: true }).click();
      await page.fill('#minutes', '2');
      await page.fill('#note', 'Chiều hôm qua');
      for (const question of await page.locator('fieldset.question').all())
        await question.getByText('Rất không hài lòng', { exact: true }).click();
      await follow(page.getByRole('button', { name: 'Ghi lại' }));
      await page.getByText('Đã ghi. Cảm ơn').waitFor();
      await follow(page.getByRole('button', { name: /Người tiếp theo cần gọi lại/ }));
      await page.locator('#held').getByText('Không', { exact: true }).click();
      await follow(page.getByRole('button', { name: 'Ghi lại' }));
      await follow(page.getByRole('button', { name: /Người tiếp theo cần gọi lại/ }));
      await follow(page.getByRole('button', { name: 'Không ai nghe máy' }));
      await page.getByText('không hỏi được').first().waitFor();
      expect(await faults('/staff/interviews/checks')).to.deep.equal([]);
    });

    it('and the supervisor sees what was found, by interviewer', async () => {
      const html = await (await world.signIn('supervisor')).text(`/staff/campaigns/${called.id}/integrity?lang=en`);
      expect(html).to.include('In doubt: 1').and.include('No interview was held: 1').and.include('2 of 3');
      expect(html).to.include('Several answers are quite different').and.include('Chiều hôm qua');
      expect(html).to.include('0 of 3 questions asked again');
    });
  });
});
