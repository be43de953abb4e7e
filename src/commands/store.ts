import { resolve } from 'node:path';
import { Refusal } from '../domain/errors.ts';
import { backupStore, type Copied, restoreStore } from '../embedded-mongo/upkeep/backup.ts';
import { type CheckResult, checkStore } from '../embedded-mongo/upkeep/check.ts';
import type { Outcome, StoreCommand, StoreCommandContext } from './command.ts';

const dirOf = ({ storeDir }: StoreCommandContext): string => {
  if (storeDir === undefined) throw new Refusal('invalid', 'cli:store-elsewhere');
  return storeDir;
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const counts = (collections: CheckResult['collections']) => ({
  collections: collections.length,
  documents: sum(collections.map(({ documents }) => documents)),
  entries: sum(collections.flatMap(({ entries }) => Object.values(entries))),
});

const checked =
  ({ say, t }: StoreCommandContext) =>
  (namespace: string, documents: number): void =>
    say(t('cli:store-reading', { namespace, documents }));

const progress = (context: StoreCommandContext) => ({
  stage: (stage: 'copying' | 'checking') => context.say(context.t(`cli:store-${stage}`)),
  checked: checked(context),
});

/** The sealed texts in a copy are worth nothing without the key, and the key must not lie beside them. */
const copied = ({ say, t }: StoreCommandContext, key: string, dir: string, { bytes, collections }: Copied): Outcome => {
  say(t('cli:store-key'));
  const summary = { dir, bytes, ...counts(collections) };
  return { summary, text: t(key, { ...summary, megabytes: (bytes / 1e6).toFixed(1) }), ok: true };
};

export const storeCommands: Readonly<Record<string, StoreCommand>> = {
  'store check': {
    usage: 'store check',
    help: 'help-store-check',
    takes: 0,
    async run(context) {
      const { say, t } = context;
      const { collections, faults } = await checkStore(dirOf(context), { progress: checked(context) });
      for (const { namespace, index, fault } of faults)
        say([namespace, index, fault].filter((part) => part !== undefined).join(': '));
      const summary = { ...counts(collections), faults: faults.length };
      return { summary, text: t('cli:store-checked', summary), ok: faults.length === 0 };
    },
  },
  'store backup': {
    usage: 'store backup DIR',
    help: 'help-store-backup',
    takes: 1,
    async run(context) {
      const target = resolve(context.args[0] ?? '');
      const copy = await backupStore(dirOf(context), target, progress(context));
      return copied(context, 'cli:store-backed-up', target, copy);
    },
  },
  'store restore': {
    usage: 'store restore DIR',
    help: 'help-store-restore',
    takes: 1,
    async run(context) {
      const dir = dirOf(context);
      const copy = await restoreStore(resolve(context.args[0] ?? ''), dir, progress(context));
      return copied(context, 'cli:store-restored', dir, copy);
    },
  },
};
