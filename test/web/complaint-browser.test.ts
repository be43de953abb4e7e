import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ask, resolve } from '../../src/domain/handling-steps.ts';
import { caseworkers } from '../support/caseworker.ts';
import { browser } from '../support/chromium.ts';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const form = '/complaints/new?agency=H79-N26740';

describe('complaining in a browser', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.system.demo.openAccounts(world.services.demoPassword);
  });
  after(() => world.close());

  /** Does something in a page of its own, in which nothing may fail, be blocked or come from elsewhere. */
  async function visiting(path: string, options: BrowserContextOptions, visit: (page: Page) => Promise<void>) {
    const context = await (await browser()).newContext({ baseURL: world.url, ...options });
    try {
      const page = await context.newPage();
      const mishaps: string[] = [];
      page.on('pageerror', (error) => mishaps.push(error.message));
      page.on('request', (request) => !request.url().startsWith(world.url) && mishaps.push(request.url()));
      page.on('console', (line) => /policy/i.test(line.text()) && mishaps.push(line.text()));
      await page.goto(path);
      await visit(page);
      expect(mishaps).to.deep.equal([]);
    } finally {
      await context.close();
    }
  }

  const signIn = async (page: Page, name: string) => {
    await page.goto('/sign-in');
    await page.fill('#email', `${name}@demo.ydan`);
    await page.fill('#password', world.services.demoPassword);
    await page.getByRole('main').getByRole('button').click();
    await page.waitForURL(/\/staff(?:\?|$)/);
  };

  it('is done, and followed, with the keyboard alone', async () => {
    await visiting(form, {}, async (page) => {
      const focused = () =>
        page.evaluate<string>(
          'document.activeElement.id || document.activeElement.name || document.activeElement.textContent',
        );
      const tabTo = async (wanted: string) => {
        for (let tabs = 0; (await focused()) !== wanted; tabs += 1) {
          if (tabs > 40) throw new Error(`Tab does not lead to ${wanted}`);
          await page.keyboard.press('Tab');
        }
      };
      await tabTo('topic');
      await page.keyboard.press('Space');
      await tabTo('consent');
      await page.keyboard.press('Space');
      await tabTo('Gửi phản ánh');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      expect(await focused()).to.equal('faults');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await focused()).to.equal('content');
      await page.keyboard.type('Hồ sơ trễ hẹn.');
      await tabTo('Gửi phản ánh');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/complaints/thanks');
      const [code = '', pin = ''] = await page.locator('.big-code').allTextContents();
      await page.goto('/track');
      await tabTo('trackingCode');
      await page.keyboard.type(code);
      await page.keyboard.press('Tab');
      await page.keyboard.type(pin);
      await page.keyboard.press('Enter');
      await page.getByText('Đã nhận phản ánh.').waitFor();
      expect(page.url()).to.equal(`${world.url}/track/story`);
      await tabTo('text');
      await page.keyboard.type('Biên nhận số 15.');
      await tabTo('Gửi bổ sung');
      await page.keyboard.press('Enter');
      await page.getByText('Ông/bà bổ sung thông tin.').waitFor();
      await tabTo('Rời trang này');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/track');
      await page.goto('/track/story');
      expect(page.url()).to.equal(`${world.url}/track`);
    });
  });

  it('is read by the monitor and the hotline, and not by an officer of the ward it is about', async () => {
    const { id } = await world.system.actions.complaints.file(
      aFiling({ topic: 'harassment', content: 'Bị gợi ý chi tiền.' }),
      'browser',
    );
    await world.drain();
    const seen: Record<string, boolean> = {};
    for (const [name, room] of [
      ['hotline', 'hotline'],
      ['monitor', 'monitoring'],
      ['officer', 'complaints'],
    ] as const)
      await visiting('/sign-in', {}, async (page) => {
        await signIn(page, name);
        await page.getByRole('navigation').locator(`a[href="/staff/${room}"]`).click();
        await page.waitForURL(`**/staff/${room}`);
        const link = page.locator(`a[href="/staff/complaints/${id}"]`).first();
        seen[name] = (await link.count()) > 0;
        if (!seen[name]) return;
        await link.click();
        await page.getByText('Bị gợi ý chi tiền.').waitFor();
      });
    expect(seen).to.deep.equal({ hotline: true, monitor: true, officer: false });
  });

  for (const [width, lang] of [
    [320, 'vi'],
    [1280, 'vi'],
    [320, 'en'],
    [1280, 'en'],
  ] as const)
    it(`has no fault that axe finds and never scrolls sideways: ${width} pixels, ${lang}`, async () => {
      const { complaints } = world.system.actions;
      const file = async (name: string, about: Parameters<typeof aFiling>[0]) => {
        const opened = await complaints.file(aFiling(about), `axe-${width}-${lang}-${name}`);
        await world.drain();
        return opened;
      };
      const work = caseworkers(world);
      const conduct = await file('conduct', { topic: 'attitude', contact: { phone: '0903123456' } });
      const asked = await file('asked', {});
      await work.forwardOn(asked.id);
      await work.perform(asked.id, 'officer', ask('Số biên nhận?'));
      const resolved = await file('resolved', {});
      await work.forwardOn(resolved.id);
      await work.perform(resolved.id, 'officer', resolve('Đã trả hồ sơ.'));
      const sealed = await file('sealed', { class: 'denunciation' });
      const { id } = conduct;
      const found: string[] = [];
      const options = { viewport: { width, height: 800 }, bypassCSP: true };
      await visiting(`/track?lang=${lang}`, options, async (page) => {
        const check = async () => {
          const sideways = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
          await page.addScriptTag({ path: axe });
          const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
          const faults = [...violations.map((violation) => violation.id), ...(sideways ? ['scrolls'] : [])];
          found.push(...faults.map((fault) => `${page.url()} ${fault}`));
        };
        const send = () => page.locator('main form button').last().click();
        await check();
        for (const { trackingCode, pin } of [conduct, asked, resolved, sealed]) {
          await page.goto('/track');
          await page.fill('#trackingCode', trackingCode);
          await page.fill('#pin', pin);
          await send();
          await page.locator('.story').waitFor();
          await check();
          const add = page.locator('form[action*=information] button');
          if ((await add.count()) === 0) continue;
          await add.click();
          await page.locator('#faults').waitFor();
          await check();
        }
        await page.goto('/track');
        await check();
        for (const path of [
          '/complaints/new?q=phuong',
          '/complaints/new?agency=H79-26740',
          '/complaints/thanks',
          '/complaints/legal',
        ]) {
          await page.goto(path);
          await check();
        }
        await page.goto(form);
        await send();
        await check();
        await signIn(page, 'monitor');
        await check();
        for (const path of ['/staff/monitoring', `/staff/complaints/${id}`, '/staff/hotline']) {
          await page.goto(path);
          await check();
        }
      });
      expect(found).to.deep.equal([]);
    }).timeout(60_000);
});
