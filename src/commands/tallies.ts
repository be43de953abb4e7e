import type { Cell } from '../domain/tally.ts';
import type { Command, CommandContext } from './command.ts';

const shown = 20;

const progress = ({ say }: CommandContext) => {
  let said = 0;
  return (done: number, of: number): void => {
    const percent = Math.floor((done / of) * 10) * 10;
    if (percent > said) say(`${(said = percent)} %`);
  };
};

const counts = (cells: readonly Cell[]): string =>
  cells
    .map(({ channel, procedure, levels, excluded }) => `${channel}/${procedure}:${levels.join('+')}-${excluded}`)
    .join(' ') || '0';

export const tallyCommands: Readonly<Record<string, Command>> = {
  'tallies verify': {
    usage: 'tallies verify',
    help: 'help-tallies-verify',
    takes: 0,
    async run(context) {
      const { system, t, say } = context;
      const { owed, tallies, differences } = await system.actions.satisfaction.verify(progress(context));
      for (const { agency, span, start, stored, recounted } of differences.slice(0, shown))
        say(t('cli:difference', { agency, span, start, stored: counts(stored), recounted: counts(recounted) }));
      const summary = { owed, tallies, differences: differences.length };
      return { summary, text: t('cli:verified', summary), ok: differences.length === 0 };
    },
  },
  'tallies rebuild': {
    usage: 'tallies rebuild',
    help: 'help-tallies-rebuild',
    takes: 0,
    async run(context) {
      const days = await context.system.actions.satisfaction.rebuild(progress(context));
      return { summary: { days }, text: context.t('cli:rebuilt', { days }), ok: true };
    },
  },
};
