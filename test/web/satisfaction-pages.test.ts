import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { answer } from '../support/answers.ts';
import { openWorld, type World } from '../support/world.ts';

const survey = 'from=2017-04-01&to=2017-11-30';
const autumn = '2026-10-05T09:00:00+07:00';
/** What a reader reads: no tags, one space between words. */
const words = (html: string): string =>
  html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/[^\S\u202f]+/g, ' ');

describe('The dashboard', () => {
  let world: World;
  const source = async (path: string): Promise<string> => (await world.text(path)).replaceAll('&#x3D;', '=');
  const read = async (path: string): Promise<string> => words(await source(path));

  before(async () => {
    world = await openWorld();
    const spring = '2017-04-03T09:00:00+07:00';
    await answer(
      world,
      { agency: 'H79-760', channel: 'phone', score: 5, count: 1200, at: spring, procedure: '1.001612' },
      { agency: 'H79-26740', channel: 'face_to_face', score: 4, count: 80, at: spring },
      { agency: 'H79-761', channel: 'phone', score: 2, count: 40, at: '2017-06-01T09:00:00+07:00' },
      { agency: 'H79-SNV', channel: 'web', score: 4, count: 5, at: autumn },
      { agency: 'H79-N26740', channel: 'web', score: 5, count: 80, at: autumn },
      { agency: 'H79-N26737', channel: 'qr', score: 1, count: 20, at: autumn },
    );
  });
  after(() => world.close());

  it('shows the rate, the target, the verdict in words, how sure it is and of how many', async () => {
    const page = await read(`/?${survey}`);
    expect(page).to.include('96,97\u202f% câu trả lời là hài lòng hoặc rất hài lòng');
    expect(page).to.include('Chỉ tiêu 90\u202f%');
    expect(page).to.include('Đạt chỉ tiêu');
    expect(page).to.match(/trong khoảng 95,90\u202f% đến 97,77\u202f%/);
    expect(page).to.include('1.320 câu trả lời được tính · 0 câu bị loại');
    expect(page.match(/trả lời\s+0 bị loại/g)?.length).to.be.greaterThan(3);
    expect(page).to.include('3,03\u202f% không hài lòng hoặc rất không hài lòng');
    expect(page).to.include('Tính gộp các cơ quan trực thuộc.');
  });

  it('says until when answers are counted', async () => {
    world.clock.set('2026-11-22T03:42:07Z');
    expect(await read('/')).to.include('Đã đếm đến 10:42:07 22/11/2026');
  });

  it('is there in English', async () => {
    const page = await read(`/?${survey}&lang=en`);
    expect(page).to.include('96.97% of answers were satisfied or very satisfied');
    expect(page).to.include('Target met');
    expect(page).to.include('1,320 answers counted');
    expect(page).to.not.match(/satisfaction:|catalogue:/);
    await world.get('/?lang=vi');
  });

  it('shows each channel, then all together', async () => {
    const page = await read(`/?${survey}`);
    expect(page.indexOf('Phỏng vấn trực tiếp')).to.be.below(page.indexOf('Gộp các kênh'));
    expect(page).to.match(/Phỏng vấn qua điện thoại Đạt chỉ tiêu 96,77\u202f% 1\.240 trả lời/);
  });

  it('groups the units by verdict and does not rank them', async () => {
    const page = await read('/');
    const at = (text: string) => page.indexOf(text);
    expect(page).to.include('Chưa đạt chỉ tiêu (1)');
    expect(page).to.include('Chưa đủ câu trả lời để kết luận (1)');
    expect(page).to.include('Đạt chỉ tiêu (1)');
    expect(at('Phường Tân Định')).to.be.within(at('Chưa đạt chỉ tiêu (1)'), at('Chưa đủ câu trả lời để kết luận (1)'));
    expect(at('Sở Nội vụ')).to.be.within(
      at('Chưa đủ câu trả lời để kết luận (1)'),
      page.lastIndexOf('Đạt chỉ tiêu (1)'),
    );
  });

  it('lists them by rate or by name for those who ask, and those that nobody rated', async () => {
    const byRate = await read('/?sort=rate');
    expect(byRate.indexOf('Phường Sài Gòn')).to.be.below(byRate.indexOf('Phường Tân Định'));
    const byName = await read('/?sort=name');
    expect(byName.indexOf('Phường Tân Định')).to.be.below(byName.indexOf('Sở Nội vụ'));
    expect(byName).to.match(/Chưa có câu trả lời: \d+ cơ quan .*Phường Bến Thành/);
  });

  it('shows of many units only the first group at once, and says which kind each group is', async () => {
    const many = await openWorld();
    const rated = [...(await many.system.actions.catalogue.current()).agencies.values()].filter(
      ({ kind, validTo }) => (kind === 'ward' || kind === 'department') && validTo === undefined,
    );
    await answer(
      many,
      ...rated
        .slice(0, 40)
        .map(({ code }) => ({ agency: code, channel: 'web' as const, score: 4 as const, count: 1, at: autumn })),
    );
    const html = await (await many.get('/?sort=name')).text();
    const groups = [...html.matchAll(/<details class="group"( open)?>\s*<summary>([^<]*)</g)].map(([, open, name]) => [
      name?.replace(/ \(.*/, ''),
      open !== undefined,
    ]);
    expect(groups.slice(0, 2)).to.deep.equal([
      ['Sở, ban, ngành', true],
      ['Phường', false],
    ]);
    await many.close();
  });

  it('of a district counts its wards and leads up to the city and down to each', async () => {
    const html = await source(`/agencies/H79-760?${survey}`);
    expect(words(html)).to.include('1.280 câu trả lời được tính');
    expect(html).to.include('<a href="/?from=2017-04-01&amp;to=2017-11-30">UBND Thành phố Hồ Chí Minh</a>');
    expect(html).to.include('href="/agencies/H79-26740?from=2017-04-01&amp;to=2017-11-30"');
  });

  it('of a unit that ended says so, names who took over and shows its last year', async () => {
    const page = await read('/agencies/H79-26740');
    expect(page).to.match(/Hoạt động đến hết ngày 30\/06\/2025\. Nay thuộc: UBND Phường Sài Gòn/);
    expect(page).to.include('Từ 01/07/2024 đến 30/06/2025');
    expect(page).to.include('Chưa có câu trả lời nào trong thời gian này.');
  });

  it('of a unit that took over from others names them', async () => {
    expect(await read('/agencies/H79-N26740')).to.match(/Tiếp nhận từ: .*UBND Phường Bến Nghé/);
  });

  it('leads to rating the agency, while it can be rated', async () => {
    expect(await world.text('/agencies/H79-N26740')).to.include('href="/rate/H79-N26740"');
    expect(await world.text('/agencies/H79-26740')).to.not.include('href="/rate/H79-26740"');
  });

  it('follows definition and channels from the address', async () => {
    const mean = await read('/agencies/H79-N26740?definition=MEAN');
    expect(mean).to.include('+2,00 điểm trung bình');
    expect(mean).to.include('không so với chỉ tiêu');
    expect(mean).to.not.include('Đạt chỉ tiêu');
    const filtered = await read('/?channel=qr&channel=kiosk');
    expect(filtered).to.include('20 câu trả lời được tính');
    expect(filtered).to.include('Chỉ tính kênh: Mã QR, Máy tại quầy');
  });

  it('keeps what was typed when it cannot be right, and says where', async () => {
    const response = await world.get('/?from=2017-05-02&to=2017-05-01&definition=MEAN');
    const html = await response.text();
    expect(response.status).to.equal(422);
    expect(html).to.include('<a href="#to">Ngày kết thúc không được trước ngày bắt đầu.</a>');
    expect(html).to.match(/name="from" type="date" value="2017-05-02"/);
    expect(html).to.include('<option value="MEAN" selected>');
  });

  it('has no page for a code that nobody has', async () => {
    const response = await world.get('/agencies/nowhere');
    expect(response.status).to.equal(404);
    expect(words(await response.text())).to.include('Không có cơ quan nào mang mã “nowhere”.');
  });

  it('has the same numbers at the API address that it names', async () => {
    const html = await source(`/?${survey}`);
    const href = /href="(\/api\/v1\/satisfaction[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const { total } = (await (await world.get(href)).json()) as { total: { n: number; rate: number } };
    expect(total).to.deep.include({ n: 1320, rate: 0.9697 });
  });

  it('gives the same rows as CSV with a byte order mark', async () => {
    const response = await world.get(`/satisfaction.csv?${survey}`);
    expect(response.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).to.include('satisfaction-H79-2017-04-01-2017-11-30.csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const rows: Record<string, string>[] = parse(bytes, { columns: true, bom: true });
    expect(rows[0]).to.deep.include({ group: 'total', n: '1320', level_5: '1200', rate: '0.9697', verdict: 'met' });
    expect(rows.filter(({ group }) => group === 'unit').map(({ code, n }) => [code, n])).to.deep.equal([
      ['H79-760', '1280'],
      ['H79-761', '40'],
    ]);
  });

  it('says that there is nothing to show before a catalogue was imported', async () => {
    const empty = await openWorld({ catalogue: 'none' });
    const response = await empty.get('/');
    expect(response.status).to.equal(404);
    expect(words(await response.text())).to.include('Chưa có danh mục cơ quan nào.');
    await empty.close();
  });

  it('weighs less than 60 kB with everything it needs', async () => {
    const html = await source('/');
    const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]*)"/g)].map(([, href]) => href ?? '');
    const sizes = await Promise.all(
      ['/', ...assets].map(async (path) =>
        Number((await world.fetch(path, { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-length')),
      ),
    );
    expect(sizes.every((size) => size > 0)).to.equal(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.below(60_000);
  });
});
