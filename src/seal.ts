import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Digest } from './domain/tracking.ts';

/** An encrypted text, `VERSION.base64url(nonce, tag, ciphertext)`. */
export type Sealed = string;

export interface Seal {
  /** Encrypts with AES-256-GCM under the newest key. `purpose` is bound to it: it opens only for the same purpose. */
  seal(text: string, purpose: string): Sealed;
  /** Throws when it was changed, sealed for another purpose or under a key that is not there. */
  open(sealed: Sealed, purpose: string): string;
  /** The same for bytes: one byte for the version, then nonce, tag and ciphertext. */
  sealBytes(bytes: Uint8Array, purpose: string): Buffer;
  openBytes(sealed: Uint8Array, purpose: string): Buffer;
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
  const encrypted = (bytes: Uint8Array, purpose: string): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keys.at(-1) as Buffer, nonce).setAAD(Buffer.from(purpose));
    const ciphertext = [cipher.update(bytes), cipher.final()];
    return Buffer.concat([nonce, cipher.getAuthTag(), ...ciphertext]);
  };
  const decrypted = (bytes: Uint8Array, purpose: string, version: number): Buffer => {
    const key = keys[version - 1];
    if (!key) throw new Error(`no encryption key of version ${version}`);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  };
  return {
    seal: (text, purpose) => `${keys.length}.${encrypted(Buffer.from(text), purpose).toString('base64url')}`,
    open(sealed, purpose) {
      const [version = '', body = ''] = sealed.split('.');
      return decrypted(Buffer.from(body, 'base64url'), purpose, Number(version)).toString('utf8');
    },
    sealBytes: (bytes, purpose) => Buffer.concat([Buffer.of(keys.length), encrypted(bytes, purpose)]),
    openBytes: (sealed, purpose) => decrypted(sealed.subarray(1), purpose, sealed[0] ?? 0),
    digest: (purpose, text) => createHmac('sha256', digestKey(purpose)).update(text).digest(),
  };
}
