import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { type Agency, existsOn } from '../../src/domain/agency.ts';
import { ancestryOn, type Catalogue, catalogueOf, successorsOn } from '../../src/domain/catalogue.ts';
import { concernsConduct } from '../../src/domain/complaint.ts';
import { above, homeAffairs, inspectorate, isPartyTo, lawfulPair, routed } from '../../src/domain/routing.ts';
import { firstRules, type Routable, type RoutingRule, type RuleBook, ruleFor } from '../../src/domain/routing-rule.ts';
import { anyBook, anyDay, anySubject, randomCity, today } from '../support/random-city.ts';
import { agencyOf } from '../support/small-city.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const bookOf = (rules: readonly RoutingRule[]): RuleBook => ({
  version: 3,
  from: '2000-01-01',
  rules,
  savedAt: new Date('2026-01-01T00:00:00Z'),
  reason: '',
});
const firstBook = bookOf(firstRules);
const aboutLateness = (agency: string): Routable => ({
  class: 'feedback_policy',
  topic: 'late_file',
  severity: 'ordinary',
  agency,
  day: today,
});
const conductOf = (agency: string, more: Partial<Routable> = {}): Routable => ({
  ...aboutLateness(agency),
  class: 'feedback_conduct',
  topic: 'attitude',
  ...more,
});
const way = (subject: Routable) => {
  const { handlers, watchers, proposed } = routed(catalogue, firstBook, subject, today);
  return { handlers, watchers, proposed };
};

describe('the route of a complaint', () => {
  it('leads to the hotline, which shall forward a matter of procedure to the agency itself', () => {
    expect(routed(catalogue, firstBook, aboutLateness('H79-N26740'), today)).to.deep.equal({
      handlers: ['H79-1022'],
      watchers: [],
      proposed: ['H79-N26740'],
      rule: { version: 3, code: 'everything-else' },
      policy: 'portal',
    });
  });

  it('shall lead to whoever took over from an agency that is no more', () => {
    const heirs = successorsOn(catalogue, catalogue.agencies.get('H79-26740') as Agency, today);
    expect(heirs).to.not.be.empty;
    expect(way({ ...aboutLateness('H79-26740'), day: '2024-03-01' }).proposed).to.have.members(
      heirs.map(({ code }) => code),
    );
  });

  it('about conduct shall lead above the agency and to Home Affairs, in the sight of the Fatherland Front', () => {
    expect(way(conductOf('H79-N26740'))).to.deep.equal({
      handlers: ['H79-1022'],
      watchers: ['H79-SNV', 'H79-MTTQ'],
      proposed: ['H79', 'H79-SNV'],
    });
  });

  it('about money asked for is in the sight of the inspectorate too, whatever class it was given', () => {
    for (const itsClass of ['feedback_conduct', 'feedback_policy', 'incident'] as const)
      expect(way(conductOf('H79-N26740', { class: itsClass, topic: 'harassment' })), itsClass).to.deep.equal({
        handlers: ['H79-1022'],
        watchers: ['H79-SNV', 'H79-MTTQ', 'H79-TTRA'],
        proposed: ['H79', 'H79-SNV'],
      });
  });

  it('leads to the level above when it is about Home Affairs, or about a unit that Home Affairs took over', () => {
    const expected = { handlers: ['H79-1022'], watchers: ['H79-MTTQ', 'H79'], proposed: ['H79'] };
    expect(way(conductOf('H79-SNV'))).to.deep.equal(expected);
    expect(way(conductOf('H79-SLDTBXH', { day: '2020-05-04' }))).to.deep.equal(expected);
  });

  it('leads to the city when it is about the hotline or the unit that the hotline belongs to', () => {
    const hotline = catalogue.agencies.get('H79-1022') as Agency;
    const parent = ancestryOn(catalogue, hotline.code, today)[1]?.code ?? '';
    for (const code of [hotline.code, parent].filter((one) => one !== 'H79'))
      expect(way(conductOf(code)).handlers, code).to.deep.equal(['H79']);
  });

  it('leads to the monitor alone when it is about the city', () => {
    expect(way(conductOf('H79'))).to.deep.equal({ handlers: ['H79-MTTQ'], watchers: [], proposed: ['H79-MTTQ'] });
  });

  it('leaves the monitor out when it is about the monitor', () => {
    expect(way(conductOf('H79-MTTQ'))).to.deep.equal({
      handlers: ['H79-1022'],
      watchers: ['H79-SNV'],
      proposed: ['H79', 'H79-SNV'],
    });
  });

  it('leaves the inspectorate out when it is about the inspectorate', () => {
    const { proposed, watchers } = way(conductOf('H79-TTRA', { topic: 'harassment' }));
    expect([...proposed, ...watchers]).to.have.members(['H79', 'H79-SNV', 'H79-SNV', 'H79-MTTQ']);
  });
});

/** Everybody who must not touch a case, worked out from the register alone. */
function accusedIn(city: Catalogue, { agency, day }: Routable): Set<string> {
  const named = city.agencies.get(agency) as Agency;
  const answerable = new Set([agency, ...successorsOn(city, named, today).map(({ code }) => code)]);
  const stoodBelow = (code: string) =>
    [day, today].some((on) => ancestryOn(city, code, on).some((unit) => answerable.has(unit.code)));
  const all = [...city.agencies.values()];
  return new Set(
    all
      .filter(({ code, kind }) => (kind === 'monitor' ? answerable.has(code) : stoodBelow(code)))
      .map(({ code }) => code),
  );
}

describe('the law of conflict of interest, in any city and under any rules', () => {
  const holds = (check: (city: Catalogue, book: RuleBook, subject: Routable) => void) =>
    fc.assert(fc.property(randomCity, anyBook, anySubject, check), { numRuns: 500 });
  const heirs = (city: Catalogue, code: string) =>
    successorsOn(city, city.agencies.get(code) as Agency, today).map((one) => one.code);
  const everybodyIn = (city: Catalogue, book: RuleBook, subject: Routable) => {
    const { handlers, watchers, proposed } = routed(city, book, subject, today);
    return [...handlers, ...watchers, ...proposed];
  };

  it('lets nobody who is party to a case about conduct act on it or see it', () => {
    holds((city, book, subject) => {
      fc.pre(concernsConduct(subject));
      const accused = accusedIn(city, subject);
      expect(everybodyIn(city, book, subject).filter((code) => accused.has(code))).to.deep.equal([]);
    });
  });

  it('leaves no case without somebody to check it and somebody to forward it to', () => {
    holds((city, book, subject) => {
      const { handlers, proposed } = routed(city, book, subject, today);
      expect(handlers).to.not.be.empty;
      expect(proposed).to.not.be.empty;
    });
  });

  it('keeps conduct in the sight of the monitor, and of Home Affairs or else of the level above', () => {
    holds((city, book, subject) => {
      fc.pre(concernsConduct(subject));
      const { handlers, watchers } = routed(city, book, subject, today);
      const accused = accusedIn(city, subject);
      if (!accused.has('MTTQ')) expect([...handlers, ...watchers]).to.include('MTTQ');
      const office = heirs(city, homeAffairs).filter((code) => !accused.has(code));
      const eyes = office.length > 0 ? office : above(city, subject, today);
      expect([...handlers, ...watchers]).to.include.members(eyes);
    });
  });

  it('keeps harassment in the sight of the inspectorate', () => {
    holds((city, book, subject) => {
      const accused = accusedIn(city, subject);
      const { handlers, watchers } = routed(city, book, { ...subject, topic: 'harassment' }, today);
      const inspectors = heirs(city, inspectorate).filter((code) => !accused.has(code));
      expect([...handlers, ...watchers]).to.include.members(inspectors);
    });
  });

  it('never chooses an agency that has ended', () => {
    holds((city, book, subject) => {
      const ended = everybodyIn(city, book, subject).filter(
        (code) => !existsOn(city.agencies.get(code) as Agency, today),
      );
      expect(ended).to.deep.equal([]);
    });
  });

  it('lets a matter of procedure go to the agency itself when a rule says so', () => {
    holds((city, book, subject) => {
      fc.pre(!concernsConduct(subject) && ruleFor(city, book, subject).handlers.includes('agency'));
      expect(routed(city, book, subject, today).proposed).to.include.members(heirs(city, subject.agency));
    });
  });

  it('names nobody twice, and nobody who acts as one who only looks on', () => {
    holds((city, book, subject) => {
      const { handlers, watchers, proposed } = routed(city, book, subject, today);
      expect(new Set([...handlers, ...watchers])).to.have.property('size', handlers.length + watchers.length);
      expect(new Set(proposed)).to.have.property('size', proposed.length);
    });
  });

  it('holds as well for handlers and watchers that a person asks for', () => {
    const anybody = fc.subarray([...'ABDEFG', 'C', 'MTTQ', 'LINE', homeAffairs, inspectorate]);
    fc.assert(
      fc.property(randomCity, anySubject, anybody, anybody, (city, subject, handlers, watchers) => {
        fc.pre(concernsConduct(subject));
        const accused = accusedIn(city, subject);
        const pair = lawfulPair(city, subject, { handlers, watchers }, today);
        expect(pair.handlers).to.not.be.empty;
        expect([...pair.handlers, ...pair.watchers].filter((code) => accused.has(code))).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
  });

  it('holds for every unit of the city on any day', () => {
    for (const { code } of demoAgencies)
      fc.assert(
        fc.property(anyDay, (day) => {
          const subject = conductOf(code, { day });
          const accused = accusedIn(catalogue, subject);
          expect(everybodyIn(catalogue, firstBook, subject).filter((one) => accused.has(one))).to.deep.equal([]);
        }),
        { numRuns: 2 },
      );
  });
});

describe('being party to a case', () => {
  it('is what a district is to cases about itself, not about its wards', () => {
    const subject = { agency: 'H79-760', day: '2024-03-01' };
    expect(isPartyTo(catalogue, subject, 'H79-26740', today)).to.equal(true);
    expect(isPartyTo(catalogue, { ...subject, agency: 'H79-26740' }, 'H79-760', today)).to.equal(false);
    expect(isPartyTo(catalogue, subject, homeAffairs, today)).to.equal(false);
  });

  it('is what a unit is that stood below the accused then, or stands there now', () => {
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
    const about = (day: string) => ({ agency: 'A', day });
    expect(isPartyTo(city, about('2025-01-01'), 'LEFT', today)).to.equal(true);
    expect(isPartyTo(city, about('2025-01-01'), 'CAME', today)).to.equal(true);
    expect(isPartyTo(city, about(today), 'LEFT', today)).to.equal(false);
    expect(isPartyTo(city, about(today), 'B', today)).to.equal(false);
  });

  it('is what the old unit of somebody is whose people work for the accused now', () => {
    const merged = catalogueOf(
      demoAgencies.map((agency) =>
        agency.code === 'H79-N27094' ? { ...agency, validTo: '2026-10-31', successors: ['H79-N26740'] } : agency,
      ),
      [],
      [],
    );
    expect(isPartyTo(merged, conductOf('H79-N26740'), 'H79-N27094', today)).to.equal(true);
    expect(isPartyTo(catalogue, conductOf('H79-N26740'), 'H79-N27094', today)).to.equal(false);
  });
});
