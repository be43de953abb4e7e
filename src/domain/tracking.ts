/** A keyed digest of at least 16 bytes; one key per purpose. */
export type Digest = (purpose: string, text: string) => Uint8Array;

/** What a resident follows her complaint with. */
export interface Tracking {
  /** 85 random bits, `7KQ2-M0XW-93TB-VHDR-5`. */
  readonly trackingCode: string;
  /** Six digits. */
  readonly pin: string;
}

/** Crockford's base 32: no I, L, O, U, so that nothing looks like 1, 0 or V. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 17;

/** The code and PIN that belong to a seed: the same seed gives the same, and nobody without the key can guess either. */
export function trackingFor(digest: Digest, seed: string): Tracking {
  let bits = numberFrom(digest('tracking-code', seed));
  let code = '';
  for (let index = 0; index < length; index += 1) {
    code += alphabet[Number(bits & 31n)];
    bits >>= 5n;
  }
  const pin = numberFrom(digest('tracking-pin', seed)) % 1_000_000n;
  return { trackingCode: grouped(code), pin: pin.toString().padStart(6, '0') };
}

/**
 * What is stored of them and searched for: `code` makes a case unique; `opener` needs both, so that a wrong PIN is
 * looked up, and missed, exactly like a wrong code.
 */
export function trackingHashes(digest: Digest, { trackingCode, pin }: Tracking): { code: string; opener: string } {
  const code = normalized(trackingCode);
  const hex = (purpose: string, text: string): string => Buffer.from(digest(purpose, text)).toString('hex');
  return { code: hex('tracking-hash', code), opener: hex('tracking-opener', `${code} ${pin.replace(/\D/g, '')}`) };
}

/** A code as people type it: any case, any grouping, O for 0 and I or L for 1. */
export const normalized = (trackingCode: string): string =>
  trackingCode
    .slice(0, 64)
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');

const grouped = (code: string): string => (code.match(/.{1,4}/g) ?? []).join('-');
const numberFrom = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
