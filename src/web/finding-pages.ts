import { Router } from 'express';
import { z } from 'zod';
import { type CityDay, isCityDay } from '../domain/city-day.ts';
import { cityInstant } from '../domain/city-time.ts';
import { answerFinding, find, judgeFinding } from '../domain/monitor-steps.ts';
import { fault } from '../domain/step.ts';
import { caseStep } from './case-step.ts';
import { code, text } from './input.ts';
import type { WebParts } from './parts.ts';

const long = text(5000);
const number = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);
const day = z.string().max(20);

/** What the monitor and the agency that was asked do with findings: `POST /staff/complaints/{id}/{noun}`. */
export function findingPages(parts: WebParts): Router {
  const { TIME_ZONE } = parts.config;
  /** An answer may come until the end of the day that is named. */
  const endOf = (typed: CityDay): Date => {
    if (!isCityDay(typed)) throw fault('/answerBy', 'complaint:fault-answer-by');
    return cityInstant(typed, '24:00', TIME_ZONE);
  };
  return Router().use(
    caseStep(
      parts,
      'findings',
      { kind: z.enum(['finding', 'recommendation']), agency: code(), answerBy: day, text: long },
      (fields) => find(fields.kind, fields.agency, endOf(fields.answerBy), fields.text),
      'monitoring',
    ),
    caseStep(parts, 'finding-answers', { finding: number, text: long }, (fields) =>
      answerFinding(fields.finding, fields.text),
    ),
    caseStep(
      parts,
      'finding-judgements',
      { finding: number, accepted: z.enum(['yes', 'no']), answerBy: day, text: long },
      ({ finding, accepted, answerBy, text: words }) =>
        accepted === 'yes' ? judgeFinding(finding, true, words) : judgeFinding(finding, false, words, endOf(answerBy)),
      'monitoring',
    ),
  );
}
