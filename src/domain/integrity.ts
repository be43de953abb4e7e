import { median } from './integrity-chance.ts';
import { crowdedHours } from './integrity-crowd.ts';
import { nearDuplicates } from './integrity-duplicates.ts';
import { tooFast } from './integrity-fast.ts';
import { type Flag, flagKinds } from './integrity-flag.ts';
import { outsideHours } from './integrity-hours.ts';
import { straightLined } from './integrity-lines.ts';
import { oddPatterns, outliers } from './integrity-outlier.ts';
import { overlapping } from './integrity-overlap.ts';
import { secondsTaken } from './integrity-pace.ts';
import { byInterviewer, type InterviewRecord, isSpoken, levelsOf } from './integrity-record.ts';

export interface IntegrityOptions {
  /** Whether people may be called at an instant; without it nobody is flagged for the hour. */
  readonly callable?: (at: Date) => boolean;
}

export interface InterviewerReport {
  readonly interviewer: string;
  readonly interviews: number;
  /** Over what was not paper; absent when there is nothing else. */
  readonly medianSeconds?: number;
  /** Share of overall answers of 4 or 5. */
  readonly satisfiedShare: number;
  /** Share of the items put that were answered with a level; absent when none was put. */
  readonly answeredShare?: number;
  /** Gravest first; empty for nearly everybody. */
  readonly flags: readonly Flag[];
}

/**
 * What the interviews of a campaign say of those who held them: one report for each interviewer, those with most flags
 * first. Each check compares an interviewer with the others, so that what is usual here is not held against anybody;
 * among honest interviewers hardly one campaign in two hundred has any flag. A flag is a reason to look, not a finding.
 */
export function integrityReport(
  interviews: readonly InterviewRecord[],
  { callable }: IntegrityOptions = {},
): InterviewerReport[] {
  // In whatever order the store gave them, the report is the same.
  const records = [...interviews].sort((a, b) => (a.case < b.case ? -1 : 1));
  const checks = [
    overlapping(records),
    crowdedHours(records),
    nearDuplicates(records),
    tooFast(records),
    straightLined(records),
    outliers(records),
    oddPatterns(records),
    callable ? outsideHours(records, callable) : new Map<string, Flag>(),
  ];
  return [...byInterviewer(records)]
    .map(([interviewer, own]) => {
      const raised = checks.flatMap((check) => check.get(interviewer) ?? []);
      return { ...figuresOf(interviewer, own), flags: raised.sort((a, b) => gravity(a) - gravity(b)) };
    })
    .sort(
      (a, b) =>
        b.flags.length - a.flags.length || least(a.flags) - least(b.flags) || (a.interviewer < b.interviewer ? -1 : 1),
    );
}

const gravity = ({ kind }: Flag): number => flagKinds.indexOf(kind);

const least = (flags: readonly Flag[]): number => Math.min(flagKinds.length, ...flags.map(gravity));

function figuresOf(interviewer: string, own: readonly InterviewRecord[]): Omit<InterviewerReport, 'flags'> {
  const spoken = own.filter(isSpoken);
  const put = own.reduce((sum, { answers }) => sum + Object.keys(answers).length, 0);
  const answered = own.reduce((sum, record) => sum + levelsOf(record).length, 0);
  return {
    interviewer,
    interviews: own.length,
    satisfiedShare: own.filter(({ score }) => score >= 4).length / own.length,
    ...(spoken.length > 0 ? { medianSeconds: median(spoken.map(secondsTaken)) } : {}),
    ...(put > 0 ? { answeredShare: answered / put } : {}),
  };
}
