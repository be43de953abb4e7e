import { expect } from 'chai';
import fc from 'fast-check';
import {
  differences,
  type PaperSlip,
  type SlipEntry,
  scoreOf,
  settledAnswers,
  slipState,
  turnOf,
} from '../../src/domain/paper-slip.ts';
import type { ItemAnswer } from '../../src/domain/questionnaire.ts';
import { responseOf } from '../../src/domain/slip-response.ts';

const at = new Date('2026-11-22T03:00:00Z');
const entry = (account: string, marks: Record<string, ItemAnswer>, rest: Partial<SlipEntry> = {}): SlipEntry => ({
  ...{ marks, by: { account, name: account }, at },
  ...rest,
});
const slip = (rest: Partial<PaperSlip> = {}): PaperSlip => ({
  ...{ serial: 'C7K3-0042-X', batch: 'b', number: 42, twice: true, returnedOn: '2026-11-20' },
  first: entry('an', { overall: 4 }),
  ...rest,
});
const questionnaire = { code: 'SIPAS-SERVICE', version: 2022 };
const batch = { agency: 'H79-N26740', campaign: 'c', questionnaire };
const zone = 'Asia/Ho_Chi_Minh';

describe('a slip that was entered', () => {
  it('is complete at once when it was not drawn', () => {
    expect(slipState(slip({ twice: false }))).to.equal('complete');
    expect(turnOf(slip({ twice: false }), 'bình')).to.equal('done');
  });

  it('waits for somebody else when it was drawn', () => {
    expect([turnOf(undefined, 'an'), turnOf(slip(), 'an'), turnOf(slip(), 'bình')]).to.deep.equal([
      'first',
      'own',
      'second',
    ]);
  });

  it('is complete when two people typed the same, whatever they made of the comment', () => {
    const agreed = slip({ second: entry('bình', { overall: 4 }, { comment: 'khác' }) });
    expect(slipState(agreed)).to.equal('complete');
    expect(settledAnswers(agreed)).to.equal(agreed.first);
  });

  it('is decided by a third when they did not', () => {
    const differing = slip({ second: entry('bình', { overall: 5 }) });
    expect(['an', 'bình', 'chi'].map((who) => turnOf(differing, who))).to.deep.equal(['own', 'own', 'adjudication']);
    expect(settledAnswers(differing)).to.equal(undefined);
    const adjudication = entry('chi', { overall: 3 });
    expect(settledAnswers({ ...differing, adjudication })).to.equal(adjudication);
  });

  it('differs at what one left blank, at what did not apply and at the day', () => {
    const one = entry('an', { a: 4, b: 'no_experience', c: 2, overall: 4 }, { day: '2026-11-20' });
    const other = entry('bình', { a: 4, b: 3, overall: 4 }, { day: '2026-11-21' });
    expect(differences(one, other)).to.have.members(['b', 'c', 'day']);
  });

  it('differs from another as that one differs from it', () => {
    const marks = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<ItemAnswer>(1, 5, 'no_experience'));
    fc.assert(
      fc.property(marks, marks, (one, other) => {
        expect(differences({ marks: one }, { marks: other })).to.have.members(
          differences({ marks: other }, { marks: one }),
        );
        expect(differences({ marks: one }, { marks: one })).to.deep.equal([]);
      }),
    );
  });

  it('is a response of its day, or of the day it came back', () => {
    const marks = { access1: 5, access2: 'no_experience', overall: 4 } as const;
    const written = slip({ twice: false, first: entry('an', marks, { day: '2026-11-18', comment: 'Tốt' }) });
    expect(responseOf(written, { ...batch, procedure: '1.001193' }, zone)).to.deep.equal({
      ...{ agency: 'H79-N26740', campaign: 'c', procedure: '1.001193', channel: 'post', score: 4, comment: 'Tốt' },
      questionnaire,
      ...{ answers: { access1: 5, access2: 'no_experience' }, externalId: 'C7K3-0042-X' },
      occurredAt: new Date('2026-11-17T17:00:00Z'),
    });
    expect(responseOf(slip({ twice: false }), batch, zone)?.occurredAt).to.deep.equal(new Date('2026-11-19T17:00:00Z'));
  });

  it('is invalid, and no response, without an overall answer', () => {
    const empty = slip({ twice: false, first: entry('an', { access1: 5 }) });
    expect(scoreOf(empty.first)).to.equal(undefined);
    expect(responseOf(empty, batch, zone)).to.equal(undefined);
    expect(responseOf(slip(), batch, zone), 'not settled').to.equal(undefined);
  });
});
