import type { Writable } from 'node:stream';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Translate } from '../locales.ts';

/** What a command is given. It says things to people on stderr, and its summary on stdout is what it returns. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly system: System;
  readonly config: Config;
  readonly t: Translate;
  now(): Date;
  say(line: string): void;
  /** Where data goes that was asked for on stdout. */
  readonly out: Writable;
  /** The environment's PASSWORD, so that it need not stand in the shell's history. */
  readonly password: string | undefined;
}

export interface Outcome {
  /** Printed on stdout: as JSON with `--json`, else as `text`. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly ok: boolean;
  /** Set when stdout holds the data, so that the summary must not stand among them. */
  readonly onStderr?: boolean;
}

export interface Command {
  /** `import responses FILE [--dry-run]` */
  readonly usage: string;
  /** The key of a message that says what it is for. */
  readonly help: string;
  /** The least number of words that must follow. */
  readonly takes: number;
  run(context: CommandContext): Promise<Outcome>;
}

/** What a command is given that works on the built-in store's files, whether the system runs or not. */
export interface StoreCommandContext extends Pick<CommandContext, 'args' | 'options' | 't' | 'say'> {
  /** The folder of the built-in store; undefined when the data are in another MongoDB. */
  readonly storeDir: string | undefined;
}

export interface StoreCommand extends Omit<Command, 'run'> {
  run(context: StoreCommandContext): Promise<Outcome>;
}
