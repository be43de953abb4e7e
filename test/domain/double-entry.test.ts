import { expect } from 'chai';
import { doubleEntryReport, isDrawn } from '../../src/domain/double-entry.ts';
import type { PaperSlip, SlipEntry } from '../../src/domain/paper-slip.ts';
import type { ItemAnswer } from '../../src/domain/questionnaire.ts';

const entry = (account: string, marks: Record<string, ItemAnswer>): SlipEntry => ({
  ...{ marks, by: { account, name: account.toUpperCase() } },
  at: new Date('2026-11-22T03:00:00Z'),
});
const slip = (first: SlipEntry, second?: SlipEntry, adjudication?: SlipEntry): PaperSlip => ({
  ...{ serial: 's', batch: 'b', number: 1, twice: true, returnedOn: '2026-11-20', first },
  ...(second ? { second } : {}),
  ...(adjudication ? { adjudication } : {}),
});

describe('the lot of double entry', () => {
  const serials = Array.from({ length: 4000 }, (_, index) => `C7K3-${index}`);
  const drawn = (share: number, seed = 'a seed') => serials.filter((serial) => isDrawn(serial, seed, share));

  it('draws none, all, or about the share asked for, and a larger share holds the smaller', () => {
    expect(drawn(0)).to.have.length(0);
    expect(drawn(1)).to.have.length(serials.length);
    // Four standard deviations of 4,000 draws at one in ten.
    expect(drawn(0.1).length).to.be.within(400 - 76, 400 + 76);
    expect(drawn(0.3)).to.include.members(drawn(0.1));
  });

  it('falls the same way again for a seed, and otherwise for another', () => {
    expect(drawn(0.1)).to.deep.equal(drawn(0.1));
    expect(drawn(0.1, 'another')).to.not.deep.equal(drawn(0.1));
  });
});

describe('the agreement of two entries', () => {
  it('is counted by question and by clerk, blanks that both left included', () => {
    const codes = ['a', 'b', 'overall'];
    const report = doubleEntryReport(
      [
        slip(entry('an', { a: 4, overall: 4 }), entry('bình', { a: 4, overall: 4 })),
        slip(
          entry('an', { a: 4, b: 2, overall: 5 }),
          entry('chi', { a: 4, b: 3, overall: 5 }),
          entry('dung', { a: 4, b: 3, overall: 5 }),
        ),
        slip(entry('bình', { a: 1 })),
      ],
      codes,
    );
    expect(report.total).to.deep.equal({ compared: 6, agreed: 5 });
    expect(report.byItem.get('b')).to.deep.equal({ compared: 2, agreed: 1 });
    expect(report.byClerk.get('an')).to.deep.equal({ name: 'AN', compared: 6, agreed: 5, wrong: 1 });
    expect(report.byClerk.get('bình')).to.deep.equal({ name: 'BÌNH', compared: 3, agreed: 3, wrong: 0 });
    expect(report.byClerk.get('chi')).to.deep.equal({ name: 'CHI', compared: 3, agreed: 2, wrong: 0 });
  });
});
