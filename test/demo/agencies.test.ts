import { expect } from 'chai';
import { agencyKinds } from '../../src/domain/agency.ts';
import { isCityDay } from '../../src/domain/city-day.ts';
import { countsBy, demoRows, publishedRows } from './csv-rows.ts';

const rows = demoRows('agencies.csv');
const byCode = new Map(rows.map((row) => [row.code, row]));
const successorsOf = (row: Record<string, string>): string[] => (row.successorCodes ?? '').split(' ').filter(Boolean);

describe('The agencies of the demo data', () => {
  it('have a code of their own, a known kind and a name in both languages', () => {
    expect(byCode.size).to.equal(rows.length);
    for (const row of rows) {
      expect(agencyKinds, row.code).to.include(row.kind);
      expect(row.nameVi, row.code).to.match(/^\p{Lu}/u);
      expect(row.nameVi?.normalize('NFC'), row.code).to.equal(row.nameVi);
      expect(row.nameEn, row.code).to.match(/^[A-Z][\x20-\x7e]+$/);
    }
  });

  it('stand in one tree below the city, each inside the days of its parent', () => {
    for (const row of rows) {
      const path = new Set<string>();
      for (let at: typeof row | undefined = row; at; at = byCode.get(at.parentCode ?? '')) {
        expect(path.has(at.code ?? ''), `${row.code} is above itself`).to.equal(false);
        path.add(at.code ?? '');
      }
      expect([...path].at(-1)).to.equal('H79');
      const parent = byCode.get(row.parentCode ?? '');
      if (!parent) continue;
      expect((row.validFrom ?? '') >= (parent.validFrom ?? ''), row.code).to.equal(true);
      if (parent.validTo) expect((row.validTo || '9999') <= parent.validTo, row.code).to.equal(true);
    }
  });

  it('begin before they end, on days that exist', () => {
    for (const { code, validFrom = '', validTo = '' } of rows) {
      expect(isCityDay(validFrom), code).to.equal(true);
      if (validTo) expect(isCityDay(validTo) && validFrom <= validTo, code).to.equal(true);
    }
  });

  it('are succeeded only when they ended, by units that outlive them', () => {
    for (const row of rows)
      for (const code of successorsOf(row)) {
        const successor = byCode.get(code);
        expect(successor, `${row.code} → ${code}`).to.not.equal(undefined);
        expect(row.validTo, row.code).to.not.equal('');
        expect((successor?.validTo || '9999') > (row.validTo ?? ''), `${row.code} → ${code}`).to.equal(true);
      }
  });

  it('are 24 districts with 259 wards and 63 communes and townships until 30 June 2025', () => {
    const ended = rows.filter((row) => row.validTo === '2025-06-30');
    expect(countsBy(ended, (row) => row.kind ?? '')).to.deep.equal({ district: 24, ward: 259, commune: 63 });
    for (const row of ended)
      if (row.kind !== 'district') expect(byCode.get(row.parentCode ?? '')?.kind, row.code).to.equal('district');
  });

  it('are 113 wards, 54 communes and one special zone, 168 in all, since 1 July 2025', () => {
    const begun = rows.filter((row) => row.validFrom === '2025-07-01');
    expect(countsBy(begun, (row) => row.kind ?? '')).to.deep.equal({ ward: 113, commune: 54, special_zone: 1 });
  });

  it('have the kind that their name says, in both languages', () => {
    const kinds: Record<string, [string, RegExp]> = {
      Phường: ['ward', /Ward( \d+)?$/],
      Xã: ['commune', /Commune$/],
      'Thị trấn': ['commune', /Township$/],
      'Đặc khu': ['special_zone', /Special Zone$/],
      Quận: ['district', /District( \d+)?$/],
      Huyện: ['district', /District$/],
    };
    for (const row of rows) {
      const type = /^UBND (Phường|Xã|Thị trấn|Đặc khu|Quận|Huyện) /.exec(row.nameVi ?? '')?.[1];
      const [kind, english] = kinds[type ?? ''] ?? [undefined, /./];
      if (kind) expect(row.kind, row.code).to.equal(kind);
      expect(row.nameEn, row.code).to.match(english);
    }
  });

  it('include those who carry, watch and route', () => {
    const kindOf = (code: string) => byCode.get(code)?.kind;
    expect(['H79-SNV', 'H79-MTTQ', 'H79-1022', 'H79-HIDS', 'H79-BDTP'].map(kindOf)).to.deep.equal([
      'department',
      'monitor',
      'hotline',
      'institute',
      'post',
    ]);
  });

  it('get later names only while they exist', () => {
    for (const { code = '', from = '', nameVi, nameEn } of demoRows('agency-names.csv')) {
      const agency = byCode.get(code);
      expect(agency, code).to.not.equal(undefined);
      expect(isCityDay(from) && from > (agency?.validFrom ?? ''), code).to.equal(true);
      expect(from <= (agency?.validTo || '9999'), code).to.equal(true);
      expect(nameVi && nameEn, code).to.not.equal('');
    }
  });

  it('keep the codes and days of the published list', function () {
    const published = publishedRows('agencies.csv');
    if (!published) {
      console.log('      skipped: the published list is not on this machine');
      return this.skip();
    }
    for (const row of published) {
      const ours = byCode.get(row.code ?? '');
      const { parentCode, nameVi, validFrom, validTo } = row;
      expect(ours, row.code).to.include({ parentCode, nameVi, validFrom, validTo });
      expect(successorsOf(ours ?? {})).to.include.members(successorsOf(row));
    }
  });
});
