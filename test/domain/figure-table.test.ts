import { expect } from 'chai';
import fc from 'fast-check';
import type { CaseSummary } from '../../src/domain/case-summary.ts';
import { grouped } from '../../src/domain/complaint-figures.ts';
import {
  type FigureTable,
  guardedFeedback,
  guardedRows,
  guardedTable,
  wholeTable,
} from '../../src/domain/figure-table.ts';
import { anAnswered, aSummary, times } from '../support/case-summary.ts';

const asOf = new Date('2025-10-25T05:00:00Z');
const groups = (cases: readonly CaseSummary[]) => grouped(cases, ({ agency }) => agency);
const of = (sizes: Readonly<Record<string, number>>, about: Partial<CaseSummary> = {}): CaseSummary[] =>
  Object.entries(sizes).flatMap(([agency, n]) => times(n, anAnswered({ agency, ...about })));
const counts = ({ rows, total }: FigureTable) => ({
  rows: rows.map(({ key = 'others', figures }) => [key, figures?.received]),
  total: total?.figures?.received,
});
const guarded = (sizes: Readonly<Record<string, number>>) => counts(guardedTable(groups(of(sizes)), asOf));

describe('A table of figures', () => {
  it('shows every group to those who oversee the city', () => {
    expect(counts(wholeTable(groups(of({ A: 1, B: 7 })), asOf))).to.deep.equal({
      rows: [
        ['A', 1],
        ['B', 7],
      ],
      total: 8,
    });
  });

  it('takes small groups together for others, with a larger one where they would still be too few or only one', () => {
    expect(guarded({ A: 3, B: 2, C: 9 })).to.deep.equal({
      rows: [
        ['C', 9],
        ['others', 5],
      ],
      total: 14,
    });
    expect(guarded({ A: 2, B: 2, C: 9, D: 6 }).rows).to.deep.equal([
      ['C', 9],
      ['others', 10],
    ]);
    expect(guarded({ A: 4, B: 9, C: 6 }).rows).to.deep.equal([
      ['B', 9],
      ['others', 10],
    ]);
    expect(guarded({ A: 4, B: 6 }).rows).to.deep.equal([['others', 10]]);
  });

  it('says nothing at all of fewer than five cases', () => {
    expect(guarded({ A: 2, B: 2 })).to.deep.equal({ rows: [], total: undefined });
    expect(guarded({})).to.deep.equal({ rows: [], total: undefined });
  });

  it('never lets anybody find a group under five by subtracting what is shown', () => {
    const sizes = fc.dictionary(fc.constantFrom(...'ABCDEFGH'), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(sizes, (drawn) => {
        const { rows, total } = guardedTable(groups(of(drawn)), asOf);
        for (const { figures } of rows) expect(figures?.received).to.be.at.least(5);
        if (!total?.figures) return;
        const hidden = Object.keys(drawn).filter((agency) => !rows.some(({ key }) => key === agency));
        const remainder =
          total.figures.received - rows.reduce((n, { key, figures }) => n + (key ? (figures?.received ?? 0) : 0), 0);
        expect(remainder).to.equal(hidden.reduce((n, agency) => n + (drawn[agency] ?? 0), 0));
        if (hidden.length > 0) {
          expect(hidden.length).to.be.at.least(2);
          expect(remainder).to.be.at.least(5);
        }
      }),
    );
  });

  it('withholds what rests on the word of too few residents, from every row, for the total would give it away', () => {
    const cases = [
      ...of({ A: 20 }, { handlingScore: 5 }),
      ...of({ B: 8 }),
      ...times(2, anAnswered({ agency: 'B', handlingScore: 1 })),
    ];
    const { rows, total } = guardedTable(groups(cases), asOf);
    expect(rows.map(({ withheld }) => withheld)).to.deep.equal([['satisfied'], ['satisfied']]);
    expect(total?.withheld).to.deep.equal([]);
    const some = guardedTable(groups([...of({ A: 8 }), anAnswered({ handlingScore: 1 })]), asOf);
    expect(some.total?.withheld).to.deep.equal(['satisfied']);
    const open = guardedTable(groups([...times(8, aSummary()), anAnswered()]), asOf);
    expect(open.total?.withheld).to.deep.equal(['confirmed']);
    expect(wholeTable(groups(cases), asOf).rows.map(({ withheld }) => withheld)).to.deep.equal([[], []]);
  });

  it('that stands without a total leaves out each small group by itself', () => {
    const { rows, total } = guardedRows(groups(of({ A: 4, B: 5 })), asOf);
    expect(total).to.equal(undefined);
    expect(rows.map(({ key, figures }) => [key, figures?.received])).to.deep.equal([
      ['A', undefined],
      ['B', 5],
    ]);
  });

  it('says nothing for Decision 766 where its numbers beside those of the table would tell of a few', () => {
    const table = guardedTable(groups(of({ A: 20 })), asOf);
    const feedback = (all: number) => guardedFeedback({ all, onTime: all, faulty: 0 }, table)?.all;
    expect([20, 15, 17, 4].map(feedback)).to.deep.equal([20, 15, undefined, undefined]);
    const rated = guardedTable(groups([...of({ A: 19 }), anAnswered({ agency: 'A', handlingScore: 1 })]), asOf);
    expect(guardedFeedback({ all: 20, onTime: 20, faulty: 1 }, rated)).to.equal(undefined);
    const months = guardedRows(groups(of({ A: 20, B: 3 })), asOf);
    expect(guardedFeedback({ all: 23, onTime: 23, faulty: 0 }, months)).to.equal(undefined);
  });
});
