import { Router } from 'express';
import { interviewAnswerPages } from './interview-answer-pages.ts';
import { interviewCasePages } from './interview-case-pages.ts';
import { interviewDeskPages } from './interview-desk-pages.ts';
import { interviewEndPages } from './interview-end-pages.ts';
import { interviewOutcomePages } from './interview-outcome-pages.ts';
import type { WebParts } from './parts.ts';

/** `/staff/interviews`: whom to call next, what to say, the questions, and what came of it. */
export const interviewPages = (parts: WebParts): Router =>
  Router().use(
    interviewDeskPages(parts),
    interviewCasePages(parts),
    interviewAnswerPages(parts),
    interviewEndPages(parts),
    interviewOutcomePages(parts),
  );
