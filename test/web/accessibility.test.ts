import axe, { type AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ratingToken } from '../../src/domain/rating-link.ts';
import { createSeal } from '../../src/seal.ts';
import { browser } from '../support/chromium.ts';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = 'H79-N26740';
const accounts = ['admin', 'home-affairs', 'supervisor', 'interviewer', 'hotline', 'officer', 'monitor'];

/** What axe holds against a page, narrow and wide, with everything on it opened; and whether it scrolls sideways. */
async function faultsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
  await page.evaluate(axe.source);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    if ((await page.locator('h1').count()) !== 1) found.push(`${page.url()} has not one heading`);
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
      found.push(`${page.url()} scrolls sideways at ${width}`);
    for (const { id, nodes } of violations)
      found.push(`${page.url()} at ${width}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }
  return found;
}

describe('Nothing stands in the way of anybody', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ settings: { PUBLIC_RATE_LIMIT: '20' } });
    await world.system.demo.openAccounts(world.services.demoPassword);
    for (const topic of ['late_file', 'harassment'] as const)
      await world.system.actions.complaints.file(aFiling({ topic }), topic);
    await world.drain();
  });
  after(() => world.close());

  /** Visits as somebody of their own, in one language. */
  async function visiting(language: string, visit: (page: Page) => Promise<void>): Promise<void> {
    const context = await (await browser()).newContext({ baseURL: world.url });
    try {
      const page = await context.newPage();
      await page.goto(`/sign-in?lang=${language}`);
      await visit(page);
    } finally {
      await context.close();
    }
  }

  const signIn = async (page: Page, name: string, password = world.services.demoPassword) => {
    await page.goto('/sign-in');
    await page.fill('#email', `${name}@demo.ydan`);
    await page.fill('#password', password);
    await page.locator('main form button').click();
  };
  const send = (page: Page) => page.locator('main form[method=post] button').click();

  for (const language of ['vi', 'en']) {
    it(`on the way from a link to a dossier to having rated it, in ${language}`, async () => {
      const { digest } = createSeal([world.services.encryptionKey]);
      const link = { agency: ward, procedure: '1.001193', dossierCode: `HS-${language}`, until: '2026-12-31' };
      await visiting(language, async (page) => {
        const path = `/r/${ratingToken(digest, link)}`;
        await page.goto(path);
        expect(await faultsOf(page)).to.deep.equal([]);
        await page.locator('[name=score][value="2"]').check();
        await page.locator('#complain').check();
        expect(await faultsOf(page)).to.deep.equal([]);
        await page.fill('#complaint-content', 'Hồ sơ trễ hẹn.');
        await page.locator('#complaint-consent').check();
        await send(page);
        await page.waitForURL('**/thanks**');
        expect(await page.locator('.big-code').count()).to.equal(2);
        expect(await faultsOf(page)).to.deep.equal([]);
        await page.goto(path);
        expect(await page.locator('[name=score]').count()).to.equal(0);
        expect(await faultsOf(page)).to.deep.equal([]);
        await page.goto(`/r/${ratingToken(digest, { ...link, until: '2026-11-21' })}`);
        expect(await faultsOf(page)).to.deep.equal([]);
      });
    });

    it(`on the way from a complaint to its codes, in ${language}`, async () => {
      await visiting(language, async (page) => {
        await page.goto(`/complaints/new?agency=${ward}`);
        await page.fill('#content', `Hồ sơ trễ hẹn (${language}).`);
        await page.locator('#consent').check();
        await send(page);
        await page.waitForURL('**/complaints/thanks**');
        expect(await page.locator('.big-code').count()).to.equal(2);
        expect(await faultsOf(page)).to.deep.equal([]);
        await page.goto('/track');
        await page.fill('#trackingCode', '7KQ2-M0XW-93TB-VHDR-5');
        await page.fill('#pin', '123456');
        await send(page);
        await page.locator('#faults').waitFor();
        expect(await faultsOf(page)).to.deep.equal([]);
      });
    });

    it(`on the pages that refuse something, in ${language}`, async () => {
      await visiting(language, async (page) => {
        for (const path of [
          '/nowhere',
          '/agencies/nowhere',
          '/rate/nowhere',
          '/complaints/new?agency=nowhere',
          '/r/x',
        ]) {
          await page.goto(path);
          expect(await faultsOf(page)).to.deep.equal([]);
        }
        await signIn(page, 'monitor', 'a wrong password');
        await page.locator('#faults').waitFor();
        expect(await faultsOf(page)).to.deep.equal([]);
      });
    });

    for (const name of accounts)
      it(`in the staff rooms of ${name}, in ${language}`, async () => {
        await visiting(language, async (page) => {
          await signIn(page, name);
          await page.waitForURL(/\/staff(?:\?|$)/);
          const hrefs = await page.evaluate<string[]>(
            "[...document.querySelectorAll('.staff-bar nav a')].map((link) => link.href)",
          );
          for (const href of hrefs) {
            await page.goto(href);
            expect(await faultsOf(page)).to.deep.equal([]);
          }
          const first = page.locator('table.cases a').first();
          if ((await first.count()) > 0) {
            await first.click();
            await page.locator('.story').waitFor();
            expect(await faultsOf(page)).to.deep.equal([]);
          }
          await page.goto(name === 'hotline' ? '/staff/monitoring' : '/staff/hotline');
          expect(await faultsOf(page)).to.deep.equal([]);
        });
      });
  }

  it('on the page that asks to wait', async () => {
    await visiting('vi', async (page) => {
      const another = () => world.post('/api/v1/responses', { agency: ward, channel: 'web', score: 5 });
      await Promise.all(Array.from({ length: 20 }, another));
      await page.goto(`/rate/${ward}`);
      await send(page);
      await page.locator('h1').waitFor();
      expect(await page.locator('h1').innerText()).to.equal('Quá nhiều lần gửi');
      expect(await faultsOf(page)).to.deep.equal([]);
    });
  });
});
