import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { browser } from './support/chromium.ts';
import { follow, signIn } from './support/pages.ts';
import { openWorld, type World } from './support/world.ts';

/** The people of a story, each with a browser of her own, all at once. */
const staff = ['hotline', 'officer', 'home-affairs', 'monitor', 'inspector'] as const;
type Staff = (typeof staff)[number];

interface Codes {
  readonly code: string;
  readonly pin: string;
}

describe('five people signed in at once', () => {
  let world: World;
  const contexts: BrowserContext[] = [];
  const pages = {} as Record<Staff | 'resident', Page>;

  before(async () => {
    // A Monday morning, three weeks before Tết.
    world = await openWorld({ at: '2027-01-18T02:00:00Z' });
    await world.openAccounts();
    for (const who of ['resident', ...staff] as const) {
      const resident = who === 'resident';
      const context = await (await browser()).newContext({
        baseURL: world.url,
        javaScriptEnabled: !resident,
        viewport: { width: resident ? 360 : 1280, height: 800 },
      });
      contexts.push(context);
      const page = await context.newPage();
      pages[who] = page;
      if (!resident) await signIn(page, who, world.services.demoPassword);
    }
  });
  after(async () => {
    for (const context of contexts) await context.close();
    await world.close();
  });

  /** The resident files a complaint about Sài Gòn ward and writes the codes down. */
  async function file(topic: string, content: string, itsClass?: string): Promise<Codes> {
    const page = pages.resident;
    await page.goto('/complaints/new?agency=H79-N26740');
    await page.check(`input[name=topic][value=${topic}]`);
    await page.fill('#content', content);
    if (itsClass) await page.selectOption('#class', itsClass);
    await page.fill('#contact-email', 'cu-dan@example.org');
    await page.check('#consent');
    await follow(page.locator('form[action^="/complaints/new"] button.large'));
    const [code = '', pin = ''] = await page.locator('.big-code').allTextContents();
    await world.drain();
    return { code, pin };
  }

  /** The resident opens her story and gives what it says. */
  async function story({ code, pin }: Codes): Promise<string> {
    const page = pages.resident;
    await page.goto('/track');
    await page.fill('#trackingCode', code);
    await page.fill('#pin', pin);
    await follow(page.locator('form[action="/track"] button'));
    return page.getByRole('main').innerText();
  }

  /** Opens a case and unfolds everything on its page. */
  async function open(who: Staff, id: string): Promise<Page> {
    const page = pages[who];
    await page.goto(`/staff/complaints/${id}`);
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
    return page;
  }

  /** Fills in a form of the open case and sends it. */
  async function send(
    page: Page,
    noun: string,
    fields: Readonly<Record<string, string>>,
    button = 'button',
  ): Promise<void> {
    const form = page.locator(`form[action*="/${noun}"]`).first();
    const own = `${button}:not([formaction])`;
    for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
    await follow(form.locator(own).first());
    await world.drain();
  }

  /** The operator takes the oldest case and forwards it where the rules propose; gives its id. */
  async function forwardNext(): Promise<string> {
    const page = pages.hotline;
    await page.goto('/staff/hotline');
    await follow(page.locator('form[action*="/staff/hotline/next"] button'));
    const id = /complaints\/([0-9a-f]{24})/.exec(page.url())?.[1] ?? '';
    await follow(page.locator('form[action*="/check"] button[value=forward]'));
    await world.drain();
    expect((await world.system.stores.complaints.find(id))?.state).to.equal('forwarded');
    return id;
  }

  const trailIsWhole = async (): Promise<void> =>
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]) as never;
  const wordTo = async (path: string, button = 'button'): Promise<void> => {
    await follow(pages.resident.locator(`form[action^="${path}"] ${button}`).first());
    await world.drain();
  };

  it('put a late file right, and the resident says so', async () => {
    const codes = await file('late_file', 'Giấy hẹn ngày 10 nhưng hôm nay vẫn chưa có kết quả.');
    const id = await forwardNext();
    await send(await open('officer', id), 'acceptance', {});
    await send(await open('officer', id), 'resolution', {
      text: 'Kết quả đã có tại quầy số 3, phường xin lỗi vì trễ hẹn.',
    });
    expect(await story(codes)).to.include('phường xin lỗi vì trễ hẹn');
    await wordTo('/track/story/confirmation');
    await pages.resident.check('input[name=score][value="5"]');
    await wordTo('/track/story/handling-rating');
    const found = await world.system.stores.complaints.find(id);
    expect(found).to.include({ state: 'closed', handlingScore: 5 });
    expect(await (await open('monitor', id)).getByRole('main').innerText()).to.include('phường xin lỗi vì trễ hẹn');
    await trailIsWhole();
  });

  it('follow a demand for money of which the ward finds no trace', async () => {
    const before = await tracesFor('officer');
    await file('harassment', 'Cán bộ quầy số 2 của phường đòi tiền để trả hồ sơ sớm.');
    const seen = await world.system.stores.complaints.list({ topics: ['harassment'] }, { sort: 'newest', limit: 1 });
    const id = seen[0]?.id ?? '';
    expect(await (await open('monitor', id)).getByRole('main').innerText()).to.include('đòi tiền');
    expect(await forwardNext()).to.equal(id);
    await send(await open('home-affairs', id), 'acceptance', {});
    await send(await open('home-affairs', id), 'resolution', { text: 'Đã kiểm tra đột xuất và chuyển Thanh tra.' });
    expect(await tracesFor('officer')).to.deep.equal(before);
    for (const path of [`/staff/complaints/${id}`, `/staff/complaints/${id}/files/${id}`])
      expect((await pages.officer.goto(path))?.status(), path).to.equal(404);
    const officer = await world.system.stores.users.findByEmail('officer@demo.ydan');
    const told = (await world.system.stores.complaints.find(id))?.notices.map(({ account }) => account);
    expect(told).to.not.include(officer?.account.id);
    await trailIsWhole();
  });

  /** Everything a person can look through, as words. */
  async function tracesFor(who: Staff): Promise<string[]> {
    const page = pages[who];
    const texts: string[] = [];
    await page.goto('/staff/complaints');
    const tabs = await page.getByRole('main').locator('a[href*="/staff/complaints?"]').all();
    const paths = ['/staff', '/staff/complaints', '/staff/reports', '/complaints/answers'];
    for (const tab of tabs) paths.push((await tab.getAttribute('href')) ?? '');
    paths.push('/staff/complaints?q=tiền', '/staff/complaints?q=quầy');
    for (const path of new Set(paths)) {
      await page.goto(path);
      texts.push(`${path}\n${await page.getByRole('main').innerText()}`);
    }
    return texts;
  }

  it('lock a denunciation away for one named officer', async () => {
    const codes = await file('other', 'Tôi tố cáo trưởng phòng nhận hối lộ của nhiều người.', 'denunciation');
    const [kept] = await Promise.all([story(codes)]);
    expect(kept).to.not.include('hối lộ');
    const inspector = await world.system.stores.users.findByEmail('inspector@demo.ydan');
    const custodian = inspector?.account.id ?? '';
    const [sealed] = await world.system.stores.complaints.list({ custodian }, { sort: 'newest', limit: 1 });
    for (const who of ['hotline', 'officer', 'home-affairs', 'monitor'] as const)
      expect((await pages[who].goto(`/staff/complaints/${sealed?.id}`))?.status(), who).to.equal(404);
    const page = pages.inspector;
    await page.goto(`/staff/denunciations/${sealed?.id}`);
    expect(await page.getByRole('main').innerText()).to.not.include('hối lộ');
    await send(page, 'readings', { text: 'Xử lý đơn theo phân công.' });
    expect(await page.getByRole('main').innerText()).to.include('nhận hối lộ của nhiều người');
    const after = await world.system.stores.complaints.find(sealed?.id ?? '');
    expect(after?.trail.at(-1)).to.include({ kind: 'opened' });
    await trailIsWhole();
  });

  it('live through a case that is reopened twice, and tell Home Affairs the second time', async () => {
    const codes = await file('extra_papers', 'Phường yêu cầu nộp thêm bản sao sổ hộ khẩu.');
    const id = await forwardNext();
    for (const [number, answer] of ['Đã nhắc bộ phận một cửa.', 'Đã làm việc lại với cán bộ.'].entries()) {
      await send(await open('officer', id), 'resolution', { text: answer });
      expect(await story(codes)).to.include(answer);
      await pages.resident
        .locator('form[action^="/track/story/reopening"] textarea')
        .fill(`Vẫn bị đòi lần ${number + 1}.`);
      await wordTo('/track/story/reopening');
    }
    const found = await world.system.stores.complaints.find(id);
    expect(found).to.include({ state: 'forwarded', reopenings: 2 });
    expect(found?.watchers).to.include('H79-SNV');
    expect(await (await open('home-affairs', id)).getByRole('main').innerText()).to.include('Vẫn bị đòi lần 2.');
    expect(await (await open('officer', id)).getByRole('main').innerText()).to.include('Vẫn bị đòi lần 2.');
    await trailIsWhole();
  });

  it('see a case escalate over Tết, whose days are not counted', async () => {
    const codes = await file('late_file', 'Hồ sơ trễ hẹn trước Tết.');
    const id = await forwardNext();
    const due = (await world.system.stores.complaints.find(id))?.clocks.at(-1)?.dueAt;
    // Fifteen working days from Monday the 18th, with Tết from Friday 5 to Thursday 11 February between.
    expect(due?.toISOString()).to.equal('2027-02-15T10:00:00.000Z');
    world.clock.set('2027-02-16T03:00:00Z');
    await world.drain();
    expect(await story(codes)).to.match(/trễ|quá hạn|muộn/i);
    await signIn(pages['home-affairs'], 'home-affairs', world.services.demoPassword);
    await pages['home-affairs'].goto('/staff/overdue');
    expect(await pages['home-affairs'].getByRole('main').innerText()).to.include('Sài Gòn');
    world.clock.set('2027-02-17T03:00:00Z');
    await world.drain();
    const found = await world.system.stores.complaints.find(id);
    expect(found?.watchers).to.include.members(['H79-SNV', 'H79']);
    expect(found?.trail.map(({ kind }) => kind)).to.include.members(['warned', 'breached', 'escalated']);
    await trailIsWhole();
  });
});
