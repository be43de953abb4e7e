import { expect } from 'chai';
import { answer } from '../support/answers.ts';
import { openWorld, type World } from '../support/world.ts';

interface Figure {
  n: number;
  levels: Record<string, number>;
  rate: number | null;
  interval: { low: number; high: number } | null;
  target: number | null;
  verdict: string | null;
}
interface Answered {
  definition: { code: string; version: number; text: string; texts: Record<string, string> };
  from: string;
  to: string;
  cutOff: string;
  total: Figure;
  groups: (Figure & { key: Record<string, string> })[];
}

const survey = 'from=2017-04-01&to=2017-11-30';

describe('The satisfaction API', () => {
  let world: World;
  const figures = async (query: string): Promise<Answered> => {
    const response = await world.get(`/api/v1/satisfaction?${query}`);
    expect(response.status, query).to.equal(200);
    return (await response.json()) as Answered;
  };
  const faults = async (query: string) => {
    const response = await world.fetch(`/api/v1/satisfaction?${query}`, { headers: { 'accept-language': 'en' } });
    expect(response.headers.get('content-type')).to.match(/^application\/problem\+json/);
    const { errors } = (await response.json()) as { errors: { pointer: string; detail: string }[] };
    return { status: response.status, errors };
  };

  before(async () => {
    world = await openWorld();
    const ward = { agency: 'H79-N26740', at: '2026-10-05T09:00:00+07:00' } as const;
    await answer(
      world,
      { agency: 'H79-760', channel: 'phone', score: 5, count: 60, at: '2017-04-03T09:00:00+07:00' },
      { agency: 'H79-760', channel: 'phone', score: 4, count: 37, at: '2017-05-31T23:30:00+07:00' },
      { agency: 'H79-SNV', channel: 'face_to_face', score: 2, count: 3, at: '2017-11-30T16:00:00+07:00' },
      { ...ward, channel: 'web', score: 5, count: 6, procedure: '1.001193' },
      { ...ward, channel: 'qr', score: 3, count: 2 },
      { ...ward, channel: 'qr', score: 1, count: 2 },
    );
  });
  after(() => world.close());

  it('gives the figure of the city with everything that is needed to recount it', async () => {
    const { definition, from, to, cutOff, total, groups } = await figures(survey);
    expect(definition).to.deep.include({ code: 'TOP2', version: 1 });
    expect([from, to, cutOff]).to.deep.equal(['2017-04-01', '2017-11-30', world.clock.now().toISOString()]);
    expect(total).to.deep.equal({
      n: 100,
      levels: { 1: 0, 2: 3, 3: 0, 4: 37, 5: 60 },
      excluded: 0,
      satisfied: 97,
      dissatisfied: 3,
      rate: 0.97,
      dissatisfiedRate: 0.03,
      interval: { low: 0.9155, high: 0.9897, method: 'wilson', confidence: 0.95 },
      target: 0.9,
      verdict: 'met',
    });
    expect(groups).to.deep.equal([]);
  });

  it('counts the last twelve months of the city when nothing is asked', async () => {
    const { from, to, total } = await figures('');
    expect({ from, to, n: total.n }).to.deep.equal({ from: '2025-11-23', to: '2026-11-22', n: 10 });
  });

  it('breaks figures down, and groups add up to the total', async () => {
    for (const by of [
      'agency',
      'unit',
      'channel',
      'procedure',
      'field',
      'day',
      'month',
      'quarter',
      'year',
      'unit,channel',
    ]) {
      const { total, groups } = await figures(`by=${by}`);
      expect(
        groups.reduce((n, group) => n + group.n, 0),
        by,
      ).to.equal(total.n);
    }
    const { groups } = await figures(`${survey}&by=month,channel`);
    expect(groups.map(({ key, n }) => [key, n])).to.deep.equal([
      [{ month: '2017-04', channel: 'phone' }, 60],
      [{ month: '2017-05', channel: 'phone' }, 37],
      [{ month: '2017-11', channel: 'face_to_face' }, 3],
    ]);
  });

  it('counts days in the city, and both ends of the period', async () => {
    expect((await figures('from=2017-05-31&to=2017-05-31')).total.n).to.equal(37);
    expect((await figures('from=2017-06-01&to=2017-11-29')).total.n).to.equal(0);
    expect((await figures('from=2017-04-04&to=2017-11-30')).total.n).to.equal(40);
  });

  it('filters by agency, channel and procedure', async () => {
    expect((await figures('agency=H79-N26740')).total.n).to.equal(10);
    expect((await figures('agency=H79-SNV')).total.n).to.equal(0);
    expect((await figures('channel=web,phone')).total.n).to.equal(6);
    expect((await figures('procedure=1.001193')).total.n).to.equal(6);
  });

  it('follows the definition that is asked for', async () => {
    expect((await figures('definition=TOP2')).total).to.deep.include({ rate: 0.6, verdict: 'not_met' });
    expect((await figures('definition=NOT_DISSATISFIED')).total).to.deep.include({
      rate: 0.8,
      verdict: 'not_enough_evidence',
    });
    expect((await figures('definition=MEAN')).total).to.deep.include({ rate: 0.8, target: null, verdict: null });
  });

  it('says of nobody that there is no rate', async () => {
    expect((await figures('agency=H79-SNV')).total).to.deep.include({
      rate: null,
      interval: null,
      verdict: 'not_enough_evidence',
    });
  });

  it('explains the definition in the language of the reader and in both', async () => {
    const { definition } = await figures('lang=en');
    expect(definition.text).to.equal(definition.texts.en);
    expect((await figures('')).definition.text).to.equal(definition.texts.vi);
  });

  it('refuses what it does not understand, naming the parameter', async () => {
    expect(await faults('agency=nowhere')).to.deep.equal({
      status: 422,
      errors: [{ pointer: '/agency', detail: 'There is no agency with the code “nowhere”.' }],
    });
    for (const [query, pointer] of [
      ['from=2017-02-30', '/from'],
      ['definition=BEST', '/definition'],
      ['by=mood', '/by'],
      ['from=2017-05-02&to=2017-05-01', '/to'],
      ['from=2001-01-01', '/from'],
      ['by=day&from=2017-01-01', '/by'],
      ['agency[$gt]=', '/agency[$gt]'],
    ]) {
      const { status, errors } = await faults(query ?? '');
      expect([status, errors.map((each) => each.pointer)], query).to.deep.equal([422, [pointer]]);
      expect(errors[0]?.detail, query).to.not.match(/satisfaction:|fault:|\{\{/);
    }
  });

  it('answers 304 to those who have the figures, until one changes', async () => {
    const path = '/api/v1/satisfaction?agency=H79-N26743&by=channel';
    const tag = (await world.get(path)).headers.get('etag') ?? '';
    const again = () => world.fetch(path, { headers: { 'if-none-match': tag } });
    world.clock.advance('1 minute');
    expect((await again()).status).to.equal(304);
    await answer(world, { agency: 'H79-N26743', channel: 'web', score: 5, count: 1, at: '2026-10-05T09:00:00+07:00' });
    expect((await again()).status).to.equal(200);
  });

  it('shows a rating as soon as it is counted', async () => {
    const before = (await figures('agency=H79-N26737')).total.n;
    const posted = await world.post('/api/v1/responses', { agency: 'H79-N26737', channel: 'web', score: 2 });
    expect(posted.status).to.equal(201);
    await world.drain();
    expect((await figures('agency=H79-N26737')).total.n).to.equal(before + 1);
  });
});
