import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import type { Agency } from '../../src/domain/agency.ts';
import { ancestryOn, catalogueOf, successorsOn } from '../../src/domain/catalogue.ts';
import { homeAffairs, isPartyTo, routed } from '../../src/domain/routing.ts';
import { agencyOf } from '../support/small-city.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const today = '2026-11-20';
const conduct = (agency: string, day = today) => routed(catalogue, { class: 'feedback_conduct', agency, day }, today);

describe('the route of a complaint', () => {
  it('about policy or procedure leads to the hotline, which forwards it', () => {
    expect(routed(catalogue, { class: 'feedback_policy', agency: 'H79-N26740', day: today }, today)).to.deep.equal({
      handlers: ['H79-1022'],
      watchers: [],
    });
  });

  it('about conduct is also in the sight of Home Affairs and of the Fatherland Front', () => {
    expect(conduct('H79-N26740')).to.deep.equal({ handlers: ['H79-1022'], watchers: ['H79-SNV', 'H79-MTTQ'] });
  });

  it('goes to the level above when it is about Home Affairs itself', () => {
    expect(conduct('H79-SNV')).to.deep.equal({ handlers: ['H79-1022'], watchers: ['H79', 'H79-MTTQ'] });
  });

  it('goes to the level above when it is about a unit that Home Affairs has taken over', () => {
    expect(conduct('H79-SLDTBXH', '2020-05-04')).to.deep.equal({
      handlers: ['H79-1022'],
      watchers: ['H79', 'H79-MTTQ'],
    });
  });

  it('goes to the city when it is about the hotline, and to the monitor when it is about the city', () => {
    expect(conduct('H79-1022')).to.deep.equal({ handlers: ['H79'], watchers: ['H79-SNV', 'H79-MTTQ'] });
    expect(conduct('H79')).to.deep.equal({ handlers: ['H79-MTTQ'], watchers: [] });
  });

  it('leaves the monitor out when it is about the monitor', () => {
    expect(conduct('H79-MTTQ')).to.deep.equal({ handlers: ['H79-1022'], watchers: ['H79-SNV'] });
  });

  it('about conduct never leads to the unit complained about, its successors or anything below them: every unit, any day', () => {
    const everyDay = fc.integer({ min: 0, max: 3600 }).map((days) => {
      const day = new Date(Date.UTC(2017, 0, 1 + days));
      return day.toISOString().slice(0, 10);
    });
    const independent = new Set(demoAgencies.filter(({ kind }) => kind === 'monitor').map(({ code }) => code));
    for (const agency of demoAgencies)
      fc.assert(
        fc.property(everyDay, (day) => {
          const { handlers, watchers } = conduct(agency.code, day);
          const accused = [agency.code, ...successorsOn(catalogue, agency, today).map(({ code }) => code)];
          expect(handlers, agency.code).to.not.be.empty;
          for (const code of [...handlers, ...watchers]) {
            expect(accused).to.not.include(code);
            if (!independent.has(code))
              for (const on of [day, today])
                expect(ancestryOn(catalogue, code, on).map((unit) => unit.code)).to.not.include(agency.code);
          }
        }),
        { numRuns: 5 },
      );
  });

  it('is watched by somebody besides the hotline whenever it is about conduct, save for a case about the city', () => {
    for (const { code, kind } of demoAgencies) {
      const { watchers } = conduct(code);
      if (kind !== 'city') expect(watchers, code).to.not.be.empty;
    }
  });

  it('knows a district as party to the cases of its wards only from below', () => {
    const subject = { class: 'feedback_conduct' as const, agency: 'H79-760', day: '2024-03-01' };
    expect(isPartyTo(catalogue, subject, 'H79-26740', today)).to.equal(true);
    expect(isPartyTo(catalogue, { ...subject, agency: 'H79-26740' }, 'H79-760', today)).to.equal(false);
    expect(isPartyTo(catalogue, subject, homeAffairs, today)).to.equal(false);
  });

  it('knows a unit that stood below the accused then, or stands there now, as party', () => {
    const moved = (code: string, ...parents: [string, string][]): Agency => ({
      ...agencyOf({ code, kind: 'department' }),
      parents: parents.map(([parent, from]) => ({ code: parent, from })),
    });
    const city = catalogueOf(
      [
        agencyOf({ code: 'C', kind: 'city' }),
        moved('A', ['C', '2000-01-01']),
        moved('B', ['C', '2000-01-01']),
        moved('LEFT', ['A', '2000-01-01'], ['B', '2025-07-01']),
        moved('CAME', ['B', '2000-01-01'], ['A', '2025-07-01']),
      ],
      [],
      [],
    );
    const about = (day: string) => ({ class: 'feedback_conduct' as const, agency: 'A', day });
    expect(isPartyTo(city, about('2025-01-01'), 'LEFT', today)).to.equal(true);
    expect(isPartyTo(city, about('2025-01-01'), 'CAME', today)).to.equal(true);
    expect(isPartyTo(city, about(today), 'LEFT', today)).to.equal(false);
    expect(isPartyTo(city, about(today), 'B', today)).to.equal(false);
  });
});
