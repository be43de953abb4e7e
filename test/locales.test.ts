import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { demoProcedures } from '../src/demo/catalogue.ts';
import { agencyKinds } from '../src/domain/agency.ts';
import { channels } from '../src/domain/channel.ts';
import { languages } from '../src/domain/language.ts';
import { messagesOf, translators } from '../src/locales.ts';

/** Every message of a language by its whole key, `rating:title`. */
function flat(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) =>
    flat(inner, key === '' ? name : `${key}${key.includes(':') ? '.' : ':'}${name}`),
  );
}
const messages = Object.fromEntries(languages.map((language) => [language, new Map(flat(messagesOf(language)))]));
const vi = messages.vi ?? new Map<string, string>();
const en = messages.en ?? new Map<string, string>();
const sources = ['domain', 'actions', 'web'].flatMap((room) => {
  const folder = new URL(`../src/${room}/`, import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
});
const placeholders = (text: string): string[] => (text.match(/\{\{\s*\w+\s*\}\}/g) ?? []).sort();

describe('the messages', () => {
  it('are there in both languages; what English says of one Vietnamese says as of many', () => {
    const shared = [...en.keys()].filter((key) => !key.endsWith('_one'));
    expect(shared.sort()).to.deep.equal([...vi.keys()].sort());
    const ones = [...en.keys()].filter((key) => key.endsWith('_one'));
    expect(ones.filter((key) => !en.has(key.replace(/_one$/, '_other')))).to.deep.equal([]);
  });

  it('count things in good English', () => {
    const { en: t } = translators();
    expect(t('staff:unit-working_days', { count: 1 })).to.equal('1 working day');
    expect(t('staff:unit-working_days', { count: 15 })).to.equal('15 working days');
  });

  it('have the same placeholders in both languages', () => {
    const different = [...vi].filter(([key, text]) => `${placeholders(text)}` !== `${placeholders(en.get(key) ?? '')}`);
    expect(different.map(([key]) => key)).to.deep.equal([]);
  });

  it('are never empty and written in composed characters', () => {
    for (const [key, text] of [...vi, ...en]) {
      expect(text.trim(), key).not.to.equal('');
      expect(text, key).to.equal(text.normalize('NFC'));
    }
  });

  it('tell every refusal and fault that the code names', () => {
    const said = sources.flatMap((source) =>
      [
        ...source.matchAll(/(?:Problem\(\s*\d+,\s*|Refusal\(\s*'[\w-]+',\s*|because\(|pointer[^}]*\bcode: )'([^']+)'/g),
      ].map(([, code = '']) => (code.includes(':') ? code : `fault:${code}`)),
    );
    expect(said).to.have.length.greaterThan(30);
    expect([...new Set(said)].filter((key) => !vi.has(key))).to.deep.equal([]);
  });

  it('name every channel, kind of agency and field of procedures', () => {
    const wanted = [
      ...channels.map((channel) => `catalogue:channel-${channel}`),
      ...agencyKinds.map((kind) => `catalogue:kind-${kind}`),
      ...new Set(demoProcedures.map(({ field }) => `catalogue:field-${field}`)),
    ];
    expect(wanted.filter((key) => !vi.has(key))).to.deep.equal([]);
  });
});
