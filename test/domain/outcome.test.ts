import { expect } from 'chai';
import fc from 'fast-check';
import { modes } from '../../src/domain/campaign.ts';
import { languages } from '../../src/domain/language.ts';
import {
  finalOutcome,
  interviewOutcome,
  isOutcome,
  type OutcomeCode,
  outcomeChoices,
  outcomeOf,
  outcomes,
} from '../../src/domain/outcome.ts';
import { outcomeGroups } from '../../src/domain/outcome-table.ts';
import { messagesOf } from '../../src/locales.ts';

const codes = (kinds: readonly { code: OutcomeCode }[]): OutcomeCode[] => kinds.map(({ code }) => code);
const attempts = (...made: OutcomeCode[]) => made.map((outcome) => ({ outcome }));
const anyAttempts = fc.array(fc.constantFrom(...codes(outcomes)).map((outcome) => ({ outcome })));

/** The letter that each family of AAPOR's codes counts under; 2.1 refusal, 2.2 non-contact, 3.1 household unknown. */
const families: readonly [RegExp, string][] = [
  [/^1\.1$/, 'complete'],
  [/^1\.2$/, 'partial'],
  [/^2\.1/, 'refusal'],
  [/^2\.2/, 'non_contact'],
  [/^2\.3/, 'other'],
  [/^3\.1/, 'unknown_household'],
  [/^3\.[239]/, 'unknown_other'],
  [/^4\./, 'not_eligible'],
];

describe('outcomes', () => {
  it('that are final have a code of AAPOR of the family they count under', () => {
    for (const { code, aapor = '', group } of outcomes.filter(({ stage }) => stage === 'final'))
      expect(families.find(([pattern]) => pattern.test(aapor))?.[1], `${code} ${aapor}`).to.equal(group);
  });

  it('that are interim become a final one and count as it does, appointments aside', () => {
    for (const { code, aapor, becomes, group, tryAgain } of outcomes.filter(({ stage }) => stage === 'interim')) {
      expect([tryAgain, aapor], code).to.deep.equal([true, undefined]);
      const end = becomes && outcomeOf(becomes);
      expect(end?.stage, code).to.equal('final');
      expect(group, code).to.equal(code.startsWith('appointment') ? 'appointment' : end?.group);
    }
  });

  it('that are final are not followed by another attempt', () => {
    for (const { code, tryAgain, delayMinutes } of outcomes.filter(({ stage }) => stage === 'final'))
      expect([tryAgain, delayMinutes], code).to.deep.equal([false, 0]);
  });

  it('that are interim rest before the next attempt, an appointment as long as it says', () => {
    const without = outcomes.filter(({ stage, delayMinutes }) => stage === 'interim' && delayMinutes === 0);
    expect(codes(without)).to.deep.equal(['appointment']);
    expect(codes(outcomes.filter(({ needsAppointment }) => needsAppointment))).to.deep.equal(['appointment']);
  });

  it('leave no doubt which of two speaks for a case', () => {
    expect(new Set(outcomes.map(({ rank }) => rank)).size).to.equal(outcomes.length);
  });

  it('want a note of every refusal that is tried again', () => {
    const soft = outcomes.filter(({ group, tryAgain }) => group === 'refusal' && tryAgain);
    expect(codes(soft)).to.deep.equal(['refusal_soft', 'refusal_household']);
    for (const { needsNote, delayMinutes } of soft) {
      expect(needsNote).to.equal(true);
      expect(delayMinutes).to.be.at.least(24 * 60);
    }
  });

  it('are known by their codes and nothing else is', () => {
    for (const { code } of outcomes) expect(isOutcome(code) && outcomeOf(code).code).to.equal(code);
    for (const value of ['', 'COMPLETE', 'constructor', '__proto__', null, 1, ['complete']])
      expect(isOutcome(value), String(value)).to.equal(false);
  });

  it('are named in both languages, with their groups', () => {
    const wanted = [
      ...outcomes.map(({ code }) => `outcome-${code}`),
      ...outcomeGroups.map((group) => `group-${group}`),
    ];
    for (const language of languages)
      expect(wanted.filter((key) => !(key in (messagesOf(language).outcome ?? {})))).to.deep.equal([]);
  });
});

describe('the choices of an interviewer', () => {
  for (const mode of modes)
    it(`by ${mode} have one key each`, () => {
      const keys = outcomeChoices(mode).map(({ key }) => key);
      expect(keys).to.have.length.greaterThan(4);
      expect(new Set(keys).size).to.equal(keys.length);
      for (const key of keys) expect(key).to.match(/^[a-z]$/);
    });

  it('belong to the mode: nobody is not at home on the telephone, no door is busy', () => {
    expect(codes(outcomeChoices('phone')))
      .to.include('busy')
      .and.not.include('nobody_home');
    expect(codes(outcomeChoices('face_to_face')))
      .to.include('nobody_home')
      .and.not.include('busy');
    expect(codes(outcomeChoices('post')))
      .to.include('undelivered')
      .and.not.include('appointment');
  });

  it('are never a finished interview, a filled quota or the end of all attempts', () => {
    const chosen = new Set(modes.flatMap((mode) => codes(outcomeChoices(mode))));
    for (const code of ['complete', 'partial', 'break_off', 'quota_filled', 'never_answered', 'not_attempted'] as const)
      expect(chosen.has(code), code).to.equal(false);
  });
});

describe('the final outcome of a case', () => {
  const examples: [string, OutcomeCode[], OutcomeCode][] = [
    ['that nobody tried is not attempted', [], 'not_attempted'],
    ['that never answered', ['no_answer', 'no_answer'], 'never_answered'],
    ['keeps a refusal that was followed by calls in vain', ['refusal_soft', 'no_answer', 'busy'], 'refusal_hard'],
    ['keeps a refusal when the number dies', ['refusal_soft', 'disconnected'], 'refusal_hard'],
    ['whose appointment was not kept is no refusal', ['no_answer', 'appointment', 'no_answer'], 'no_interview'],
    ['whose interview was cut off is no refusal', ['interrupted', 'no_answer'], 'no_interview'],
    ['whose household spoke but she never did is a non-contact', ['respondent_away', 'busy'], 'never_available'],
    ['whose mailbox named her is a non-contact', ['answering_machine', 'answering_machine_message'], 'mailbox_known'],
    ['that was busy once is known to be there', ['no_answer', 'busy', 'no_answer'], 'always_busy'],
    ['refused at first and interviewed in the end is complete', ['refusal_soft', 'complete'], 'complete'],
    ['sent away because the quota was full', ['no_answer', 'quota_filled'], 'quota_filled'],
    ['who turns out not to have applied', ['refusal_household', 'not_applicant'], 'not_applicant'],
  ];
  for (const [name, made, final] of examples)
    it(`${name}: ${final}`, () => {
      expect(finalOutcome(attempts(...made))).to.equal(final);
    });

  it('is final, whatever came before', () => {
    fc.assert(fc.property(anyAttempts, (made) => outcomeOf(finalOutcome(made)).stage === 'final'));
  });

  it('does not depend on the order of the attempts', () => {
    fc.assert(
      fc.property(anyAttempts, (made) => {
        expect(finalOutcome(made.toReversed())).to.equal(finalOutcome(made));
      }),
    );
  });

  it('is a refusal only if somebody refused or broke off', () => {
    const refusing = new Set(codes(outcomes.filter(({ group }) => group === 'refusal')));
    fc.assert(
      fc.property(anyAttempts, (made) => {
        const calm = made.filter(({ outcome }) => !refusing.has(outcome));
        expect(outcomeOf(finalOutcome(calm)).group).not.to.equal('refusal');
      }),
    );
  });
});

describe('an interview', () => {
  const examples: [number, number, boolean, ReturnType<typeof interviewOutcome>][] = [
    [10, 10, true, 'complete'],
    [8, 10, true, 'complete'],
    [7, 10, true, 'partial'],
    [5, 10, true, 'partial'],
    [4, 10, true, 'break_off'],
    [10, 10, false, 'break_off'],
    // Of 31 items 80 % are 24.8 and 50 % are 15.5.
    [25, 31, true, 'complete'],
    [24, 31, true, 'partial'],
    [16, 31, true, 'partial'],
    [15, 31, true, 'break_off'],
    [0, 0, true, 'complete'],
    [0, 0, false, 'break_off'],
  ];
  for (const [answered, asked, overall, outcome] of examples)
    it(`of ${answered} in ${asked} items ${overall ? 'with' : 'without'} the overall question is ${outcome}`, () => {
      expect(interviewOutcome(answered, asked, overall)).to.equal(outcome);
    });
});
