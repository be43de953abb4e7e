import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { firstRules, type Routable, type RoutingRule, type RuleBook } from '../../src/domain/routing-rule.ts';
import { trialOf } from '../../src/domain/routing-trial.ts';
import { anyBook, anySubject, randomCity, today } from '../support/random-city.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const inForce: RuleBook = {
  version: 1,
  from: '2000-01-01',
  rules: firstRules,
  savedAt: new Date('2026-01-01T00:00:00Z'),
  reason: '',
};
const late: Routable & { id: string } = {
  id: 'a1b2c3d4e5f6a1b2c3d4e5f6',
  class: 'feedback_policy',
  topic: 'late_file',
  severity: 'ordinary',
  agency: 'H79-N26740',
  day: today,
  content: 'Gọi tôi số 0903 123 456.',
};
const rude = { ...late, id: 'ffffffffe5f6a1b2c3d4e5f6', class: 'feedback_conduct', topic: 'attitude' } as const;
const trial = (rules: readonly RoutingRule[], ...cases: readonly (typeof late)[]) =>
  trialOf(catalogue, { inForce, rules }, cases, today);
const toItself: RoutingRule = { code: 'all', when: {}, handlers: ['agency'], watchers: [], policy: 'portal' };

describe('a trial of rules', () => {
  it('changes nothing when the rules are those in force', () => {
    const { cases, changed, rules } = trial(firstRules, late, rude);
    expect([cases, changed.length]).to.deep.equal([2, 0]);
    expect(rules.filter(({ matched }) => matched > 0)).to.deep.equal([
      { code: 'conduct', matched: 1, bent: 0 },
      { code: 'everything-else', matched: 1, bent: 0 },
    ]);
  });

  it('tells the way before and after, and never what was said', () => {
    const { changed } = trial([{ ...toItself, handlers: ['hotline'], policy: 'hotline' }], late);
    const [one] = changed;
    expect(one).to.include({
      reference: 'A1B2C3D4',
      agency: 'H79-N26740',
      class: 'feedback_policy',
      topic: 'late_file',
    });
    expect(one?.before).to.deep.include({ rule: { version: 1, code: 'everything-else' }, proposed: ['H79-N26740'] });
    expect(one?.after).to.deep.include({
      rule: { version: 1, code: 'all' },
      proposed: ['H79-1022'],
      policy: 'hotline',
    });
    expect(JSON.stringify(changed)).to.not.include('0903');
  });

  it('does not call it a change when another rule sends a case the same way', () => {
    expect(trial([{ ...toItself, code: 'renamed' }], late).changed).to.deep.equal([]);
  });

  it('names what the law of conflict of interest made of a wish', () => {
    const { changed, rules } = trial([toItself], rude);
    expect(rules).to.deep.equal([{ code: 'all', matched: 1, bent: 1 }]);
    expect(changed).to.have.length(1);
    expect(changed[0]?.law).to.deep.equal({ barred: ['H79-N26740'], added: ['H79', 'H79-SNV', 'H79-MTTQ'] });
  });

  it('names rules that match nothing', () => {
    const { rules } = trial([{ ...toItself, code: 'never', when: { topics: ['fees'] } }, toItself], late);
    expect(rules.filter(({ matched }) => matched === 0).map(({ code }) => code)).to.deep.equal(['never']);
  });

  it('counts every case under exactly one rule and never finds rules different from themselves', () => {
    const anyCase = anySubject.map((subject) => ({ ...subject, id: late.id }));
    fc.assert(
      fc.property(randomCity, anyBook, fc.array(anyCase, { maxLength: 5 }), (city, book, cases) => {
        const same = trialOf(city, { inForce: book, rules: book.rules }, cases, today);
        expect(same.rules.reduce((sum, { matched }) => sum + matched, 0)).to.equal(cases.length);
        expect(same.changed).to.deep.equal([]);
      }),
      { numRuns: 200 },
    );
  });
});
