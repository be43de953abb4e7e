import { expect } from 'chai';
import { demoAgencies, demoProcedures, demoTargets } from '../../src/demo/catalogue.ts';
import { demoFrame } from '../../src/demo/frame.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { frameFaults } from '../../src/domain/frame-entry.ts';
import { withoutRepeats } from '../../src/domain/frame-repeats.ts';
import { vietnamesePhone } from '../../src/domain/phone-number.ts';

const today = '2026-11-22';
const frame = [...demoFrame(today, { size: 4000 })];
const catalogue = catalogueOf(demoAgencies, demoProcedures, demoTargets);

describe('The sampling frame of the demo city', () => {
  it('holds dossiers of the last month that a campaign can ask about', () => {
    const population = { from: '2026-10-23', to: '2026-11-21', agency: 'H79', results: 'all' } as const;
    expect(frame).to.have.length(4000);
    expect(frame.flatMap((entry) => frameFaults(entry, population, catalogue, today))).to.deep.equal([]);
  });

  it('names nobody twice', () => {
    const known = { keys: new Set<string>(), phones: new Set<string>(), doNotCall: new Set<string>() };
    const lines = frame.map((entry, index) => ({ line: index + 2, entry }));
    expect(withoutRepeats(lines, known, ['phone']).removed).to.deep.equal([]);
  });

  it('calls nobody: its numbers have a prefix that no operator has', () => {
    for (const { phone = '' } of frame) {
      expect(phone).to.match(/^0500\d{6}$/);
      expect(vietnamesePhone(phone)).to.deep.equal({ number: phone });
    }
  });

  it('has about 9 % of refusals and a few who speak English', () => {
    expect(frame.filter(({ result }) => result === 'refused').length / frame.length).to.be.within(0.07, 0.11);
    expect(frame.filter(({ language }) => language === 'en').length).to.be.within(20, 70);
  });

  it('is the same every time, and the beginning of a larger one', () => {
    expect([...demoFrame(today, { size: 4100 })].slice(0, 4000)).to.deep.equal(frame);
  });
});
