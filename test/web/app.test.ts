import { expect } from 'chai';
import { openWorld, type World } from '../support/world.ts';

describe('the web', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  it('says that it lives and that it can work', async () => {
    expect(await (await world.get('/healthz')).json()).to.deep.equal({ status: 'alive' });
    expect(await (await world.get('/readyz')).json()).to.deep.equal({ status: 'ready', store: true, redis: true });
  });

  it('counts requests by the pattern of their route and answers by channel', async () => {
    await world.post('/api/v1/responses', { agency: 'H79-N26740', channel: 'qr', score: 5 });
    await world.get('/rate/H79-N26740');
    const metrics = await world.text('/metrics');
    expect(metrics).to.match(/ydan_responses_recorded_total\{channel="qr"\} 1/);
    expect(metrics).to.contain('route="/rate/:agency"');
    expect(metrics).not.to.contain('H79-N26740');
  });

  it('serves its assets packed, under an address that changes with them, to be kept for ever', async () => {
    const page = await world.text('/rate');
    const [href = ''] = /\/assets\/site\.[0-9a-f]{8}\.css/.exec(page) ?? [];
    const asset = await world.fetch(href, { headers: { 'accept-encoding': 'br' } });
    expect(asset.headers.get('content-type')).to.contain('text/css');
    expect(asset.headers.get('content-encoding')).to.equal('br');
    expect(asset.headers.get('cache-control')).to.contain('immutable');
    expect(await asset.text()).to.contain('--accent');
    expect((await world.get(href.replace(/[0-9a-f]{8}/, '00000000'))).status).to.equal(404);
    expect((await world.get('/assets/..%2Fapp.ts')).status).to.equal(404);
  });

  it('shows people a page and programs a problem where there is nothing', async () => {
    const page = await world.get('/nowhere');
    expect(page.status).to.equal(404);
    expect(await page.text())
      .to.contain('<h1>Không tìm thấy trang</h1>')
      .and.contain('action="/rate"');
    const problem = await world.get('/api/v1/nowhere?lang=en');
    expect(problem.status).to.equal(404);
    expect(problem.headers.get('content-type')).to.contain('application/problem+json');
    expect(await problem.json()).to.include({ title: 'Not Found', status: 404 });
  });

  it('changes nothing by reading', async () => {
    expect((await world.get('/api/v1/responses')).status).to.equal(404);
    expect((await world.fetch('/rate/H79-N26740', { method: 'DELETE' })).status).to.equal(404);
  });
});
