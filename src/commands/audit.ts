import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '../domain/errors.ts';
import type { Command } from './command.ts';

const anchorFile = z.record(z.string(), z.tuple([z.number().int().positive(), z.string()]));

async function anchorsFrom(file: string) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Refusal('invalid', 'audit:no-file', { file });
  try {
    return anchorFile.parse(JSON.parse(text));
  } catch {
    throw new Refusal('invalid', 'audit:no-anchors', { file });
  }
}

export const auditCommands: Readonly<Record<string, Command>> = {
  'audit verify': {
    usage: 'audit verify [--anchor FILE]',
    help: 'help-audit-verify',
    takes: 0,
    async run({ system, options, t, say }) {
      const { anchor } = options;
      const anchors = typeof anchor === 'string' ? await anchorsFrom(anchor) : undefined;
      const { cases, events, faults } = await system.actions.audit.verify(anchors);
      for (const { reference, fault } of faults) say(`${reference}: ${fault}`);
      const summary = { cases, events, faults: faults.length };
      return { summary, text: t('audit:verified', summary), ok: faults.length === 0 };
    },
  },
  'audit anchor': {
    usage: 'audit anchor FILE',
    help: 'help-audit-anchor',
    takes: 1,
    async run({ system, args, t }) {
      const [file = ''] = args;
      const anchors = await system.actions.audit.anchors();
      await writeFile(file, `${JSON.stringify(anchors)}\n`, { mode: 0o600 });
      const summary = { cases: Object.keys(anchors).length };
      return { summary, text: t('audit:anchored', { ...summary, file }), ok: true };
    },
  },
};
