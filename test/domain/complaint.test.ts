import { expect } from 'chai';
import { demoAgencies, demoProcedures } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { classOf, complaintFaults, isMailAddress, subjectFaults, topics } from '../../src/domain/complaint.ts';

const demoCatalogue = catalogueOf(demoAgencies, demoProcedures, []);

const codes = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('a complaint', () => {
  it('is about conduct when it is about attitude or harassment, else about policy and procedure', () => {
    expect(topics.filter((topic) => classOf(topic) === 'feedback_conduct')).to.deep.equal(['attitude', 'harassment']);
  });

  it('needs a text of at most 5,000 characters', () => {
    expect(codes(complaintFaults({ consent: true, content: ' \n' }))).to.deep.equal([
      '/content complaint:fault-content-missing',
    ]);
    expect(codes(complaintFaults({ consent: true, content: 'ả'.repeat(5001) }, '/complaint'))).to.deep.equal([
      '/complaint/content too-long',
    ]);
    expect(complaintFaults({ consent: true, content: 'ả'.repeat(5000) })).to.deep.equal([]);
  });

  it('takes a contact or none, and names every field that is wrong', () => {
    const content = 'Hồ sơ trễ hẹn.';
    const good = { name: 'x', phone: '+84 90-123.45 67', email: 'a.b+c@example.com' };
    expect(complaintFaults({ consent: true, content, contact: good })).to.deep.equal([]);
    const bad = { name: 'x'.repeat(201), phone: '12', email: 'a@b' };
    expect(codes(complaintFaults({ consent: true, content, contact: bad }))).to.deep.equal([
      '/contact/name too-long',
      '/contact/phone complaint:fault-phone',
      '/contact/email complaint:fault-email',
    ]);
  });

  it('sends mail to one bare address only', () => {
    expect(isMailAddress('hotline@demo.ydan')).to.equal(true);
    for (const text of [
      'a@b.vn, c@d.vn',
      'a@b.vn\r\nBcc: c@d.vn',
      'Ai đó <a@b.vn>',
      'a@b.vn ',
      '"a b"@c.vn',
      'a@[127.0.0.1]',
      '@b.vn',
      'a@b..vn',
      'a@-b.vn',
      `${'a'.repeat(250)}@b.vn`,
    ])
      expect(isMailAddress(text), text).to.equal(false);
  });

  it('reads 100,000 characters of nonsense in no time', () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(100_000),
      '0 '.repeat(50_000),
      `${'a.'.repeat(50_000)}@`,
      `a@${'b.'.repeat(50_000)}`,
    ])
      complaintFaults({ consent: true, content: 'x', contact: { phone: text, email: text } });
    expect(performance.now() - started).to.be.below(50);
  });
});

describe('the unit complained about', () => {
  const check = (agency: string, day: string, procedure?: string) =>
    codes(subjectFaults(demoCatalogue, { agency, procedure, day }, { today: '2026-11-20', language: 'vi' }));

  it('must be a unit that serves residents and existed on the day', () => {
    expect(check('H79-N26740', '2026-11-20')).to.deep.equal([]);
    expect(check('H79-26740', '2025-06-30')).to.deep.equal([]);
    expect(check('H79-NONE', '2026-11-20')).to.deep.equal(['/agency agency-unknown']);
    expect(check('H79-MTTQ', '2026-11-20')).to.deep.equal(['/agency agency-not-rated']);
    expect(check('H79-N26740', '2025-06-30')).to.deep.equal(['/agency agency-not-yet']);
  });

  it('is named with its successor when it has ended', () => {
    const [fault] = subjectFaults(
      demoCatalogue,
      { agency: 'H79-26740', day: '2026-11-20' },
      { today: '2026-11-20', language: 'vi' },
    );
    expect(fault?.code).to.equal('agency-ended');
    expect(fault?.params?.['successors']).to.equal('UBND Phường Sài Gòn (H79-N26740)');
  });

  it('was not complained of for what lies in the future, nor with an unknown procedure', () => {
    expect(check('H79-N26740', '2026-11-21', '9.999999')).to.deep.equal([
      '/procedure procedure-unknown',
      '/day occurred-in-future',
    ]);
  });
});
