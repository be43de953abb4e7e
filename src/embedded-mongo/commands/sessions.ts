import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { isDocument } from '../semantics/document.ts';
import { lenient } from './command.ts';
import type { Traits } from './traits.ts';

/** Of a session nothing is kept but the cursors that were opened in it, for there are no transactions. */
export const startSession = lenient('startSession', () => ({
  id: { id: new Binary(uuid(), Binary.SUBTYPE_UUID) },
  timeoutMinutes: 30,
}));

export const refreshSessions = ofSessions('refreshSessions', 'refresh', { stable: true });
export const endSessions = ofSessions('endSessions', 'closeOf', { stable: true });
export const killSessions = ofSessions('killSessions', 'closeOf');
/** Users, whose sessions these could name, there are none. */
export const killAllSessions = lenient('killAllSessions', () => ({}));
export const killAllSessionsByPattern = lenient('killAllSessionsByPattern', () => ({}));

/** A command that lists sessions, and what becomes of their cursors. */
function ofSessions(name: string, change: 'refresh' | 'closeOf', traits: Traits = {}) {
  return lenient(
    name,
    ({ command }, { cursors }) => {
      const listed: unknown = command[name];
      for (const session of Array.isArray(listed) ? listed : []) {
        if (isDocument(session) && session.id instanceof Binary) cursors[change](session.id.toString('hex'));
      }
      return {};
    },
    traits,
  );
}

function uuid(): Buffer {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes;
}
