import type { Campaign } from '../domain/campaign.ts';
import { type FinishedInterview, interviewRecord } from '../domain/finished-interview.ts';
import type { InterviewerReport } from '../domain/integrity.ts';
import type { InterviewRecord } from '../domain/integrity-record.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import type { FinishedInterviewStore } from '../stores/finished-interviews.ts';
import type { Deadlines } from './deadlines.ts';

/** What the interviews of a campaign said of those who held them, when they were looked at. */
export interface IntegrityReading {
  readonly asOf: Date;
  readonly interviews: number;
  readonly people: readonly (InterviewerReport & { readonly name: string })[];
}

/** Makes the report somewhere where it keeps nobody waiting. */
export type ReportAside = (
  interviews: AsyncIterable<readonly InterviewRecord[]>,
  hours: { readonly rules: Campaign['calling']; readonly calendar: WorkingCalendar },
) => Promise<InterviewerReport[]>;

export interface Looked {
  /** The latest there is; absent when the first is still being made. */
  readonly reading?: IntegrityReading;
  /** Whether it is of all interviews there are now. */
  readonly isCurrent: boolean;
}

interface Parts {
  readonly finishedInterviews: Pick<FinishedInterviewStore, 'stamp' | 'each'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly reportAside: ReportAside;
  now(): Date;
}

/** So long is waited for a report that is being made, in milliseconds. */
const patience = 2_000;

/** Keeps the report of each campaign that is looked at, and makes it anew when interviews were finished since. */
export function createIntegrityReports({ finishedInterviews, deadlines, reportAside, now }: Parts) {
  const kept = new Map<string, { readonly stamp: string; readonly reading: IntegrityReading }>();
  const underWay = new Map<string, Promise<void>>();

  const make = async (campaign: Campaign, stamp: string): Promise<void> => {
    const asOf = now();
    const { calendar } = await deadlines.current();
    const names = new Map<string, string>();
    let interviews = 0;
    const records = async function* () {
      for await (const some of finishedInterviews.each(campaign.id)) {
        interviews += some.length;
        for (const { interview } of some) names.set(interview.by, interview.name);
        yield some.map((one: FinishedInterview) => interviewRecord(one));
      }
    };
    const reports = await reportAside(records(), { rules: campaign.calling, calendar });
    const people = reports.map((one) => ({ ...one, name: names.get(one.interviewer) ?? one.interviewer }));
    kept.set(campaign.id, { stamp, reading: { asOf, interviews, people } });
  };

  return async (campaign: Campaign): Promise<Looked> => {
    const { id, calling } = campaign;
    const stamp = JSON.stringify([await finishedInterviews.stamp(id), calling]);
    if (kept.get(id)?.stamp !== stamp) {
      const making = underWay.get(id) ?? make(campaign, stamp).finally(() => underWay.delete(id));
      underWay.set(id, making);
      await withinPatience(making);
    }
    const found = kept.get(id);
    return found ? { reading: found.reading, isCurrent: found.stamp === stamp } : { isCurrent: false };
  };
}

/** Ends with the work, or when it takes too long; then it goes on, and who asks next learns how it ended. */
async function withinPatience(work: Promise<void>): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    late = setTimeout(resolve, patience);
  });
  work.catch(() => undefined);
  await Promise.race([work, enough]).finally(() => clearTimeout(late));
}
