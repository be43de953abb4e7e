import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Digest } from './domain/tracking.ts';

/** An encrypted text, `VERSION.base64url(nonce, tag, ciphertext)`. */
export type Sealed = string;

export interface Seal {
  /** Encrypts with AES-256-GCM under the newest key. `purpose` is bound to it: it opens only for the same purpose. */
  seal(text: string, purpose: string): Sealed;
  /** Throws when it was changed, sealed for another purpose or under a key that is not there. */
  open(sealed: Sealed, purpose: string): string;
  /** HMAC-SHA256, 32 bytes, with a key of its own per purpose. Always under the first key, so that hashes stay findable. */
  readonly digest: Digest;
}

const derived = (secret: string, info: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'ydan', info, 32));

/** `secrets` in the order in which they came into use; version 1 is the first. The first is needed for ever. */
export function createSeal(secrets: readonly [string, ...string[]]): Seal {
  const keys = secrets.map((secret) => derived(secret, 'encryption'));
  const digestKeys = new Map<string, Buffer>();
  const digestKey = (purpose: string): Buffer => {
    const known = digestKeys.get(purpose) ?? derived(secrets[0], `digest ${purpose}`);
    digestKeys.set(purpose, known);
    return known;
  };
  return {
    seal(text, purpose) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys.at(-1) as Buffer, nonce).setAAD(Buffer.from(purpose));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${keys.length}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
    },
    open(sealed, purpose) {
      const [version = '', body = ''] = sealed.split('.');
      const key = keys[Number(version) - 1];
      if (!key) throw new Error(`no encryption key of version ${version}`);
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    digest: (purpose, text) => createHmac('sha256', digestKey(purpose)).update(text).digest(),
  };
}
