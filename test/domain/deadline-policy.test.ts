import { expect } from 'chai';
import { firstPolicies } from '../../src/domain/deadline-policies.ts';
import { policyOn } from '../../src/domain/deadline-policy.ts';
import { policyFaults } from '../../src/domain/policy-faults.ts';

describe('The deadline policies', () => {
  const processing = (code: string, day: string) => policyOn(firstPolicies, code, day).stages.process;

  it('are those of the day', () => {
    expect(processing('hotline', '2025-09-03')).to.deep.equal({ amount: 5, unit: 'days' });
    expect(processing('hotline', '2025-09-04')).to.deep.equal({ amount: 10, unit: 'days' });
    expect(policyOn(firstPolicies, 'hotline', '2026-01-01').stages.processSeveral).to.deep.equal({
      amount: 15,
      unit: 'days',
    });
    expect(policyOn(firstPolicies, 'hotline', '2024-01-01').from).to.equal('2023-10-26');
  });

  it('of the national portal are 2, 5, 15 and 2 working days', () => {
    const { handBack, ask, process, publish } = policyOn(firstPolicies, 'portal', '2026-11-22').stages;
    const all = [handBack, ask, process, publish];
    expect(all.map(({ amount }) => amount)).to.deep.equal([2, 5, 15, 2]);
    expect(new Set(all.map(({ unit }) => unit))).to.deep.equal(new Set(['working_days']));
  });

  it('before the first version are the first', () => {
    expect(policyOn(firstPolicies, 'portal', '2001-01-01').from).to.equal('2022-06-23');
  });

  it('of one day are those saved last, in whichever order days come', () => {
    const [old, next] = firstPolicies;
    if (!old || !next) throw new Error('there are no first policies');
    const corrected = { ...old, reopenWithinDays: 60 };
    expect(policyOn([next, old, corrected], 'hotline', '2021-01-01')).to.equal(corrected);
  });

  it('of a code that nobody has are an error', () => {
    expect(() => policyOn(firstPolicies, 'nobody', '2026-01-01')).to.throw('no deadline policy nobody');
  });

  it('that the system begins with could be saved today, and say what they rest on', () => {
    for (const policy of firstPolicies) {
      expect(policyFaults(policy, new Set(['hotline', 'portal']))).to.deep.equal([]);
      expect(policy.source).to.match(/Quyết định|Quy chế/);
    }
  });
});
