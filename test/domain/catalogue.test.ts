import { expect } from 'chai';
import fc from 'fast-check';
import type { Agency } from '../../src/domain/agency.ts';
import {
  agenciesNamed,
  ancestryOn,
  catalogueOf,
  placesWithin,
  proceduresOf,
  satisfactionTarget,
  successorsOn,
  unitsBelow,
} from '../../src/domain/catalogue.ts';
import { addDays, type Period } from '../../src/domain/city-day.ts';
import { agencyOf, smallCity } from '../support/small-city.ts';

const given = (code: string): Agency => {
  const agency = smallCity.agencies.get(code);
  if (!agency) throw new Error(`no ${code} in the small city`);
  return agency;
};
const codes = (agencies: readonly Agency[]) => agencies.map(({ code }) => code);
const survey: Period = { from: '2017-04-01', to: '2017-11-30' };

describe('The places of an agency', () => {
  it('are the agency itself and all that stood below it, however deep', () => {
    const places = placesWithin(smallCity, 'C', survey).map(({ agency }) => agency);
    expect(new Set(places)).to.deep.equal(new Set(['C', 'SVX', 'D1', 'W1', 'W2', 'MOVE', 'N1', 'MTTQ']));
  });

  it('of a leaf are itself', () => {
    expect(placesWithin(smallCity, 'W1', survey)).to.deep.equal([{ agency: 'W1', ...survey }]);
  });

  it('are the same when the period is part of a query that names another agency', () => {
    expect(placesWithin(smallCity, 'D1', { ...survey, agency: 'C' } as Period)).to.deep.equal(
      placesWithin(smallCity, 'D1', survey),
    );
  });

  it('hold a unit that moved only for the days it was there', () => {
    expect(placesWithin(smallCity, 'D1', survey).find(({ agency }) => agency === 'MOVE')).to.deep.equal({
      agency: 'MOVE',
      from: '2017-04-01',
      to: '2017-06-14',
    });
    expect(placesWithin(smallCity, 'SVX', survey).find(({ agency }) => agency === 'MOVE')).to.deep.equal({
      agency: 'MOVE',
      from: '2017-06-15',
      to: '2017-11-30',
    });
  });

  it('count each agency on each day once, also one that moved within the city', () => {
    const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2004-01-01', days));
    fc.assert(
      fc.property(day, fc.nat(3000), day, (from, length, asked) => {
        const places = placesWithin(smallCity, 'C', { from, to: addDays(from, length) });
        const holding = places.filter((place) => place.from <= asked && asked <= place.to).map(({ agency }) => agency);
        expect(new Set(holding).size).to.equal(holding.length);
      }),
    );
  });

  it('lie within the period', () => {
    for (const { from, to } of placesWithin(smallCity, 'C', survey)) {
      expect(from >= survey.from && to <= survey.to && from <= to).to.equal(true);
    }
  });
});

describe('The units above an agency', () => {
  it('are those of that day, the nearest first', () => {
    expect(codes(ancestryOn(smallCity, 'W1', '2017-05-01'))).to.deep.equal(['W1', 'D1', 'C']);
    expect(codes(ancestryOn(smallCity, 'MOVE', '2017-06-14'))).to.deep.equal(['MOVE', 'D1', 'C']);
    expect(codes(ancestryOn(smallCity, 'MOVE', '2017-06-15'))).to.deep.equal(['MOVE', 'SVX', 'C']);
  });

  it('are none for a code that nobody has', () => {
    expect(ancestryOn(smallCity, 'nobody', '2017-05-01')).to.deep.equal([]);
  });
});

describe('Units that stand above each other in a circle', () => {
  const circle = catalogueOf(
    [
      agencyOf({ code: 'A', kind: 'department', parent: 'B' }),
      agencyOf({ code: 'B', kind: 'department', parent: 'A' }),
      agencyOf({ code: 'OWN', kind: 'department', parent: 'OWN' }),
    ],
    [],
    [],
  );

  it('are each counted once, and the walk comes to an end', () => {
    expect(placesWithin(circle, 'A', survey).map(({ agency }) => agency)).to.deep.equal(['A', 'B']);
    expect(placesWithin(circle, 'OWN', survey).map(({ agency }) => agency)).to.deep.equal(['OWN']);
    expect(codes(ancestryOn(circle, 'A', '2017-05-01'))).to.deep.equal(['A', 'B']);
    expect(codes(ancestryOn(circle, 'OWN', '2017-05-01'))).to.deep.equal(['OWN']);
  });
});

describe('The units directly below an agency', () => {
  it('are those that existed at some time in the period', () => {
    expect(codes(unitsBelow(smallCity, 'C', survey))).to.have.members(['SVX', 'D1', 'MTTQ']);
    expect(codes(unitsBelow(smallCity, 'C', { from: '2025-07-01', to: '2025-07-31' }))).to.have.members([
      'SVX',
      'N1',
      'MTTQ',
    ]);
    expect(codes(unitsBelow(smallCity, 'C', { from: '2025-06-30', to: '2025-07-01' }))).to.have.members([
      'SVX',
      'D1',
      'N1',
      'MTTQ',
    ]);
  });

  it('include one that moved in or out during the period on both sides', () => {
    expect(codes(unitsBelow(smallCity, 'D1', survey))).to.include('MOVE');
    expect(codes(unitsBelow(smallCity, 'SVX', survey))).to.include('MOVE');
    expect(codes(unitsBelow(smallCity, 'SVX', { from: '2017-04-01', to: '2017-06-14' }))).to.not.include('MOVE');
  });
});

describe('Who answers for an agency', () => {
  it('is the agency while it exists', () => {
    expect(codes(successorsOn(smallCity, given('W1'), '2025-06-30'))).to.deep.equal(['W1']);
  });

  it('is its successor from the day after its last', () => {
    expect(codes(successorsOn(smallCity, given('W1'), '2025-07-01'))).to.deep.equal(['N1']);
  });

  it('for a district without successors of its own are those of its wards, each once', () => {
    expect(codes(successorsOn(smallCity, given('D1'), '2025-07-01'))).to.include('N1');
    expect(codes(successorsOn(smallCity, given('D1'), '2025-07-01')).filter((code) => code === 'N1')).to.have.length(1);
  });

  it('is found through any number of steps, and a circle of successors comes to an end', () => {
    const chain = catalogueOf(
      [
        agencyOf({ code: 'A', kind: 'department', to: '2010-12-31', successors: ['B'] }),
        agencyOf({ code: 'B', kind: 'department', to: '2020-12-31', successors: ['E', 'A'] }),
        agencyOf({ code: 'E', kind: 'department' }),
      ],
      [],
      [],
    );
    const first = chain.agencies.get('A');
    expect(first && codes(successorsOn(chain, first, '2026-01-01'))).to.deep.equal(['E']);
  });
});

describe('A satisfaction target', () => {
  it("is the unit's own before its kind's before everybody's", () => {
    expect(satisfactionTarget(smallCity, given('SVX'), '2018-01-01')).to.equal(0.95);
    expect(satisfactionTarget(smallCity, given('W1'), '2018-01-01')).to.equal(0.8);
    expect(satisfactionTarget(smallCity, given('D1'), '2018-01-01')).to.equal(0.9);
  });

  it('holds from its day on', () => {
    expect(satisfactionTarget(smallCity, given('SVX'), '2017-12-31')).to.equal(0.9);
    expect(satisfactionTarget(smallCity, given('SVX'), '2016-12-31')).to.equal(undefined);
  });
});

describe('Looking for an agency', () => {
  it('by the beginnings of words, with or without diacritics, finds those that are rated and exist', () => {
    expect(codes(agenciesNamed(smallCity, 'đơn vị n', '2026-01-01'))).to.deep.equal(['N1']);
    expect(codes(agenciesNamed(smallCity, 'don vi n', '2026-01-01'))).to.deep.equal(['N1']);
    expect(codes(agenciesNamed(smallCity, 'unit w', '2026-01-01'))).to.deep.equal([]);
    expect(codes(agenciesNamed(smallCity, 'mttq', '2026-01-01'))).to.deep.equal([]);
    expect(agenciesNamed(smallCity, '.*', '2026-01-01')).to.deep.equal([]);
    expect(agenciesNamed(smallCity, ' ', '2026-01-01')).not.to.deep.equal([]);
  });

  it('shows at an agency the procedures that it handles', () => {
    expect(proceduresOf(smallCity, given('W1')).map(({ code }) => code)).to.deep.equal(['1.000001']);
    expect(proceduresOf(smallCity, given('SVX')).map(({ code }) => code)).to.deep.equal(['1.000002']);
  });
});
