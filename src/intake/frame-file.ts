import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Campaigns, Supervisor } from '../actions/campaigns.ts';
import type { Fault } from '../domain/errors.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import { doNotCallColumns, doNotCallOfRow, frameColumns, frameOfRow } from './frame-row.ts';
import { type ImportSummary, type Intake, importFile } from './import-file.ts';

/** What became of a frame that somebody sent. */
export interface FrameReport extends Omit<ImportSummary, 'rejectedFile'> {
  /** The rows left out, each with the code and the words of its first reason. */
  readonly rows: readonly { readonly line: number; readonly code: string; readonly reason: string }[];
  /** The same rows as a CSV file, as they came, with all their reasons. */
  readonly rejectedFile?: string;
}

interface Options {
  readonly dryRun: boolean;
  readonly explain: (fault: Fault) => string;
}

/** How a sampling frame is read: at once, since a person with several dossiers is asked about the last of them. */
export const frameIntake = (
  { takeFrame }: Pick<Campaigns, 'takeFrame'>,
  campaign: string,
  dryRun: boolean,
): Intake<FrameEntry> => ({
  columns: frameColumns,
  atOnce: 500_000,
  read(cells) {
    const result = frameOfRow(cells);
    return 'faults' in result ? result : { record: result.record.entry };
  },
  take: (rows) => takeFrame(campaign, rows, { dryRun }),
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
  { dryRun, explain }: Options,
): Promise<FrameReport> {
  const dir = await mkdtemp(join(tmpdir(), 'ydan-frame-'));
  try {
    const path = join(dir, 'frame.csv');
    const rejectedPath = join(dir, 'rejected.csv');
    await writeFile(path, file, { mode: 0o600 });
    const rows: { line: number; code: string; reason: string }[] = [];
    const { rejectedFile, ...summary } = await importFile(path, frameIntake(campaigns, campaign, dryRun), {
      explain,
      rejectedPath,
      onRejected: (line, [first]) => rows.push({ line, code: first?.code ?? '', reason: first ? explain(first) : '' }),
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
