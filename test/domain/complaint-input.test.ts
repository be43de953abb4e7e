import { expect } from 'chai';
import fc from 'fast-check';
import { comparedPhone, complaintFaults, isPhone, isTimeOfDay } from '../../src/domain/complaint-input.ts';
import { quickest } from '../support/quickest.ts';

const codes = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('what a resident says', () => {
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
    const nonsense = ['a'.repeat(100_000), '0 '.repeat(50_000), `${'a.'.repeat(50_000)}@`, `a@${'b.'.repeat(50_000)}`];
    const read = () =>
      nonsense.map((text) => complaintFaults({ consent: true, content: 'x', contact: { phone: text, email: text } }));
    expect(quickest(read)).to.be.below(50);
  });

  it('happened at a time of day or at none, in a place that a line can name', () => {
    const said = { consent: true, content: 'Hồ sơ trễ hẹn.' } as const;
    expect(complaintFaults({ ...said, time: '07:30', place: 'Quầy số 3' })).to.deep.equal([]);
    expect(codes(complaintFaults({ ...said, time: '7h30', place: 'x'.repeat(201) }))).to.deep.equal([
      '/time complaint:fault-time',
      '/place too-long',
    ]);
    expect(['00:00', '23:59'].every(isTimeOfDay)).to.equal(true);
    expect(['24:00', '12:60', '7:30', '07:30:00', ''].some(isTimeOfDay)).to.equal(false);
  });

  it('names a phone that is found again however its digits are parted and its country is written', () => {
    const digits = fc.stringMatching(/^[1-9]\d{8}$/);
    const gap = fc.constantFrom('', ' ', '.', '-');
    fc.assert(
      fc.property(digits, gap, fc.constantFrom('0', '+84', '84'), (number, between, prefix) => {
        const typed = `${prefix}${between}${[...number].join(between)}`;
        expect(isPhone(typed)).to.equal(true);
        expect(comparedPhone(typed)).to.equal(`0${number}`);
      }),
    );
  });
});
