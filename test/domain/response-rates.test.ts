import { expect } from 'chai';
import fc from 'fast-check';
import { languages } from '../../src/domain/language.ts';
import { finalOutcome, type OutcomeCode, outcomes } from '../../src/domain/outcome.ts';
import {
  type Dispositions,
  dispositionCounts,
  eligibleShare,
  type RateCode,
  responseRates,
} from '../../src/domain/response-rates.ts';
import { messagesOf } from '../../src/locales.ts';

const pending = (...made: OutcomeCode[]) => ({ attempts: made.map((outcome) => ({ outcome })) as never[] });
const ended = (outcome: OutcomeCode) => ({ outcome, attempts: [] });

/** The rates by code, of which all must be there. */
function ratesOf(counts: Dispositions, e?: number): Record<RateCode, number> {
  const rates = responseRates(counts, e).map(({ code, rate }) => [code, rate]);
  return Object.fromEntries(rates) as Record<RateCode, number>;
}

interface Worked {
  readonly name: string;
  readonly counts: Dispositions;
  readonly e?: number;
  readonly rates: Readonly<Record<RateCode, readonly [number, number, string]>>;
}

/** Numerator, denominator and rate of each code. */
function byHand(table: string): Worked['rates'] {
  const cells = [...table.matchAll(/(\w+) (\d+)\/(\d+) ([\d.]+)/g)];
  const rates = cells.map(([, code, numerator, denominator, rate]) => [
    code,
    [Number(numerator), Number(denominator), rate],
  ]);
  return Object.fromEntries(rates) as Worked['rates'];
}

const worked: readonly Worked[] = [
  {
    // E = 400+100+200+150+50 = 900, U = 60+40 = 100, E+U = 1000.
    // e = 900 / (900+100) = 0.9, E+eU = 900 + 0.9·100 = 990.
    // Reached 400+100+200+50 = 750; of these able to answer 400+100+200 = 700.
    name: 'a thousand possible applicants and a hundred who are not eligible',
    counts: { I: 400, P: 100, R: 200, NC: 150, O: 50, UH: 60, UO: 40, NE: 100 },
    rates: byHand(`
      RR1 400/1000 0.400000   RR2 500/1000 0.500000   RR3 400/990 0.404040    RR4 500/990 0.505051
      RR5 400/900 0.444444    RR6 500/900 0.555556
      COOP1 400/750 0.533333  COOP2 500/750 0.666667  COOP3 400/700 0.571429  COOP4 500/700 0.714286
      REF1 200/1000 0.200000  REF2 200/990 0.202020   REF3 200/900 0.222222
      CON1 750/1000 0.750000  CON2 750/990 0.757576   CON3 750/900 0.833333
    `),
  },
  {
    // The city's survey of 2018: 2,468 sampled, 1,132 answered, 1,336 did not; how these fell is made up here.
    // E = 1132+310+226+100 = 1768, U = 500+200 = 700, E+U = 2468. Nobody is known to be ineligible: e = 1, E+eU = E+U.
    // Reached 1132+310+100 = 1542; of these able to answer 1132+310 = 1442.
    name: 'the survey of 2018, whose 46 % is RR1',
    counts: { I: 1132, P: 0, R: 310, NC: 226, O: 100, UH: 500, UO: 200, NE: 0 },
    rates: byHand(`
      RR1 1132/2468 0.458671    RR2 1132/2468 0.458671    RR3 1132/2468 0.458671    RR4 1132/2468 0.458671
      RR5 1132/1768 0.640271    RR6 1132/1768 0.640271
      COOP1 1132/1542 0.734112  COOP2 1132/1542 0.734112  COOP3 1132/1442 0.785021  COOP4 1132/1442 0.785021
      REF1 310/2468 0.125608    REF2 310/2468 0.125608    REF3 310/1768 0.175339
      CON1 1542/2468 0.624797   CON2 1542/2468 0.624797   CON3 1542/1768 0.872172
    `),
  },
  {
    // E = 3+1+2+1+1 = 8, U = 2+2 = 4, E+U = 12; e is given: E+eU = 8 + 0.5·4 = 10.
    // Reached 3+1+2+1 = 7; of these able to answer 3+1+2 = 6.
    name: 'a dozen with half of the unknown taken as eligible',
    counts: { I: 3, P: 1, R: 2, NC: 1, O: 1, UH: 2, UO: 2, NE: 1 },
    e: 0.5,
    rates: byHand(`
      RR1 3/12 0.250000   RR2 4/12 0.333333   RR3 3/10 0.300000   RR4 4/10 0.400000
      RR5 3/8 0.375000    RR6 4/8 0.500000
      COOP1 3/7 0.428571  COOP2 4/7 0.571429  COOP3 3/6 0.500000  COOP4 4/6 0.666667
      REF1 2/12 0.166667  REF2 2/10 0.200000  REF3 2/8 0.250000
      CON1 7/12 0.583333  CON2 7/10 0.700000  CON3 7/8 0.875000
    `),
  },
];

const count = fc.nat({ max: 5000 });
const someCounts = fc.record({ I: count, P: count, R: count, NC: count, O: count, UH: count, UO: count, NE: count });
const reachable = someCounts.filter(({ I, P, R }) => I + P + R > 0);
const anyCase = fc.array(fc.constantFrom(...outcomes.map(({ code }) => code)), { maxLength: 4 });

describe('response rates', () => {
  for (const { name, counts, e, rates } of worked)
    it(`of ${name} are as worked out by hand`, () => {
      const computed = responseRates(counts, e);
      const shown = computed.map(({ code, numerator, denominator, rate }) => [
        code,
        [numerator, Number(denominator.toFixed(9)), rate?.toFixed(6)],
      ]);
      expect(Object.fromEntries(shown)).to.deep.equal(rates);
      expect(computed.map(({ code }) => code)).to.deep.equal(Object.keys(rates));
    });

  it('show e where they use it and nowhere else', () => {
    const counts = { I: 3, P: 1, R: 2, NC: 1, O: 1, UH: 2, UO: 2, NE: 1 };
    const using = responseRates(counts).filter(({ e }) => e !== undefined);
    expect(using.map(({ code }) => code)).to.deep.equal(['RR3', 'RR4', 'REF2', 'CON2']);
    // e = 8 / (8+1); E+eU = 8 + 4·8/9 = 104/9; RR3 = 3·9/104 = 27/104.
    expect(using[0]?.e).to.be.closeTo(8 / 9, 1e-12);
    expect(using[0]?.rate?.toFixed(6)).to.equal('0.259615');
  });

  it('of nobody are no rates', () => {
    const nobody = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
    expect(eligibleShare(nobody)).to.equal(undefined);
    for (const { denominator, rate, e } of responseRates(nobody))
      expect([denominator, rate, e]).to.deep.equal([0, undefined, undefined]);
  });

  it('of cases that are all unknown are 0 of all, and no rate of those estimated eligible', () => {
    const unknown = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 7, UO: 3, NE: 0 };
    const rates = ratesOf(unknown);
    expect([rates.RR1, rates.RR3, rates.RR5]).to.deep.equal([0, undefined, undefined]);
    expect(ratesOf(unknown, 0.5).RR3).to.equal(0);
  });

  it('take no e that is not a share', () => {
    const [{ counts } = { counts: {} as Dispositions }] = worked;
    for (const e of [-0.1, 1.1, Number.NaN]) expect(() => responseRates(counts, e)).to.throw(RangeError);
  });

  it('lie between 0 and 1', () => {
    fc.assert(
      fc.property(
        someCounts,
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        (counts, e) => {
          for (const { rate = 0, numerator, denominator } of responseRates(counts, e)) {
            expect(rate).to.be.within(0, 1);
            if (denominator > 0) expect(rate).to.equal(numerator / denominator);
          }
        },
      ),
    );
  });

  it('grow as fewer unknown cases are taken as eligible', () => {
    fc.assert(
      fc.property(reachable, (counts) => {
        const { RR1, RR2, RR3, RR4, RR5, RR6, REF1, REF2, REF3, CON1, CON2, CON3 } = ratesOf(counts);
        for (const [low, middle, high] of [
          [RR1, RR3, RR5],
          [RR2, RR4, RR6],
          [REF1, REF2, REF3],
          [CON1, CON2, CON3],
        ] as const) {
          expect(low).to.be.at.most(middle);
          expect(middle).to.be.at.most(high);
        }
      }),
    );
  });

  it('with e of 1 are RR1 and of 0 RR5', () => {
    fc.assert(
      fc.property(reachable, (counts) => {
        const all = ratesOf(counts, 1);
        const known = ratesOf(counts, 0);
        expect([all.RR3, all.RR4, all.REF2, all.CON2]).to.deep.equal([all.RR1, all.RR2, all.REF1, all.CON1]);
        expect([known.RR3, known.RR4, known.REF2, known.CON2]).to.deep.equal([
          ...[known.RR5, known.RR6, known.REF3, known.CON3],
        ]);
      }),
    );
  });

  it('hang together: response is cooperation among the reached, and who is reached answers, refuses or is other', () => {
    fc.assert(
      fc.property(reachable, (counts) => {
        const rates = ratesOf(counts);
        const all = counts.I + counts.P + counts.R + counts.NC + counts.O + counts.UH + counts.UO;
        expect(rates.COOP2 * rates.CON1).to.be.closeTo(rates.RR2, 1e-12);
        expect(rates.COOP1 * rates.CON3).to.be.closeTo(rates.RR5, 1e-12);
        expect(rates.RR2 + rates.REF1 + counts.O / all).to.be.closeTo(rates.CON1, 1e-12);
        expect(rates.COOP4).to.be.closeTo(rates.RR6 / (rates.RR6 + rates.REF3), 1e-12);
      }),
    );
  });

  it('are named and explained in both languages', () => {
    const wanted = Object.keys(worked[0]?.rates ?? {}).flatMap((code) => [`rate-${code}`, `rate-${code}-text`]);
    for (const language of languages)
      expect(wanted.filter((key) => !(key in (messagesOf(language).outcome ?? {})))).to.deep.equal([]);
  });
});

describe('the counts behind the rates', () => {
  it('are of final outcomes by their letters, and of open cases by what is known of them', () => {
    const cases = [
      ...['complete', 'complete', 'partial', 'refusal_hard', 'break_off'].map((code) => ended(code as OutcomeCode)),
      ...['deceased', 'never_available', 'never_answered', 'disconnected', 'not_applicant'].map((code) =>
        ended(code as OutcomeCode),
      ),
      pending(),
      pending('no_answer', 'busy'),
      pending('no_answer', 'respondent_away'),
      pending('appointment'),
      pending('refusal_soft', 'no_answer'),
    ];
    expect(dispositionCounts(cases)).to.deep.equal({
      ...{ I: 2, P: 1, R: 3, NC: 2, O: 2, UH: 3, UO: 1, NE: 1 },
      pending: 5,
    });
  });

  it('stay as they are when the fieldwork ends', () => {
    fc.assert(
      fc.property(fc.array(anyCase), (made) => {
        const { pending: open, ...now } = dispositionCounts(made.map((codes) => pending(...codes)));
        const finals = made.map((codes) => ended(finalOutcome(codes.map((outcome) => ({ outcome })))));
        const { pending: left, ...then } = dispositionCounts(finals);
        expect([open, left]).to.deep.equal([made.length, 0]);
        expect(now).to.deep.equal(then);
        expect(Object.values(now).reduce((sum, n) => sum + n, 0)).to.equal(made.length);
      }),
    );
  });

  it('hold no refusal more for an appointment, and no refusal rate rises by it', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1 }), fc.nat(), (made, place) => {
        const at = place % made.length;
        const promised = made.map((codes, index) => (index === at ? [...codes, 'appointment' as const] : codes));
        const before = dispositionCounts(made.map((codes) => pending(...codes)));
        const after = dispositionCounts(promised.map((codes) => pending(...codes)));
        expect(after.R).to.equal(before.R);
        const [was, is] = [ratesOf(before), ratesOf(after)];
        for (const code of ['REF1', 'REF2', 'REF3'] as const)
          expect(is[code] ?? 0, code).to.be.at.most((was[code] ?? 0) + 1e-12);
      }),
    );
  });

  it('hold one who was away and then agreed to a time as reached, at the same refusal rates', () => {
    const before = dispositionCounts([pending('respondent_away'), ended('refusal_hard'), ended('complete')]);
    const after = dispositionCounts([
      pending('respondent_away', 'appointment'),
      ended('refusal_hard'),
      ended('complete'),
    ]);
    expect(after).to.deep.equal({ ...before, NC: 0, O: 1 });
    for (const code of ['REF1', 'REF2', 'REF3'] as const) expect(ratesOf(after)[code]).to.equal(ratesOf(before)[code]);
  });
});
