import { expect } from 'chai';
import { link } from '../../src/domain/handling-steps.ts';
import { claim, refuse } from '../../src/domain/hotline-steps.ts';
import { actorOf, caseOf, forwardedCase, perform, routedCase, trailFaultsOf } from '../support/casework.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const board = '/staff/monitoring';
const samples = `${board}/samples`;
const referenceOf = (id: string): string => id.slice(0, 8).toUpperCase();

describe('the board of the monitor', () => {
  let world: World;
  let monitor: Visitor;
  let officer: Visitor;
  let late: string;
  let conduct: string;
  let refused: string;
  let sealed: string;
  before(async () => {
    world = await openWorld();
    [monitor, officer] = await Promise.all([world.signIn('monitor'), world.signIn('officer')]);
    late = (await forwardedCase(world, { content: 'Hồ sơ trễ, gọi tôi số 0903 123 456.', contact: { name: 'Lan' } }))
      .id;
    conduct = (await routedCase(world, { topic: 'attitude', content: 'Cán bộ quát tôi.' })).id;
    refused = (await routedCase(world, { agency: 'H79-STP', topic: 'fees' })).id;
    sealed = (await routedCase(world, { content: 'Tôi tố cáo ông ấy.' })).id;
    await perform(world, refused, await actorOf(world, 'hotline'), claim, refuse('Đã trả lời ở phản ánh trước.'));
    await perform(world, refused, await actorOf(world, 'monitor'), link(late));
  });
  after(() => world.close());

  const shown = async (query = ''): Promise<string[]> => {
    const page = await monitor.text(`${board}${query}`);
    return [late, conduct, refused, sealed].filter((id) => page.includes(`/staff/complaints/${id}`));
  };
  const post = (visitor: Visitor, id: string, noun: string, fields: Record<string, string>) =>
    visitor.submit(`/staff/complaints/${id}`, fields, `/staff/complaints/${id}/${noun}`);

  it('shows every case whatever became of it, but never a denunciation', async () => {
    expect(await shown()).to.deep.equal([late, conduct, refused]);
    expect(await monitor.text(board)).to.not.include(referenceOf(sealed));
    expect((await monitor.get(`/staff/complaints/${sealed}`)).status).to.equal(404);
  });

  it('is narrowed by unit with what is below it, class, topic, state and mark', async () => {
    expect(await shown('?unit=H79-STP')).to.deep.equal([refused]);
    expect(await shown('?unit=H79')).to.deep.equal([late, conduct, refused]);
    expect(await shown('?state=refused')).to.deep.equal([refused]);
    expect(await shown('?class=feedback_conduct')).to.deep.equal([conduct]);
    expect(await shown('?topic=fees')).to.deep.equal([refused]);
    expect(await shown('?mark=conduct')).to.deep.equal([conduct]);
    expect(await shown('?mark=linked')).to.deep.equal([refused]);
    expect(await shown('?mark=reopened')).to.deep.equal([]);
    expect(await shown('?class=denunciation')).to.deep.equal([late, conduct, refused]);
  });

  it('says that a unit is unknown and keeps what was typed', async () => {
    const answer = await monitor.get(`${board}?unit=nowhere-at-all`);
    expect(answer.status).to.equal(422);
    expect(await answer.text())
      .to.include('value="nowhere-at-all"')
      .and.include('unit-error');
  });

  it('opens to nobody but the monitor', async () => {
    for (const role of ['officer', 'hotline', 'home_affairs', 'inspector', 'admin', 'supervisor'] as const) {
      const visitor = await world.signIn(role);
      for (const path of [board, samples, `${samples}/${'0'.repeat(24)}`])
        expect((await visitor.get(path)).status, `${role} ${path}`).to.equal(403);
      expect((await post(visitor, late, 'findings', {})).status, role).to.equal(403);
    }
    expect((await world.get(board)).status).to.equal(303);
  });

  it('carries a finding from the record over the answer to the word on it, and the agency changes nothing of it', async () => {
    const recorded = await post(monitor, late, 'findings', {
      kind: 'finding',
      agency: 'H79-N26740',
      answerBy: '2026-12-01',
      text: 'Phường không báo trước cho người dân.',
    });
    expect(recorded.status).to.equal(303);
    expect(await shown('?mark=owed')).to.deep.equal([late]);
    const [finding] = (await caseOf(world, late)).findings;
    const owed = async (): Promise<boolean> =>
      (await officer.text('/staff/complaints')).includes('Giám sát chờ cơ quan trả lời');
    expect(await owed()).to.equal(true);
    const asked = await officer.text(`/staff/complaints/${late}`);
    expect(asked).to.include('Phường không báo trước cho người dân.').and.include('01/12/2026');
    for (const noun of ['findings', 'finding-judgements'])
      expect(
        (await post(officer, late, noun, { finding: String(finding?.id), accepted: 'yes', text: 'x' })).status,
      ).to.equal(403);

    const empty = await post(officer, late, 'finding-answers', { finding: String(finding?.id), text: ' ' });
    expect(empty.status).to.equal(422);
    expect(
      (await post(officer, late, 'finding-answers', { finding: String(finding?.id), text: 'Đã nhắc nhở.' })).status,
    ).to.equal(303);
    const twice = await post(officer, late, 'finding-answers', {
      finding: String(finding?.id),
      text: 'Đã nhắc nhở lần hai.',
    });
    expect(twice.status).to.equal(409);
    expect(await twice.text()).to.include('Đã nhắc nhở lần hai.');
    expect(await owed()).to.equal(false);
    expect(await shown('?mark=answered')).to.deep.equal([late]);

    const noDay = await post(monitor, late, 'finding-judgements', {
      finding: String(finding?.id),
      accepted: 'no',
      answerBy: '',
      text: 'Chưa rõ.',
    });
    expect(noDay.status).to.equal(422);
    expect(await noDay.text()).to.include('Chưa rõ.');
    const again = { finding: String(finding?.id), accepted: 'no', answerBy: '2026-12-05', text: 'Chưa rõ.' };
    expect((await post(monitor, late, 'finding-judgements', again)).status).to.equal(303);
    expect(
      (await post(officer, late, 'finding-answers', { finding: String(finding?.id), text: 'Đã bố trí người báo.' }))
        .status,
    ).to.equal(303);
    expect((await post(monitor, late, 'finding-judgements', { ...again, accepted: 'yes', text: '' })).status).to.equal(
      303,
    );
    expect((await caseOf(world, late)).findings[0]?.accepted).to.equal(true);
    expect(await shown('?mark=answered')).to.deep.equal([]);
    expect(await shown('?mark=found')).to.deep.equal([late]);
    expect(await trailFaultsOf(world, late)).to.deep.equal([]);
  });

  it('cannot ask an agency about a case that it may not know of', async () => {
    const page = await monitor.text(`/staff/complaints/${conduct}`);
    const choice = /<select id="agency"[\s\S]*?<\/select>/.exec(page)?.[0] ?? '';
    expect(choice).to.include('value="H79-SNV"').and.not.include('H79-N26740');
    const answer = await post(monitor, conduct, 'findings', {
      kind: 'finding',
      agency: 'H79-N26740',
      answerBy: '2026-12-01',
      text: 'Trả lời đi.',
    });
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.include('Trả lời đi.');
    expect((await officer.get(`/staff/complaints/${conduct}`)).status).to.equal(404);
    const guessed = { finding: '1', text: 'x', seen: '1' };
    const to = `/staff/complaints/${conduct}/finding-answers`;
    expect((await officer.submit('/staff', guessed, to)).status).to.equal(404);
  });

  it('opens a sealed identity for a reason only, which the trail keeps', async () => {
    const opened = await post(monitor, late, 'contact', { text: 'Xác minh lời kể.' });
    expect(opened.headers.get('cache-control')).to.include('no-store');
    expect(await opened.text()).to.include('Lan');
    const after = await monitor.text(`/staff/complaints/${late}`);
    expect(after).to.include('Xác minh lời kể.').and.not.include('Lan');
    expect((await post(monitor, late, 'contact', { text: '' })).status).to.equal(422);
  });

  it('draws a sample, whose page can be repeated by its seed and lists what was found', async () => {
    const fields = { from: '2026-11-01', to: '2026-11-30', size: '2', unit: '', class: '', topic: '', state: '' };
    const answer = await monitor.submit(samples, { ...fields, seed: 'tháng mười một' });
    expect(answer.status).to.equal(303);
    const page = await monitor.text(answer.headers.get('location') ?? '');
    expect(page).to.include('tháng mười một');
    const ofFirst = page.match(/\/staff\/complaints\/[0-9a-f]{24}/g);
    expect(ofFirst).to.have.length(2);
    const again = await monitor.submit(samples, { ...fields, seed: 'tháng mười một' });
    const second = await monitor.text(again.headers.get('location') ?? '');
    expect(second.match(/\/staff\/complaints\/[0-9a-f]{24}/g)).to.deep.equal(ofFirst);
    const many = await monitor.submit(samples, { ...fields, size: '9000', seed: '' });
    expect(many.status).to.equal(422);
    expect(await many.text()).to.include('value="9000"');
    expect((await monitor.get(`${samples}/nothing`)).status).to.equal(404);
  });
});
