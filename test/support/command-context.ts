import type { CommandContext } from '../../src/commands/command.ts';
import { translators } from '../../src/locales.ts';
import type { World } from './world.ts';

/** What a command is given, with what it says to people kept in `said`. */
export function commandContext(
  { system, config, clock }: World,
  args: readonly string[],
  options: CommandContext['options'] = {},
): CommandContext & { readonly said: string[] } {
  const said: string[] = [];
  return {
    args,
    options,
    system,
    config,
    t: translators().vi,
    now: clock.now,
    say: (line) => void said.push(line),
    password: undefined,
    said,
  };
}
