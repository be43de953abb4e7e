import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { lenient } from './command.ts';

/** Sessions hold nothing here, for there are no transactions: they are made and ended without being kept. */
export const startSession = lenient('startSession', () => ({
  id: { id: new Binary(uuid(), Binary.SUBTYPE_UUID) },
  timeoutMinutes: 30,
}));

export const refreshSessions = lenient('refreshSessions', () => ({}), { stable: true });
export const endSessions = lenient('endSessions', () => ({}), { stable: true });
export const killSessions = lenient('killSessions', () => ({}));
export const killAllSessions = lenient('killAllSessions', () => ({}));
export const killAllSessionsByPattern = lenient('killAllSessionsByPattern', () => ({}));

function uuid(): Buffer {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes;
}
