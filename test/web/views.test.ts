import { expect } from 'chai';
import Handlebars from 'handlebars';
import { messagesOf } from '../../src/locales.ts';
import { linked, templates } from '../../src/web/views.ts';

const sources = [...templates()];
const messages = messagesOf('vi');
const known = (key: string): boolean => {
  const [namespace = '', name = ''] = key.includes(':') ? key.split(':') : ['common', key];
  const said = messages[namespace] ?? {};
  return name in said || `${name}_other` in said;
};

describe('the views', () => {
  it('never write a value into a page without escaping it', () => {
    expect(sources.filter(([, source]) => /\{\{\{|\{\{&/.test(source)).map(([name]) => name)).to.deep.equal([]);
  });

  it('hold no script, style or handler of their own, which the policy would block', () => {
    const inline = /<script(?![^>]* src=)|<style|\sstyle="|\son[a-z]+="|href="javascript:/i;
    expect(sources.filter(([, source]) => inline.test(source)).map(([name]) => name)).to.deep.equal([]);
  });

  it('can all be read', () => {
    for (const [name, source] of sources) expect(() => Handlebars.precompile(source), name).not.to.throw();
  });

  it('name partials that exist', () => {
    const names = new Set(sources.map(([name]) => name));
    const missing = sources.flatMap(([name, source]) =>
      [...source.matchAll(/\{\{#?>\s*([\w/-]+)/g)]
        .map(([, partial = '']) => partial)
        .filter((partial) => !names.has(partial))
        .map((partial) => `${name}: ${partial}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('name messages that exist', () => {
    const missing = sources.flatMap(([name, source]) =>
      [...source.matchAll(/[({]t '([^']+)'/g)]
        .map(([, key = '']) => key)
        .filter((key) => !known(key))
        .map((key) => `${name}: ${key}`),
    );
    expect(missing).to.deep.equal([]);
  });
});

describe('an address within the site', () => {
  it('keeps a language other than Vietnamese', () => {
    expect(linked('/rate', 'vi')).to.equal('/rate');
    expect(linked('/rate', 'en', { q: 'sài gòn', kind: undefined })).to.equal('/rate?q=s%C3%A0i+g%C3%B2n&lang=en');
  });
});
