import { expect } from 'chai';
import { firstTemplates } from '../../src/domain/first-templates.ts';
import { templateStates } from '../../src/domain/reply-template.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('reply templates', () => {
  let world: World;
  let admin: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    admin = await world.signIn('admin');
  });
  after(() => world.close());

  const room = '/staff/admin/templates';
  const texts = { vi: 'Chào ông/bà [tên].', en: 'Dear [name].' };

  it('come with the system, at least one for every kind of reply, in both languages', () => {
    for (const state of templateStates)
      expect(
        firstTemplates.filter((one) => one.state === state),
        state,
      ).to.not.be.empty;
    for (const { code, texts: both } of firstTemplates)
      for (const text of Object.values(both)) expect(text, code).to.equal(text.normalize('NFC').trim());
  });

  it('are added by the administrator and offered from then on', async () => {
    const saved = await admin.submit(`${room}/new`, { code: 'greeting', state: 'question', ...texts, enabled: 'yes' });
    expect(saved.status).to.equal(303);
    expect(await admin.text(room))
      .to.include('Đã lưu mẫu.')
      .and.include('Chào ông/bà [tên].');
    const offered = await world.system.actions.replyTemplates.of('question');
    expect(offered.map(({ code }) => code)).to.include('greeting');
  });

  it('keep their code, and what was typed when something is wrong', async () => {
    const wrong = await admin.submit(`${room}/new`, { code: 'Mã có dấu', state: 'question', ...texts, en: '' });
    expect(wrong.status).to.equal(422);
    expect(await wrong.text())
      .to.include('Mã có dấu')
      .and.include('href="#code"')
      .and.include('href="#en"');
    const taken = await admin.submit(`${room}/new`, { code: 'settled', state: 'question', ...texts });
    expect(taken.status).to.equal(422);
  });

  it('are withdrawn and not deleted, and stay withdrawn after the next start', async () => {
    await admin.submit(`${room}/not-ours`, { state: 'refusal', ...texts });
    await world.system.migrate();
    const offered = await world.system.actions.replyTemplates.of('refusal');
    expect(offered.map(({ code }) => code)).to.deep.equal(['not-enough']);
    expect(await admin.text(room)).to.include('not-ours');
  });

  it('are saved by one of two at once', async () => {
    const fields = { state: 'resolution', ...texts, enabled: 'yes' };
    const other = await world.signIn('admin');
    const both = await Promise.all([
      admin.submit(`${room}/settled`, { ...fields, vi: 'Bản thứ nhất' }),
      other.submit(`${room}/settled`, { ...fields, vi: 'Bản thứ hai' }),
    ]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    const html = await (both.find(({ status }) => status === 409) as Response).text();
    expect(html).to.match(/Bản thứ (nhất|hai)/);
  });
});
