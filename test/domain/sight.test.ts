import { expect } from 'chai';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { type Complaint, complaintClasses } from '../../src/domain/complaint.ts';
import { roles } from '../../src/domain/role.ts';
import { contentFor, sees, type Viewer } from '../../src/domain/sight.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const today = '2026-11-20';
const at = new Date('2026-11-20T03:00:00Z');

const aCase = (about: Partial<Complaint>): Complaint => ({
  id: '1',
  class: 'feedback_policy',
  topic: 'late_file',
  agency: 'H79-N26740',
  day: today,
  content: 'Gọi tôi số 0903 123 456.',
  receivedAt: at,
  channel: 'web',
  language: 'vi',
  consent: { textVersion: 'complaint-1', at, channel: 'web' },
  state: 'routed',
  handlers: ['H79-1022'],
  watchers: [],
  history: [],
  notices: [],
  ...about,
});
const officerOf = (agency: string): Viewer => ({ role: 'officer', agency });

describe('the sight of a case', () => {
  it('is for those who handle or watch it, and for the monitor always', () => {
    const complaint = aCase({ handlers: ['H79-1022'], watchers: ['H79-SNV'] });
    const table = Object.fromEntries(
      roles.map((role) => [
        role,
        ['H79-1022', 'H79-SNV', 'H79-MTTQ', 'H79-N26740'].filter((agency) =>
          sees(catalogue, { role, agency }, complaint, today),
        ),
      ]),
    );
    const involved = ['H79-1022', 'H79-SNV'];
    expect(table).to.deep.equal({
      admin: [],
      home_affairs: involved,
      supervisor: [],
      interviewer: [],
      hotline: involved,
      officer: involved,
      monitor: ['H79-1022', 'H79-SNV', 'H79-MTTQ', 'H79-N26740'],
    });
  });

  it('is never for the unit complained about, when it is about conduct, whatever the case says', () => {
    const everybody = demoAgencies.map(({ code }) => code);
    const complaint = aCase({ class: 'feedback_conduct', handlers: everybody, watchers: everybody });
    for (const role of roles)
      expect(sees(catalogue, { role, agency: 'H79-N26740' }, complaint, today), role).to.equal(false);
    expect(sees(catalogue, officerOf('H79-SNV'), complaint, today)).to.equal(true);
  });

  it('is for the unit complained about once a case about procedure was forwarded to it', () => {
    expect(sees(catalogue, officerOf('H79-N26740'), aCase({}), today)).to.equal(false);
    expect(sees(catalogue, officerOf('H79-N26740'), aCase({ handlers: ['H79-N26740'] }), today)).to.equal(true);
  });

  it('needs an agency', () => {
    for (const role of roles)
      for (const ofClass of complaintClasses)
        expect(sees(catalogue, { role }, aCase({ class: ofClass }), today)).to.equal(false);
  });

  it('shows personal data in the text to the handling hotline alone', () => {
    const complaint = aCase({ watchers: ['H79-SNV'] });
    expect(contentFor({ role: 'hotline', agency: 'H79-1022' }, complaint)).to.include('0903 123 456');
    for (const viewer of [officerOf('H79-SNV'), { role: 'monitor', agency: 'H79-MTTQ' } as const])
      expect(contentFor(viewer, complaint)).to.equal('Gọi tôi số •••.');
  });
});
