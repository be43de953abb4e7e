import axe, { type AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { accept, handBack } from '../../src/domain/handling-steps.ts';
import { actorOf, forwardedCase, perform, routedCase } from '../support/casework.ts';
import { browser } from '../support/chromium.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the desk of the hotline in a browser', () => {
  let world: World;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.system.demo.openAccounts(world.services.demoPassword);
    await routedCase(world, { topic: 'harassment', content: 'Cán bộ đòi tiền.', contact: { phone: '0903 111 222' } });
    await routedCase(world);
    const { id } = await forwardedCase(world);
    await perform(world, id, await actorOf(world, 'officer'), accept, handBack('Không thuộc thẩm quyền.'));
    context = await (await browser()).newContext({ baseURL: world.url });
    page = await context.newPage();
    await page.goto('/sign-in');
    await page.fill('#email', 'hotline@demo.ydan');
    await page.fill('#password', world.services.demoPassword);
    await page.locator('main form button').click();
  });
  after(async () => {
    await context.close();
    await world.close();
  });

  /** What axe holds against the page, narrow and wide, with everything opened; and whether it scrolls sideways. */
  const faults = async (): Promise<string[]> => {
    const found: string[] = [];
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    await page.evaluate(axe.source);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      for (const { id, nodes } of violations) found.push(`${width} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
        found.push(`${width} wide`);
    }
    return found;
  };

  it('counts the five minutes down', async () => {
    await page.goto('/staff/hotline');
    const clock = page.locator('[data-due]').first();
    const before = await clock.textContent();
    expect(before).to.match(/^còn [0-4]:[0-5]\d$/);
    await clock.filter({ hasNotText: before ?? '' }).waitFor();
    expect(await clock.textContent()).to.match(/^còn 4:5\d$/);
  });

  it('listens to single keys only when asked to, and never while one types', async () => {
    await page.goto('/staff/hotline');
    await page.keyboard.press('n');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).to.not.equal('q');
    await page.locator('[data-shortcuts] summary').click();
    await page.locator('[data-shortcuts] input').check();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).to.equal('q');
    await page.keyboard.type('n');
    expect(await page.locator('#q').inputValue()).to.equal('n');
    await page.locator('h1').click();
    await page.keyboard.press('n');
    await page.waitForURL(/\/staff\/complaints\//);
    await page.keyboard.press('6');
    expect(await page.locator('[name=topic]:checked').inputValue()).to.equal('fees');
  });

  it('stands in nobody’s way', async () => {
    for (const path of [
      '/staff/hotline',
      '/staff/hotline?list=returned&lang=en',
      '/staff/intake',
      '/staff/intake?lang=en',
    ]) {
      await page.goto(path);
      expect(await faults(), path).to.deep.equal([]);
    }
    await page.goto('/staff/hotline?lang=vi');
    await page.locator('.queue a').first().click();
    await page.waitForSelector('.desk-form');
    expect(await faults(), 'panel').to.deep.equal([]);
    await page.goto('/staff/intake');
    await page.fill('#contact-phone', '0903111222');
    await page.locator('button[value=earlier]').click();
    expect(await faults(), 'earlier').to.deep.equal([]);
    await page.locator('button[value=save]').click();
    expect(await faults(), 'faults').to.deep.equal([]);
    await page.fill('#content', 'Trễ hẹn.');
    await page.fill('#agency', 'Phường Sài Gòn');
    await page.check('#consent');
    await page.locator('button[value=save]').click();
    await page.waitForURL(/done/);
    expect(await faults(), 'done').to.deep.equal([]);
  });
});
