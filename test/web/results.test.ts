import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { MongoClient } from 'mongodb';
import { exportCommands } from '../../src/commands/export.ts';
import type { Campaign, Mode } from '../../src/domain/campaign.ts';
import type { ItemAnswer } from '../../src/domain/questionnaire.ts';
import { mayEnter, type Role, roles } from '../../src/domain/role.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { newResponseId } from '../../src/stores/responses.ts';
import { until } from '../local/until.ts';
import { browser } from '../support/chromium.ts';
import { commandContext } from '../support/command-context.ts';
import { allAnswers, campaignInput, frame, interviewerCalled, memberOf, openCampaign } from '../support/fieldwork.ts';
import { obstacles } from '../support/obstacles.ts';
import { signIn } from '../support/pages.ts';
import { postCampaign, returnedBatch, serialIn, ward } from '../support/paper.ts';
import { readSav } from '../support/sav-reader.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const an = interviewerCalled('an');
const births = `${ward} 1.001193`;
const deaths = `${ward} 2.000815`;

/** The rows of a page's tables as text, by the heading or label of the table. */
function tableOf(html: string, name: string): string[][] {
  const tables = [...html.matchAll(/<table[^>]*>[\s\S]*?<\/table>/g)].map(([table]) => table);
  const named = tables.find((table) => table.slice(0, table.indexOf('>')).includes(`="${name}"`));
  const [, body = ''] = /<tbody[^>]*>([\s\S]*)<\/tbody>/.exec(named ?? '') ?? [];
  const text = (cell: string): string =>
    cell
      .replace(/<svg[\s\S]*?<\/svg>|<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  return [...body.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => text(cell)),
  );
}

describe('the results of a campaign', () => {
  let world: World;
  let campaign: Campaign;
  const staff = new Map<Role, Visitor>();
  const path = ({ id }: Campaign, more = ''): string => `/staff/campaigns/${id}/results${more}`;
  const page = (role: Role, query = '', of = campaign): Promise<string> =>
    (staff.get(role) as Visitor).text(path(of, `?lang=en${query}`));

  /** A case of a stratum that nobody has tried yet, in her hand. */
  const taken = async (stratum: string): Promise<SurveyCase> => {
    const filter = { campaign: campaign.id, states: ['ready'], stratum } as const;
    const [ready] = await world.system.stores.surveyCases.list(filter, { limit: 1 });
    return world.system.actions.interviews.take(ready?.id ?? '', an);
  };
  const interview = async (stratum: string, mode: Mode, answers: Record<string, ItemAnswer>) => {
    const { interviews } = world.system.actions;
    const { id } = await taken(stratum);
    await interviews.begin(id, an, { mode, language: 'vi', consent: 1 });
    await interviews.answer(id, an, answers);
    return (await interviews.finish(id, an, {})).surveyCase;
  };
  const exclude = async ({ id }: SurveyCase): Promise<void> => {
    const client = new MongoClient(world.services.mongodbUri);
    try {
      await client
        .db()
        .collection('responses')
        .updateOne({ externalId: id }, { $set: { status: 'excluded' } });
    } finally {
      await client.close();
    }
  };
  const byPhone = async (): Promise<number> => {
    const answer = await world.get(`/api/v1/satisfaction?agency=${ward}&by=channel`);
    const { groups } = (await answer.json()) as { groups: { key: { channel: string }; n: number }[] };
    return groups.find(({ key }) => key.channel === 'phone')?.n ?? 0;
  };

  before(async () => {
    world = await openWorld();
    for (const role of roles) staff.set(role, await world.signIn(role));
    const entries = [...frame(90), ...frame(10, { procedure: '2.000815' })];
    campaign = await openCampaign(world, { team: [memberOf(an)], entries });
  });
  after(() => world.close());

  it('begin with an interview that is in the public rate within moments, once', async () => {
    const first = await interview(births, 'phone', { ...allAnswers(5), access1: 'dont_know', access2: 2 });
    await until('it is in the rate', async () => (await byPhone()) > 0);
    await world.system.actions.interviews.settle(world.clock.now());
    await world.system.actions.interviews.finish(first.id, an, {});
    await world.drain();
    expect(await byPhone()).to.equal(1);
  });

  it('equal the figures worked out by hand', async () => {
    for (const score of [4, 2] as const) await interview(births, 'phone', allAnswers(score));
    await interview(births, 'face_to_face', allAnswers(4));
    await interview(deaths, 'phone', allAnswers(4));
    for (const score of [3, 1, 3] as const) await interview(deaths, 'face_to_face', allAnswers(score));
    await exclude(await interview(deaths, 'phone', allAnswers(5)));
    const { interviews } = world.system.actions;
    await interviews.attempt((await taken(births)).id, an, { outcome: 'refusal_soft', note: 'Đang bận' });
    await interviews.attempt((await taken(births)).id, an, { outcome: 'no_answer' });

    // 90 dossiers of births, 10 of deaths; births 5 4 2 by phone and 4 face to face, deaths 4 by phone, 3 1 3 face to face.
    const html = await page('supervisor');
    // Phone: 3 of 4; weights 0.9 / 0.75 = 1.2 and 0.1 / 0.25 = 0.4: 0.9 · 2/3 + 0.1 = 0.7; n_eff 4² / (3 · 1.44 + 0.16) = 3.57.
    // Face to face: 1 of 4; 0.9 · 1 + 0.1 · 0 = 0.9; weights 3.6 and 0.1333: n_eff 16 / (12.96 + 3 · 0.0178) = 1.23.
    // Blended: 4 of 8; weights 0.9 / 0.5 = 1.8 and 0.2: 0.9 · 0.75 + 0.1 · 0.25 = 0.7; n_eff 64 / (4 · 3.24 + 4 · 0.04) = 4.88;
    // Wilson (0.7 + 3.8415 / 9.756) / 1.7875 ± 1.96 / 1.7875 · √(0.21 / 4.878 + 3.8415 / 95.18) = 0.6119 ± 0.3167.
    const rates = tableOf(html, 'rates').map(([name = '', n = '', plain = '', weighted = '', effective = '']) => [
      name.split(' ').slice(0, 2).join(' '),
      ...[n, plain.split(' ')[0], weighted.split(' ')[0], effective],
    ]);
    expect(rates.map(([, ...figures]) => figures)).to.deep.equal([
      ['4 1 excluded', '75.00%', '70.00%', '3.6 design effect 1.12'],
      ['4 0 excluded', '25.00%', '90.00%', '1.2 design effect 3.25'],
      ['8 1 excluded', '50.00%', '70.00%', '4.9 design effect 1.64'],
    ]);
    const [, , plain, weighted] = tableOf(html, 'rates').at(-1) ?? [];
    expect(plain).to.equal('50.00% 21.5–78.5% Target not met');
    expect(weighted).to.equal('70.00% 29.5–92.9% Not enough answers');
    // Neutral counts here: births 3 of 4, deaths 3 of 4.
    const notDissatisfied = tableOf(await page('supervisor', '&definition=NOT_DISSATISFIED'), 'rates').at(-1) ?? [];
    expect(notDissatisfied.map((cell) => cell.split(' ')[0]).slice(2, 4)).to.deep.equal(['75.00%', '75.00%']);
  });

  it('hold the index of items, factors and all, by mode and method, and both units of count', async () => {
    const html = await page('supervisor');
    // 8 · 19 answers, one "don't know": 151. Satisfied 4 · 19 less that one and the 2 at access2: 74.
    // Weighted (1.8 · 55 + 0.2 · 19) / (1.8 · 75 + 0.2 · 76) = 102.8 / 150.2. Phone 55 of 75, face to face 19 of 76.
    const [all, access] = tableOf(html, 'Index by factor');
    expect(all?.slice(1)).to.deep.equal(['73.33 75 answers', '25.00 76 answers', '49.01 151 answers', '68.44']);
    // Access has four items: 14 of 31; by phone 4 · 3 - 2 of 15.
    expect(access?.slice(1, 4)).to.deep.equal(['66.67 15 answers', '25.00 16 answers', '45.16 31 answers']);
    expect(html).to.include('49.01%').and.include('74 of 151 answers are satisfied');
    expect(html).to.include('37.50%').and.include('3 of 8 people are satisfied');
    const [first] = tableOf(html, 'Off the five levels, in no denominator');
    expect(first?.slice(1)).to.deep.equal(['0', '1', '0', '0']);
    // Means of 0, 25, 50, 75, 100: 8375 / 151, weighted (1.8 · 5050 + 0.2 · 3325) / 150.2.
    const [mean] = tableOf(await page('supervisor', '&method=MEAN'), 'Index by factor');
    expect(mean?.slice(3)).to.deep.equal(['55.46 151 answers', '64.95']);
  });

  it('tell how the sample became answers, and the response rates', async () => {
    const html = await page('supervisor');
    expect(tableOf(html, 'funnel').map(([, ...cells]) => cells)).to.deep.equal([
      ['100', '–', '–', '–'],
      ['100', '100.00%', '–', '100.00%'],
      ['10', '10.00%', '90 90.00%', '10.00%'],
      ['9', '90.00%', '1 10.00%', '9.00%'],
      ['8', '88.89%', '1 11.11%', '8.00%'],
    ]);
    expect(html).to.include('Excluded after checks: 1 (11.11% of those answered)');
    const rates = tableOf(html, 'All 16 rates of AAPOR with numerators, denominators and definitions');
    expect(rates).to.have.lengthOf(16);
    // Eleven were tried: nine interviews, one refusal, one who did not answer and may not be there at all.
    expect(rates.find(([name]) => name?.startsWith('RR2'))?.slice(2)).to.deep.equal(['9 / 11', '81.82%']);
    expect(rates.find(([name]) => name?.startsWith('COOP2'))?.slice(2)).to.deep.equal(['9 / 10', '90.00%']);
  });

  it('withhold strata of fewer than five answers from everybody but the supervisor', async () => {
    const shown = tableOf(await page('supervisor'), 'strata').map(([, ...cells]) => cells);
    expect(shown).to.have.deep.members([
      ['90', '25', '4 0 excluded', '1.800', '75.00% 30.1–95.4%'],
      ['10', '10', '4 1 excluded', '0.200', '25.00% 4.6–69.9%'],
    ]);
    for (const role of ['monitor', 'home_affairs', 'admin'] as const)
      expect(tableOf(await page(role), 'strata').map((row) => row.at(-1))).to.deep.equal([
        'Not published: too few answers',
        'Not published: too few answers',
      ]);
    const rows = async (role: Role): Promise<Record<string, string>[]> =>
      parse(await (staff.get(role) as Visitor).text(path(campaign, '/strata.csv')), { columns: true, bom: true });
    expect((await rows('home_affairs'))[0]).to.include({ population: '90', answers: '', weight: '', rate: '' });
    expect((await rows('supervisor'))[0]).to.include({ answers: '4', weight: '1.8', rate: '0.75' });
  });

  it('leave as files that say the same, from the page and the command line, with names for units and codes, and none of people', async () => {
    const supervisor = staff.get('supervisor') as Visitor;
    const file = async (name: string): Promise<Buffer> => {
      const answer = await supervisor.get(path(campaign, `/${name}`));
      expect(answer.headers.get('cache-control'), name).to.equal('no-store');
      expect(answer.headers.get('content-disposition'), name).to.match(/^attachment/);
      return Buffer.from(await answer.arrayBuffer());
    };
    const csv = parse<Record<string, string>>(await file('interviews.csv'), { columns: true, bom: true });
    const codebook = parse<Record<string, string>>(await file('codebook.csv'), { columns: true, bom: true });
    const sav = readSav(await file('interviews.sav?lang=en'));
    expect([csv.length, sav.rows.length]).to.deep.equal([9, 9]);
    const names = sav.variables.map(({ name }) => name);
    expect(Object.keys(csv[0] ?? {})).to.deep.equal(names);
    expect([...new Set(codebook.map(({ variable }) => variable))]).to.deep.equal(names);
    expect(sav.variables.find(({ name }) => name === 'overall')?.label).to.equal('Overall satisfaction');
    expect(csv[0]).to.include({ agency: ward, procedure: '1.001193', result: '1', mode: '1', access1: '98' });
    const counted = sav.rows.filter(({ status }) => status === 1);
    const sum = (rows: typeof counted) => rows.reduce((total, { weight }) => total + Number(weight), 0);
    expect(sum(counted.filter(({ overall }) => Number(overall) >= 4)) / sum(counted)).to.be.closeTo(0.7, 1e-9);
    const folder = await mkdtemp(join(tmpdir(), 'results-'));
    try {
      const exported = exportCommands['export interviews'];
      const done = await exported?.run(commandContext(world, [campaign.id, join(folder, 'all')]));
      expect(done?.summary).to.include({ interviews: 9, otherVersions: 0 });
      expect(parse(await readFile(join(folder, 'all.csv')), { columns: true, bom: true })).to.deep.equal(csv);
    } finally {
      await rm(folder, { recursive: true });
    }
    for (const bytes of [JSON.stringify(csv), JSON.stringify(sav.rows)])
      expect(bytes).to.not.match(/Người nộp|0500\d{6}|HS-|"an"/);
  });

  it('open to whom they are for, and the files to fewer', async () => {
    const whoGets = async (address: string): Promise<Role[]> => {
      const statuses = await Promise.all(
        roles.map(async (role) => [role, (await (staff.get(role) as Visitor).get(address)).status] as const),
      );
      expect(new Set(statuses.map(([, status]) => status)), address).to.deep.equal(new Set([200, 403]));
      return statuses.filter(([, status]) => status === 200).map(([role]) => role);
    };
    const readers = roles.filter((role) => mayEnter(role, 'results'));
    expect([...readers].sort()).to.deep.equal(['admin', 'home_affairs', 'monitor', 'supervisor']);
    for (const address of ['/staff/results', path(campaign)]) expect(await whoGets(address)).to.deep.equal(readers);
    for (const name of ['interviews.csv', 'codebook.csv', 'interviews.sav', 'strata.csv'])
      expect(await whoGets(path(campaign, `/${name}`)), name).to.deep.equal(['home_affairs', 'supervisor']);
    expect((await (staff.get('monitor') as Visitor).get('/staff/campaigns/none/results')).status).to.equal(404);
    expect((await world.get(path(campaign, '/interviews.csv'))).status).to.equal(303);
    expect(await page('monitor')).to.not.include('interviews.csv');
    expect(await (staff.get('monitor') as Visitor).text('/staff/results')).to.include(path(campaign));
  });

  it('say what is wrong with a choice, and show the usual figures', async () => {
    const answer = await (staff.get('monitor') as Visitor).get(path(campaign, '?lang=en&definition=MEAN'));
    expect(answer.status).to.equal(422);
    expect(await answer.text())
      .to.include('href="#definition"')
      .and.include('70.00%');
    const file = await (staff.get('supervisor') as Visitor).get(path(campaign, '/strata.csv?definition=MEAN'));
    expect(file.status).to.equal(422);
  });

  it('of the survey of 2018 show its funnel to the digit', async () => {
    const id = 'survey-2018';
    const cases = Array.from({ length: 2468 }, (_, index): SurveyCase => {
      const mode = index < 1051 ? 'phone' : 'face_to_face';
      const at = world.clock.now();
      const made = { at, by: an.id, name: 'an', mode, window: 'morning' } as const;
      const isAnswered = index < 1132;
      return {
        ...{ id: `${id}-${index}`, campaign: id, stratum: births, frameKey: `HS-${index}`, result: 'granted' },
        ...{ finishedOn: '2026-10-15', lot: String(index), state: 'final', queue: 'vi', language: 'vi' },
        attempts: [{ ...made, outcome: isAnswered ? 'complete' : 'no_answer' }],
        ...{ attemptCount: 1, tried: { morning: 1, afternoon: 0, evening: 0, weekend: 0 }, owes: [], revision: 1 },
        ...(isAnswered
          ? {
              outcome: 'complete',
              interview: { ...made, startedAt: at, consent: { version: 1, at }, answers: {}, language: 'vi' },
            }
          : { outcome: 'never_answered' }),
      };
    });
    const { stores } = world.system;
    // "More than 38,000" dossiers of which 2,468 are 6.47 %: 38,116 to 38,174 fit.
    const strata = [{ stratum: births, population: 38_116, wanted: 1000, drawn: 2468 }];
    const survey: Campaign = {
      ...{ ...campaignInput(), id, title: 'Khảo sát 2018', team: [], state: 'closed', createdAt: world.clock.now() },
      ...{ draws: [{ seed: 'x', at: world.clock.now(), by: 'x', strata }], owes: [], revision: 1, events: [] },
    };
    await stores.campaigns.insert(survey);
    await stores.frameCases.insertMany(cases);
    await stores.responses.insertMany(
      cases.slice(0, 1132).map(({ id: externalId, interview: held }) => ({
        ...{
          _id: newResponseId(),
          key: `campaign:${externalId}`,
          fingerprint: 'x',
          owes: [],
          campaign: id,
          externalId,
        },
        ...{ agency: ward, procedure: '1.001193', channel: held?.mode ?? 'phone', score: 4, language: 'vi' },
        ...{ questionnaire: { code: 'RATING', version: 1 }, occurredAt: world.clock.now(), day: '2026-11-22' },
        ...{ receivedAt: world.clock.now(), source: `campaign-${id}`, interviewerCode: an.id, status: 'valid' },
      })),
    );
    const html = (await (staff.get('monitor') as Visitor).text(path(survey, '?lang=vi'))).replaceAll('\u202f', ' ');
    const [population, sampled, contacted, answered, valid] = tableOf(html, 'funnel').map(([, ...cells]) => cells);
    expect(population?.[0]).to.equal('38.116');
    expect(sampled).to.deep.equal(['2.468', '6,47 %', '–', '100,00 %']);
    expect(contacted).to.deep.equal(['1.132', '45,87 %', '1.336 54,13 %', '45,87 %']);
    expect(answered).to.deep.equal(['1.132', '100,00 %', '0 0,00 %', '45,87 %']);
    expect(valid?.[0]).to.equal('1.132');
    expect(html).to.include('1.336 hồ sơ trong mẫu không có câu trả lời (54,13 %)');
    expect(tableOf(html, 'Đã trả lời, theo cách hỏi').map(([, ...cells]) => cells)).to.deep.equal([
      ['1.051', '92,84 %'],
      ['81', '7,16 %'],
    ]);
    expect(tableOf(html, 'rates').map(([, n]) => n?.split(' ')[0])).to.deep.equal(['1.051', '81', '1.132']);
    expect(html).to.include('1.132 phiếu chỉ trả lời câu hỏi chung');
  });

  it('count slips of paper under the post, beside the sample they are no part of', async () => {
    const byPost = await postCampaign(world);
    const batch = await returnedBatch(world, byPost, 2);
    const { batches } = world.system.actions;
    const clerk = { account: 'clerk', name: 'Nhập liệu' };
    for (const number of [1, 2]) await batches.enter(serialIn(batch, number), { marks: { overall: 4 } }, clerk);
    await batches.lock(batch.id, clerk);
    const html = await page('supervisor', '', byPost);
    expect(tableOf(html, 'rates').map(([, n]) => n)).to.deep.equal(['2 0 excluded', '2 0 excluded']);
    expect(html).to.include('Besides the sample, 2 paper slips were entered, 0 of them excluded');
    expect(html).to.include('2 answers belong to 1 group whose dossiers are not known');
    expect(tableOf(html, 'funnel').map(([, n]) => n)).to.deep.equal(['0', '0', '0', '0']);
  });

  for (const language of ['vi', 'en'])
    it(`stand in nobody's way, in ${language}`, async () => {
      const context = await (await browser()).newContext({ baseURL: world.url });
      try {
        const view = await context.newPage();
        const pages = { supervisor: path(campaign), monitor: '/staff/results' };
        for (const [name, address] of Object.entries(pages)) {
          await context.clearCookies();
          await signIn(view, name, world.services.demoPassword);
          await view.goto(`${address}?lang=${language}`);
          expect(await obstacles(view)).to.deep.equal([]);
        }
      } finally {
        await context.close();
      }
    });
});
