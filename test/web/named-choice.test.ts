import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { folded } from '../../src/domain/search-text.ts';
import { chosen, ratedUnitsOn, unitsOn } from '../../src/web/named-choice.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const units = ratedUnitsOn(catalogue, '2026-11-24', 'vi');
const meant = (typed: string) => {
  const found = chosen(units, typed, '/agency');
  return 'code' in found ? found.code : found.fault.code;
};

describe('a unit that is chosen by typing', () => {
  it('is found by its code, its name in either language, or a part of it without marks', () => {
    for (const typed of ['H79-N26740', 'h79-n26740', 'UBND Phường Sài Gòn', 'phuong sai gon', ' Sài Gòn '])
      expect(meant(typed), typed).to.equal('H79-N26740');
  });

  it('is asked for again when the words fit several, and when they fit none', () => {
    expect(meant('tan')).to.equal('hotline:fault-several');
    expect(meant('không có đâu')).to.equal('hotline:fault-none');
    expect(meant(' ')).to.equal('hotline:fault-unit-missing');
    expect(meant('!!!')).to.equal('hotline:fault-none');
  });

  it('exists on the day, and can be complained of', () => {
    expect(meant('UBND Quận 1')).to.equal('hotline:fault-none');
    const hotline = unitsOn(catalogue, '2026-11-24', 'vi').find(({ code }) => code === 'H79-1022');
    expect(hotline).to.not.equal(undefined);
    expect(units).to.not.deep.include(hotline);
  });

  it('is always found by its whole name, unless two are called so', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), ({ code, names: [name] }) => {
        const namesakes = units.filter(({ names }) => names.some((one) => folded(one) === folded(name)));
        const found = chosen(units, name, '/agency');
        if (namesakes.length === 1) expect(found).to.deep.equal({ code });
        else if ('code' in found) expect(found.code).to.equal(code);
        else expect(found.fault.params?.found).to.include(code);
      }),
    );
  });
});
