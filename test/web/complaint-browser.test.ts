import { expect } from 'chai';
import { ask, resolve } from '../../src/domain/handling-steps.ts';
import { caseworkers } from '../support/caseworker.ts';
import { aFiling } from '../support/complaint.ts';
import { obstacles } from '../support/obstacles.ts';
import { follow, signIn, visiting } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

const form = '/complaints/new?agency=H79-N26740';

describe('complaining in a browser', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
  });
  after(() => world.close());

  it('is done, and followed, with the keyboard alone', async () => {
    await visiting(world.url, form, {}, async (page) => {
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
      await page.locator('#faults:focus').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('#content:focus').waitFor();
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
      await visiting(world.url, '/sign-in', {}, async (page) => {
        await signIn(page, name, world.services.demoPassword);
        await follow(page.getByRole('navigation').locator(`a[href="/staff/${room}"]`));
        const link = page.locator(`a[href="/staff/complaints/${id}"]`).first();
        seen[name] = (await link.count()) > 0;
        if (!seen[name]) return;
        await follow(link);
        expect(await page.getByText('Bị gợi ý chi tiền.').count()).to.equal(1);
      });
    expect(seen).to.deep.equal({ hotline: true, monitor: true, officer: false });
  });

  for (const lang of ['vi', 'en'])
    it(`has nothing in the way of anybody, in ${lang}`, async () => {
      const { complaints } = world.system.actions;
      const file = async (name: string, about: Parameters<typeof aFiling>[0]) => {
        const opened = await complaints.file(aFiling(about), `obstacles-${lang}-${name}`);
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
      await visiting(world.url, `/track?lang=${lang}`, {}, async (page) => {
        const check = async () => void found.push(...(await obstacles(page)));
        const send = () => follow(page.locator('main form button').last());
        await check();
        for (const { trackingCode, pin } of [conduct, asked, resolved, sealed]) {
          await page.goto('/track');
          await page.fill('#trackingCode', trackingCode);
          await page.fill('#pin', pin);
          await send();
          await check();
          const add = page.locator('form[action*=information] button');
          if ((await add.count()) === 0) continue;
          await follow(add);
          await check();
        }
        for (const path of ['/complaints/new?q=phuong', '/complaints/thanks', '/complaints/legal']) {
          await page.goto(path);
          await check();
        }
        await page.goto(form);
        await send();
        await check();
        await signIn(page, 'monitor', world.services.demoPassword);
        await page.goto(`/staff/complaints/${id}`);
        await check();
      });
      expect(found).to.deep.equal([]);
    });
});
