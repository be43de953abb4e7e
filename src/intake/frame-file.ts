import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Campaigns } from '../actions/campaigns.ts';
import type { Supervisor } from '../domain/campaign.ts';
import type { Fault } from '../domain/errors.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import { doNotCallColumns, doNotCallOfRow, frameColumns, frameOfRow } from './frame-row.ts';
import { type ImportSummary, type Intake, importFile } from './import-file.ts';

interface FrameRow {
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  readonly further: readonly string[];
}

/** What became of a frame that somebody sent. */
export interface FrameReport extends Omit<ImportSummary, 'rejectedFile'> {
  /** The rows left out, each with the code and the words of its first reason, and the words of the others. */
  readonly rows: readonly FrameRow[];
  /** The same rows as a CSV file, as they came, with all their reasons. */
  readonly rejectedFile?: string;
}

interface Options {
  readonly dryRun: boolean;
  readonly by: Supervisor;
  readonly explain: (fault: Fault) => string;
}

/** How a sampling frame is read: at once, since a person with several dossiers is asked about the last of them. */
export const frameIntake = (
  { takeFrame }: Pick<Campaigns, 'takeFrame'>,
  campaign: string,
  options: { readonly dryRun: boolean; readonly by: Supervisor },
): Intake<FrameEntry> => ({
  columns: frameColumns,
  atOnce: 500_000,
  read(cells) {
    const result = frameOfRow(cells);
    return 'faults' in result ? result : { record: result.record.entry };
  },
  take: (rows) => takeFrame(campaign, rows, options),
});

/** How a list of numbers that are not to be called is read. */
export const doNotCallIntake = (
  { doNotCall }: Pick<Campaigns, 'doNotCall'>,
  by: Supervisor,
  dryRun: boolean,
): Intake<string> => ({
  columns: doNotCallColumns,
  read: doNotCallOfRow,
  async take(rows) {
    const added = dryRun
      ? undefined
      : await doNotCall(
          rows.map(({ record }) => record),
          by,
        );
    return rows.map(({ line, record }) => ({ line, outcome: added?.has(record) === false ? 'unchanged' : 'accepted' }));
  },
});

/** Takes a frame that was sent as a file. It lies on the disk, readable by nobody else, only while it is read. */
export async function takeFrameFile(
  campaigns: Pick<Campaigns, 'takeFrame'>,
  campaign: string,
  file: Uint8Array,
  { explain, ...options }: Options,
): Promise<FrameReport> {
  const dir = await mkdtemp(join(tmpdir(), 'ydan-frame-'));
  try {
    const path = join(dir, 'frame.csv');
    const rejectedPath = join(dir, 'rejected.csv');
    await writeFile(path, file, { mode: 0o600 });
    const rows: FrameRow[] = [];
    const { rejectedFile, ...summary } = await importFile(path, frameIntake(campaigns, campaign, options), {
      explain,
      rejectedPath,
      onRejected(line, faults) {
        const [reason = '', ...further] = faults.map(explain);
        rows.push({ line, code: faults[0]?.code ?? '', reason, further });
      },
    });
    return {
      ...summary,
      rows: rows.sort((a, b) => a.line - b.line),
      ...(rejectedFile ? { rejectedFile: await readFile(rejectedFile, 'utf8') } : {}),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
