import { expect } from 'chai';
import fc from 'fast-check';
import type { CallingRules } from '../../src/domain/campaign.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import { type OutcomeCode, outcomeChoices, outcomeOf } from '../../src/domain/outcome.ts';
import { questionnaireOf } from '../../src/domain/questionnaires.ts';
import type { Interview, SurveyCase } from '../../src/domain/survey-case.ts';
import { afterAttempt, answered, laidDown, outcomeOfInterview } from '../../src/domain/survey-steps.ts';
import { allAnswers } from '../support/fieldwork.ts';

const calendar = firstCalendar('Asia/Ho_Chi_Minh');
const rules: CallingRules = {
  ...{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00', onHolidays: true },
  ...{ attempts: 4, attemptsPerDay: 2, leaseMinutes: 15 },
};
const start = new Date('2026-11-20T02:00:00Z');
const surveyCase: SurveyCase = {
  ...{ id: 'one', campaign: 'c', stratum: 'H79 1', frameKey: 'k', result: 'granted', finishedOn: '2026-10-01' },
  ...{ language: 'vi', lot: '', state: 'held', queue: 'vi', attempts: [], attemptCount: 0, owes: [], revision: 1 },
  tried: { morning: 0, afternoon: 0, evening: 0, weekend: 0 },
  lease: { by: 'an', name: 'an', since: start, until: start },
};
const made = (outcome: OutcomeCode, at = start) => ({ at, by: 'an', name: 'an', mode: 'phone' as const, outcome });
const later = (hours: number): Date => new Date(start.getTime() + hours * 3600_000);

describe('After an attempt a case', () => {
  it('is in nobody’s hand any more and says when it may be tried again, within the rules', () => {
    const after = afterAttempt(surveyCase, made('busy'), rules, calendar);
    expect(after).to.include({ state: 'resting', attemptCount: 1 }).and.not.to.have.property('lease');
    expect(after.tried.morning).to.equal(1);
    expect(after.callableFrom?.getTime()).to.equal(start.getTime() + outcomeOf('busy').delayMinutes * 60_000);
  });

  it('rests until the next day when it was tried often enough on this one', () => {
    const once = afterAttempt(surveyCase, made('busy'), rules, calendar);
    const twice = afterAttempt(once, made('busy', later(2)), rules, calendar);
    expect(twice.callableFrom).to.deep.equal(new Date('2026-11-21T01:00:00Z'));
  });

  it('keeps the appointment that was promised, even with its last attempt', () => {
    const tried = {
      ...surveyCase,
      attempts: [1, 2, 3].map((hours) => ({ ...made('busy', later(-24 * hours)), window: 'morning' as const })),
      attemptCount: 3,
    };
    const at = later(30);
    const after = afterAttempt(tried, { ...made('appointment'), appointment: { at } }, rules, calendar);
    expect(after).to.include({ state: 'resting', attemptCount: 4 });
    expect(after.appointment?.at).to.equal(at);
  });

  it('ends with the outcome that speaks for all attempts: a dead line does not undo a refusal', () => {
    const refused = afterAttempt(surveyCase, made('refusal_soft'), rules, calendar);
    expect(refused.state).to.equal('resting');
    expect(afterAttempt(refused, made('disconnected', later(48)), rules, calendar).outcome).to.equal('refusal_hard');
  });

  it('ends at the second soft no', () => {
    const once = afterAttempt(surveyCase, made('refusal_soft'), rules, calendar);
    expect(afterAttempt(once, made('refusal_soft', later(48)), rules, calendar)).to.include({
      state: 'final',
      outcome: 'refusal_hard',
    });
  });

  it('is final or comes again later, never both; a final outcome is of the final kind', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            ...outcomeChoices('phone')
              .filter(({ needsAppointment }) => !needsAppointment)
              .map(({ code }) => code),
          ),
          { minLength: 1, maxLength: 8 },
        ),
        (outcomes) => {
          let one = surveyCase;
          for (const [index, outcome] of outcomes.entries()) {
            if (one.state === 'final') break;
            one = afterAttempt(one, made(outcome, later(index * 24)), rules, calendar);
          }
          expect(one.attemptCount).to.be.at.most(rules.attempts);
          expect(one.state === 'final').to.equal(one.outcome !== undefined);
          expect(one.state === 'resting').to.equal(one.callableFrom !== undefined);
          if (one.outcome) expect(outcomeOf(one.outcome).stage).to.equal('final');
        },
      ),
    ));
});

describe('A case that is laid down', () => {
  it('is ready, unless it waits for a time, an appointment, or its place to be given back', () => {
    expect(laidDown(surveyCase, start).state).to.equal('ready');
    expect(laidDown({ ...surveyCase, callableFrom: later(1) }, start).state).to.equal('resting');
    expect(laidDown({ ...surveyCase, callableFrom: later(-1) }, start).state).to.equal('ready');
    expect(laidDown({ ...surveyCase, appointment: { at: later(-1) } }, start).state).to.equal('resting');
    expect(laidDown({ ...surveyCase, owes: ['place'] }, start).state).to.equal('resting');
  });
});

const interview: Interview = {
  ...{ by: 'an', name: 'an', mode: 'phone', language: 'vi', startedAt: start, answers: {} },
  consent: { version: 1, at: start },
};

describe('Answers of an interview', () => {
  it('end the same in whatever order they arrive', () => {
    const deed = fc.record({
      item: fc.constantFrom('access1', 'access2'),
      value: fc.constantFrom(1 as const, 5 as const, 'refused' as const, null),
    });
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (deeds, lots) => {
        const timed = deeds.map((one, index) => ({ ...one, at: later(index) }));
        const shuffled = timed
          .map((one) => ({ one, lot: lots.next().value }))
          .sort((a, b) => a.lot - b.lot)
          .map(({ one }) => one);
        const all = (some: typeof timed) =>
          some.reduce((before, { item, value, at }) => answered(before, { [item]: value }, at), interview).answers;
        expect(all(shuffled)).to.deep.equal(all(timed));
      }),
    );
  });

  it('make it complete, partial or broken off by what was answered of what applies', () => {
    const sipas = questionnaireOf('SIPAS-SERVICE', 2022);
    if (!sipas) throw new Error('no questionnaire');
    const outcome = (answers: ReturnType<typeof allAnswers>) =>
      outcomeOfInterview(answered(interview, answers, start), sipas);
    const first = (count: number, rest: 'no_experience' | 'refused', overall: 4 | 'refused' = 4) =>
      Object.fromEntries(
        Object.keys(allAnswers()).map((item, index) => [item, item === 'overall' ? overall : index < count ? 4 : rest]),
      );
    expect(outcome(allAnswers())).to.equal('complete');
    expect(outcome(first(10, 'no_experience')), 'what does not apply is not missing').to.equal('complete');
    expect(outcome(first(12, 'refused')), '12 of 19').to.equal('partial');
    expect(outcome(first(9, 'refused')), '9 of 19').to.equal('break_off');
    expect(outcome(first(19, 'refused', 'refused')), 'nothing to count without the overall question').to.equal(
      'break_off',
    );
  });
});
