import { parentPort } from 'node:worker_threads';
import { mayCall } from './domain/calling.ts';
import type { CallingRules } from './domain/campaign.ts';
import { integrityReport } from './domain/integrity.ts';
import type { InterviewRecord } from './domain/integrity-record.ts';
import type { WorkingCalendar } from './domain/working-calendar.ts';

/** When people may be called; sent after the last interviews. */
export interface CallingHours {
  readonly rules: CallingRules;
  readonly calendar: WorkingCalendar;
}

const records: InterviewRecord[] = [];

/** Takes interviews, some at a time, and answers the report when it is told the hours. */
parentPort?.on('message', (sent: InterviewRecord[] | CallingHours) => {
  if (Array.isArray(sent)) {
    for (const record of sent) records.push(record);
    return;
  }
  const { rules, calendar } = sent;
  parentPort?.postMessage(integrityReport(records, { callable: (at) => mayCall(rules, calendar, at) }));
});
