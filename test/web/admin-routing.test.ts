import { expect } from 'chai';
import { roles } from '../../src/domain/role.ts';
import { firstRules } from '../../src/domain/routing-rule.ts';
import { type TypedRule, typedRule } from '../../src/web/typed-rules.ts';
import { browser } from '../support/chromium.ts';
import { aFiling } from '../support/complaint.ts';
import { obstacles } from '../support/obstacles.ts';
import { follow, signIn } from '../support/pages.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const path = '/staff/admin/routing';
const draft = `${path}/new`;
const today = '2026-11-22';

const fees = typedRule({
  code: 'fees',
  when: { topics: ['fees'] },
  handlers: ['hotline'],
  watchers: ['H79-STC'],
  policy: 'hotline',
});
const first = firstRules.map(typedRule);

/** A form as a browser sends it: boxes that are not ticked are left out. */
function formOf(rules: readonly TypedRule[], more: Readonly<Record<string, string>> = {}) {
  const fields: Record<string, string | string[]> = { from: today, reason: 'Thử', tried: '', ...more };
  for (const [index, rule] of rules.entries())
    for (const [field, value] of Object.entries(rule))
      if (!Array.isArray(value)) fields[`rules-${index}-${field}`] = String(value);
      else if (value.length > 0) fields[`rules-${index}-${field}`] = value.map(String);
  return fields;
}

const codesIn = (page: string): string[] =>
  [...page.matchAll(/name="rules-\d+-code" type="text" value="([^"]*)"/g)].map(([, code = '']) => code);
/** What the hidden fields of the page hold. */
const hiddenIn = (page: string) => ({
  seen: /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? '',
  tried: /name="tried" value="([^"]*)"/.exec(page)?.[1] ?? '',
});

describe('the administrator of routing', () => {
  let world: World;
  let admin: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    admin = await world.signIn('admin');
    for (const topic of ['fees', 'late_file', 'attitude'] as const)
      await world.system.actions.complaints.file(aFiling({ topic, content: `Chuyện riêng về ${topic}` }), topic);
    await world.drain();
  });
  after(() => world.close());

  const seen = async () => hiddenIn(await admin.text(draft)).seen;
  const send = async (rules: readonly TypedRule[], more: Readonly<Record<string, string>>) => {
    const response = await admin.submit(draft, formOf(rules, { seen: await seen(), ...more }));
    return { status: response.status, to: response.headers.get('location'), page: await response.text() };
  };
  const versions = async () => (await world.system.actions.routing.books()).length;
  const tried = async (rules: readonly TypedRule[]) => hiddenIn((await send(rules, { try: '1' })).page).tried;

  it('is an administrator and nobody else', async () => {
    const pages = ['/staff/admin', path, draft, '/staff/admin/custodian'];
    for (const address of pages) expect((await world.get(address)).status, address).to.equal(303);
    for (const role of roles) {
      const visitor = await world.signIn(role);
      for (const address of pages) {
        const { status } = await visitor.get(address);
        expect(status, `${role} ${address}`).to.equal(role === 'admin' ? 200 : 403);
      }
    }
    const officer = await world.signIn('officer');
    const refused = await officer.submit('/staff', formOf([fees, ...first], { try: '1', seen: '1' }), draft);
    expect(refused.status).to.equal(403);
  });

  it('finds the way to every task', async () => {
    const page = await admin.text('/staff/admin');
    for (const task of ['routing', 'custodian', 'calendar', 'policies', 'templates'])
      expect(page).to.include(`href="/staff/admin/${task}"`);
  });

  it('reads the rules in force in words, and that no rule lifts the law', async () => {
    const page = await admin.text(path);
    expect(page).to.include('Khi việc được phản ánh là Nhũng nhiễu, gợi ý chi tiền');
    expect(page).to.include('chuyển đến cấp trên của cơ quan bị phản ánh và Sở Nội vụ');
    expect(page).to.include('cùng theo dõi: Thanh tra Thành phố và Mặt trận Tổ quốc');
    expect(page).to.include('không quy tắc nào gỡ bỏ được');
    const english = await admin.text(`${path}?lang=en`);
    expect(english).to.include('In every other case').and.to.include('no rule can lift');
    await admin.text(`${path}?lang=vi`);
  });

  it('begins a draft with the newest rules', async () => {
    expect(codesIn(await admin.text(draft))).to.deep.equal(firstRules.map(({ code }) => code));
  });

  it('moves, removes and adds rules with buttons, and loses nothing that was typed', async () => {
    const odd = { ...fees, code: 'PHÍ & lệ phí', 'when-words': 'phí\nlệ phí', 'handlers-codes': 'KHÔNG-CÓ' };
    const [one, two] = [first[0] as TypedRule, first.at(-1) as TypedRule];
    const reason = 'Đang soạn dở "bản nháp"';
    const after = async (button: Readonly<Record<string, string>>) => {
      const { status, page } = await send([one, odd, two], { ...button, reason, from: 'hôm qua' });
      expect(status).to.equal(200);
      expect(page).to.include('Đang soạn dở &quot;bản nháp&quot;').and.to.include('value="hôm qua"');
      if (!('remove' in button)) expect(page).to.include('phí\nlệ phí').and.to.include('KHÔNG-CÓ');
      return codesIn(page);
    };
    const [a, b, c] = [one.code, 'PHÍ &amp; lệ phí', two.code];
    expect(await after({ up: '1' })).to.deep.equal([b, a, c]);
    expect(await after({ down: '1' })).to.deep.equal([a, c, b]);
    expect(await after({ remove: '1' })).to.deep.equal([a, c]);
    expect(await after({ add: '1' })).to.deep.equal([a, b, '', c]);
  });

  it('sees at each field what is wrong, with everything kept', async () => {
    const wrong = { ...fees, code: 'Phí', 'watchers-codes': 'H79-KHONG', policy: '', handlers: [] };
    const { status, page } = await send([wrong, ...first], { try: '1' });
    expect(status).to.equal(422);
    for (const field of ['code', 'policy']) expect(page).to.include(`href="#rules-0-${field}"`);
    expect(page).to.include('value="Phí"');
    const shaped = await send([{ ...wrong, code: 'phi', policy: 'none' }, ...first.slice(0, -1)], { try: '1' });
    expect(shaped.status).to.equal(422);
    for (const field of ['handlers', 'watchers', 'policy']) expect(shaped.page).to.include(`href="#rules-0-${field}"`);
    expect(shaped.page)
      .to.include(`href="#rules-${first.length - 1}"`)
      .and.to.include('H79-KHONG');
    expect(shaped.page).to.not.include('name="save"');
  });

  it('sees what a draft would change, without a word of what was said, before saving it', async () => {
    expect(await admin.text(draft)).to.not.include('name="save"');
    const { status, page } = await send([fees, ...first], { try: '1' });
    expect(status).to.equal(200);
    expect(page).to.include('Số phản ánh gần nhất đã thử: 3. Số phản ánh sẽ đi theo đường khác: 1.');
    expect(page).to.match(/Quy tắc không khớp với phản ánh nào: [^<]*website/);
    expect(page).to.include('name="save"').and.to.not.include('Chuyện riêng');
  });

  it('sees where the law of conflict of interest overrides a wish', async () => {
    const all = typedRule({ code: 'all', when: {}, handlers: ['agency'], watchers: [], policy: 'portal' });
    const { page } = await send([all], { try: '1' });
    expect(page).to.match(/Luật xung đột lợi ích loại ra: [^<]*Sài Gòn/);
    expect(page).to.match(/Luật xung đột lợi ích thêm vào: [^<]*Mặt trận/);
  });

  it('cannot save what was not tried out, nor other rules than those that were', async () => {
    const before = await versions();
    const stamp = await tried([fees, ...first]);
    for (const [rules, mark] of [
      [[fees, ...first], ''],
      [[fees, ...first], 'x'],
      [[{ ...fees, policy: 'portal' }, ...first], stamp],
    ] as const) {
      const { status, page } = await send(rules, { save: '1', tried: mark });
      expect(status).to.equal(200);
      expect(page).to.include('nên chưa lưu');
    }
    expect(await versions()).to.equal(before);
  });

  it('must say why, and from a day that is not past, and keeps what was tried', async () => {
    const stamp = await tried([fees, ...first]);
    const { status, page } = await send([fees, ...first], { save: '1', tried: stamp, reason: ' ', from: '2026-11-21' });
    expect(status).to.equal(422);
    expect(page).to.include('href="#reason"').and.to.include('href="#from"');
    expect(hiddenIn(page).tried).to.equal(stamp);
  });

  it('saves what was tried out, and finds it with name, time and reason', async () => {
    const before = await versions();
    const stamp = await tried([fees, ...first]);
    const { status, to } = await send([fees, ...first], { save: '1', tried: stamp, reason: 'Phí do tổng đài trả lời' });
    expect([status, to]).to.deep.equal([303, path]);
    expect(await versions()).to.equal(before + 1);
    const page = await admin.text(path);
    expect(page)
      .to.include(`Đã lưu bản số ${before + 1}`)
      .and.to.include('Phí do tổng đài trả lời');
    expect(page).to.include('admin@demo.ydan · Phí do tổng đài trả lời');
    expect(codesIn(await admin.text(draft))[0]).to.equal('fees');
    expect(codesIn(await admin.text(`${draft}?version=1`))).to.deep.equal(firstRules.map(({ code }) => code));
  });

  it('is told when somebody else saved meanwhile, keeps her draft and may try it out anew', async () => {
    const old = await seen();
    const mine = [{ ...fees, code: 'mine' }, ...first];
    const stamp = await tried(mine);
    const theirs = [{ ...fees, code: 'theirs' }, ...first];
    await send(theirs, { save: '1', tried: await tried(theirs) });
    const { status, page } = await send(mine, { save: '1', tried: stamp, seen: old });
    expect(status).to.equal(409);
    expect(page).to.include('Người khác vừa lưu một bản mới').and.to.not.include('name="save"');
    expect(codesIn(page)[0]).to.equal('mine');
    expect(hiddenIn(page).seen).to.equal(String(Number(old) + 1));
  });

  it('names the officer for denunciations among the inspectors', async () => {
    const inspector = (await world.system.stores.users.findByEmail('inspector@demo.ydan'))?.account.id ?? '';
    const name = (account: string) => admin.submit('/staff/admin/custodian', { account });
    expect((await name('')).status).to.equal(303);
    expect(await admin.text('/staff/admin/custodian')).to.include('Chưa có ai được chỉ định');
    expect((await name(inspector)).status).to.equal(303);
    expect(await world.system.actions.routing.custodian()).to.equal(inspector);
    expect(await admin.text('/staff/admin/custodian')).to.include('người chỉ định: admin@demo.ydan');
    const monitor = (await world.system.stores.users.findByEmail('monitor@demo.ydan'))?.account.id ?? '';
    const refused = await name(monitor);
    expect(refused.status).to.equal(422);
    expect(await refused.text()).to.include('Chỉ thanh tra viên');
    expect(await world.system.actions.routing.custodian()).to.equal(inspector);
  });

  it('drafts, tries out and saves in a browser without JavaScript, at every width', async () => {
    const context = await (await browser()).newContext({
      baseURL: world.url,
      javaScriptEnabled: false,
      viewport: { width: 360, height: 800 },
    });
    try {
      const page = await context.newPage();
      await signIn(page, 'admin', world.services.demoPassword);
      await page.goto(draft);
      const count = await page.locator('.rule').count();
      await follow(page.getByRole('button', { name: 'Thêm một quy tắc' }));
      const at = `rules-${count - 1}`;
      await page.locator(`#${at}-code`).fill('website-fault');
      await page.locator(`input[name="${at}-when-topics"][value=website]`).check();
      await page.locator(`input[name="${at}-handlers"][value=hotline]`).check();
      await page.locator(`#${at}-policy`).selectOption('hotline');
      await follow(page.locator('button[name=up]').last());
      await follow(page.locator('button[name=down]').nth(count - 1));
      await follow(page.getByRole('button', { name: 'Chạy thử' }).last());
      await page.locator('#trial').waitFor();
      await page.fill('#reason', 'Lỗi trang web');
      await follow(page.getByRole('button', { name: 'Lưu thành bản mới' }));
      expect(await page.locator('main').textContent()).to.include('website-fault');
    } finally {
      await context.close();
    }
  });

  it('works on pages that break no rule of accessibility and fit into 320 pixels', async () => {
    const context = await (await browser()).newContext({ baseURL: world.url });
    try {
      const page = await context.newPage();
      await signIn(page, 'admin', world.services.demoPassword);
      for (const address of [path, '/staff/admin/custodian', draft]) {
        await page.goto(address);
        expect(await obstacles(page)).to.deep.equal([]);
      }
      await follow(page.getByRole('button', { name: 'Chạy thử' }).last());
      await page.locator('#trial').waitFor();
      expect(await obstacles(page)).to.deep.equal([]);
    } finally {
      await context.close();
    }
  });
});
