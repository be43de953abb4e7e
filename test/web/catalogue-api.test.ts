import { expect } from 'chai';
import { openWorld, type World } from '../support/world.ts';

interface Agencies {
  readonly agencies: readonly {
    readonly code: string;
    readonly kind: string;
    readonly names: { readonly vi: string };
  }[];
}

describe('the catalogue for other systems', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const json = async <T>(path: string): Promise<T> => (await (await world.get(path)).json()) as T;
  const codes = async (query: string) =>
    (await json<Agencies>(`/api/v1/agencies?${query}`)).agencies.map(({ code }) => code);

  it('lists the agencies there are and were, in the order of their codes', async () => {
    const all = await codes('');
    expect(all).to.have.length.greaterThan(500);
    expect(all).to.deep.equal([...all].sort());
  });

  it('finds them by name with and without marks, by kind, by parent and by day', async () => {
    expect(await codes('q=ph%C6%B0%E1%BB%9Dng+s%C3%A0i+g%C3%B2n')).to.deep.equal(['H79-N26740']);
    expect(await codes('q=phuong+sai+gon')).to.deep.equal(['H79-N26740']);
    expect(await codes('kind=hotline')).to.deep.equal(['H79-1022']);
    expect((await codes('kind=district&validOn=2017-05-01')).length).to.equal(24);
    expect(await codes('kind=district&validOn=2026-01-01')).to.deep.equal([]);
    expect(await codes('parent=H79-N26740')).to.deep.equal([]);
  });

  it('tells an agency’s history, successors, target and children', async () => {
    const ended = await json<Record<string, unknown>>('/api/v1/agencies/H79-SKHDT');
    expect(ended).to.include({ validTo: '2025-02-28' });
    expect(ended.successorsToday).to.deep.equal(['H79-STC']);
    const city = await json<{ target: number; children: unknown[] }>('/api/v1/agencies/H79');
    expect(city.target).to.equal(0.9);
    expect(city.children).to.have.length.greaterThan(100);
  });

  it('lists the procedures, those of an agency, of a field, by name', async () => {
    const names = async (query: string) =>
      (await json<{ procedures: { code: string }[] }>(`/api/v1/procedures?${query}`)).procedures.map(
        ({ code }) => code,
      );
    expect(await names('q=khai+sinh')).to.deep.equal(['1.001193']);
    expect(await names('agency=H79-N26740')).to.include('1.001193');
    expect(await names('agency=H79-STC')).not.to.include('1.001193');
    expect(await names('field=civil_status')).to.have.length(8);
  });

  it('says what is wrong with a question', async () => {
    for (const [path, pointer] of [
      ['/api/v1/agencies?kind=planet', '/kind'],
      ['/api/v1/agencies?validOn=2017-02-30', '/validOn'],
      ['/api/v1/agencies?colour=red', '/colour'],
      ['/api/v1/agencies?kind=ward&kind=city', '/kind'],
      ['/api/v1/procedures?agency=H79-XXX', '/agency'],
    ] as const) {
      const response = await world.get(path);
      const { errors } = (await response.json()) as { errors: { pointer: string }[] };
      expect(response.status, path).to.equal(422);
      expect(errors[0]?.pointer, path).to.equal(pointer);
    }
    expect((await world.get('/api/v1/agencies/H79-XXX')).status).to.equal(404);
    expect((await world.get('/api/v1/agencies/__proto__')).status).to.equal(404);
  });

  it('is not sent again to who has it', async () => {
    const first = await world.get('/api/v1/procedures');
    const etag = first.headers.get('etag') ?? '';
    const again = await world.fetch('/api/v1/procedures', {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(etag).not.to.equal('');
    expect(again.status).to.equal(304);
  });
});
