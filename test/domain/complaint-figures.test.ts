import { expect } from 'chai';
import fc from 'fast-check';
import type { CaseSummary } from '../../src/domain/case-summary.ts';
import { complaintFigures, grouped, type Part, partsOf, shareOf } from '../../src/domain/complaint-figures.ts';
import { hotlineMonthOf } from '../../src/domain/hotline-month.ts';
import { rounded } from '../../src/domain/published.ts';
import { anAnswered, aSummary, times } from '../support/case-summary.ts';

const asOf = new Date('2025-10-25T05:00:00Z');
const late = { missed: true };
const ahead = { dueAt: new Date('2025-10-30T17:00:00Z') };
/** As it is printed: hundredths of a percent, or whole percents. */
const printed = (part: Part, digits = 2): string => ((shareOf(part) ?? Number.NaN) * 100).toFixed(digits);
const partsFor = (cases: readonly CaseSummary[]) => partsOf(complaintFigures(cases, asOf));

describe('The figures of complaints', () => {
  it('come out as published for the month to 25 October 2025: 14,707 = 14,311 + 396, of them 125 late', () => {
    const cases = [
      ...times(14_236, anAnswered()),
      ...times(75, anAnswered(late)),
      ...times(346, aSummary(ahead)),
      ...times(50, aSummary()),
    ];
    const parts = partsFor(cases);
    expect(parts.done).to.deep.equal({ part: 14_311, of: 14_707 });
    expect(parts.open).to.deep.equal({ part: 396, of: 14_707 });
    expect(parts.late).to.deep.equal({ part: 125, of: 14_707 });
    expect([parts.done, parts.open, parts.late].map((part) => printed(part))).to.deep.equal(['97.31', '2.69', '0.85']);
  });

  it('come out as published for September 2025: 6,460 of 13,409 are administrative, 93.77 % in time', () => {
    const cases = [
      ...times(6460, anAnswered()),
      ...times(6949 - 835, anAnswered({ class: 'incident' })),
      ...times(835, anAnswered({ class: 'incident', ...late })),
    ];
    const [feedback, incidents] = grouped(cases, ({ class: ofClass }) => ofClass);
    expect(feedback?.key).to.equal('feedback_policy');
    expect(incidents?.cases).to.have.length(6949);
    expect(printed({ part: feedback?.cases.length ?? 0, of: cases.length })).to.equal('48.18');
    expect(printed(partsFor(cases).onTime)).to.equal('93.77');
  });

  it('come out as published for the year, for 2020 and for Bình Dương', () => {
    const year = [...times(31_162, anAnswered()), ...times(838, anAnswered(late))];
    expect(printed(partsFor(year).onTime)).to.equal('97.38');
    const put = (n: number, of: number) => partsFor([...times(n, anAnswered()), ...times(of - n, aSummary())]).done;
    expect(printed(put(800, 1100), 0)).to.equal('73');
    expect(printed(put(3400, 3500), 0)).to.equal('97');
    const branches = [45_849, 51_297, 5327, 3097, 120_960];
    const all = branches.flatMap((n, branch) => times(n, anAnswered({ agency: `B${branch}` })));
    expect(complaintFigures(all, asOf).received).to.equal(226_530);
    expect(grouped(all, ({ agency }) => agency).map(({ cases }) => cases.length)).to.deep.equal(branches);
  });

  it('call a case late when its deadline was missed once, or has passed while it is open', () => {
    const counted = complaintFigures(
      [anAnswered({ missed: true }), anAnswered(), aSummary(), aSummary(ahead), aSummary({ missed: true, ...ahead })],
      asOf,
    );
    expect(counted).to.include({ doneInTime: 1, doneLate: 1, openInTime: 1, openLate: 2 });
    const { dueAt: _stands, ...waiting } = aSummary();
    expect(complaintFigures([waiting], asOf)).to.include({ openInTime: 1, openLate: 0 });
  });

  it('decide between in time and late only what is decided', () => {
    expect(partsFor([...times(3, anAnswered()), aSummary(), ...times(6, aSummary(ahead))]).onTime).to.deep.equal({
      part: 3,
      of: 4,
    });
  });

  it('count open cases by the days since they came', () => {
    const aged = (days: number) => aSummary({ receivedAt: new Date(asOf.getTime() - days * 86_400_000) });
    const { openByAge } = complaintFigures([0, 2, 2.01, 5, 5.01, 10, 10.01, 15, 15.01, 400].map(aged), asOf);
    expect(openByAge).to.deep.equal([2, 2, 2, 2, 2]);
    expect(complaintFigures([anAnswered()], asOf).openByAge).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('give the middle of the days to the answer and of the minutes to the forwarding', () => {
    const receivedAt = new Date('2025-10-01T03:00:00Z');
    const after = (ms: number) => new Date(receivedAt.getTime() + ms);
    const answered = [1, 3, 40].map((days) => anAnswered({ receivedAt, doneAt: after(days * 86_400_000) }));
    const refused = anAnswered({ receivedAt, outcome: 'refused', doneAt: after(1000) });
    expect(complaintFigures([...answered, refused], asOf).medianDays).to.equal(3);
    expect(complaintFigures(answered.slice(1), asOf).medianDays).to.equal(21.5);
    const forwarded = [2, 4].map((minutes) =>
      aSummary({ receivedAt, forwardedAt: after(minutes * 60_000), forwardedInTime: minutes < 4 }),
    );
    const figures = complaintFigures([...forwarded, aSummary()], asOf);
    expect(figures.medianForwardMinutes).to.equal(3);
    expect(partsOf(figures).forwardedInTime).to.deep.equal({ part: 1, of: 2 });
    expect(complaintFigures([aSummary()], asOf)).to.not.have.any.keys('medianDays', 'medianForwardMinutes');
  });

  it('keep apart what the agency says, what the resident confirms and how the handling was liked', () => {
    const parts = partsFor([
      anAnswered({ confirmed: true, handlingScore: 2 }),
      anAnswered({ confirmed: true, handlingScore: 4 }),
      anAnswered({ reopened: 2, handlingScore: 5 }),
      anAnswered({ handlingScore: 3 }),
      anAnswered({ outcome: 'refused', handlingScore: 1 }),
      aSummary({ reopened: 1 }),
    ]);
    expect(parts.confirmed).to.deep.equal({ part: 2, of: 4 });
    expect(parts.satisfied).to.deep.equal({ part: 2, of: 5 });
    expect(parts.reopened).to.deep.equal({ part: 2, of: 6 });
  });

  it('have no share of nothing', () => {
    expect(Object.values(partsFor([])).map(shareOf)).to.deep.equal(Array(8).fill(undefined));
    expect(rounded(shareOf({ part: 1, of: 3 }) ?? 0)).to.equal(0.3333);
  });

  it('of all groups make those of the whole, however cases are grouped', () => {
    const summary = fc.record({
      outcome: fc.option(fc.constantFrom('answered' as const, 'refused' as const), { nil: undefined }),
      missed: fc.boolean(),
      days: fc.nat(60),
      reopened: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(summary), (drawn) => {
        const cases = drawn.map(({ outcome, missed, days, reopened }) =>
          aSummary({
            receivedAt: new Date(asOf.getTime() - days * 86_400_000),
            missed,
            reopened,
            ...(outcome ? { outcome, doneAt: asOf, dueAt: asOf } : {}),
          }),
        );
        const whole = complaintFigures(cases, asOf);
        const groups = grouped(cases, ({ receivedAt }) => hotlineMonthOf(receivedAt, 'Asia/Ho_Chi_Minh'));
        for (const field of ['received', 'doneInTime', 'doneLate', 'openInTime', 'openLate', 'reopened'] as const)
          expect(groups.reduce((sum, group) => sum + complaintFigures(group.cases, asOf)[field], 0)).to.equal(
            whole[field],
          );
        const { received, doneInTime, doneLate, openInTime, openLate, openByAge } = whole;
        expect(doneInTime + doneLate + openInTime + openLate).to.equal(received);
        expect(openByAge.reduce((sum, n) => sum + n, 0)).to.equal(openInTime + openLate);
      }),
    );
  });
});
