import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { addDays, cityDay } from '../../src/domain/city-day.ts';
import { freePort } from '../../src/local/free-port.ts';
import { temporaryFolder } from '../local/folder.ts';
import { until } from '../local/until.ts';
import { browser } from '../support/chromium.ts';
import { allAnswers, memberOf, openCampaign } from '../support/fieldwork.ts';
import { type LocalProcess, startProgram } from '../support/local-process.ts';
import { obstacles } from '../support/obstacles.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const desk = '/staff/interviews';

describe("the interviewer's screen in a browser", () => {
  let world: World;
  let campaign: Campaign;
  let account: Account;
  let context: BrowserContext;
  let page: Page;
  let folder: string;
  let port: number;
  let server: LocalProcess | undefined;

  /** A web process of its own on the world's store, that can be killed. Its clock is the real one. */
  const serve = async (): Promise<void> => {
    const { mongodbUri, redisUrl, sessionSecret, encryptionKey } = world.services;
    const started = startProgram('src/main.ts', [], {
      ...{ NODE_ENV: 'test', RUN: 'web', SEED: 'none', LOG_LEVEL: 'error', PORT: String(port), DATA_DIR: folder },
      ...{ MONGODB_URI: mongodbUri, REDIS_URL: `unix:${redisUrl}` },
      ...{ SESSION_SECRET: sessionSecret, ENCRYPTION_KEY: encryptionKey },
    });
    await started.printed(/^Ready: /m);
    server = started;
  };
  const kill = async (): Promise<void> => {
    server?.kill('SIGKILL');
    await server?.ended;
    server = undefined;
  };

  before(async () => {
    const at = new Date();
    world = await openWorld({ worker: false, at: at.toISOString() });
    await world.openAccounts();
    account = (await world.system.stores.users.withRole('interviewer'))[0] as Account;
    const today = cityDay(at, world.config.TIME_ZONE);
    const calling = {
      ...{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00', onHolidays: true },
      ...{ attempts: 4, attemptsPerDay: 2, leaseMinutes: 15 },
    };
    const input = { calling, period: { from: addDays(today, -1), to: addDays(today, 30) } };
    campaign = await openCampaign(world, { team: [memberOf(account, ['vi', 'en'])], input });
    folder = await temporaryFolder();
    port = await freePort();
  });
  after(async () => {
    await kill();
    await world.close();
  });
  beforeEach(async () => {
    // Also after a test that failed while it was killed.
    if (!server) await serve();
    context = await (await browser()).newContext({ baseURL: `http://127.0.0.1:${port}`, timezoneId: 'America/Lima' });
    page = await context.newPage();
    await signIn(page);
  });
  afterEach(() => context.close());

  async function signIn(on: Page): Promise<void> {
    await on.goto(`/sign-in?next=${desk}`);
    await on.fill('#email', 'interviewer@demo.ydan');
    await on.fill('#password', world.services.demoPassword);
    await on.keyboard.press('Enter');
    await on.waitForURL(({ pathname }) => pathname === desk);
  }

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate<string>('document.activeElement.closest("[data-code]")?.dataset.code ?? ""');
  /** From the desk, or a finished interview, to the next case. */
  const next = async (): Promise<void> => {
    await page.locator('button.large:focus').waitFor();
    await press('Enter');
    await page.waitForURL(/\/cases\/\w+$/);
  };
  const agree = async (): Promise<void> => {
    await press('1', 'Enter');
    await page.waitForURL(/\/interview(\?|$)/);
    await page.locator('[data-code]:not([hidden])').first().waitFor();
  };
  const answer = async (keys: string): Promise<void> => {
    for (const key of keys) await press(key, 'Enter');
  };
  /** Goes on with Tab until something has the focus. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let tabs = 0; tabs < 80; tabs += 1) {
      if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
      await press('Tab');
    }
    throw new Error(`Tab never comes to ${selector}`);
  };
  const finish = async (): Promise<void> => {
    await tabTo('[data-after] button');
    await press('Enter');
    await page.waitForURL(/\/done/);
  };
  const responses = async () => (await stored(world, 'responses')).filter((one) => one['campaign'] === campaign.id);
  const standing = (state: string) => page.locator(`[data-status][data-state=${state}]`).waitFor();
  /** How many answers the browser still keeps, since it was not told that they are taken. */
  const waiting = () =>
    page.evaluate<number>(
      `Object.values({ ...localStorage }).flatMap((kept) => kept.startsWith('{') ? JSON.parse(kept).unsent ?? [] : []).length`,
    );
  const answersOf = async (): Promise<Record<string, { value: unknown }>> => {
    const [, id = ''] = /cases\/(\w+)/.exec(page.url()) ?? [];
    return { ...(await world.system.stores.surveyCases.find(id))?.interview?.answers };
  };

  it('does ten cases by keyboard alone, with the server killed in the middle of the fourth', async () => {
    for (const score of '543') {
      await next();
      await agree();
      await answer(`${score}${'4'.repeat(16)}789`);
      await finish();
    }

    await next();
    await agree();
    await answer('44444');
    const cityHour = () =>
      new Intl.DateTimeFormat('en-GB', { timeZone: world.config.TIME_ZONE, hour: '2-digit' }).format();
    const hour = cityHour();
    await standing('saved');
    const [, shown] =
      /^Đã lưu lúc (\d\d):\d\d:\d\d/.exec((await page.locator('[data-status]').textContent()) ?? '') ?? [];
    expect([hour, cityHour()], 'whatever zone the machine is in').to.include(shown);
    await until('the browser knows that five are kept', async () => (await waiting()) === 0);
    expect(Object.keys(await answersOf())).to.have.length(5);
    await kill();
    await answer('22222');
    await standing('away');
    expect(await page.locator('[data-status]').textContent()).to.include('Chưa gửi được 5 câu');
    await serve();
    await until('the five that waited are there', async () => Object.keys(await answersOf()).length === 10, 40_000);
    expect(Object.values(await answersOf()).map(({ value }) => value)).to.deep.equal([4, 4, 4, 4, 4, 2, 2, 2, 2, 2]);
    expect(await focused(), 'the interview goes on where it stopped').to.equal('official2');
    await answer('4444444444');
    await finish();

    await next();
    await press('a', 'Enter');
    await page.waitForURL(/outcome=appointment/);
    await tabTo('#day');
    await page.keyboard.type(tomorrow());
    await tabTo('#time');
    await page.keyboard.type('1000AM');
    await tabTo('[name=mine]');
    await press('Space');
    await tabTo('[data-after] button');
    await press('Enter');
    await page.waitForURL(/did=appointment/);
    expect(await page.locator('.calendar tbody tr').count()).to.equal(1);

    await next();
    await press('r', 'Enter');
    await page.waitForURL(/did=refusal_hard/);

    await next();
    await agree();
    await answer(`1${'2'.repeat(19)}`);
    await tabTo('#content');
    await page.keyboard.type('Hồ sơ trễ hẹn ba tuần.');
    await tabTo('#yes');
    await press('Space');
    await finish();
    expect(await page.locator('.aloud dd').count()).to.equal(2);
    await tabTo('button.large');

    for (let left = 3; left > 0; left -= 1) {
      await next();
      await agree();
      await answer('5'.repeat(20));
      await finish();
    }

    const recorded = await responses();
    expect(recorded).to.have.length(8);
    expect(new Set(recorded.map(({ externalId }) => externalId)).size).to.equal(8);
    expect(recorded.map(({ score }) => score).sort()).to.deep.equal([1, 3, 4, 4, 5, 5, 5, 5].toSorted());
    for (const { answers, durationSeconds, interviewerCode } of recorded) {
      expect(Object.keys(answers as object)).to.have.length(19);
      expect(durationSeconds).to.be.a('number');
      expect(interviewerCode).to.equal(account.id);
    }
    expect(recorded[0]?.['answers']).to.include({
      feedback1: 'no_experience',
      feedback2: 'dont_know',
      feedback3: 'refused',
    });
    const outcomes = (await stored(world, 'survey-cases')).flatMap(({ attempts }) =>
      (attempts as { outcome: string }[]).map(({ outcome }) => outcome),
    );
    expect(outcomes.filter((outcome) => outcome !== 'complete').sort()).to.deep.equal(['appointment', 'refusal_hard']);
    expect(
      await page.evaluate('Object.keys(localStorage).filter((key) => key.includes("interview ")).length'),
    ).to.equal(0);
  });

  it('loses nothing when the page is left while there is no line, and keeps no names on the machine', async () => {
    await next();
    const called = await page.locator('.callee-name').textContent();
    await agree();
    await context.route('**/answers*', (route) => route.abort());
    await answer('45');
    await press('3');
    await standing('away');
    const left = JSON.stringify(await page.evaluate('({ ...localStorage })'));
    expect(left).to.include('access1').and.not.include(called).and.not.include('0500');
    await page.close();
    await context.unroute('**/answers*');

    page = await context.newPage();
    await page.goto(desk);
    await standing('saved');
    await tabTo('.work a');
    await press('Enter');
    await page.waitForURL(/\/interview(\?|$)/);
    expect(Object.values(await answersOf()).map(({ value }) => value)).to.deep.equal([4, 5, 3]);
    expect(await focused()).to.equal('access3');
    await press('Escape');
    expect(await page.locator('[data-pause]').isVisible()).to.equal(true);
    await press('Escape', 'ArrowLeft', 'ArrowLeft', '1', 'ArrowRight', 'ArrowRight');
    expect(await focused()).to.equal('access3');
    await until('the change is kept', async () => (await answersOf())['access1']?.value === 1);
    await press('Enter');
    expect(await focused(), 'nothing was answered yet').to.equal('access3');
    await tabTo('[data-stop]');
    await press('Enter');
    await page.waitForURL(/outcome/);
    await press('r', 'Enter');
    await page.waitForURL(/outcome=refusal_hard/);
    await tabTo('[data-after] button');
    await press('Enter');
    await page.waitForURL(/did=refusal_hard/);
  });

  it('goes on after the session ended, once somebody has signed in again', async () => {
    await next();
    await agree();
    await answer('4');
    await standing('saved');
    await context.clearCookies();
    await answer('54');
    await standing('stranger');
    const [other] = await Promise.all([context.waitForEvent('page'), page.locator('[data-sign-in]').click()]);
    await signIn(other);
    await other.close();
    await standing('saved');
    expect(Object.values(await answersOf()).map(({ value }) => value)).to.deep.equal([4, 5, 4]);
    await answer('4'.repeat(17));
    await page.fill('#comment', 'Đang viết dở');
    await page.reload();
    expect(await page.inputValue('#comment')).to.equal('Đang viết dở');
    await page.locator('[data-end-title]').focus();
    await finish();
  });

  it('asks by factor when told to, and remembers that', async () => {
    await next();
    await agree();
    await answer('4');
    await page.locator('[data-manner]').click();
    expect(await page.locator('[data-code]:not([hidden])').count()).to.equal(4);
    await answer('4444');
    expect(await focused()).to.equal('procedure1');
    await page.reload();
    expect(await page.locator('[data-code]:not([hidden])').count()).to.equal(4);
    expect(await focused()).to.equal('procedure1');
    await page.locator('[data-manner]').click();
    expect(await page.locator('[data-code]:not([hidden])').count()).to.equal(1);
    const [, id = ''] = /cases\/(\w+)/.exec(page.url()) ?? [];
    await world.system.actions.interviews.attempt(id, account, { outcome: 'refusal_hard' });
  });

  it('stands in nobody’s way', async () => {
    await next();
    const address = new URL(page.url()).pathname;
    for (const language of ['vi', 'en']) {
      const visit = async (path: string) => {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
        expect(await obstacles(page), `${path} ${language}`).to.deep.equal([]);
      };
      await visit(desk);
      await visit(address);
      await visit(`${address}/outcome`);
      await visit(`${address}/outcome?outcome=appointment`);
      await page.locator('[data-after] button').click();
      await page.locator('#faults').waitFor();
      expect(await obstacles(page), 'faults').to.deep.equal([]);
      if (language === 'vi') {
        await page.goto(address);
        await agree();
      }
      await visit(`${address}/interview`);
      await visit(`${address}/interview?step=official&by=factor`);
      await visit(`${address}/interview?step=end`);
    }
    const [, id = ''] = /cases\/(\w+)/.exec(address) ?? [];
    await world.system.actions.interviews.answer(id, account, allAnswers());
    await page.goto(`${address}/interview?step=end`);
    await page.locator('[data-after] button').click();
    await page.waitForURL(/\/done/);
    expect(await obstacles(page), 'done').to.deep.equal([]);
  });

  /** As it is typed into the field of a browser in English. */
  function tomorrow(): string {
    const [year, month, day] = addDays(cityDay(new Date(), world.config.TIME_ZONE), 1).split('-');
    return `${month}${day}${year}`;
  }
});
