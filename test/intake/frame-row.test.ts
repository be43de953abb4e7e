import { expect } from 'chai';
import { doNotCallOfRow, frameOfRow } from '../../src/intake/frame-row.ts';
import { translators } from '../../src/locales.ts';

const row = {
  dossierCode: 'H29.1-170503-0001',
  agencyCode: 'H79-N26740',
  procedureCode: '2.000815',
  finishedOn: '2026-11-03',
  result: 'granted',
  name: 'Một người',
  phone: '0500 000 001',
  address: '12 đường số 3',
  language: 'vi',
};
const faultsOf = (cells: Record<string, string>): string[] => {
  const read = frameOfRow({ ...row, ...cells });
  return 'faults' in read ? read.faults.map(({ code }) => code) : [];
};
const entryOf = (cells: Record<string, string>) => {
  const read = frameOfRow({ ...row, ...cells });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.record.entry;
};

describe('A row of a sampling frame', () => {
  it('is a dossier and how its applicant can be reached', () => {
    expect(frameOfRow(row)).to.deep.equal({
      record: {
        entry: {
          key: 'H29.1-170503-0001',
          agency: 'H79-N26740',
          procedure: '2.000815',
          result: 'granted',
          finishedOn: '2026-11-03',
          name: 'Một người',
          phone: '0500000001',
          address: '12 đường số 3',
          language: 'vi',
        },
      },
    });
  });

  it('says nothing where its cells are empty', () => {
    expect(entryOf({ name: '', phone: '', address: '', language: '' })).to.have.all.keys(
      ...['key', 'agency', 'procedure', 'result', 'finishedOn'],
    );
  });

  it('goes by the code of the case when the dossier has none, and cannot go without both', () => {
    expect(entryOf({ dossierCode: '', caseCode: 'HS-77' }).key).to.equal('HS-77');
    expect(entryOf({ caseCode: 'HS-77' }).key).to.equal('H29.1-170503-0001');
    expect(faultsOf({ dossierCode: '' })).to.deep.equal(['frame:key-missing']);
  });

  for (const [written, day] of [
    ['2026-11-03', '2026-11-03'],
    ['03/11/2026', '2026-11-03'],
    ['3/11/2026', '2026-11-03'],
    ['03-11-2026', '2026-11-03'],
    ['03.11.2026', '2026-11-03'],
    ['03/11/2026 14:05', '2026-11-03'],
    ['2026-11-03T14:05:59', '2026-11-03'],
  ] as const)
    it(`reads “${written}” as a day, the day before the month`, () => {
      expect(entryOf({ finishedOn: written }).finishedOn).to.equal(day);
    });

  for (const written of ['', '31/11/2026', '11/30/2026', '3/11/26', '2026-11', 'hôm qua', '2026-11-03T20:00:00Z'])
    it(`does not take “${written}” for a day`, () => {
      expect(faultsOf({ finishedOn: written })).to.deep.equal(['frame:day']);
    });

  for (const [written, result] of [
    ['granted', 'granted'],
    ['Đã trả kết quả', 'granted'],
    ['đã giải quyết', 'granted'],
    ['REFUSED', 'refused'],
    ['Từ chối', 'refused'],
    ['từ chối giải quyết', 'refused'],
    ['Không giải quyết', 'refused'],
  ] as const)
    it(`reads “${written}” as ${result}`, () => {
      expect(entryOf({ result: written }).result).to.equal(result);
    });

  it('does not guess any other result', () => {
    for (const result of ['', 'rút hồ sơ', 'đang giải quyết', 'constructor'])
      expect(faultsOf({ result }), result).to.deep.equal(['frame:result-unknown']);
  });

  it('tells what was put right in its number', () => {
    expect(frameOfRow({ ...row, phone: '901234567' })).to.have.nested.property('record.restored', true);
    expect(frameOfRow({ ...row, phone: '01201234567' })).to.have.nested.property('record.renumbered', true);
    expect(frameOfRow({ ...row, phone: '01201234567' })).to.have.nested.property('record.entry.phone', '0701234567');
  });

  it('is told everything that is wrong with it at once, in both languages', () => {
    const read = frameOfRow({ result: 'x', phone: '12', language: 'fr', finishedOn: '', name: 'x'.repeat(201) });
    const faults = 'faults' in read ? read.faults : [];
    expect(faults.map(({ code }) => code)).to.have.members([
      'frame:key-missing',
      'intake:agency-missing',
      'frame:procedure-missing',
      'frame:day',
      'frame:result-unknown',
      'frame:phone-short',
      'intake:language-unknown',
      'frame:text-long',
    ]);
    for (const t of Object.values(translators()))
      for (const { code, params } of faults) expect(t(code, params), code).to.not.match(/\{\{|^[a-z]+:[a-z-]+$/);
  });
});

describe('A row of the do-not-call list', () => {
  it('is a number as it is dialled', () => {
    expect(doNotCallOfRow({ phone: '+84 90 123 4567' })).to.deep.equal({ record: '0901234567' });
  });

  it('is refused when it is none', () => {
    for (const phone of ['', 'không gọi', '113']) expect(doNotCallOfRow({ phone }), phone).to.have.property('faults');
  });
});
