import { expect } from 'chai';
import { mayEnter, type Role, roles, roomsOf } from '../../src/domain/role.ts';
import { photograph } from '../support/attachments.ts';
import { caseOf, forwardedCase, routedCase, trailFaultsOf } from '../support/casework.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

/** Every form of a case that staff can send. */
const nouns = [
  'acceptance',
  'resolution',
  'question',
  'return',
  'extension',
  'extension-decision',
  'publication',
  'notes',
  'links',
  'contact',
  'reply-draft',
  'claim',
  'release',
  'check',
  'finding-answers',
];
const words = 'Chuyện đòi tiền ở bộ phận một cửa phường Sài Gòn.';

describe('the doors of the staff rooms', () => {
  let world: World;
  const staff = new Map<Role, Visitor>();
  before(async () => {
    world = await openWorld({ worker: false });
    for (const role of roles) staff.set(role, await world.signIn(role));
  });
  after(() => world.close());

  const as = (role: Role): Visitor => staff.get(role) as Visitor;
  const whoGets = async (path: string): Promise<Record<string, Role[]>> => {
    const statuses: Record<string, Role[]> = {};
    for (const role of roles) {
      const { status } = await as(role).get(path);
      statuses[status] = [...(statuses[status] ?? []), role];
    }
    return statuses;
  };
  const expected = (open: (role: Role) => boolean): Record<string, Role[]> => ({
    200: roles.filter(open),
    403: roles.filter((role) => !open(role)),
  });

  const rooms = [...new Set(roles.flatMap(roomsOf))];
  for (const room of rooms)
    it(`let into /staff/${room} whose role opens it, and nobody else`, async () => {
      expect(await whoGets(`/staff/${room}`)).to.deep.equal(expected((role) => mayEnter(role, room)));
      const stranger = await world.get(`/staff/${room}`);
      expect([stranger.status, stranger.headers.get('location')]).to.deep.equal([
        303,
        `/sign-in?next=${encodeURIComponent(`/staff/${room}`)}`,
      ]);
    });

  it('let downloads and templates follow the same rule', async () => {
    expect(await whoGets('/staff/overdue.csv')).to.deep.equal(expected((role) => role === 'home_affairs'));
    for (const path of ['/staff/admin/templates', '/staff/admin/templates/new', '/staff/admin/templates/settled'])
      expect(await whoGets(path), path).to.deep.equal(expected((role) => role === 'admin'));
  });

  it('show a case to those who handle, watch or oversee it; to others of the trade it does not exist', async () => {
    const { id } = await forwardedCase(world, { agency: 'H79-N27094' });
    expect(await whoGets(`/staff/complaints/${id}`)).to.deep.equal({
      200: ['home_affairs', 'hotline', 'monitor'],
      403: ['admin', 'supervisor', 'interviewer'],
      404: ['officer', 'inspector'],
    });
  });

  it('take no form of a case from whoever may not know of it, and change nothing by it', async () => {
    const { id } = await forwardedCase(world, { agency: 'H79-N27094' });
    const before = await caseOf(world, id);
    const { id: own } = await forwardedCase(world);
    const fields = { text: 'Tôi muốn biết.', amount: '1', other: own.slice(0, 8), granted: 'yes', publish: 'no' };
    const shapes: Record<string, readonly (keyof typeof fields)[]> = {
      acceptance: [],
      links: ['other'],
      extension: ['amount', 'text'],
      'extension-decision': ['granted', 'text'],
      publication: ['publish', 'text'],
    };
    for (const noun of nouns) {
      const sent = Object.fromEntries((shapes[noun] ?? (['text'] as const)).map((name) => [name, fields[name]]));
      const tried = await as('officer').submit(`/staff/complaints/${own}`, sent, `/staff/complaints/${id}/${noun}`);
      expect(tried.status, noun).to.equal(404);
      const wrong = await as('officer').submit(`/staff/complaints/${own}`, {}, `/staff/complaints/${id}/${noun}`);
      expect(wrong.status, `${noun} without its fields`).to.equal(404);
      const outside = await as('admin').submit('/staff', { seen: '1', ...sent }, `/staff/complaints/${id}/${noun}`);
      expect(outside.status, noun).to.equal(403);
    }
    expect(await caseOf(world, id)).to.deep.equal(before);
    expect((await caseOf(world, own)).links).to.deep.equal([]);
  });

  it('leave an officer of Sài Gòn ward no trace of a case about money asked there', async () => {
    const { id: linked } = await forwardedCase(world);
    const officer = as('officer');
    const lists = [
      '/staff',
      '/staff/reports',
      '/staff/reports.csv',
      ...['todo', 'waiting', 'late', 'answered', 'watched', 'all'].map((tab) => `/staff/complaints?tab=${tab}`),
    ];
    const look = (): Promise<string[]> => Promise.all(lists.map((path) => officer.text(path)));
    const before = await look();

    await world.system.actions.attachments.stage([await photograph()], 'a staging key of access');
    const dossierCode = 'H29.16.05-261120-0077';
    const about = { topic: 'harassment', content: words, dossierCode, staged: 'a staging key of access' } as const;
    const { id } = await routedCase(world, about);
    const [file] = await world.system.actions.attachments.of(id);
    const reference = id.slice(0, 8).toUpperCase();
    const linking = await as('hotline').submit(
      `/staff/complaints/${linked}`,
      { other: reference },
      `/staff/complaints/${linked}/links`,
    );
    expect(linking.status).to.equal(303);
    expect((await caseOf(world, linked)).links).to.deep.equal([id]);
    expect(await as('monitor').text(`/staff/complaints/${linked}`)).to.include(reference);

    expect(await look()).to.deep.equal(before);
    for (const query of [reference, dossierCode, 'đòi tiền', 'doi tien', id])
      for (const tab of ['todo', 'watched', 'all']) {
        const found = await officer.text(`/staff/complaints?tab=${tab}&q=${encodeURIComponent(query)}`);
        expect(found, query).to.not.include('role="rowheader"').and.not.include(`complaints/${id}`);
      }
    const own = await officer.text(`/staff/complaints/${linked}`);
    expect(own).to.not.include(reference).and.not.include(id).and.not.include('Nối với phản ánh 0');

    const nowhere = '0'.repeat(24);
    const same = (html: string): string => html.replaceAll(/[0-9a-f]{24}/g, 'ID');
    for (const path of ['', `/files/${file?.id}`, '/files', '.csv', '?x=1', '/events']) {
      const [there, none] = [`/staff/complaints/${id}${path}`, `/staff/complaints/${nowhere}${path}`];
      const [answer, empty] = await Promise.all([officer.get(there), officer.get(none)]);
      expect(answer.status, path).to.equal(404);
      expect(same(await answer.text()), path).to.equal(same(await empty.text()));
    }
    for (const noun of nouns) {
      const tried = await officer.submit(
        `/staff/complaints/${linked}`,
        { text: 'Ai đã nói?' },
        `/staff/complaints/${id}/${noun}`,
      );
      expect(tried.status, noun).to.equal(404);
    }
    for (const path of [`/api/v1/complaints/${reference}?pin=000000`, `/api/v1/complaints/${id}?pin=000000`])
      expect([401, 404], path).to.include((await officer.get(path)).status);
    expect(await trailFaultsOf(world, id)).to.deep.equal([]);
    expect((await caseOf(world, id)).trail.every(({ by }) => by.agency !== 'H79-N26740')).to.equal(true);
  });
});
