import { demoAgencies } from '../../src/demo/catalogue.ts';
import { started } from '../../src/domain/case-clock.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { cityDay } from '../../src/domain/city-day.ts';
import type { Complaint } from '../../src/domain/complaint.ts';
import { firstPolicies } from '../../src/domain/deadline-policies.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import { firstRules } from '../../src/domain/routing-rule.ts';
import type { Surroundings } from '../../src/domain/step.ts';

/** Ten in the morning, in the city. */
export const monday = new Date('2026-11-23T03:00:00Z');

/** The demo city at an instant, with the rules, policies and calendar that it begins with. */
export const cityAt = (now: Date): Surroundings => ({
  now,
  today: cityDay(now, 'Asia/Ho_Chi_Minh'),
  catalogue: catalogueOf(demoAgencies, [], []),
  calendar: firstCalendar('Asia/Ho_Chi_Minh'),
  policies: firstPolicies,
  basis: 1,
  book: { version: 1, from: '2000-01-01', rules: firstRules, savedAt: monday, reason: '' },
});

/** A late file that Sài Gòn ward has had in hand since that Monday, unless told. */
export const handledCase = (about: Partial<Complaint> = {}): Complaint => ({
  id: '0123456789abcdef01234567',
  class: 'feedback_policy',
  topic: 'late_file',
  severity: 'ordinary',
  agency: 'H79-N26740',
  state: 'in_progress',
  checked: true,
  handlers: ['H79-N26740'],
  watchers: [],
  proposed: [],
  policy: 'portal',
  clocks: [started('portal', 'process', cityAt(monday))],
  reopenings: 0,
  links: [],
  findings: [],
  noticesStopped: false,
  content: 'Hồ sơ trễ hẹn.',
  day: '2026-11-20',
  receivedAt: monday,
  channel: 'web',
  language: 'vi',
  consent: { purpose: 'handling', textVersion: '1', channel: 'web', at: monday },
  nameKept: false,
  attachments: 0,
  basis: 1,
  trail: [],
  notices: [],
  ...about,
});

/** What a step says no with, kind and code; `done` when it says yes. */
export function refusal(step: () => unknown): string {
  try {
    step();
    return 'done';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.kind} ${error.faults[0]?.code ?? error.code}`;
  }
}
