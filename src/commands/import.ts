import { access, constants } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { System } from '../compose.ts';
import { cityDay } from '../domain/city-day.ts';
import { type Fault, messageKey } from '../domain/errors.ts';
import type { ResponseInput } from '../domain/response.ts';
import {
  agencyColumns,
  agencyOfRow,
  procedureColumns,
  procedureOfRow,
  targetColumns,
  targetOfRow,
} from '../intake/catalogue-row.ts';
import { doNotCallIntake, frameIntake } from '../intake/frame-file.ts';
import { type Intake, importFile, type Taken } from '../intake/import-file.ts';
import { responseColumns, responseOfRow } from '../intake/response-row.ts';
import type { Command, CommandContext, Outcome } from './command.ts';

interface Options {
  readonly source: string;
  readonly dryRun: boolean;
  readonly timeZone: string;
  readonly campaign: string;
}

function responseIntake({ actions, demo }: System, { source, dryRun, timeZone }: Options): Intake<ResponseInput> {
  return {
    columns: responseColumns,
    read(cells) {
      const result = responseOfRow(cells);
      return 'faults' in result ? result : { record: result.answer };
    },
    async take(rows) {
      if (!dryRun) await demo.makeWay(rows.map(({ record }) => cityDay(record.occurredAt as Date, timeZone)));
      return actions.responses.recordMany(rows, source, { dryRun });
    },
  };
}

function catalogueIntake<T>(
  columns: Intake<T>['columns'],
  read: Intake<T>['read'],
  save: (
    records: readonly T[],
    options: { dryRun: boolean },
  ) => Promise<readonly ('accepted' | 'unchanged' | { faults: readonly Fault[] })[]>,
  { dryRun }: Options,
): Intake<T> {
  return {
    columns,
    read,
    async take(rows) {
      const saved = await save(
        rows.map(({ record }) => record),
        { dryRun },
      );
      return rows.map(({ line }, index): Taken => {
        const result = saved[index] ?? 'unchanged';
        return typeof result === 'string'
          ? { line, outcome: result }
          : { line, outcome: 'rejected', faults: result.faults };
      });
    },
  };
}

async function run<T>(
  { args, options, system, config, t, say, now }: CommandContext,
  intakeOf: (system: System, options: Options) => Intake<T>,
  settle: boolean,
): Promise<Outcome> {
  const path = args[0] ?? '';
  const campaign = typeof options['campaign'] === 'string' ? options['campaign'] : '';
  const dryRun = options['dry-run'] === true;
  const source = typeof options['source'] === 'string' ? options['source'] : 'import';
  let lastSaid = 0;
  const { rejectedFile, ...counts } = await importFile(
    path,
    intakeOf(system, { source, dryRun, campaign, timeZone: config.TIME_ZONE }),
    {
      explain: ({ code, params }) => t(messageKey(code), params),
      rejectedPath: await besideOrIn(path, config.DATA_DIR),
      progress(read, share) {
        if (now().getTime() - lastSaid < 1000) return;
        lastSaid = now().getTime();
        say(t('cli:reading', { read, percent: Math.round(share * 100) }));
      },
    },
  );
  if (settle && !dryRun && counts.accepted > 0) {
    say(t('cli:counting'));
    await system.actions.satisfaction.settle(now());
  }
  if (rejectedFile) say(t('cli:rejected', { count: counts.rejected, file: rejectedFile }));
  return { summary: counts, text: JSON.stringify(counts), ok: true };
}

/** Rejected rows lie beside their file; where that folder cannot be written to, in the data folder. */
async function besideOrIn(path: string, dataDir: string): Promise<string> {
  const name = `${basename(path)}.rejected.csv`;
  const beside = join(dirname(path), name);
  return access(dirname(path), constants.W_OK).then(
    () => beside,
    () => join(dataDir, name),
  );
}

const command = <T>(
  noun: string,
  intakeOf: (system: System, options: Options) => Intake<T>,
  { settles = false, options = '' } = {},
): Command => ({
  usage: `import ${noun} FILE ${options}[--dry-run]`,
  help: 'help-import',
  takes: 1,
  run: (context) => run(context, intakeOf, settles),
});

/** Who imports by the command line, as the record of a campaign names her. */
const operator = { id: 'cli', name: 'cli' };

export const importCommands: Readonly<Record<string, Command>> = {
  'import agencies': command('agencies', ({ actions: { catalogue } }, options) =>
    catalogueIntake(agencyColumns, agencyOfRow, catalogue.saveAgencies, options),
  ),
  'import procedures': command('procedures', ({ actions: { catalogue } }, options) =>
    catalogueIntake(procedureColumns, procedureOfRow, catalogue.saveProcedures, options),
  ),
  'import targets': command('targets', ({ actions: { catalogue } }, options) =>
    catalogueIntake(targetColumns, targetOfRow, catalogue.saveTargets, options),
  ),
  'import responses': command('responses', (system, options) => responseIntake(system, options), {
    settles: true,
    options: '[--source NAME] ',
  }),
  'import frame': command(
    'frame',
    ({ actions: { campaigns } }, { campaign, dryRun }) => frameIntake(campaigns, campaign, { dryRun, by: operator }),
    { options: '--campaign ID ' },
  ),
  'import do-not-call': command('do-not-call', ({ actions: { campaigns } }, { dryRun }) =>
    doNotCallIntake(campaigns, operator, dryRun),
  ),
};
