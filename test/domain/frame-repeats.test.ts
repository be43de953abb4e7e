import { expect } from 'chai';
import fc from 'fast-check';
import type { FrameEntry } from '../../src/domain/frame-entry.ts';
import { type FrameLine, type KnownContacts, removalReasons, withoutRepeats } from '../../src/domain/frame-repeats.ts';
import { translators } from '../../src/locales.ts';

const nobody: KnownContacts = { keys: new Set(), phones: new Set(), doNotCall: new Set() };
const at = (line: number, key: string, rest: Partial<FrameEntry> = {}): FrameLine => ({
  line,
  entry: { key, agency: 'W1', procedure: '1.000001', result: 'granted', finishedOn: '2017-05-03', ...rest },
});
const told = ({ kept, removed }: ReturnType<typeof withoutRepeats>) => ({
  kept: kept.map(({ line }) => line),
  removed: removed.map(({ line, reason, instead }) => [line, reason, ...(instead ? [instead] : [])]),
});

const aLine = fc.record({
  key: fc.integer({ min: 1, max: 30 }).map((key) => `K${key}`),
  phone: fc.option(
    fc.integer({ min: 1, max: 12 }).map((last) => `05000000${String(last).padStart(2, '0')}`),
    { nil: undefined },
  ),
  finishedOn: fc.integer({ min: 1, max: 9 }).map((day) => `2017-05-0${day}`),
});
const lines = fc
  .array(aLine, { maxLength: 40, size: 'max' })
  .map((cells) =>
    cells.map(({ key, phone, finishedOn }, index) => at(index + 2, key, { finishedOn, ...(phone ? { phone } : {}) })),
  );
const known = fc.record({
  keys: fc.constant(new Set(['K1', 'K2'])),
  phones: fc.constant(new Set(['0500000001'])),
  doNotCall: fc.constant(new Set(['0500000002', '0500000003'])),
});

describe('The frame without repeats', () => {
  it('asks a person with several dossiers once, about the one finished last', () => {
    const phone = '0500000001';
    const result = withoutRepeats(
      [
        at(2, 'A', { phone, finishedOn: '2017-05-01' }),
        at(3, 'B', { phone, finishedOn: '2017-05-20' }),
        at(4, 'C', { phone, finishedOn: '2017-05-11' }),
        at(5, 'D', { phone: '0500000002' }),
      ],
      nobody,
      ['phone'],
    );
    expect(told(result)).to.deep.equal({
      kept: [3, 5],
      removed: [
        [2, 'phone-twice', 3],
        [4, 'phone-twice', 3],
      ],
    });
  });

  it('asks about the first by key of those finished on the same day, whatever their order in the file', () => {
    const phone = '0500000001';
    for (const keys of [
      ['A', 'B', 'C'],
      ['C', 'A', 'B'],
      ['B', 'C', 'A'],
    ]) {
      const file = keys.map((key, index) => at(index + 2, key, { phone }));
      expect(withoutRepeats(file, nobody, ['phone']).kept.map(({ entry }) => entry.key)).to.deep.equal(['A']);
    }
  });

  it('takes the first line of a dossier that stands there twice', () => {
    expect(told(withoutRepeats([at(2, 'A'), at(3, 'A'), at(4, 'A')], nobody, ['face_to_face']))).to.deep.equal({
      kept: [2],
      removed: [
        [3, 'key-twice', 2],
        [4, 'key-twice', 2],
      ],
    });
  });

  it('leaves out who is in the campaign already, and who asked not to be called', () => {
    const result = withoutRepeats(
      [at(2, 'A'), at(3, 'B', { phone: '0500000001' }), at(4, 'C', { phone: '0500000002' }), at(5, 'D')],
      { keys: new Set(['A']), phones: new Set(['0500000001']), doNotCall: new Set(['0500000002']) },
      ['phone', 'face_to_face'],
    );
    expect(told(result)).to.deep.equal({
      kept: [5],
      removed: [
        [2, 'key-twice'],
        [3, 'phone-twice'],
        [4, 'do-not-call'],
      ],
    });
  });

  it('needs a number only where all is done by telephone', () => {
    expect(told(withoutRepeats([at(2, 'A')], nobody, ['phone'])).removed).to.deep.equal([[2, 'no-phone']]);
    expect(told(withoutRepeats([at(2, 'A')], nobody, ['phone', 'post'])).kept).to.deep.equal([2]);
  });

  it('names every line once, no number and no dossier twice, nobody who is known', () => {
    fc.assert(
      fc.property(lines, known, (file, contacts) => {
        const { kept, removed } = withoutRepeats(file, contacts, ['phone', 'face_to_face']);
        const all = [...kept, ...removed].map(({ line }) => line).sort((a, b) => a - b);
        expect(all).to.deep.equal(file.map(({ line }) => line));
        const phones = kept.flatMap(({ entry }) => entry.phone ?? []);
        const keys = kept.map(({ entry }) => entry.key);
        expect(new Set(phones).size).to.equal(phones.length);
        expect(new Set(keys).size).to.equal(keys.length);
        expect(phones.filter((phone) => contacts.phones.has(phone) || contacts.doNotCall.has(phone))).to.deep.equal([]);
        expect(keys.filter((key) => contacts.keys.has(key))).to.deep.equal([]);
        const keptLines = kept.map(({ line }) => line);
        for (const { line, instead } of removed) {
          expect(instead).to.not.equal(line);
          if (instead !== undefined) expect(file.map((one) => one.line)).to.include(instead);
        }
        for (const { reason, instead } of removed)
          if (reason === 'phone-twice' && instead !== undefined) expect(keptLines).to.include(instead);
      }),
    );
  });

  it('is empty of removals when it is filtered again', () => {
    fc.assert(
      fc.property(lines, known, (file, contacts) => {
        const { kept } = withoutRepeats(file, contacts, ['phone']);
        expect(withoutRepeats(kept, contacts, ['phone'])).to.deep.equal({ kept, removed: [] });
      }),
    );
  });

  it('says every reason in both languages', () => {
    for (const t of Object.values(translators()))
      for (const key of removalReasons.flatMap((reason) => [`frame:removed-${reason}`, `frame:removed-${reason}-text`]))
        expect(t(key)).to.not.equal(key);
  });
});
