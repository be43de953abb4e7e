import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
// Told in words within the page: all that axe has to say takes longer to hand over than to find.
const held = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;

/**
 * What stands in somebody's way on a page, narrow and wide, with everything on it opened: what axe holds against it,
 * that it scrolls sideways, and that it has not one heading. Leaves the page wide.
 */
export async function obstacles(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true; ${axe}`);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await page.evaluate<string[]>(held)).map((fault) => `${width}: ${fault}`));
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
      found.push(`${width}: scrolls sideways`);
  }
  const headings = await page.locator('h1:visible').count();
  if (headings !== 1) found.push(`${headings} headings`);
  return found.map((obstacle) => `${page.url()} ${obstacle}`);
}
