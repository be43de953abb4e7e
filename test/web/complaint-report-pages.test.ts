import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Role } from '../../src/domain/role.ts';
import { answeredAfter, type CountedCase, putCases } from '../support/counted-case.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = 'H79-N26740';
const october = 'to=2025-10';
const at = (instant: string): Date => new Date(`${instant}:00Z`);
const several = (n: number, one: CountedCase): CountedCase[] => Array.from({ length: n }, () => one);

/** The rows of a page's table as text, its first table unless told. */
function rowsOf(html: string, table = 0): string[][] {
  const [, body = ''] =
    [...html.matchAll(/<table class="cases report[\s\S]*?<tbody[^>]*>([\s\S]*?)<\/tbody>/g)][table] ?? [];
  const text = (cell: string): string =>
    cell
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#x27;/g, "'")
      .replace(/\s+/g, ' ')
      .trim();
  return [...body.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => text(cell)),
  );
}

describe('the figures of complaints', () => {
  let world: World;
  const staff = new Map<Role, Visitor>();
  const page = async (role: Role, query = october, suffix = ''): Promise<string> =>
    (staff.get(role) as Visitor).text(`/staff/reports${suffix}?lang=en&${query}`);
  const csv = async (role: Role, query = october): Promise<Record<string, string>[]> =>
    parse(await page(role, query, '.csv'), { columns: true, bom: true });

  before(async () => {
    world = await openWorld({ at: '2025-10-25T06:00:00Z', worker: false });
    for (const role of ['hotline', 'home_affairs', 'monitor', 'admin', 'officer', 'interviewer'] as const)
      staff.set(role, await world.signIn(role));
    const received = { receivedAt: at('2025-10-01T03:00') };
    await putCases(world, [
      ...several(6, answeredAfter(2, received)),
      ...several(2, answeredAfter(12, { ...received, reopenings: 1, handlingScore: 2 })),
      ...several(3, { receivedAt: at('2025-10-24T03:00') }),
      ...several(3, answeredAfter(1, { ...received, topic: 'fees' })),
      ...several(2, answeredAfter(1, { ...received, topic: 'website', confirmedAt: at('2025-10-03T03:00') })),
      // Of another ward, and at the edges of the hotline's month.
      ...several(5, answeredAfter(1, { ...received, agency: 'H79-N26743', handlers: ['H79-N26743'] })),
      { receivedAt: at('2025-09-25T04:59'), handlers: ['H79-1022'] },
      { receivedAt: at('2025-09-25T05:00'), handlers: ['H79-1022'] },
      { receivedAt: at('2025-10-25T05:00'), handlers: ['H79-1022'] },
      // Conduct of the ward, though it lies in the ward's own hands, and sealed cases.
      ...several(7, { ...received, class: 'feedback_conduct', topic: 'attitude', handlers: [ward] }),
      ...several(2, {
        ...received,
        class: 'denunciation',
        state: 'quarantined',
        topic: 'harassment',
        handlers: [ward],
      }),
    ]);
  });
  after(() => world.close());

  it('stand side by side with what they are counted from', async () => {
    const html = await page('monitor', `by=topic&${october}`);
    const [first, ...rest] = rowsOf(html);
    const lateFile = ['Application handled late', '17', '13 76.47%', '4 23.53%', '3 17.65%', '78.57% 11/14', '2.0'];
    expect(first).to.deep.equal(lateFile);
    expect(rest.map(([, received]) => received)).to.deep.equal(['7', '3', '2', '29']);
    expect(rowsOf(html, 1).at(-1)).to.deep.equal(['Total', '100.00% 29/29', '3.0', '3', '0', '0', '0', '8']);
    expect(rowsOf(html, 2).at(-1)).to.deep.equal(['Total', '18', '11.11% 2/18', '16', '2 6.90%', '0.00% 0/2']);
    expect(html).to.include('done in time ÷ (done + open past the deadline)');
  });

  it('count the month of the hotline from noon of the 25th, and the month of the calendar from its first', async () => {
    const total = async (query: string) => (await csv('monitor', query)).find(({ group }) => group === 'total');
    expect(await total(`by=topic&${october}`)).to.include({
      received: '29',
      from: '2025-09-25T05:00:00.000Z',
      to: '2025-10-25T05:00:00.000Z',
    });
    expect(await total(`by=topic&months=calendar&${october}`)).to.include({
      received: '29',
      from: '2025-09-30T17:00:00.000Z',
    });
    expect(await total(`by=topic&months=calendar&from=2025-09&${october}`)).to.include({ received: '31' });
    const months = await csv('monitor', 'by=month&from=2025-09&to=2025-11');
    expect(months.map(({ code, received }) => [code, received])).to.deep.equal([
      ['2025-09', '1'],
      ['2025-10', '29'],
      ['2025-11', '1'],
      ['', '31'],
    ]);
  });

  it('are those of an agency with everything below it', async () => {
    const units = await csv('monitor', `by=agency&${october}`);
    expect(units.map(({ code, received }) => [code, received])).to.deep.equal([
      [ward, '24'],
      ['H79-N26743', '5'],
      ['', '29'],
    ]);
    expect(
      (await csv('monitor', `by=topic&agency=H79-N26743&${october}`)).map(({ received }) => received),
    ).to.deep.equal(['5', '5']);
    expect(await page('monitor', `by=class&${october}`)).to.include('Conduct');
  });

  it('give the three rates of Decision 766, the third as soon as there are dossiers', async () => {
    const decision = rowsOf(await page('home_affairs', `by=topic&${october}`), 3);
    expect(decision.map(([, rate, basis, points]) => [rate, basis, points])).to.deep.equal([
      ['65.52%', '19/29', '3.93 of 6'],
      ['65.52%', '19/29', '3.93 of 6'],
      ['–', 'no dossier data yet', '– of 6'],
      ['–', '–', '– of 18'],
    ]);
  });

  it('are shown to an officer of what her agency handles, small groups together', async () => {
    const rows = await csv('officer');
    expect(rows.map(({ group, code, received }) => [group, code, received])).to.deep.equal([
      ['topic', 'late_file', '11'],
      ['others', '', '5'],
      ['total', '', '16'],
    ]);
    expect(
      rows.map(({ answered, confirmed, rated, satisfied }) => [answered, confirmed, rated, satisfied]),
    ).to.deep.equal([
      ['8', '0', '', ''],
      ['5', '2', '', ''],
      ['13', '2', '', ''],
    ]);
    expect(await page('officer'))
      .to.include('too few')
      .and.not.include('Decision 766');
  });

  it('give an officer nothing that she could subtract: no other month, no part of the city, no total of months', async () => {
    expect(await csv('officer', `months=calendar&agency=H79-N26743&from=2025-01&${october}`)).to.deep.equal(
      await csv('officer'),
    );
    const months = await csv('officer', `by=month&${october}`);
    expect(months).to.have.length(12);
    expect(months.filter(({ received }) => received).map(({ group, code }) => [group, code])).to.deep.equal([
      ['month', '2025-10'],
    ]);
    const classes = await (staff.get('officer') as Visitor).get('/staff/reports.csv?by=class');
    expect(classes.status).to.equal(422);
  });

  it('say how many denunciations lie sealed to the monitor, and to others only when they are not few', async () => {
    const told: Record<string, boolean> = {};
    for (const role of ['hotline', 'home_affairs', 'monitor', 'admin', 'officer'] as const)
      told[role] = (await page(role)).includes('sealed');
    expect(told).to.deep.equal({ hotline: false, home_affairs: true, monitor: true, admin: true, officer: false });
    expect(await page('monitor')).to.include('sealed so far: 2.');
    expect(await page('admin')).to.include('sealed so far: fewer than 5.');
  });

  it('are closed to interviewers and strangers', async () => {
    expect((await (staff.get('interviewer') as Visitor).get('/staff/reports')).status).to.equal(403);
    expect((await world.get('/staff/reports.csv')).status).to.equal(303);
  });

  it('come back with what is wrong with the question', async () => {
    const asked = async (query: string) => {
      const answer = await (staff.get('monitor') as Visitor).get(`/staff/reports?lang=en&${query}`);
      return [answer.status, (await answer.text()).includes('role="alert"')];
    };
    for (const query of [
      'from=2025-10&to=2025-09',
      'from=2024-01&to=2025-10',
      'to=x',
      'by=sex',
      'agency=NOPE',
      'to=2025-13',
    ])
      expect(await asked(query), query).to.deep.equal([422, true]);
    expect(await asked('from=2024-11&to=2025-10')).to.deep.equal([200, false]);
  });

  it('leave as CSV that a spreadsheet reads as figures and nothing else', async () => {
    const answer = await (staff.get('monitor') as Visitor).get(`/staff/reports.csv?${october}`);
    expect(answer.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).to.deep.equal(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString()).to.not.match(/(^|,)"?[=+@-]/m);
  });

  it('are the same for an officer whether or not there is conduct of her own unit, or a denunciation', async () => {
    const seen = async () => {
      const officer = staff.get('officer') as Visitor;
      const addresses = ['topic', 'agency', 'month'].flatMap((by) => [
        `?by=${by}&${october}`,
        `.csv?by=${by}&${october}`,
      ]);
      const answers = await Promise.all(addresses.map((address) => officer.text(`/staff/reports${address}`)));
      return answers.map((text) => text.replace(/name="token" value="[^"]*"/g, ''));
    };
    const before = await seen();
    const received = { receivedAt: at('2025-10-10T03:00'), handlers: [ward], watchers: [ward] };
    await putCases(world, [
      ...several(
        6,
        answeredAfter(1, { ...received, class: 'feedback_conduct', topic: 'harassment', handlingScore: 1 }),
      ),
      ...several(6, answeredAfter(1, { ...received, class: 'feedback_policy', topic: 'attitude', handlingScore: 1 })),
      ...several(6, { ...received, class: 'denunciation', state: 'quarantined' }),
    ]);
    expect(await seen()).to.deep.equal(before);
    expect((await csv('monitor')).find(({ group }) => group === 'total')).to.include({ received: '41' });
  });
});
