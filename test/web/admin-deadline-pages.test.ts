import { expect } from 'chai';
import { type Role, roles } from '../../src/domain/role.ts';
import { isWorkingDay } from '../../src/domain/working-calendar.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const calendarPath = '/staff/admin/calendar?year=2028';
const portalPath = '/staff/admin/policies/portal';

describe('the pages of deadlines', () => {
  let world: World;
  let admin: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    admin = await world.signIn('admin');
  });
  after(() => world.close());

  const tet = {
    day: ['2028-01-26', '2028-01-29', ''],
    kind: ['holiday', 'working', 'holiday'],
    vi: ['Tết Nguyên đán', 'Làm bù', ''],
    en: ['Tết', 'Makes up', ''],
    source: ['Quyết định số 1', '', ''],
  };
  /** Fills in a page's own form, which comes after the one that signs out. */
  const submit = async (path: string, fields: Record<string, string | string[]>): Promise<Response> => {
    const html = await admin.text(path);
    const own = [...html.matchAll(/name="(seen|year)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    return admin.submit(path, { ...Object.fromEntries(own), ...fields });
  };
  const newest = async () => {
    const [calendar] = await world.system.stores.calendars.latest(1);
    if (!calendar) throw new Error('there is no calendar');
    return calendar;
  };

  it('are open to administrators only', async () => {
    const others: Role[] = roles.filter((role) => role !== 'admin');
    for (const path of [calendarPath, '/staff/admin/week', '/staff/admin/policies', portalPath]) {
      expect((await admin.get(path)).status, path).to.equal(200);
      expect((await world.get(path)).status, path).to.equal(303);
    }
    for (const role of others) {
      const visitor = await world.signIn(role);
      for (const path of [calendarPath, '/staff/admin/week', '/staff/admin/policies', portalPath])
        expect((await visitor.get(path)).status, `${role} ${path}`).to.equal(403);
      const saved = await visitor.submit(
        '/staff',
        { ...tet, year: '2028', seen: '1', do: 'save', reason: 'x' },
        calendarPath,
      );
      expect(saved.status, role).to.equal(403);
    }
  });

  it('show what a change of days would do, and change nothing by showing it', async () => {
    const answer = await submit(calendarPath, { ...tet, do: 'preview', reason: '' });
    const html = await answer.text();
    expect(answer.status).to.equal(200);
    expect(html).to.match(/Thứ Tư, 26\/01\/2028: <strong>thành ngày nghỉ/);
    expect(html).to.match(/Thứ Bảy, 29\/01\/2028: <strong>thành ngày làm việc/);
    expect(html).to.include('260 → 260');
    expect(html).to.include('value="Quyết định số 1"');
    expect((await newest()).version).to.equal(1);
  });

  it('save a year with who and why, and take out what is marked', async () => {
    const answer = await submit(calendarPath, { ...tet, do: 'save', reason: 'Đã có quyết định' });
    expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, calendarPath]);
    const html = await admin.text(calendarPath);
    expect(html).to.include('Đã lưu bản số 2').and.to.include('Đã có quyết định');
    expect(await admin.text(calendarPath)).to.not.include('Đã lưu bản số 2');
    const calendar = await newest();
    expect(['2028-01-26', '2028-01-29'].map((day) => isWorkingDay(calendar, day))).to.deep.equal([false, true]);
    expect(calendar.savedBy?.name).to.be.a('string');
    await submit(calendarPath, { ...tet, kind: ['none', 'working', 'none'], do: 'save', reason: 'Nhầm' });
    expect(isWorkingDay(await newest(), '2028-01-26')).to.equal(true);
  });

  it('keep everything typed when something is wrong, and lead to the field', async () => {
    const { version } = await newest();
    const answer = await submit(calendarPath, {
      ...tet,
      day: ['2028-02-30', '2028-01-29', ''],
      en: ['Tết', '', ''],
      do: 'save',
      reason: '',
    });
    const html = await answer.text();
    expect(answer.status).to.equal(422);
    const marked = [...html.matchAll(/id="([^"]+)"[^>]*aria-invalid="true"/g)].map(([, id]) => id);
    for (const field of ['day-0', 'en-1', 'reason']) {
      expect(html).to.include(`<a href="#${field}">`);
      expect(marked).to.include(field);
    }
    expect(html).to.include('value="2028-02-30"').and.to.include('value="Làm bù"');
    expect((await newest()).version).to.equal(version);
  });

  it('propose the holidays of a year that nobody has filled in', async () => {
    const html = await admin.text('/staff/admin/calendar?year=2030&propose=1');
    expect(html).to.include('value="2030-02-02"').and.to.include('value="2030-09-02"').and.to.include('Thủ tướng');
    expect(html).to.not.include('type="hidden" name="do"');
    expect(await admin.text('/staff/admin/calendar?year=2030')).to.not.include('value="2030-02-02"');
  });

  it('tell whoever saves second, keep her days and let her save them upon the other’s', async () => {
    const { version } = await newest();
    const seen = String(version);
    const first = { ...tet, vi: ['Người thứ nhất', 'Làm bù', ''], do: 'save', reason: 'một', seen };
    const second = { ...tet, day: ['2028-01-27', '', ''], vi: ['Người thứ hai', '', ''], en: ['Two', '', ''], seen };
    const answers = [
      await submit(calendarPath, first),
      await submit(calendarPath, { ...second, do: 'save', reason: 'hai' }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 409]);
    const html = await answers[1]?.text();
    expect(html)
      .to.include('Người thứ hai')
      .and.to.include(`name="seen" value="${version + 1}"`);
    expect(html).to.match(/26\/01\/2028: <strong>thành ngày làm việc/);
    expect((await newest()).version).to.equal(version + 1);
  });

  it('save office hours and days of rest', async () => {
    const path = '/staff/admin/week';
    const wrong = await submit(path, { officeHours: '7h30 đến 17h', restWeekdays: ['0', '6'], reason: 'Giờ hè' });
    expect(wrong.status).to.equal(422);
    expect(await wrong.text())
      .to.include('value="7h30 đến 17h"')
      .and.to.include('value="Giờ hè"');
    const right = await submit(path, {
      officeHours: '07:00–11:00, 13:00–16:30',
      restWeekdays: '0',
      reason: 'Giờ hè',
    });
    expect(right.status).to.equal(303);
    const { officeHours, restWeekdays } = await newest();
    expect({ officeHours, restWeekdays }).to.deep.equal({
      officeHours: [
        { from: '07:00', to: '11:00' },
        { from: '13:00', to: '16:30' },
      ],
      restWeekdays: [0],
    });
  });

  const policyFields = async (changes: Record<string, string>) => {
    const html = await admin.text(portalPath);
    const inputs = [...html.matchAll(/<input id="([^"]+)" name="[^"]+" type="\w+" value="([^"]*)"/g)];
    const selects = [...html.matchAll(/<select id="([^"]+)"[\s\S]*?<option value="([^"]+)" selected>/g)];
    const source = /<textarea[^>]*>([^<]*)</.exec(html)?.[1] ?? '';
    const pairs = [...inputs, ...selects].map(([, name = '', value = '']) => [name, value]);
    return { ...Object.fromEntries(pairs), source, ...changes } as Record<string, string>;
  };

  it('add a version of a policy from a form that is filled in from the one in force', async () => {
    const fields = await policyFields({ from: '2027-01-01', 'stages-process': '12', reason: 'Quyết định mới' });
    const answer = await submit(portalPath, fields);
    expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/staff/admin/policies']);
    const saved = (await world.system.stores.policies.all()).at(-1);
    expect(saved).to.deep.include({ code: 'portal', from: '2027-01-01', reason: 'Quyết định mới', number: 5 });
    expect(saved?.stages.process).to.deep.equal({ amount: 12, unit: 'working_days' });
    expect(saved?.stages.forward).to.deep.equal({ amount: 5, unit: 'minutes' });
    const html = await admin.text('/staff/admin/policies');
    expect(html).to.include('12 ngày làm việc').and.to.include('sắp áp dụng').and.to.include('Quyết định mới');
  });

  it('refuse a policy without the thirty days of reopening, field by field and with everything kept', async () => {
    const fields = await policyFields({
      from: '2027-13-01',
      reopenWithinDays: '29',
      'stages-ask': '0',
      extension: 'năm',
      reason: 'Thử',
    });
    const answer = await submit(portalPath, fields);
    expect(answer.status).to.equal(422);
    expect(await answer.text())
      .to.match(/href="#extension"/)
      .and.to.include('value="năm"');
    const other = await submit(portalPath, { ...fields, extension: '5' });
    const html = await other.text();
    expect(other.status).to.equal(422);
    for (const field of ['from', 'reopenWithinDays', 'stages-ask']) expect(html).to.include(`href="#${field}"`);
    expect(html).to.include('value="2027-13-01"').and.to.include('từ 30 đến 365');
    expect(await world.system.stores.policies.all()).to.have.length(5);
  });

  it('know no policy that is not there', async () => {
    for (const code of ['nobody', '__proto__', '%00', 'x'.repeat(500)])
      expect((await admin.get(`/staff/admin/policies/${code}`)).status, code.slice(0, 9)).to.equal(404);
  });

  it('answer forms that nobody made with what is wrong, not with an error of theirs', async () => {
    const strange: Record<string, string | string[]>[] = [
      {},
      { year: '1', do: 'save' },
      { year: '2028', do: 'erase', day: ['2028-01-01'], seen: 'x' },
      { year: '2028', do: 'save', day: Array.from({ length: 60 }, () => '2028-01-01'), $where: '1' },
      { year: '2028', do: 'save', day: ['2028-01-01', '2028-01-01'], kind: 'holiday', vi: 'x', en: 'y', reason: 'z' },
    ];
    for (const fields of strange)
      for (const path of [calendarPath, '/staff/admin/week', portalPath])
        expect((await admin.submit(path, fields)).status, JSON.stringify(fields).slice(0, 60)).to.equal(422);
  });
});
