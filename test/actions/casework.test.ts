import { expect } from 'chai';
import { createCasework } from '../../src/actions/casework.ts';
import { yearOf } from '../../src/domain/calendar-year.ts';
import { confirm, reopen } from '../../src/domain/citizen-steps.ts';
import { type Complaint, liveClock } from '../../src/domain/complaint.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { accept, ask, resolve } from '../../src/domain/handling-steps.ts';
import { claim, classify, forward } from '../../src/domain/hotline-steps.ts';
import { purge } from '../../src/domain/quarantine-steps.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Actor, Step } from '../../src/domain/step.ts';
import { createSeal } from '../../src/seal.ts';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

describe('casework', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    await world.openAccounts();
  });
  after(() => world.close());

  const staff = async (role: Role): Promise<Actor> => {
    const found = await world.system.stores.users.findByEmail(`${role.replace('_', '-')}@demo.ydan`);
    if (!found) throw new Error(`no ${role}`);
    const { id, agency } = found.account;
    return { kind: 'staff', id, role, ...(agency ? { agency } : {}) };
  };
  let filed = 0;
  const aCase = async (
    about: Parameters<typeof aFiling>[0] = {},
  ): Promise<{ id: string } & { trackingCode: string; pin: string }> => {
    const opened = await world.system.actions.complaints.file(aFiling(about), `casework ${(filed += 1)}`);
    await world.drain();
    return opened;
  };
  const perform = (id: string, actor: Actor, ...steps: Step[]): Promise<Complaint> =>
    steps.reduce<Promise<Complaint>>(
      (before, step) => before.then(() => world.system.actions.complaints.perform(id, actor, step)),
      Promise.resolve(undefined as never),
    );
  const forwarded = async (about: Parameters<typeof aFiling>[0] = {}) => {
    const opened = await aCase(about);
    const complaint = await world.system.stores.complaints.find(opened.id);
    const checked = classify({ class: complaint!.class, topic: complaint!.topic });
    await perform(opened.id, await staff('hotline'), claim, checked, forward());
    return opened;
  };
  /** Casework upon the world's store, with parts of its own. */
  const caseworkWith = (parts: Partial<Parameters<typeof createCasework>[0]>) => {
    const { catalogue, deadlines, routing } = world.system.actions;
    return createCasework({
      ...world.system.stores,
      ...{ catalogue, deadlines, routing },
      queue: { tell: () => undefined },
      seal: createSeal([world.services.encryptionKey]),
      timeZone: world.config.TIME_ZONE,
      purge: async () => undefined,
      now: world.clock.now,
      ...parts,
    });
  };
  const wholeTrail = async (): Promise<void> => {
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]);
  };
  const outcomes = (settled: readonly PromiseSettledResult<unknown>[]): string[] =>
    settled
      .map((one) =>
        one.status === 'fulfilled' ? 'done' : one.reason instanceof Refusal ? one.reason.kind : String(one.reason),
      )
      .sort();

  it('carries a late file from its filing to the word of the resident', async () => {
    const opened = await forwarded();
    const officer = await staff('officer');
    await perform(opened.id, officer, accept, ask('Số biên nhận của ông/bà là gì?'));
    await world.system.actions.complaints.addTo(opened, 'Biên nhận số 15.');
    await perform(opened.id, officer, resolve('Hồ sơ đã trả ngày hôm nay, phường xin lỗi vì trễ hẹn.'));
    const closed = await world.system.actions.complaints.act(opened, confirm);
    expect(closed?.trail.map(({ kind }) => kind)).to.deep.equal([
      'received',
      'routed',
      'claimed',
      'checked',
      'forwarded',
      'accepted',
      'asked',
      'added',
      'resolved',
      'confirmed',
    ]);
    expect(closed?.state).to.equal('closed');
    await wholeTrail();
  });

  it('is taken out of the hands of the ward when the resident adds that money was asked, and sealed when she denounces', async () => {
    const opened = await forwarded();
    const added = await world.system.actions.complaints.addTo(opened, 'Hôm nay cán bộ còn đòi tiền tôi.');
    expect(added).to.include({ state: 'routed', class: 'feedback_conduct', topic: 'harassment', checked: false });
    expect(added?.watchers).to.include.members(['H79-SNV', 'H79-MTTQ', 'H79-TTRA']);
    const again = await Promise.allSettled([perform(opened.id, await staff('officer'), accept)]);
    expect(outcomes(again)).to.deep.equal(['not-found']);
    const third = await forwarded();
    await perform(third.id, await staff('officer'), resolve('Đã xong.'));
    const reopened = await world.system.actions.complaints.act(third, reopen('Họ đòi tiền mới trả.'));
    expect(reopened).to.include({ state: 'routed', class: 'feedback_conduct', topic: 'harassment', checked: false });
    expect([...(reopened?.handlers ?? []), ...(reopened?.watchers ?? [])]).to.not.include('H79-N26740');
    const other = await forwarded();
    await perform(other.id, await staff('officer'), resolve('Đã xong.'));
    const sealed = await world.system.actions.complaints.act(other, reopen('Tôi tố cáo ông ấy.'));
    expect(sealed?.state).to.equal('quarantined');
    expect(sealed?.content).to.equal(undefined);
    expect(sealed?.trail.some(({ text }) => text !== undefined)).to.equal(false);
    await wholeTrail();
  });

  it('is claimed by one of two operators', async () => {
    const { id } = await aCase();
    const one = await staff('hotline');
    const other: Actor = { ...one, id: '0123456789abcdef01234567' } as Actor;
    const both = await Promise.allSettled([perform(id, one, claim), perform(id, other, claim)]);
    expect(outcomes(both)).to.deep.equal(['conflict', 'done']);
    await wholeTrail();
  });

  it('is resolved by one of two officers', async () => {
    const { id } = await forwarded();
    const officer = await staff('officer');
    const both = await Promise.allSettled([
      perform(id, officer, resolve('Đã trả hồ sơ.')),
      perform(id, officer, resolve('Đã trả hồ sơ hôm qua.')),
    ]);
    expect(outcomes(both)).to.deep.equal(['conflict', 'done']);
    await wholeTrail();
  });

  it('tells an agency that answers upon an old page that the resident had the case opened again', async () => {
    const opened = await forwarded();
    const officer = await staff('officer');
    const { trail } = await perform(opened.id, officer, resolve('Đã xong.'));
    await world.system.actions.complaints.act(opened, reopen('Vẫn chưa có.'));
    const late = await Promise.allSettled([
      world.system.actions.complaints.perform(opened.id, officer, resolve('Đã xong rồi.'), trail.length),
    ]);
    expect(outcomes(late)).to.deep.equal(['conflict']);
    await wholeTrail();
  });

  it('takes every write of many who come at once, one after the other', async () => {
    const opened = await forwarded();
    const adding = Array.from({ length: 8 }, (_one, index) =>
      world.system.actions.complaints.addTo(opened, `Thêm chi tiết ${index}.`),
    );
    await Promise.all(adding);
    const complaint = await world.system.stores.complaints.find(opened.id);
    expect(complaint?.trail.filter(({ kind }) => kind === 'added')).to.have.length(8);
    await wholeTrail();
  });

  it('warns, says that a deadline was missed and tells level upon level, by the clock alone', async () => {
    const { id } = await forwarded();
    world.clock.advance('40 days');
    await world.drain();
    const kinds = (await world.system.stores.complaints.find(id))?.trail.map(({ kind }) => kind) ?? [];
    expect(kinds).to.include.members(['warned', 'breached', 'escalated']);
    expect(kinds.indexOf('warned')).to.be.lessThan(kinds.indexOf('breached'));
    await wholeTrail();
  });

  it('locks a denunciation away from the first moment and opens it to the named officer alone', async () => {
    const opened = await aCase({ content: 'Tôi tố cáo ông trưởng phòng nhận tiền.' });
    const { content, sealed, state, handlers, watchers, trail } = (await world.system.stores.complaints.find(
      opened.id,
    ))!;
    expect({ content, state, handlers, watchers }).to.deep.equal({
      content: undefined,
      state: 'quarantined',
      handlers: [],
      watchers: [],
    });
    expect(sealed).to.be.a('string').that.does.not.include('tố cáo');
    expect(trail.map(({ kind }) => kind)).to.deep.equal(['received', 'quarantined']);
    for (const role of ['hotline', 'monitor', 'home_affairs', 'officer'] as const)
      expect(outcomes(await Promise.allSettled([perform(opened.id, await staff(role), claim)]))).to.deep.equal([
        'not-found',
      ]);
    await wholeTrail();
  });

  it('moves a deadline with the calendar, also of a case that somebody touched before the sweep came', async () => {
    const { id } = await forwarded();
    const due = async () => liveClock((await world.system.stores.complaints.find(id))!)?.dueAt?.getTime() ?? 0;
    const [before, { deadlines }] = [await due(), world.system.actions];
    const holiday = new Date(before).toISOString().slice(0, 10);
    const { calendar } = await deadlines.current();
    const year = yearOf(calendar, Number(holiday.slice(0, 4)));
    const decided = { day: holiday, vi: 'Nghỉ theo quyết định', en: 'Decided', source: 'QĐ 1' };
    const by = { account: 'an account', name: 'Quản trị' };
    await deadlines.saveYear(
      { ...year, holidays: [...year.holidays, decided] },
      { by, reason: 'Theo quyết định mới', seen: calendar.version },
    );
    await perform(id, await staff('officer'), accept);
    await world.drain();
    expect(await due()).to.be.greaterThan(before);
    await wholeTrail();
  });

  it('empties what lies outside a purged case when the store comes back, and nothing of a case that was not purged', async () => {
    const contact = { name: 'Người gửi' };
    const { id } = await aCase({ content: 'Tôi tố cáo ông trưởng phòng.', contact });
    const { stores } = world.system;
    const left = async () => stores.contacts.find((await stores.complaints.find(id))?.contact ?? '');
    const custodian = await staff('inspector');
    let away = true;
    const casework = caseworkWith({
      async purge({ contact: kept = '' }) {
        if (away) throw new Error('away');
        await stores.contacts.forget(kept);
      },
    });
    // Of two papers signed at once one counts; the other emptied nothing before it was refused.
    const purging = [1, 2].map((number) => casework.perform(id, custodian, purge(`Biên bản số ${number}`)));
    expect(outcomes(await Promise.allSettled(purging))).to.deep.equal(['Error: away', 'conflict']);
    expect(await left()).to.include({ id: (await stores.complaints.find(id))?.contact });
    away = false;
    await casework.settle();
    expect(await left()).to.equal(undefined);
    await wholeTrail();
  });

  it('gives what a dissolved unit had to its successor, also when the store was away at the first sweep', async () => {
    const { id } = await forwarded();
    const { stores, actions } = world.system;
    const ward = (await actions.catalogue.current()).agencies.get('H79-N26740')!;
    let away = true;
    const casework = caseworkWith({
      complaints: {
        ...stores.complaints,
        heldBy: async (agencies, limit) => {
          if (!away) return stores.complaints.heldBy(agencies, limit);
          away = false;
          throw new Error('away');
        },
      },
    });
    await actions.catalogue.saveAgencies([{ ...ward, validTo: '2026-11-01', successors: ['H79-N27094'] }]);
    world.clock.advance('5 seconds');
    expect(outcomes(await Promise.allSettled([casework.settle()]))).to.deep.equal(['Error: away']);
    await casework.settle();
    expect((await stores.complaints.find(id))?.handlers).to.deep.equal(['H79-N27094']);
    await actions.catalogue.saveAgencies([ward]);
    world.clock.advance('5 seconds');
    await wholeTrail();
  });
});
