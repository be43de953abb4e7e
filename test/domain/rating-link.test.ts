import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type RatingLink, ratingLinkKey, ratingToken, readRatingToken } from '../../src/domain/rating-link.ts';
import type { Digest } from '../../src/domain/tracking.ts';

const digestOf =
  (key: string): Digest =>
  (purpose, text) =>
    createHmac('sha256', `${key} ${purpose}`).update(text).digest();
const digest = digestOf('ours');
const link: RatingLink = { agency: 'H79-SNV', procedure: '1.001193', dossierCode: 'HS.2026/17', until: '2026-12-01' };

describe('a link to rate one dossier', () => {
  it('says what it invites to until its last day', () => {
    const token = ratingToken(digest, link);
    expect(readRatingToken(digest, token, '2026-12-01')).to.deep.equal(link);
    expect(readRatingToken(digest, token, '2026-12-02')).to.equal('expired');
  });

  it('fits into an address as it is', () => {
    expect(ratingToken(digest, { ...link, dossierCode: 'Hồ sơ số 5' })).to.match(/^[\w.-]+$/);
  });

  it('cannot be made or changed by anybody else', () => {
    const token = ratingToken(digest, link);
    expect(readRatingToken(digest, ratingToken(digestOf('theirs'), link), '2026-11-01')).to.equal('wrong');
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom('A', 'z', '7', '_'), (at, letter) => {
        // The last letter of base 64 holds bits that mean nothing; there, only the text of the mark differs.
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        return changed === token || readRatingToken(digest, changed, '2026-11-01') === 'wrong';
      }),
    );
  });

  it('is refused quietly when it is anything else', () => {
    fc.assert(fc.property(fc.string(), (token) => readRatingToken(digest, token, '2026-11-01') === 'wrong'));
  });

  it('counts a dossier once, whichever of its links was used', () => {
    expect(ratingLinkKey(link)).to.equal(ratingLinkKey({ ...link, until: '2027-01-01' }));
    expect(ratingLinkKey(link)).not.to.equal(ratingLinkKey({ ...link, agency: 'H79-STP' }));
  });
});
