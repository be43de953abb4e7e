import { expect } from 'chai';
import type { CampaignPlan } from '../../src/domain/campaign-faults.ts';
import { campaignFaults } from '../../src/domain/campaign-faults.ts';
import { usualCampaign } from '../../src/domain/usual-campaign.ts';

const catalogue = { agencies: new Map([['H1', {}]]), procedures: new Map([['P1', {}]]) } as unknown as Parameters<
  typeof campaignFaults
>[1];
const usual: CampaignPlan = { ...usualCampaign('2026-11-22', 1), title: 'Khảo sát' };
const faultsOf = (changes: Partial<CampaignPlan>): string[] =>
  campaignFaults({ ...usual, ...changes }, catalogue).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a campaign', () => {
  it('that begins as usual has no faults but that it has no name', () => {
    expect(faultsOf({})).to.deep.equal([]);
    expect(faultsOf({ title: ' ' })).to.deep.equal(['/title campaign:fault-title']);
  });

  it('asks a version of a questionnaire that there is, in at least one way', () => {
    expect(faultsOf({ questionnaire: { code: 'SIPAS-SERVICE', version: 1999 } })).to.deep.equal([
      '/questionnaire campaign:fault-questionnaire',
    ]);
    expect(faultsOf({ modes: [] })).to.deep.equal(['/modes campaign:fault-modes']);
  });

  it('lasts from a day to one that is no earlier, and asks about what is finished by then', () => {
    expect(faultsOf({ period: { from: '2026-11-22', to: '2026-11-21' } })).to.deep.equal([
      '/period/to campaign:fault-period',
    ]);
    expect(faultsOf({ period: { from: '2026-02-30', to: '2026-11-30' } })).to.deep.equal(['/period/from day-form']);
    expect(faultsOf({ population: { from: '2027-01-01', to: '2027-01-31', results: 'all' } })).to.deep.equal([
      '/population/from campaign:fault-population-later',
    ]);
  });

  it('is about units and procedures that there are', () => {
    const { population } = usual;
    expect(faultsOf({ population: { ...population, agency: 'H1', procedure: 'P1' } })).to.deep.equal([]);
    expect(faultsOf({ population: { ...population, agency: 'H2', procedure: 'P2' } })).to.deep.equal([
      '/population/agency agency-unknown',
      '/population/procedure procedure-unknown',
    ]);
  });

  it('wants a margin of half a per cent to fifty, or a whole number for each stratum', () => {
    for (const margin of [0.005, 0.5])
      expect(faultsOf({ sizing: { kind: 'formula', margin, within: 'stratum' } })).to.deep.equal([]);
    for (const margin of [0, 0.0049, 0.51, Number.NaN])
      expect(faultsOf({ sizing: { kind: 'formula', margin, within: 'campaign' } })).to.deep.equal([
        '/sizing/margin campaign:fault-percent',
      ]);
    for (const each of [0, 2.5, Number.NaN])
      expect(faultsOf({ sizing: { kind: 'quota', each } })).to.deep.equal(['/sizing/each campaign:fault-whole']);
  });

  it('calls on some day, from a time to a later one, not more often on one day than in all', () => {
    const { calling } = usual;
    expect(faultsOf({ calling: { ...calling, weekdays: [] } })).to.deep.equal([
      '/calling/weekdays campaign:fault-weekdays',
    ]);
    expect(faultsOf({ calling: { ...calling, from: '20:00', to: '08:00' } })).to.deep.equal([
      '/calling/to campaign:fault-hours',
    ]);
    expect(faultsOf({ calling: { ...calling, from: '8 giờ', to: '24:00' } })).to.deep.equal([
      '/calling/from campaign:fault-time',
    ]);
    expect(faultsOf({ calling: { ...calling, attempts: 3, attemptsPerDay: 4 } })).to.deep.equal([
      '/calling/attemptsPerDay campaign:fault-whole',
    ]);
  });
});
