import { expect } from 'chai';
import { demoAgencies, demoProcedures } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { subjectFaults } from '../../src/domain/complaint-subject.ts';

const demoCatalogue = catalogueOf(demoAgencies, demoProcedures, []);
const codes = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('the unit complained about', () => {
  const check = (agency: string, day: string, procedure?: string) =>
    codes(subjectFaults(demoCatalogue, { agency, procedure, day }, { today: '2026-11-20', language: 'vi' }));

  it('must be a unit that existed on the day, rated or not', () => {
    expect(check('H79-N26740', '2026-11-20')).to.deep.equal([]);
    expect(check('H79-26740', '2025-06-30')).to.deep.equal([]);
    expect(check('H79-NONE', '2026-11-20')).to.deep.equal(['/agency agency-unknown']);
    expect(check('H79-MTTQ', '2026-11-20')).to.deep.equal([]);
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
