import { expect } from 'chai';
import { demoAgencies, demoProcedures } from '../../src/demo/catalogue.ts';
import { agencyKinds } from '../../src/domain/agency.ts';
import { isOfferedBy } from '../../src/domain/procedure.ts';
import { demoRows, publishedRows } from './csv-rows.ts';

describe('The procedures of the demo data', () => {
  it('have a code of the national form, once each', () => {
    for (const { code } of demoProcedures) expect(code).to.match(/^\d\.\d{6}$/);
    expect(new Set(demoProcedures.map(({ code }) => code)).size).to.equal(demoProcedures.length);
  });

  it('state the scheme of 2022 as their level of 2017 suggests: 4 is full, 3 partial, the rest is not online', () => {
    for (const row of demoRows('procedures.csv'))
      expect(row.serviceLevelScheme2, row.code).to.equal({ 3: 'partial', 4: 'full' }[Number(row.serviceLevel)] ?? '');
  });

  it('are offered by known kinds of unit and by units that exist', () => {
    const codes = demoAgencies.map(({ code }) => code);
    for (const procedure of demoProcedures) {
      expect(agencyKinds, procedure.code).to.include.members([...procedure.agencyKinds]);
      if (procedure.agencyCodes.length > 0)
        expect(codes, procedure.code).to.include.members([...procedure.agencyCodes]);
    }
  });

  it('of the districts are to be had at wards, communes and the special zone', () => {
    for (const { agencyKinds: kinds, code } of demoProcedures)
      if (kinds.includes('district')) expect(kinds, code).to.include.members(['ward', 'commune', 'special_zone']);
  });

  it('leave no ward, commune, special zone or district with nothing to offer', () => {
    for (const agency of demoAgencies)
      if (['ward', 'commune', 'special_zone', 'district'].includes(agency.kind))
        expect(
          demoProcedures.some((procedure) => isOfferedBy(procedure, agency)),
          agency.code,
        ).to.equal(true);
  });

  it('are those of the published list', function () {
    const published = publishedRows('procedures.csv');
    if (!published) {
      console.log('      skipped: the published list is not on this machine');
      return this.skip();
    }
    const own = new Map(demoRows('procedures.csv').map((row) => [row.code, row]));
    expect(own.size).to.equal(published.length);
    for (const { agencyKinds: _kinds, agencyCodes: _codes, ...row } of published)
      expect(own.get(row.code), row.code).to.include(row);
  });
});
