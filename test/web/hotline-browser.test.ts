import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { accept, handBack } from '../../src/domain/handling-steps.ts';
import { until } from '../local/until.ts';
import { actorOf, forwardedCase, perform, routedCase } from '../support/casework.ts';
import { browser } from '../support/chromium.ts';
import { obstacles } from '../support/obstacles.ts';
import { follow, signIn } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the desk of the hotline in a browser', () => {
  let world: World;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
    await routedCase(world, { topic: 'harassment', content: 'Cán bộ đòi tiền.', contact: { phone: '0903 111 222' } });
    await routedCase(world);
    const { id } = await forwardedCase(world);
    await perform(world, id, await actorOf(world, 'officer'), accept, handBack('Không thuộc thẩm quyền.'));
    context = await (await browser()).newContext({ baseURL: world.url });
    page = await context.newPage();
    await signIn(page, 'hotline', world.services.demoPassword);
  });
  after(async () => {
    await context.close();
    await world.close();
  });

  it('counts the five minutes down', async () => {
    await page.goto('/staff/hotline');
    const clock = page.locator('[data-due]').first();
    const left = async () => {
      const [, minutes, seconds] = /^còn ([0-4]):([0-5]\d)$/.exec((await clock.textContent()) ?? '') ?? [];
      return Number(minutes) * 60 + Number(seconds);
    };
    const before = await left();
    await until('a second has passed', async () => (await left()) < before);
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
    for (const path of ['/staff/hotline', '/staff/hotline?list=returned&lang=en']) {
      await page.goto(path);
      expect(await obstacles(page), path).to.deep.equal([]);
    }
    await page.goto('/staff/hotline?lang=vi');
    await page.locator('.queue a').first().click();
    await page.locator('.desk-form').waitFor();
    expect(await obstacles(page), 'panel').to.deep.equal([]);
    await page.goto('/staff/intake');
    await page.fill('#contact-phone', '0903111222');
    await follow(page.locator('button[value=earlier]'));
    expect(await obstacles(page), 'earlier').to.deep.equal([]);
    await follow(page.locator('button[value=save]'));
    expect(await obstacles(page), 'faults').to.deep.equal([]);
    await page.fill('#content', 'Trễ hẹn.');
    await page.fill('#agency', 'Phường Sài Gòn');
    await page.check('#consent');
    await follow(page.locator('button[value=save]'));
    expect(page.url()).to.include('done');
    expect(await obstacles(page), 'done').to.deep.equal([]);
  });
});
