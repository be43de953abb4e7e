import { expect } from 'chai';
import { classOf, complaintFaults, topicFrom, topics } from '../../src/domain/complaint.ts';

const codes = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('a complaint', () => {
  it('is about conduct when it is about attitude or harassment, else about policy and procedure', () => {
    expect(topics.filter((topic) => classOf(topic) === 'feedback_conduct')).to.deep.equal(['attitude', 'harassment']);
  });

  it('that names no topic takes the gravest of the reasons ticked beside the rating', () => {
    expect(topicFrom(['late'])).to.equal('late_file');
    expect(topicFrom(['fees', 'attitude', 'late'])).to.equal('attitude');
    expect(topicFrom(['attitude', 'harassment'])).to.equal('harassment');
    expect(topicFrom([])).to.equal(undefined);
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
