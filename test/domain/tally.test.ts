import { expect } from 'chai';
import fc from 'fast-check';
import { channels } from '../../src/domain/channel.ts';
import { levels } from '../../src/domain/questionnaire.ts';
import {
  addCounts,
  type Cell,
  type Countable,
  counted,
  mergedCells,
  monthStart,
  noCounts,
} from '../../src/domain/tally.ts';

const answer: fc.Arbitrary<Countable> = fc.record(
  {
    channel: fc.constantFrom(...channels),
    procedure: fc.constantFrom('1.000001', '1.000002'),
    score: fc.constantFrom(...levels),
    status: fc.constantFrom('valid' as const, 'excluded' as const),
  },
  { requiredKeys: ['channel', 'score', 'status'] },
);
const answers = fc.array(answer, { maxLength: 60 });
const total = (cells: readonly Cell[]) => cells.reduce((sum, cell) => addCounts(sum, cell.levels), noCounts);

describe('A tally', () => {
  it('counts every valid answer at its level and every excluded one beside', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const cells = counted(given);
        for (const level of levels)
          expect(total(cells)[level - 1]).to.equal(
            given.filter(({ score, status }) => score === level && status === 'valid').length,
          );
        expect(cells.reduce((sum, cell) => sum + cell.excluded, 0)).to.equal(
          given.filter(({ status }) => status === 'excluded').length,
        );
      }),
    );
  });

  it('of two days together is the sum of the tallies of each', () => {
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        expect(mergedCells([...counted(one), ...counted(other)])).to.deep.equal(counted([...one, ...other]));
      }),
    );
  });

  it('does not depend on the order in which answers came', () => {
    fc.assert(
      fc.property(answers, (given) => {
        expect(counted([...given].reverse())).to.deep.equal(counted(given));
      }),
    );
  });

  it('keeps answers without a procedure apart from those with one', () => {
    const cells = counted([
      { channel: 'web', score: 5, status: 'valid' },
      { channel: 'web', score: 4, status: 'valid', procedure: '1.000001' },
    ]);
    expect(cells.map(({ procedure, levels: counts }) => [procedure, counts])).to.deep.equal([
      ['', [0, 0, 0, 0, 1]],
      ['1.000001', [0, 0, 0, 1, 0]],
    ]);
  });

  it('belongs to the month of its day', () => {
    expect(monthStart('2017-04-30')).to.equal('2017-04-01');
  });
});
