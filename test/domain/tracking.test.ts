import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Digest, normalized, trackingFor, trackingHashes } from '../../src/domain/tracking.ts';

const digest: Digest = (purpose, text) => createHmac('sha256', `secret ${purpose}`).update(text).digest();

describe('a tracking code', () => {
  it('is the same for the same seed and another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        expect(trackingFor(digest, one)).to.deep.equal(trackingFor(digest, one));
        expect(trackingFor(digest, one).trackingCode).to.not.equal(trackingFor(digest, other).trackingCode);
      }),
    );
  });

  it('has 85 bits in groups of four without letters that look like others, and a PIN of six digits', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const { trackingCode, pin } = trackingFor(digest, seed);
        expect(trackingCode).to.match(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$/);
        expect(pin).to.match(/^\d{6}$/);
      }),
    );
  });

  it('uses every character about equally often', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 2000; index += 1)
      for (const character of normalized(trackingFor(digest, `${index}`).trackingCode))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).to.equal(32);
    for (const count of counts.values()) expect(count).to.be.within(900, 1230);
  });

  it('is found however it is typed', () => {
    const tracking = trackingFor(digest, 'a case');
    const sloppy = tracking.trackingCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const pin = `${tracking.pin.slice(0, 3)} ${tracking.pin.slice(3)}`;
    expect(trackingHashes(digest, { trackingCode: sloppy, pin })).to.deep.equal(trackingHashes(digest, tracking));
  });

  it('opens with its own PIN only', () => {
    const tracking = trackingFor(digest, 'a case');
    const wrong = { ...tracking, pin: tracking.pin === '000000' ? '000001' : '000000' };
    expect(trackingHashes(digest, wrong).code).to.equal(trackingHashes(digest, tracking).code);
    expect(trackingHashes(digest, wrong).opener).to.not.equal(trackingHashes(digest, tracking).opener);
  });
});
