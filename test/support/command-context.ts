import { Writable } from 'node:stream';
import type { CommandContext } from '../../src/commands/command.ts';
import { translators } from '../../src/locales.ts';
import type { World } from './world.ts';

/** What a command is given, with what it says to people kept in `said`, and what it writes to stdout in `printed`. */
export function commandContext(
  { system, config, clock }: World,
  args: readonly string[],
  options: CommandContext['options'] = {},
): CommandContext & { readonly said: string[]; printed(): string } {
  const said: string[] = [];
  const printed: Buffer[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed.push(chunk);
      done();
    },
  });
  return {
    args,
    options,
    system,
    config,
    t: translators().vi,
    now: clock.now,
    say: (line) => void said.push(line),
    out,
    password: undefined,
    said,
    printed: () => Buffer.concat(printed).toString(),
  };
}
