import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { ratingToken } from '../../src/domain/rating-link.ts';
import { createSeal } from '../../src/seal.ts';
import { stored } from '../support/stored.ts';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = '/rate/H79-N26740';

describe('rating a service', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const answers = () => stored(world, 'responses');
  const last = async () => (await answers()).at(-1);

  describe('begins with finding the agency', () => {
    it('by part of its name, with or without marks, in either language', async () => {
      for (const q of ['Sài Gòn', 'sai gon', 'GÒN PHƯỜNG', 'Sai Gon Ward', 'Sài Gòn'.normalize('NFD')]) {
        const page = await world.text(`/rate?q=${encodeURIComponent(q)}`);
        expect(page, q).to.contain('href="/rate/H79-N26740"').and.contain('Số cơ quan tìm thấy: 1.');
      }
      expect(await new Visitor(world.url).text('/rate?q=justice&lang=en')).to.contain('Department of Justice');
    });

    it('by an old name, which leads to the successors', async () => {
      const found = await world.text(`/rate?q=${encodeURIComponent('Kế hoạch và Đầu tư')}`);
      expect(found).to.contain('href="/rate/H79-SKHDT"');
      const ended = await world.get('/rate/H79-SKHDT');
      expect(ended.status).to.equal(410);
      expect(await ended.text())
        .to.contain('28/02/2025')
        .and.contain('<a href="/rate/H79-STC">Sở Tài chính</a>');
    });

    it('in a list of all there are today', async () => {
      const page = await world.text('/rate');
      expect(page.match(/href="\/rate\/H79-N\d+"/g)).to.have.length.greaterThan(160);
      expect(page).not.to.contain('/rate/H79-MTTQ"');
    });

    it('and says so kindly when there is none at an address', async () => {
      for (const path of ['/rate/H79-XXX', '/rate/__proto__', '/rate/H79-MTTQ']) {
        const page = await world.get(path);
        expect(page.status, path).to.equal(404);
        expect(await page.text(), path).to.contain('action="/rate"');
      }
    });
  });

  it('is one answer, thanked for', async () => {
    const sent = await world.submit(ward, {
      score: '4',
      procedure: '1.001193',
      comment: 'Rất nhanh',
      dossierCode: 'HS-3',
    });
    expect(sent.status).to.equal(303);
    expect(sent.headers.get('location')).to.equal(`${ward}/thanks`);
    expect(await last()).to.include({
      score: 4,
      procedure: '1.001193',
      comment: 'Rất nhanh',
      channel: 'web',
      language: 'vi',
    });
    expect(await world.text(`${ward}/thanks`)).to.contain('UBND Phường Sài Gòn đã được ghi nhận');
  });

  it('keeps the channel and the procedure that the address names, if the public may', async () => {
    const page = await world.text(`${ward}?channel=qr&procedure=1.000656`);
    expect(page).to.contain('name="channel" value="qr"').and.contain('<option value="1.000656" selected>');
    expect(await world.text(`${ward}?channel=phone`)).to.contain('name="channel" value="web"');
    expect((await world.submit(ward, { score: '4', channel: 'phone' })).status).to.equal(422);
  });

  it('keeps the reasons of a low score, one or many', async () => {
    await world.submit(ward, { score: '1', reasons: 'late' });
    expect((await last())?.reasons).to.deep.equal(['late']);
    await world.submit(ward, { score: '2', reasons: ['late', 'fees'] });
    expect((await last())?.reasons).to.deep.equal(['late', 'fees']);
  });

  it('counts once when it is sent twice, and keeps the first when the second says otherwise', async () => {
    const before = (await answers()).length;
    const nonce = /name="nonce" value="([^"]+)"/.exec(await world.text(ward))?.[1] ?? '';
    const twice = await Promise.all([1, 2].map(() => world.submit(ward, { score: '5', nonce })));
    const changed = await world.submit(ward, { score: '1', nonce });
    expect(twice.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(changed.status).to.equal(409);
    expect(await changed.text())
      .to.contain('Đánh giá đầu tiên')
      .and.contain(`href="${ward}"`);
    expect(await answers()).to.have.length(before + 1);
  });

  it('comes back with everything typed when something is wrong', async () => {
    const before = (await answers()).length;
    const sent = await world.submit(ward, {
      comment: '<b>"Chậm" & buồn</b>',
      reasons: ['fees'],
      complain: 'yes',
      'complaint-topic': 'fees',
      'complaint-contact-email': 'không phải thư',
    });
    const page = await sent.text();
    expect(sent.status).to.equal(422);
    for (const id of ['score', 'complaint-content', 'complaint-contact-email', 'complaint-consent'])
      expect(page, id).to.contain(`<li><a href="#${id}">`).and.contain(`id="${id}"`);
    expect(page).to.contain('&lt;b&gt;&quot;Chậm&quot; &amp; buồn&lt;/b&gt;</textarea>');
    expect(page)
      .to.match(/value="fees"[^>]* checked/)
      .and.match(/name="complain"[^>]* checked/);
    expect(page).to.contain('<option value="fees" selected>').and.contain('<title>Có lỗi:');
    expect(await answers()).to.have.length(before);
  });

  it('never guesses that what was written is a complaint', async () => {
    const sent = await world.submit(ward, { score: '1', 'complaint-content': 'Bị đòi thêm tiền' });
    expect(sent.status).to.equal(422);
    expect(await sent.text()).to.contain('href="#complain"');
  });

  it('refuses fields that the form does not have', async () => {
    expect((await world.submit(ward, { score: '4', status: 'valid' })).status).to.equal(422);
    expect((await world.submit(ward, { score: ['4', '5'] })).status).to.equal(422);
    expect((await world.submit(ward, { score: '9' })).status).to.equal(422);
  });

  it('opens a case when asked to, and shows its code and PIN once', async () => {
    const visitor = new Visitor(world.url);
    const sent = await visitor.submit(ward, {
      score: '1',
      complain: 'yes',
      'complaint-content': 'Hẹn trả kết quả ba lần mà chưa xong.',
      'complaint-consent': 'yes',
    });
    expect(sent.headers.get('location')).to.equal(`${ward}/thanks`);
    const [cookie = ''] = sent.headers.getSetCookie();
    expect(cookie).to.contain('HttpOnly').and.contain('SameSite=Lax').and.contain(`Path=${ward}/thanks`);
    const thanks = await visitor.get(`${ward}/thanks`);
    const [code = '', pin = ''] = [...(await thanks.text()).matchAll(/big-code">([^<]+)</g)].map(
      ([, text]) => text ?? '',
    );
    expect(thanks.headers.get('cache-control')).to.equal('no-store');
    expect(cookie).not.to.contain(code);
    expect(code).to.match(/^[0-9A-Z-]{21}$/);
    expect(pin).to.match(/^\d{6}$/);
    expect(await visitor.text(`${ward}/thanks`)).not.to.contain(code);
  });

  it('says so when what was told beside it is locked away as a denunciation', async () => {
    const visitor = new Visitor(world.url);
    await visitor.submit(ward, {
      score: '1',
      complain: 'yes',
      'complaint-content': 'Tôi tố cáo việc nhận tiền.',
      'complaint-consent': 'yes',
    });
    expect(await visitor.text(`${ward}/thanks`))
      .to.contain('đã được niêm phong')
      .and.contain('Xin đừng gửi thêm chi tiết')
      .and.not.contain('Tổng đài 1022 đọc');
  });

  for (const [what, comment, said] of [
    ['a comment of a megabyte', 'dài'.repeat(330_000), '2000'],
    ['bytes that are no text', 'trước \uFFFD sau', 'ký tự không hợp lệ'],
  ] as const)
    it(`keeps what was typed when there is ${what}`, async () => {
      const before = await last();
      const sent = await world.submit(
        ward,
        { score: '2', reasons: 'fees', comment, dossierCode: 'HS-9' },
        `${ward}/answers`,
      );
      const page = await sent.text();
      expect(sent.status).to.equal(422);
      expect(page).to.include(said).and.include(comment).and.include('value="HS-9"');
      expect(page).to.match(/value="2"[^>]*checked|checked[^>]*value="2"/);
      expect(await last()).to.deep.equal(before);
    });

  describe('by a link to one dossier', () => {
    const link = { agency: 'H79-N26740', procedure: '1.001193', dossierCode: 'HS-2026-77', until: '2026-12-31' };
    const tokenOf = (changes: Partial<typeof link> = {}) =>
      ratingToken(createSeal([world.services.encryptionKey]).digest, { ...link, ...changes });

    it('fixes what it is about and takes the first answer', async () => {
      const path = `/r/${tokenOf()}`;
      const page = await world.text(path);
      expect(page).to.contain('HS-2026-77').and.contain('Đăng ký khai sinh').and.not.contain('<select id="procedure"');
      expect((await world.submit(path, { score: '5' })).status).to.equal(303);
      expect(await last()).to.include({ dossierCode: 'HS-2026-77', procedure: '1.001193', score: 5 });
      const later = await world.text(path);
      expect(later).to.contain('HS-2026-77').and.contain('được gửi trước đó').and.not.contain('name="score"');
      const again = await world.submit(path, { score: '1', nonce: crypto.randomUUID(), channel: 'web' });
      expect(again.status).to.equal(409);
      expect(await again.text()).to.contain('HS-2026-77');
      expect(await last()).to.include({ score: 5 });
    });

    it('does not work when it was changed or has expired', async () => {
      const expired = await world.get(`/r/${tokenOf({ until: '2026-11-21' })}`);
      expect(expired.status).to.equal(410);
      expect(await expired.text()).to.contain('hết hạn');
      expect((await world.get(`/r/${tokenOf()}x`)).status).to.equal(404);
      expect((await world.get('/r/x')).status).to.equal(404);
    });
  });

  it('takes no more than 15 kB over the wire, with style and script', async () => {
    const sizeOf = (path: string): Promise<{ bytes: number; text: string }> =>
      new Promise((resolve, reject) => {
        request(new URL(path, world.url), { headers: { 'accept-encoding': 'br' } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const body = Buffer.concat(chunks);
            const text = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
            resolve({ bytes: body.length, text: text.toString() });
          });
        })
          .on('error', reject)
          .end();
      });
    for (const path of [ward, '/rate']) {
      const page = await sizeOf(path);
      const parts = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, href = '']) => sizeOf(href));
      const bytes = page.bytes + (await Promise.all(parts)).reduce((sum, part) => sum + part.bytes, 0);
      expect(parts.length, path).to.be.greaterThan(2);
      expect(bytes, path).to.be.lessThan(15_000);
    }
  });

  it('has every one of today’s agencies listed with its page of results and its rating page', async () => {
    const page = await world.text('/agencies');
    expect(page).to.contain('href="/agencies/H79-N26740"').and.contain('href="/rate/H79-N26740"');
    expect(page).not.to.contain('H79-SKHDT');
    const departments = await world.text('/agencies?kind=department&q=so+tu');
    expect(departments.match(/href="\/agencies\/H79-/g)).to.have.length(1);
    expect(await world.text('/agencies?kind=planet')).to.contain('H79-N26740');
  });
});
