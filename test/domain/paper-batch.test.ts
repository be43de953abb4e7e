import { expect } from 'chai';
import fc from 'fast-check';
import { countSlips, findAgain, handOut, lock, setControl } from '../../src/domain/batch-steps.ts';
import { Refusal } from '../../src/domain/errors.ts';
import {
  countedIn,
  entryTotals,
  openMatters,
  type PaperBatch,
  slipsIn,
  stillOut,
} from '../../src/domain/paper-batch.ts';
import type { PaperSlip } from '../../src/domain/paper-slip.ts';
import type { Level } from '../../src/domain/questionnaire.ts';

const by = { account: 'an', name: 'An' };
const doing = { by, now: new Date('2026-11-22T03:00:00Z'), today: '2026-11-22' };
const printed: PaperBatch = {
  ...{ id: 'b', code: 'C7K3', title: 'Lô', campaign: 'c', questionnaire: { code: 'RATING', version: 1 } },
  ...{ agency: 'H79-N26740', post: 'Bưu cục', size: 10, doubleEntry: 0, seed: 's', state: 'prepared', handedOut: 0 },
  ...{ counts: { filled: 0, blank: 0, spoiled: 0, lost: 0 }, lost: [], createdAt: doing.now, revision: 1, events: [] },
};
const on = doing.today;
const counts = { filled: 2, blank: 5, spoiled: 2, lost: 1 };
const returned = countSlips({ on, counts, lost: [7] })(handOut({ to: 'Bưu tá', on, count: 10 })(printed, doing), doing);
const entering = setControl({ filled: 2, scores: 9 })(returned, doing);
const slip = (number: number, overall?: Level, rest: Partial<PaperSlip> = {}): PaperSlip => ({
  ...{ serial: `${number}`, batch: 'b', number, twice: false, returnedOn: on },
  first: { marks: overall ? { overall } : {}, by, at: doing.now },
  ...rest,
});
const full = [slip(1, 4), slip(2, 5)];
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults[0]?.code ?? error.code;
  }
};

describe('a batch of slips', () => {
  it('goes out, comes back, is entered and is locked', () => {
    const states = [printed, handOut({ to: 'A', on, count: 4 })(printed, doing), returned, entering];
    expect(states.map(({ state }) => state)).to.deep.equal(['prepared', 'handed_out', 'returned', 'entering']);
    const locked = lock(full)(entering, doing);
    expect([locked.state, locked.slips]).to.deep.equal(['locked', [1, 2]]);
    expect(locked.events.map(({ kind }) => kind)).to.deep.equal(['handed_out', 'counted', 'control', 'locked']);
    expect(locked.revision).to.equal(5);
  });

  it('hands out no more slips than it has, and none tomorrow', () => {
    const some = handOut({ to: 'A', on, count: 8 })(printed, doing);
    expect(codeOf(() => handOut({ to: 'B', on, count: 3 })(some, doing))).to.equal('batch:fault-count');
    expect(handOut({ to: 'B', on, count: 2 })(some, doing).handedOut).to.equal(10);
    expect(codeOf(() => handOut({ to: 'B', on: '2026-11-23', count: 1 })(some, doing))).to.equal('batch:fault-future');
  });

  it('accounts for every slip: what is in no count is still out', () => {
    const count = fc.nat(6);
    fc.assert(
      fc.property(count, count, count, count, (filled, blank, spoiled, lost) => {
        const said = { filled, blank, spoiled, lost };
        const step = () => countSlips({ on, counts: said, lost: [] })(printed, doing);
        if (countedIn(said) > printed.size) return void expect(codeOf(step)).to.equal('batch:fault-too-many');
        const batch = step();
        expect(countedIn(batch.counts) + stillOut(batch)).to.equal(batch.size);
      }),
    );
  });

  it('names lost slips only as far as slips are lost, and only its own', () => {
    for (const lost of [[11], [0], [1, 2]])
      expect(
        codeOf(() => countSlips({ on, counts, lost })(printed, doing)),
        `${lost}`,
      ).to.equal('batch:fault-lost');
  });

  it('is entered only after it came back and was counted once more', () => {
    expect(codeOf(() => setControl({ filled: 2 })(printed, doing))).to.equal('batch:fault-not-back');
    expect(codeOf(() => setControl({ filled: 2, scores: 11 })(returned, doing))).to.equal('batch:fault-scores');
  });

  it('counts a lost slip that turns up as filled in, once', () => {
    const found = findAgain(7)(entering, doing);
    expect([found.counts.filled, found.counts.lost, found.lost]).to.deep.equal([3, 0, []]);
    expect(findAgain(7)(found, doing)).to.equal(found);
  });

  it('says everything that keeps it open', () => {
    const codes = (batch: PaperBatch, slips: readonly PaperSlip[]) => openMatters(batch, slips).map(({ code }) => code);
    expect(codes(entering, full)).to.deep.equal([]);
    expect(codes(returned, full)).to.deep.equal(['batch:open-control']);
    expect(codes({ ...entering, counts: { ...counts, blank: 4 } }, full)).to.deep.equal(['batch:open-out']);
    expect(codes(entering, [slip(1, 4)])).to.deep.equal(['batch:open-entered', 'batch:open-scores']);
    expect(codes({ ...entering, counts: { ...counts, filled: 3, blank: 4 } }, full)).to.deep.equal([
      'batch:open-filled',
    ]);
    expect(codes(entering, [slip(1, 4, { twice: true }), slip(2, 5)])).to.deep.equal(['batch:open-second']);
    const second = { marks: { overall: 3 as const }, by: { account: 'bình', name: 'Bình' }, at: doing.now };
    expect(codes(entering, [slip(1, 4, { twice: true, second }), slip(2, 5)])).to.deep.equal(['batch:open-differing']);
    expect(codeOf(() => lock([slip(1, 4)])(entering, doing))).to.equal('batch:fault-open');
  });

  it('takes no change once it is locked, and no slip that came later', () => {
    const locked = lock(full)(entering, doing);
    for (const step of [
      handOut({ to: 'A', on, count: 0 }),
      countSlips({ on, counts, lost: [] }),
      setControl({ filled: 2 }),
      lock(full),
    ])
      expect(['batch:fault-locked', 'batch:fault-count']).to.include(codeOf(() => step(locked, doing)));
    expect(slipsIn(locked, [...full, slip(3, 1)])).to.deep.equal(full);
  });

  it('counts what was entered', () => {
    expect(entryTotals([...full, slip(3)])).to.deep.equal({
      ...{ entered: 3, toSecond: 0, differing: 0, complete: 3, invalid: 1, scores: 9 },
    });
  });
});
