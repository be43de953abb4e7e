import { expect } from 'chai';
import { firstRules, type RoutingRule } from '../../src/domain/routing-rule.ts';
import { draftFaults, mostRules, ruleFaults } from '../../src/domain/rule-faults.ts';
import { smallCity } from '../support/small-city.ts';

const known = { catalogue: smallCity, policies: ['portal', 'hotline'], today: '2026-11-20' };
const ruleOf = (code: string, more: Partial<RoutingRule> = {}): RoutingRule => ({
  code,
  when: { topics: ['fees'] },
  handlers: ['agency'],
  watchers: [],
  policy: 'portal',
  ...more,
});
const last = ruleOf('everything-else', { when: {} });
const faultsOf = (...rules: readonly RoutingRule[]): string[] =>
  ruleFaults(rules, known).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a draft of routing rules', () => {
  it('is as good as the rules that the system begins with', () => {
    expect(faultsOf(...firstRules)).to.deep.equal([]);
  });

  it('gives each rule a code of its own', () => {
    expect(faultsOf(ruleOf('a'), ruleOf('b'), ruleOf('a'), last)).to.deep.equal([
      '/rules/2/code routing:fault-code-twice',
    ]);
  });

  it('names agencies, fields of procedures and policies that there are', () => {
    const rule = ruleOf('a', {
      when: { agencies: ['W1', 'X1'], fields: ['civil_status', 'astrology'] },
      handlers: ['above', 'SVX', 'X2'],
      watchers: ['monitor', 'X3'],
      policy: 'none',
    });
    expect(faultsOf(rule, last)).to.deep.equal([
      '/rules/0/when/agencies agency-unknown',
      '/rules/0/when/fields routing:fault-field',
      '/rules/0/handlers agency-unknown',
      '/rules/0/watchers agency-unknown',
      '/rules/0/policy routing:fault-policy',
    ]);
  });

  it('has somebody to handle each case', () => {
    expect(faultsOf({ ...last, handlers: [] })).to.deep.equal(['/rules/0/handlers routing:fault-handlers']);
  });

  it('looks for words that have letters', () => {
    expect(faultsOf(ruleOf('a', { when: { words: ['trễ', '…'] } }), last)).to.deep.equal([
      '/rules/0/when/words routing:fault-word',
    ]);
  });

  it('ends with a rule for everything, which hides none', () => {
    expect(faultsOf(ruleOf('a'))).to.deep.equal(['/rules/0 routing:fault-last']);
    expect(faultsOf()).to.deep.equal(['/rules/0 routing:fault-last']);
    expect(faultsOf({ ...last, code: 'all' }, ruleOf('a'), last)).to.deep.equal(['/rules/0 routing:fault-hides']);
  });

  it('is not endless', () => {
    const rules = Array.from({ length: mostRules }, (_, index) => ruleOf(`rule-${index}`));
    expect(faultsOf(...rules, last)).to.deep.equal(['/rules routing:fault-too-many']);
  });

  it('comes into force today or later', () => {
    expect(draftFaults({ rules: [last], from: '2026-11-20' }, known)).to.deep.equal([]);
    expect(draftFaults({ rules: [last], from: '2026-11-19' }, known).map(({ code }) => code)).to.deep.equal([
      'routing:fault-from-past',
    ]);
  });
});
