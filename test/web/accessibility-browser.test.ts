import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ratingToken } from '../../src/domain/rating-link.ts';
import { createSeal } from '../../src/seal.ts';
import { until } from '../local/until.ts';
import { aFiling } from '../support/complaint.ts';
import { obstacles } from '../support/obstacles.ts';
import { follow, signIn, visiting } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = 'H79-N26740';
const accounts = ['admin', 'home-affairs', 'supervisor', 'interviewer', 'hotline', 'officer', 'monitor'];

describe('Nothing stands in the way of anybody', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ settings: { PUBLIC_RATE_LIMIT: '20' } });
    await world.openAccounts();
    for (const topic of ['late_file', 'harassment'] as const)
      await world.system.actions.complaints.file(aFiling({ topic }), topic);
    await world.drain();
  });
  after(() => world.close());

  /** Visits as somebody of their own, in one language. */
  const inLanguage = (language: string, visit: (page: Page) => Promise<void>) =>
    visiting(world.url, `/sign-in?lang=${language}`, {}, visit);
  const send = (page: Page) => follow(page.locator('main form[method=post] button'));

  for (const language of ['vi', 'en']) {
    it(`on the way from a link to a dossier to having rated it, in ${language}`, async () => {
      const { digest } = createSeal([world.services.encryptionKey]);
      const link = { agency: ward, procedure: '1.001193', dossierCode: `HS-${language}`, until: '2026-12-31' };
      await inLanguage(language, async (page) => {
        const path = `/r/${ratingToken(digest, link)}`;
        await page.goto(path);
        expect(await obstacles(page)).to.deep.equal([]);
        await page.locator('[name=score][value="2"]').check();
        await page.locator('#complain').check();
        expect(await obstacles(page)).to.deep.equal([]);
        await page.fill('#complaint-content', 'Hồ sơ trễ hẹn.');
        await page.locator('#complaint-consent').check();
        await send(page);
        expect(await page.locator('.big-code').count()).to.equal(2);
        expect(await obstacles(page)).to.deep.equal([]);
        await page.goto(path);
        expect(await page.locator('[name=score]').count()).to.equal(0);
        expect(await obstacles(page)).to.deep.equal([]);
        await page.goto(`/r/${ratingToken(digest, { ...link, until: '2026-11-21' })}`);
        expect(await obstacles(page)).to.deep.equal([]);
      });
    });

    it(`on the way from a complaint to its codes, in ${language}`, async () => {
      await inLanguage(language, async (page) => {
        await page.goto(`/complaints/new?agency=${ward}`);
        await page.fill('#content', `Hồ sơ trễ hẹn (${language}).`);
        await page.locator('#consent').check();
        await send(page);
        expect(await page.locator('.big-code').count()).to.equal(2);
        expect(await obstacles(page)).to.deep.equal([]);
        await page.goto('/track');
        await page.fill('#trackingCode', '7KQ2-M0XW-93TB-VHDR-5');
        await page.fill('#pin', '123456');
        await send(page);
        expect(await page.locator('#faults').count()).to.equal(1);
        expect(await obstacles(page)).to.deep.equal([]);
      });
    });

    it(`on the pages that refuse something, in ${language}`, async () => {
      await inLanguage(language, async (page) => {
        for (const path of ['/agencies/nowhere', '/rate/nowhere', '/complaints/new?agency=nowhere', '/r/x']) {
          await page.goto(path);
          expect(await obstacles(page)).to.deep.equal([]);
        }
        await signIn(page, 'monitor', 'a wrong password');
        expect(await page.locator('#faults').count()).to.equal(1);
        expect(await obstacles(page)).to.deep.equal([]);
      });
    });

    // A room that says the same to somebody else is looked at once.
    const said = new Set<string>();
    for (const name of accounts)
      it(`in the staff rooms of ${name}, in ${language}`, async () => {
        await inLanguage(language, async (page) => {
          const look = async () => {
            const words = await page.locator('main').innerHTML();
            const once = words.replaceAll(/name="token" value="[^"]*"/g, '');
            if (said.has(once)) return;
            said.add(once);
            expect(await obstacles(page)).to.deep.equal([]);
          };
          await signIn(page, name, world.services.demoPassword);
          expect(await obstacles(page)).to.deep.equal([]);
          const hrefs = await page.evaluate<string[]>(
            "[...document.querySelectorAll('.staff-bar nav a')].map((link) => link.href)",
          );
          for (const href of hrefs) {
            await page.goto(href);
            await look();
          }
          const first = page.locator('table.cases a').first();
          if ((await first.count()) > 0) {
            await follow(first);
            expect(await page.locator('.story').count()).to.equal(1);
            await look();
          }
          await page.goto(name === 'hotline' ? '/staff/monitoring' : '/staff/hotline');
          await look();
        });
      });
  }

  it('on the page that asks to wait', async () => {
    await inLanguage('vi', async (page) => {
      const another = () => world.post('/api/v1/responses', { agency: ward, channel: 'web', score: 5 });
      // The minute of those sent before may end in between; that of these does not.
      await until('there were too many', async () => {
        await Promise.all(Array.from({ length: 20 }, another));
        await page.goto(`/rate/${ward}`);
        await send(page);
        return (await page.locator('h1').innerText()) === 'Quá nhiều lần gửi';
      });
      expect(await obstacles(page)).to.deep.equal([]);
    });
  });
});
