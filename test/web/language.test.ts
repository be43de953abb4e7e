import { expect } from 'chai';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the language of an answer', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const languageOf = (page: string): string | undefined => /<html lang="(\w+)"/.exec(page)?.[1];

  it('is Vietnamese for whoever says nothing, whatever the browser prefers', async () => {
    const page = await world.fetch('/rate', { headers: { 'accept-language': 'en-GB' } });
    expect(languageOf(await page.text())).to.equal('vi');
  });

  it('is what the address says, and that is remembered', async () => {
    const visitor = new Visitor(world.url);
    expect(languageOf(await visitor.text('/rate?lang=en'))).to.equal('en');
    expect(languageOf(await visitor.text('/agencies'))).to.equal('en');
    expect(languageOf(await visitor.text('/agencies?lang=vi'))).to.equal('vi');
    expect(languageOf(await visitor.text('/agencies'))).to.equal('vi');
  });

  it('is not taken from an address that names none of ours', async () => {
    expect(languageOf(await world.text('/rate?lang=fr'))).to.equal('vi');
    expect(languageOf(await world.text('/rate?lang=en&lang=vi'))).to.equal('vi');
  });

  it('can be changed on every page without losing the place', async () => {
    const page = await new Visitor(world.url).text('/agencies?q=sai&kind=ward&lang=en');
    expect(page).to.contain('href="/agencies?q&#x3D;sai&amp;kind&#x3D;ward&amp;lang&#x3D;vi" lang="vi"');
  });

  it('stays through the links of a page', async () => {
    const page = await new Visitor(world.url).text('/rate?lang=en');
    expect(page).to.contain('href="/rate/H79-N26740?lang=en"');
  });

  it('follows the browser’s for programs', async () => {
    const problem = async (headers: Record<string, string>, path = '/api/v1/x') =>
      ((await (await world.fetch(path, { headers })).json()) as { detail: string }).detail;
    expect(await problem({ 'accept-language': 'en' })).to.contain('There is nothing');
    expect(await problem({ 'accept-language': 'fr' })).to.contain('Địa chỉ này');
    expect(await problem({})).to.contain('Địa chỉ này');
    expect(await problem({ 'accept-language': 'en' }, '/api/v1/x?lang=vi')).to.contain('Địa chỉ này');
  });
});
