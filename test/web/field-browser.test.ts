import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { Interview } from '../../src/domain/survey-case.ts';
import { freePort } from '../../src/local/free-port.ts';
import { temporaryFolder } from '../local/folder.ts';
import { until } from '../local/until.ts';
import { browser } from '../support/chromium.ts';
import { memberOf, openCampaign } from '../support/fieldwork.ts';
import { type LocalProcess, startProgram } from '../support/local-process.ts';
import { obstacles } from '../support/obstacles.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const field = '/staff/interviews/field';

describe('a tablet without a network', () => {
  let world: World;
  let campaign: Campaign;
  const contexts: BrowserContext[] = [];

  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
    const team = ['interviewer', 'supervisor'].map(async (name) =>
      memberOf(
        (await world.system.actions.accounts.signIn(`${name}@demo.ydan`, world.services.demoPassword)) as Account,
      ),
    );
    const input = { sizing: { kind: 'quota', each: 60 } } as const;
    campaign = await openCampaign(world, { team: await Promise.all(team), input });
  });
  after(async () => {
    for (const context of contexts) await context.close();
    await world.close();
  });

  const tablet = async (baseURL = world.url): Promise<BrowserContext> => {
    const context = await (await browser()).newContext({ baseURL, viewport: { width: 768, height: 1024 } });
    contexts.push(context);
    return context;
  };
  const signIn = async (page: Page, who = 'interviewer'): Promise<void> => {
    await page.goto(`/sign-in?next=${field}`);
    await page.fill('#email', `${who}@demo.ydan`);
    await page.fill('#password', world.services.demoPassword);
    await page.locator('main form button').click();
    await page.waitForURL(`**${field}`);
    await line(page, 'Có mạng');
  };
  const take = async (page: Page, count: number): Promise<void> => {
    await page.fill('#count', String(count));
    await page.getByRole('button', { name: 'Mang theo' }).click();
    await until('the cases are on the tablet', async () => (await doors(page).count()) === count);
    await page.evaluate('navigator.serviceWorker.ready');
  };
  const doors = (page: Page) => page.locator('[data-list=cases] a');
  const shown = (page: Page, screen: string) => page.locator(`[data-screen=${screen}]:not([hidden])`).waitFor();
  const line = (page: Page, words: string) => page.locator('[data-slot=standing]', { hasText: words }).waitFor();
  const unsent = (page: Page, n: number) => page.getByText(`Chưa gửi: ${n}`, { exact: true }).waitFor();
  const press = async (page: Page, keys: string): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** From the list, by the keyboard: opens the case in focus, is agreed to, and enters twenty answers. */
  const interview = async (page: Page, keys: string): Promise<void> => {
    await page.keyboard.press('Enter');
    await shown(page, 'door');
    await page.keyboard.press('Enter');
    await shown(page, 'question');
    await press(page, keys);
    await shown(page, 'end');
  };
  const finish = async (page: Page): Promise<void> => {
    await page.locator('[data-form=finish] button').focus();
    await page.keyboard.press('Enter');
    await shown(page, 'home');
  };
  const ofCampaign = async () => (await stored(world, 'responses')).filter((one) => one.campaign === campaign.id);

  it('does twenty interviews, is closed and opened, and sends each once over a line that loses replies', async () => {
    const context = await tablet();
    let page = await context.newPage();
    await signIn(page);
    await take(page, 20);
    await context.setOffline(true);
    await page.reload();
    await doors(page).first().focus();
    for (let done = 0; done < 20; done += 1) {
      if (done === 8) {
        await page.close();
        page = await context.newPage();
        await page.goto(field);
        await unsent(page, 8);
        await doors(page).first().focus();
      }
      const score = String((done % 5) + 1);
      await interview(page, `${score}${'4'.repeat(16)}789`);
      await finish(page);
    }
    await unsent(page, 20);
    expect(await ofCampaign()).to.have.length(0);

    world.clock.advance('9 hours');
    let posts = 0;
    await context.route(`**${field}/entries*`, async (route) => {
      posts += 1;
      const answer = await route.fetch();
      if (posts % 3 === 1) await route.abort();
      else await route.fulfill({ response: answer });
    });
    await context.setOffline(false);
    // Nobody has been heard from for nine hours.
    await page.getByRole('link', { name: 'Đăng nhập lại' }).waitFor();
    await unsent(page, 20);
    await signIn(page);
    await unsent(page, 0);
    expect(posts).to.be.above(25);
    await page.getByText('Đã gửi: 20').waitFor();
    expect(await page.locator('[data-list=sent] li').count()).to.equal(20);

    const responses = await ofCampaign();
    expect(new Set(responses.map(({ externalId }) => externalId)).size).to.equal(20);
    expect(responses).to.have.length(20);
    expect(responses.map(({ score }) => score).sort()).to.deep.equal([1, 2, 3, 4, 5].flatMap((n) => [n, n, n, n]));
    for (const { answers, channel, occurredAt, interviewerCode } of responses) {
      expect(channel).to.equal('face_to_face');
      expect(interviewerCode).to.be.a('string');
      expect(Object.values(answers as object)).to.have.length(19);
      expect(answers).to.include({
        access1: 4,
        feedback1: 'no_experience',
        feedback2: 'dont_know',
        feedback3: 'refused',
      });
      expect(Number(world.clock.now()) - Number(occurredAt), 'not nine hours').to.be.within(0, 3_600_000);
    }
    const [one] = await stored(world, 'survey-cases').then((cases) =>
      cases.filter(({ outcome }) => outcome === 'complete'),
    );
    const { startedAt, finishedAt, answers, device } = one?.interview as Interview;
    const times = Object.values(answers).map(({ at }) => Number(at));
    expect(device).to.be.a('string');
    expect(Math.min(...times)).to.be.at.least(Number(startedAt));
    expect(Math.max(...times)).to.be.at.most(Number(finishedAt));
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
  });

  it('goes on with an interview where it stopped, and with what was typed at its end', async () => {
    const context = await tablet();
    const page = await context.newPage();
    await signIn(page);
    await take(page, 2);
    // As if a new worker had come: what it keeps is fetched anew, the cases are none of its business.
    await page.evaluate(
      "navigator.serviceWorker.ready.then((worker) => Promise.all([worker.unregister(), caches.delete('ydan-field')]))",
    );
    await page.reload();
    await page.evaluate('navigator.serviceWorker.ready');
    await context.setOffline(true);
    await page.reload();
    await doors(page).first().focus();
    await page.keyboard.press('Enter');
    await shown(page, 'door');
    await page.keyboard.press('Enter');
    await shown(page, 'question');
    await press(page, '52');
    await page.getByText('Câu 3/20').waitFor();
    await page.close();
    const again = await context.newPage();
    await again.goto(field);
    await again.getByText('Đang hỏi dở, 2/20 câu').waitFor();
    await doors(again).first().click();
    await again.getByRole('button', { name: 'Hỏi tiếp' }).click();
    await again.getByText('Câu 3/20').waitFor();
    await again.keyboard.press('ArrowLeft');
    expect(await again.locator('[aria-pressed=true]').innerText()).to.include('Không hài lòng');
    await again.getByRole('link', { name: 'Đến phần cuối' }).click();
    await again.fill('#comment', 'Chờ lâu quá');
    await again.getByLabel('Người trả lời đồng ý chuyển thành phản ánh').check();
    await again.fill('#content', 'Bị hẹn ba lần.');
    await until('it is kept', () =>
      again.evaluate<boolean>(
        "shelf.all().then(({ cases }) => cases.some(({ draft }) => draft?.typed?.complaint?.content === 'Bị hẹn ba lần.'))",
      ),
    );
    await again.reload();
    await shown(again, 'end');
    expect(await again.inputValue('#comment')).to.equal('Chờ lâu quá');
    await again.getByRole('button', { name: 'Kết thúc và lưu' }).click();
    await unsent(again, 1);
    await context.setOffline(false);
    await again.getByText(/mã tra cứu [0-9A-Z-]{21}, mã PIN \d{6}/).waitFor();
    expect(await doors(again).count()).to.equal(1);
    await again.getByRole('button', { name: /^Trả lại/ }).click();
    await again.getByText('không còn hồ sơ nào').waitFor();
  });

  it('keeps what the server refuses, says why, and sends it when it can', async () => {
    const context = await tablet();
    const page = await context.newPage();
    await signIn(page);
    await take(page, 2);
    await context.setOffline(true);
    await doors(page).first().click();
    await shown(page, 'door');
    await press(page, 'a');
    await shown(page, 'outcome');
    await page.locator('[data-form=attempt] button').click();
    await page.getByText('Xin ghi ngày và giờ hẹn').waitFor();
    await page.fill('#appointment', '2099-01-05T09:30');
    await page.locator('[data-form=attempt] button').click();
    await page.getByText('Hẹn 09:30 05/01/2099').waitFor();
    await context.route(`**${field}/entries*`, (route) =>
      route.fulfill({ status: 409, json: { why: 'Người khác đang giữ trường hợp này.' } }),
    );
    await context.setOffline(false);
    await page.getByText('Người khác đang giữ trường hợp này.').waitFor();
    await page.getByRole('button', { name: /^Để riêng/ }).click();
    await page.getByText('Đã để riêng. Người khác đang giữ').waitFor();
    await unsent(page, 1);
    await context.unroute(`**${field}/entries*`);
    await page.getByRole('button', { name: /^Thử lại/ }).click();
    await unsent(page, 0);
    const cases = await stored(world, 'survey-cases');
    expect(
      cases.filter(({ attempts }) =>
        (attempts as { outcome: string }[]).some(({ outcome }) => outcome === 'appointment'),
      ),
    ).to.have.length(1);
  });

  it('shows one account nothing of another’s, and sends nothing of hers', async () => {
    const context = await tablet();
    const page = await context.newPage();
    await signIn(page);
    await take(page, 3);
    const [address = ''] = await doors(page).allInnerTexts();
    await context.setOffline(true);
    await doors(page).first().click();
    await shown(page, 'door');
    await press(page, 'n');
    await shown(page, 'outcome');
    await page.locator('[data-form=attempt] button').click();
    await unsent(page, 1);
    await context.clearCookies();
    await context.setOffline(false);
    await page.getByRole('link', { name: 'Đăng nhập lại' }).waitFor();
    await doors(page).nth(1).click();
    await shown(page, 'door');
    const second = await context.newPage();
    await signIn(second, 'supervisor');
    await unsent(second, 0);
    await second.getByText('Máy này còn 1 mục chưa gửi của tài khoản khác').waitFor();
    await page.bringToFront();
    await page.evaluate('line.send()');
    await shown(page, 'home');
    for (const each of [page, second]) expect(await each.locator('main').innerText()).to.not.include(`${address}\n`);
    await context.clearCookies();
    await signIn(page);
    await unsent(page, 0);
    await page.getByText('Đã gửi: 1').waitFor();

    await page.getByText('Đăng xuất, xóa dữ liệu trên máy').click();
    await page.getByRole('button', { name: 'Xóa hết và đăng xuất' }).click();
    await page.waitForURL('**/sign-in');
    const left = await page.evaluate<number[]>(
      "new Promise((resolve) => { indexedDB.open('ydan-field').onsuccess = ({ target: { result } }) => { const work = result.transaction(['cases', 'entries']); const all = ['cases', 'entries'].map((name) => work.objectStore(name).count()); work.oncomplete = () => resolve(all.map((one) => one.result)); }; })",
    );
    expect(left).to.deep.equal([0, 0]);
  });

  it('sends each interview once to a server that is killed while it does, and to two tablets gives no case twice', async () => {
    const port = String(await freePort());
    const { mongodbUri, redisUrl, sessionSecret, encryptionKey } = world.services;
    const settings = {
      ...{
        NODE_ENV: 'test',
        RUN: 'web',
        SEED: 'none',
        PORT: port,
        LOG_LEVEL: 'silent',
        DATA_DIR: await temporaryFolder(),
      },
      ...{
        MONGODB_URI: mongodbUri,
        REDIS_URL: `unix:${redisUrl}`,
        SESSION_SECRET: sessionSecret,
        ENCRYPTION_KEY: encryptionKey,
      },
    };
    const start = async (): Promise<LocalProcess> => {
      const server = startProgram('src/main.ts', [], settings);
      await server.printed(/^Ready:/m);
      return server;
    };
    const before = (await ofCampaign()).length;
    const server = await start();
    const tablets = await Promise.all(
      ['interviewer', 'supervisor'].map(async (who) => {
        const context = await tablet(`http://127.0.0.1:${port}`);
        const page = await context.newPage();
        await signIn(page, who);
        return { context, page };
      }),
    );
    await Promise.all(tablets.map(({ page }) => take(page, 4)));
    const hrefs = await Promise.all(
      tablets.map(({ page }) =>
        page.evaluate<string[]>("[...document.querySelectorAll('[data-list=cases] a')].map((each) => each.hash)"),
      ),
    );
    expect(new Set(hrefs.flat()).size).to.equal(8);
    for (const { context, page } of tablets) {
      await context.setOffline(true);
      await doors(page).first().focus();
      for (let done = 0; done < 4; done += 1) {
        await interview(page, '4'.repeat(20));
        await finish(page);
      }
      await unsent(page, 4);
    }
    let posts = 0;
    const killed = new Promise<void>((resolve) => {
      for (const { context } of tablets)
        context.on('request', (request) => {
          if (!request.url().includes(`${field}/entries`) || (posts += 1) !== 3) return;
          server.kill('SIGKILL');
          resolve();
        });
    });
    await Promise.all([killed, ...tablets.map(({ context }) => context.setOffline(false))]);
    await server.ended;
    const next = await start();
    await Promise.all(tablets.map(({ page }) => unsent(page, 0)));
    const all = await ofCampaign();
    expect(all).to.have.length(before + 8);
    expect(new Set(all.map(({ externalId }) => externalId)).size).to.equal(all.length);
    next.kill('SIGKILL');
    await next.ended;
  });

  it('stands in nobody’s way', async () => {
    const context = await tablet();
    const page = await context.newPage();
    await signIn(page);
    await take(page, 1);
    expect(await obstacles(page), 'home').to.deep.equal([]);
    await doors(page).first().click();
    await shown(page, 'door');
    expect(await obstacles(page), 'door').to.deep.equal([]);
    await press(page, 'r');
    await shown(page, 'outcome');
    expect(await obstacles(page), 'outcome').to.deep.equal([]);
    await page.goBack();
    await shown(page, 'door');
    await page.locator('[data-do=begin]').click();
    await shown(page, 'question');
    expect(await obstacles(page), 'question').to.deep.equal([]);
    await page.getByRole('link', { name: 'Đến phần cuối' }).click();
    await page.locator('#complain').check();
    expect(await obstacles(page), 'end').to.deep.equal([]);
    await context.setOffline(true);
    await page.goto(`${field}?lang=en`);
    await page.getByText('Whom to visit').waitFor();
    expect(await obstacles(page), 'offline, in English').to.deep.equal([]);
  });
});
