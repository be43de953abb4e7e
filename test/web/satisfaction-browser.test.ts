import { expect } from 'chai';
import { answer } from '../support/answers.ts';
import { browser } from '../support/chromium.ts';
import { obstacles } from '../support/obstacles.ts';
import { openWorld, type World } from '../support/world.ts';

describe('The dashboard in a browser', () => {
  let world: World;

  before(async () => {
    world = await openWorld();
    const channels = ['web', 'qr', 'phone'] as const;
    await answer(
      world,
      ...['H79-SNV', 'H79-N26740', 'H79-N26737'].flatMap((agency, index) =>
        channels.map((channel) => ({
          agency,
          channel,
          score: ([4, 5, 1] as const)[index] ?? 4,
          count: [2, 30, 20][index] ?? 1,
          at: `2026-0${index + 5}-05T09:00:00+07:00`,
        })),
      ),
    );
  });
  after(() => world.close());

  for (const path of [
    '/',
    '/?sort=rate&channel=web&definition=MEAN',
    '/?from=2017-13-01',
    '/agencies/H79-N26740',
    '/agencies/H79-760',
  ])
    for (const language of ['vi', 'en'])
      it(`has at ${path} nothing that axe objects to and nothing to scroll sideways, in ${language}`, async () => {
        const context = await (await browser()).newContext();
        const page = await context.newPage();
        const refused: string[] = [];
        page.on('console', (said) => /Content Security Policy/.test(said.text()) && refused.push(said.text()));
        await page.goto(`${world.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
        expect(await obstacles(page)).to.deep.equal([]);
        expect(refused).to.deep.equal([]);
        await context.close();
      });

  it('lets one choose another period and definition without JavaScript and with the keyboard alone', async () => {
    const context = await (await browser()).newContext({ javaScriptEnabled: false, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${world.url}/?lang=en`);
    await page.getByText('Choose other dates').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('From', { exact: true }).focus();
    await page.keyboard.type('06062026');
    await page.getByLabel('How it is computed').focus();
    await page.keyboard.press('N');
    await page.getByRole('button', { name: 'Show' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/from=/);
    const chosen = new URL(page.url()).searchParams;
    expect([chosen.get('from'), chosen.get('definition'), chosen.get('lang')]).to.deep.equal([
      '2026-06-06',
      'NOT_DISSATISFIED',
      'en',
    ]);
    expect(await page.locator('.figure').innerText()).to.include('neutral, satisfied or very satisfied');
    await context.close();
  });

  it('tells those who do not see the chart what it shows', async () => {
    const context = await (await browser()).newContext();
    const page = await context.newPage();
    await page.goto(`${world.url}/?lang=en`);
    const charts = page.getByRole('img', {
      name: /Chart of the satisfaction rate from 05\/2026 to 07\/2026: lowest 0.00% \(07\/2026\), highest 100.00% \(05\/2026\)/,
    });
    expect(await charts.count()).to.equal(1);
    await context.close();
  });
});
