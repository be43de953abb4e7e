import { expect } from 'chai';
import { modes } from '../../src/domain/campaign.ts';
import { outcomeChoices } from '../../src/domain/outcome.ts';
import { outcomesAsNeeded } from '../../src/web/outcome-order.ts';

describe('the order in which outcomes are offered', () => {
  const codesOf = (mode: (typeof modes)[number]) => outcomesAsNeeded(mode).map(({ code }) => code);

  it('offers every outcome there is to choose, once', () => {
    for (const mode of modes) expect(codesOf(mode)).to.have.members(outcomeChoices(mode).map(({ code }) => code));
  });

  it('begins with what happens most, and has a technical fault after the people', () => {
    const open = outcomesAsNeeded('phone').filter(({ stage }) => stage === 'interim');
    expect(open.map(({ code }) => code).slice(0, 3)).to.deep.equal(['no_answer', 'busy', 'answering_machine']);
    expect(open.at(-1)?.code).to.equal('technical');
    expect(codesOf('face_to_face')[0]).to.equal('nobody_home');
  });

  it('ends with the reasons that fit nowhere else', () => {
    for (const mode of ['phone', 'face_to_face'] as const)
      expect(codesOf(mode).slice(-2)).to.have.members(['other_reason', 'unknown_other']);
  });
});
