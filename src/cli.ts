import { parseArgs } from 'node:util';
import { accessCommands } from './commands/access.ts';
import { auditCommands } from './commands/audit.ts';
import type { Command, Outcome, StoreCommand } from './commands/command.ts';
import { exportCommands } from './commands/export.ts';
import { importCommands } from './commands/import.ts';
import { storeCommands } from './commands/store.ts';
import { tallyCommands } from './commands/tallies.ts';
import { compose, createLog, realClock, type System } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { messageKey, Refusal } from './domain/errors.ts';
import { joinServices } from './local/services.ts';
import { storeDir } from './local/store.ts';
import { translators } from './locales.ts';

const migrate: Command = {
  usage: 'migrate',
  help: 'help-migrate',
  takes: 0,
  async run({ system, t }) {
    await system.migrate();
    return { summary: {}, text: t('cli:migrated'), ok: true };
  },
};

const commands: Readonly<Record<string, Command>> = {
  ...importCommands,
  ...accessCommands,
  ...tallyCommands,
  ...auditCommands,
  ...exportCommands,
  migrate,
};

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function parsed() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      lang: { type: 'string' },
      source: { type: 'string' },
      anchor: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      by: { type: 'string' },
      definition: { type: 'string' },
      role: { type: 'string' },
      agency: { type: 'string' },
      channels: { type: 'string' },
      campaign: { type: 'string' },
    },
  });
}

/** What is said of the built-in store without naming it, since nothing else can be meant. */
const OF_THE_STORE = ['backup', 'restore'];

async function main(): Promise<boolean> {
  const { positionals: typed, values } = parsed();
  const positionals = OF_THE_STORE.includes(typed[0] ?? '') ? ['store', ...typed] : typed;
  const english = values.lang ? values.lang === 'en' : /^en/.test(process.env['LC_ALL'] ?? process.env['LANG'] ?? '');
  const t = translators()[english ? 'en' : 'vi'];
  const all: Readonly<Record<string, Command | StoreCommand>> = { ...commands, ...storeCommands };
  const [first = 'help', second = ''] = positionals;
  const name = `${first} ${second}` in all ? `${first} ${second}` : first;
  const command = all[name];
  if (!command) {
    if (first !== 'help') say(t('cli:unknown', { command: positionals.join(' ') }));
    const list = Object.values(all).map(({ usage, help }) => `  ${usage.padEnd(52)} ${t(`cli:${help}`)}`);
    process.stdout.write(`${[t('cli:help'), ...list, `  ${t('cli:help-options')}`].join('\n')}\n`);
    return first === 'help';
  }
  const args = positionals.slice(name.split(' ').length);
  if (args.length < command.takes) {
    say(t('cli:usage', { usage: command.usage }));
    return false;
  }

  const config = readConfig(process.env);
  const given = { args, options: values, t, say };
  try {
    const storeCommand = storeCommands[name];
    const { summary, text, ok, onStderr } = storeCommand
      ? await storeCommand.run({ ...given, storeDir: config.MONGODB_URI ? undefined : storeDir(config.DATA_DIR) })
      : await onTheSystem(config, (system) => (command as Command).run({ ...given, ...surroundings, system, config }));
    const line = values.json ? JSON.stringify(summary) : text;
    if (onStderr) say(line);
    else process.stdout.write(`${line}\n`);
    return ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(t(messageKey(error.code), error.params));
    return false;
  }
}

const surroundings = { now: realClock, out: process.stdout, password: process.env['PASSWORD'] };

/** Runs a command on the system: the one that is up, or else one that is started for it. */
async function onTheSystem(config: Config, run: (system: System) => Promise<Outcome>): Promise<Outcome> {
  const services = await joinServices(config, { info: say, warn: say, error: say });
  try {
    const system = await compose(config, services, createLog(config));
    try {
      await system.migrate();
      return await run(system);
    } finally {
      await system.close();
    }
  } finally {
    await services.close();
  }
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
