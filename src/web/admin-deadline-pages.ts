import { Router } from 'express';
import { calendarPages } from './calendar-pages.ts';
import type { WebParts } from './parts.ts';
import { policyPages } from './policy-pages.ts';
import { weekPages } from './week-pages.ts';

/** What deadlines are computed from, for the administrator: `/staff/admin/calendar`, `…/week` and `…/policies`. */
export function adminDeadlinePages(parts: WebParts): Router {
  return Router().use(calendarPages(parts), weekPages(parts), policyPages(parts));
}
