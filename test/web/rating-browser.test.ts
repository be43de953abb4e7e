import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { obstacles } from '../support/obstacles.ts';
import { follow, visiting } from '../support/pages.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = '/rate/H79-N26740';

describe('rating in a browser', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const focused = (page: Page) =>
    page.evaluate<string>('document.activeElement.id || document.activeElement.textContent');

  it('is done with the keyboard alone, from finding the agency to the thanks', async () => {
    await visiting(world.url, '/rate', {}, async (page) => {
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const tabTo = async (wanted: string) => {
        for (let tabs = 0; (await focused(page)) !== wanted; tabs += 1) {
          if (tabs > 40) throw new Error(`Tab does not lead to ${wanted}`);
          await press('Tab');
        }
      };
      await press('Tab');
      expect(await focused(page)).to.equal('Đến nội dung chính');
      await press('Enter');
      await tabTo('q');
      await page.keyboard.type('sai gon');
      await page.getByText('Số cơ quan tìm thấy: 1.').waitFor();
      await tabTo('Phường Sài Gòn');
      await press('Enter');
      await page.waitForURL(`**${ward}`);
      await tabTo('procedure');
      await press('ArrowDown', 'Tab', 'Space');
      expect(await page.locator('[name=score]:checked').getAttribute('value')).to.equal('1');
      await press('ArrowDown', 'ArrowDown', 'ArrowDown');
      expect(await page.locator('[name=score]:checked').getAttribute('value')).to.equal('4');
      await tabTo('comment');
      await page.keyboard.type('Cán bộ rất tận tình');
      await tabTo('Gửi đánh giá');
      await press('Enter');
      await page.waitForURL('**/thanks');
      expect(await page.locator('h1').textContent()).to.equal('Cảm ơn ông/bà');
    });
    const kept = (await stored(world, 'responses')).at(-1);
    expect(kept).to.include({ score: 4, comment: 'Cán bộ rất tận tình' });
    expect(kept?.procedure).to.be.a('string');
  });

  it('asks for reasons of a low score only, and for a complaint only from who wants one', async () => {
    await visiting(world.url, ward, {}, async (page) => {
      const [reasons, complaint] = [page.getByText('Trả kết quả trễ hẹn'), page.locator('#complaint-content')];
      await page.getByLabel('Hài lòng', { exact: true }).check();
      expect(await reasons.isVisible()).to.equal(false);
      expect(await complaint.isVisible()).to.equal(false);
      await page.getByLabel('Không hài lòng', { exact: true }).check();
      await reasons.click();
      await page.locator('#complain').check();
      await complaint.fill('Giấy tờ bị thất lạc');
      await page.locator('#complaint-consent').check();
      await follow(page.getByRole('button', { name: 'Gửi đánh giá' }));
      await page.waitForURL('**/thanks');
      expect(await page.locator('.big-code').count()).to.equal(2);
    });
  });

  it('leaves out what was ticked before the score was changed for a better one', async () => {
    await visiting(world.url, ward, {}, async (page) => {
      await page.getByLabel('Rất không hài lòng').check();
      await page.getByText('Trả kết quả trễ hẹn').click();
      await page.getByLabel('Rất hài lòng').check();
      await follow(page.getByRole('button', { name: 'Gửi đánh giá' }));
      await page.waitForURL('**/thanks');
    });
    const kept = (await stored(world, 'responses')).at(-1);
    expect(kept).to.include({ score: 5 });
    expect(kept?.reasons).to.equal(undefined);
  });

  it('puts the focus on what is wrong and leads to each field', async () => {
    await visiting(world.url, ward, {}, async (page) => {
      await page.getByLabel('Mã hồ sơ').fill('HS 1');
      await follow(page.getByRole('button', { name: 'Gửi đánh giá' }));
      await page.locator('#faults:focus').waitFor();
      await page.getByRole('link', { name: 'Mã không được để trống' }).click();
      await page.locator('#dossierCode:focus').waitFor();
      expect(await page.getByLabel('Mã hồ sơ').inputValue()).to.equal('HS 1');
    });
  });

  it('makes one answer of a double click, a way back and a refresh', async () => {
    const before = (await stored(world, 'responses')).length;
    await visiting(world.url, ward, { javaScriptEnabled: false }, async (page) => {
      await page.getByLabel('Bình thường').check();
      const send = page.getByRole('button', { name: 'Gửi đánh giá' });
      await send.dblclick();
      await page.waitForURL('**/thanks');
      await page.reload();
      await page.goBack();
      await follow(page.getByRole('button', { name: 'Gửi đánh giá' }));
      await page.waitForURL('**/thanks');
    });
    expect(await stored(world, 'responses')).to.have.length(before + 1);
  });

  it('needs no script', async () => {
    await visiting(
      world.url,
      '/rate',
      { javaScriptEnabled: false, viewport: { width: 360, height: 700 } },
      async (page) => {
        await page.getByRole('searchbox').fill('sai gon');
        await follow(page.getByRole('button', { name: 'Tìm' }));
        await follow(page.getByRole('link', { name: 'Phường Sài Gòn' }));
        await page.getByLabel('Rất không hài lòng').check();
        await page.getByLabel('Trả kết quả trễ hẹn').check();
        await follow(page.getByRole('button', { name: 'Gửi đánh giá' }));
        await page.waitForURL('**/thanks');
      },
    );
    expect((await stored(world, 'responses')).at(-1)).to.deep.include({ score: 1, reasons: ['late'] });
  });

  it('lets a script show what a comment holds as text only', async () => {
    const attack = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    await visiting(world.url, `/rate?q=${encodeURIComponent(attack)}`, {}, async (page) => {
      expect(await page.locator('#q').inputValue()).to.equal(attack);
      expect(await page.locator('img').count()).to.equal(0);
    });
  });

  const pages: readonly [string, string, number][] = [
    ['the search', '/rate', 200],
    ['what was found', '/rate?q=tan', 200],
    ['what was not found', '/rate?q=zzz', 200],
    ['the form', ward, 200],
    ['the thanks', `${ward}/thanks`, 200],
    ['an ended agency', '/rate/H79-SKHDT', 410],
    ['the list of agencies', '/agencies', 200],
    ['a page that is not there', '/nowhere', 404],
  ];
  for (const [name, path, status] of pages)
    it(`has nothing in the way of anybody on ${name}, in both languages, on small and large screens`, async () => {
      for (const language of ['vi', 'en']) {
        const address = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
        expect((await world.get(address)).status).to.equal(status);
        await visiting(world.url, address, {}, async (page) => {
          expect(await obstacles(page)).to.deep.equal([]);
        });
      }
    });

  it('has nothing in the way of anybody on a form that comes back with faults, and with all its parts shown', async () => {
    await visiting(world.url, ward, {}, async (page) => {
      await page.locator('#complain').check();
      await follow(page.getByRole('button', { name: 'Gửi đánh giá' }));
      await page.locator('#faults').waitFor();
      await page.getByLabel('Rất không hài lòng').check();
      expect(await obstacles(page)).to.deep.equal([]);
    });
  });
});
