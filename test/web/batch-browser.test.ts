import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { PaperBatch } from '../../src/domain/paper-batch.ts';
import { slipItems } from '../../src/domain/paper-slip.ts';
import { questionnaireOf } from '../../src/domain/questionnaires.ts';
import { browser } from '../support/chromium.ts';
import { obstacles } from '../support/obstacles.ts';
import { signIn } from '../support/pages.ts';
import { anotherClerk, postCampaign, returnedBatch, serialIn, supervisor, ward } from '../support/paper.ts';
import { stored } from '../support/stored.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const room = '/staff/batches';
const questionnaire = { code: 'SIPAS-SERVICE', version: 2022 };
const codes = slipItems(questionnaireOf(questionnaire.code, questionnaire.version) ?? { items: [] });
const size = 100;
/** So many of the slips are entered by keyboard in the browser in each of the two passes; the rest over HTTP. */
const byKeyboard = 4;
/** Slips at which the second clerk types another key, and at which question. */
const disagreements = new Map([
  [2, 'access1'],
  [23, 'procedure4'],
  [42, 'overall'],
  [64, 'official3'],
  [91, 'feedback3'],
]);
const invalidSlip = 100;

/** The keys of one slip: all kinds of answers, the hundredth without the overall one. */
const keysOf = (number: number): Record<string, string> =>
  Object.fromEntries(
    codes.map((code, index) => {
      if (code === 'overall') return [code, number === invalidSlip ? '0' : number % 10 === 0 ? '2' : '4'];
      const kind = (number + index) % 12;
      return [code, kind === 0 ? '9' : kind === 1 ? '0' : String((kind % 5) + 1)];
    }),
  );
/** The keys of the second clerk. */
const secondKeys = (number: number): Record<string, string> => {
  const code = disagreements.get(number);
  const keys = keysOf(number);
  return code ? { ...keys, [code]: keys[code] === '3' ? '1' : '3' } : keys;
};

describe('a batch of a hundred slips in a browser', () => {
  let world: World;
  let batch: PaperBatch;
  const people: BrowserContext[] = [];
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
    const campaign = await postCampaign(world, { questionnaire, doubleEntry: 1 });
    batch = await returnedBatch(world, campaign, size);
  });
  after(async () => {
    for (const context of people) await context.close();
    await world.close();
  });

  const seat = async (name: string): Promise<Page> => {
    const context = await (await browser()).newContext({ baseURL: world.url });
    people.push(context);
    const page = await context.newPage();
    await signIn(page, name, world.services.demoPassword);
    return page;
  };
  /** Types the serial and the slip from the keyboard alone, beginning where the page puts the cursor. */
  const typeSlip = async (page: Page, serial: string, keys: Record<string, string>, fields: number) => {
    await page.locator('#serial:focus').waitFor();
    await page.keyboard.type(serial.toLowerCase());
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/slips/${serial}`);
    await page.locator('.mark:focus').waitFor();
    await page.keyboard.type(Object.values(keys).join(''));
    for (let field = 0; field < fields; field += 1) await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/entry?saved=${serial}`);
  };
  const numbers = Array.from({ length: size }, (_, index) => index + 1);
  /** Sends slips as the form does, with the token of one page for all of them. */
  const submitSlips = async (
    who: Visitor,
    keys: (number: number) => Record<string, string>,
    more: Record<string, string>,
  ) => {
    const page = await who.text(`${room}/${batch.id}`);
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    for (const number of numbers.slice(byKeyboard)) {
      const named = Object.entries(keys(number)).map(([code, key]) => [`answers-${code}`, key]);
      const saved = await who.fetch(`${room}/slips/${serialIn(batch, number)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ token, ...Object.fromEntries(named), ...more }),
      });
      expect(saved.status, `slip ${number}`).to.equal(303);
    }
  };

  it('is entered by a first clerk', async () => {
    const page = await seat('interviewer');
    await page.goto(`${room}/${batch.id}/entry`);
    for (const number of numbers.slice(0, byKeyboard)) await typeSlip(page, serialIn(batch, number), keysOf(number), 2);
    await page.locator('#serial:focus').waitFor();
    await page.keyboard.type(serialIn(batch, 1));
    await page.keyboard.press('Enter');
    await page.locator('#serial-error').waitFor();
    expect(await page.locator('#serial-error').textContent()).to.include(
      'đã được interviewer@demo.ydan nhập lúc 10:00',
    );
    const visitor = await world.signIn('interviewer');
    await submitSlips(visitor, keysOf, { day: '', comment: '' });
    expect(await world.system.stores.slips.ofBatch(batch.id)).to.have.length(size);
  });

  it('is entered again by a second clerk, who differs at five', async () => {
    const visitor = await anotherClerk(world, 'hai');
    const page = await seat('hai');
    await page.goto(`${room}/${batch.id}/entry`);
    for (const number of numbers.slice(0, byKeyboard))
      await typeSlip(page, serialIn(batch, number), secondKeys(number), 1);
    await submitSlips(visitor, secondKeys, { day: '' });
    await page.goto(`${room}/${batch.id}`);
    expect(await page.locator('#differing').textContent()).to.include(': 5');
    expect(await page.locator('#differing ~ .links a').count(), 'not hers to decide').to.equal(0);
  });

  it('is decided by a third, by keyboard, and locked', async () => {
    const page = await seat('supervisor');
    for (const [number, code] of disagreements) {
      await page.goto(`${room}/${batch.id}`);
      await page.getByRole('link', { name: serialIn(batch, number) }).press('Enter');
      await page.waitForURL(`**/slips/${serialIn(batch, number)}`);
      await page.locator(`#answers-${code}:focus`).waitFor();
      await page.keyboard.type(keysOf(number)[code] ?? '');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.waitForURL('**?done=adjudicated');
    }
    await page.locator('details:has(table) summary').click();
    expect(await page.locator('details table').first().textContent()).to.include('99,75\u202f%');
    await page.getByRole('button', { name: 'Khóa lô' }).press('Enter');
    await page.waitForURL('**?done=lock');
    expect(await page.locator('main').textContent())
      .to.include('Đã khóa lô.')
      .and.include('đã được ghi');
  });

  it('is recorded once, slip by slip, and counted in the rate', async () => {
    await world.system.actions.batches.settle();
    const recorded = await stored(world, 'responses');
    const serials = numbers.filter((number) => number !== invalidSlip).map((number) => serialIn(batch, number));
    expect(recorded.map(({ externalId }) => externalId).sort()).to.deep.equal(serials.sort());
    const second = recorded.find(({ externalId }) => externalId === serialIn(batch, 23));
    const level = keysOf(23)['procedure4'];
    expect(second?.['answers']['procedure4'], 'as the third decided').to.equal(
      level === '9' ? 'no_experience' : Number(level),
    );
    await world.drain();
    const rate = (await (await world.get(`/api/v1/satisfaction?agency=${ward}&channel=post`)).json()) as {
      total: object;
    };
    expect(rate.total).to.deep.include({ n: 99, levels: { 1: 0, 2: 9, 3: 0, 4: 90, 5: 0 } });
  });

  it('stands in nobody’s way', async () => {
    const campaign = await postCampaign(world, { questionnaire, doubleEntry: 1 });
    const open = await returnedBatch(world, campaign, 3);
    const clerks = ['an', 'bình'].map((account) => ({ account, name: account }));
    for (const [index, by] of clerks.entries())
      await world.system.actions.batches.enter(serialIn(open, 1), { marks: { overall: index ? 4 : 5 } }, by);
    await world.system.actions.batches.enter(
      serialIn(open, 2),
      { marks: { overall: 4 } },
      { account: 'an', name: 'an' },
    );
    const page = await seat('supervisor');
    const found: string[] = [];
    const paths = [
      ...[room, `${room}/new`, `${room}/${open.id}`, `${room}/${batch.id}`, `${room}/${open.id}/entry?serial=abc`],
      ...[1, 2, 3].map((number) => `${room}/slips/${serialIn(open, number)}`),
      ...[`${room}/slips/${serialIn(batch, 1)}`, `${room}/${open.id}/slips`],
    ];
    const [slip = '', sheet = ''] = [paths.at(-3), paths.at(-1)];
    for (const path of [...paths, `${room}/${open.id}?lang=en`, `${slip}?lang=en`, `${sheet}?lang=en`]) {
      await page.goto(path);
      found.push(...(await obstacles(page)));
    }
    expect(found).to.deep.equal([]);
  });

  it('is printed on a page for each long slip and one for every four short ones', async () => {
    const longest = { agency: ward, procedure: '1.001193', post: 'Bưu điện Trung tâm Thành phố, quầy tiếp nhận hồ sơ' };
    const page = await seat('supervisor');
    for (const [about, pages] of [
      [{ questionnaire }, 5],
      [{}, 2],
    ] as const) {
      const campaign = (await postCampaign(world, about)).id;
      const { id } = await world.system.actions.batches.prepare(
        { ...longest, title: 'Lô', campaign, size: 5 },
        supervisor,
      );
      for (const language of ['vi', 'en']) {
        await page.goto(`${room}/${id}/slips?lang=${language}`);
        const pdf = await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }));
        expect(pdf.getPageCount(), language).to.equal(pages);
      }
    }
  });

  it('is printed with codes that a scanner reads', async function () {
    if (spawnSync('zbarimg', ['--version']).error) {
      console.warn('      zbarimg is not installed: no symbol was read');
      return this.skip();
    }
    const dir = await mkdtemp(join(tmpdir(), 'ydan-slips-'));
    const page = await seat('supervisor');
    await page.setViewportSize({ width: 900, height: 900 });
    await page.goto(`${room}/${batch.id}/slips`);
    for (const number of [1, 57, 100]) {
      const path = join(dir, `${number}.png`);
      await page
        .locator('.slip')
        .nth(number - 1)
        .screenshot({ path });
      const { stdout } = spawnSync('zbarimg', ['-q', '--raw', path], { encoding: 'utf8' });
      expect(stdout.trim()).to.equal(`${world.url}${room}/slips/${serialIn(batch, number)}`);
    }
    await rm(dir, { recursive: true });
  });
});
