import { randomBytes } from 'node:crypto';
import { type Channel, channels } from '../domain/channel.ts';
import { Refusal } from '../domain/errors.ts';
import { type Role, roles } from '../domain/role.ts';
import type { Command } from './command.ts';

const madePassword = (): string => randomBytes(15).toString('base64url');

/** Accounts of staff and keys of other systems. */
export const accessCommands: Readonly<Record<string, Command>> = {
  'user add': {
    usage: 'user add EMAIL --role ROLE [--agency CODE]',
    help: 'help-user',
    takes: 1,
    async run({ args: [email = ''], options, system, t, password = madePassword(), say }) {
      const role = options['role'] as Role;
      if (!roles.includes(role))
        throw new Refusal('invalid', 'cli:role-unknown', { role: String(role ?? ''), roles: roles.join(', ') });
      const agency = options['agency'];
      if (typeof agency === 'string' && !(await system.actions.catalogue.current()).agencies.has(agency))
        throw new Refusal('invalid', 'agency-unknown', { agency });
      await system.actions.accounts.add(
        { email, role, language: 'vi', ...(typeof agency === 'string' ? { agency } : {}) },
        password,
      );
      say(t('cli:password', { password }));
      return { summary: { email, role }, text: t('cli:user-added', { email }), ok: true };
    },
  },
  'user disable': {
    usage: 'user disable EMAIL',
    help: 'help-user',
    takes: 1,
    async run({ args: [email = ''], system, t }) {
      await system.actions.accounts.disable(email);
      return { summary: { email }, text: t('cli:user-disabled', { email }), ok: true };
    },
  },
  'user reset': {
    usage: 'user reset EMAIL',
    help: 'help-user',
    takes: 1,
    async run({ args: [email = ''], system, t, password = madePassword(), say }) {
      await system.actions.accounts.reset(email, password);
      say(t('cli:password', { password }));
      return { summary: { email }, text: t('cli:user-reset', { email }), ok: true };
    },
  },
  'api-key issue': {
    usage: 'api-key issue NAME [--channels post,phone,…]',
    help: 'help-api-key',
    takes: 1,
    async run({ args: [name = ''], options, system, t, now }) {
      const wanted = typeof options['channels'] === 'string' ? options['channels'].split(',') : [...channels];
      const unknown = wanted.find((channel) => !channels.includes(channel as Channel));
      if (unknown !== undefined) throw new Refusal('invalid', 'intake:channel-unknown', { value: unknown });
      const secret = await system.stores.apiKeys.issue(name, wanted as Channel[], now());
      return { summary: { name, secret, channels: wanted }, text: t('cli:key-issued', { name, secret }), ok: true };
    },
  },
  'api-key disable': {
    usage: 'api-key disable NAME',
    help: 'help-api-key',
    takes: 1,
    async run({ args: [name = ''], system, t, now }) {
      const ok = await system.stores.apiKeys.disable(name, now());
      return { summary: { name, disabled: ok }, text: t(ok ? 'cli:key-disabled' : 'cli:key-missing', { name }), ok };
    },
  },
};
