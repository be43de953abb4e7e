import { expect } from 'chai';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { browser } from './chromium.ts';

/** Clicks what leads to another page, and waits until that is there: at once it is still the old one. */
export async function follow(to: Locator): Promise<void> {
  const loaded = to.page().waitForEvent('load');
  await to.click();
  await loaded;
}

/** Signs a demo account in, and waits for where that leads. */
export async function signIn(page: Page, name: string, password: string, next = '/staff'): Promise<void> {
  await page.goto(`/sign-in?next=${next}`);
  await page.fill('#email', `${name}@demo.ydan`);
  await page.fill('#password', password);
  await follow(page.locator('main form button'));
}

/** Does something in a browser of its own, in which nothing may fail, be blocked or come from elsewhere. */
export async function visiting(
  site: string,
  path: string,
  options: BrowserContextOptions,
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await (await browser()).newContext({ baseURL: site, ...options });
  try {
    const page = await context.newPage();
    const mishaps: string[] = [];
    page.on('pageerror', (error) => mishaps.push(error.message));
    page.on('request', (request) => !request.url().startsWith(site) && mishaps.push(request.url()));
    page.on(
      'console',
      (line) => line.type() === 'error' && !/status of 4/.test(line.text()) && mishaps.push(line.text()),
    );
    await page.goto(path);
    await visit(page);
    expect(mishaps).to.deep.equal([]);
  } finally {
    await context.close();
  }
}
