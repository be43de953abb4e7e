import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { blankable, code, given, read, text } from '../../src/web/input.ts';

const faultsOf = (schema: z.ZodType, input: unknown) => {
  const result = read(schema, input);
  return 'faults' in result ? result.faults.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};

describe('what is read from outside', () => {
  const schema = z.strictObject({
    name: text(10),
    level: z.literal([1, 2]),
    more: z.strictObject({ 'a/b': z.boolean() }).exactOptional(),
  });

  it('is told everything that is wrong with it, by JSON pointer', () => {
    expect(faultsOf(schema, { level: '1', more: { 'a/b': 0 }, 'x~y': 1 })).to.deep.equal([
      '/name required',
      '/level choice',
      '/more/a~1b type-boolean',
      '/x~0y field-unknown',
    ]);
  });

  it('is never an operator or a prototype where a text should be', () => {
    expect(faultsOf(schema, JSON.parse('{"name":{"$gt":""},"level":1,"__proto__":{"level":2}}'))).to.deep.equal([
      '/name type-string',
      '/__proto__ field-unknown',
    ]);
  });

  it('is spelt the same whether its letters came composed or in parts', () => {
    const name = 'Phường Sài Gòn';
    expect(read(text(20), name.normalize('NFD'))).to.deep.equal(read(text(20), name.normalize('NFC')));
  });

  it('may hold any letter, emoji and line break but no half character and no control character', () => {
    expect(read(text(20), ' a\r\nb 👍🏽 ')).to.deep.equal({ value: 'a\nb 👍🏽' });
    for (const broken of ['\ud83d', 'a\u0000', '\u001b[31m', '\u0085'])
      expect(faultsOf(text(20), broken), JSON.stringify(broken)).to.deep.equal([' text-broken']);
  });

  it('is not longer than its limit, counted after its spelling is settled', () => {
    expect(faultsOf(text(2), 'Sở'.normalize('NFD'))).to.deep.equal([]);
    expect(faultsOf(text(2), 'Sởx')).to.deep.equal([' too-long']);
  });

  it('has no spaces where a code should be', () => {
    expect(faultsOf(code(), 'H79 SNV')).to.deep.equal([' code-form']);
    expect(faultsOf(code(), '   ')).to.deep.equal([' code-form']);
  });

  it('counts as not given when a form’s field is left empty', () => {
    const form = z.strictObject({ comment: blankable(text(10)) });
    expect(read(form, { comment: ' ' })).to.deep.equal(read(form, { comment: undefined }));
    expect(given({ a: 1, b: undefined })).to.deep.equal({ a: 1 });
  });

  it('never makes the reader fail', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (input) => {
        const result = read(schema, input);
        return 'value' in result || result.faults.length > 0;
      }),
    );
  });
});
