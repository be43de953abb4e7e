import type { CityDay } from './city-day.ts';
import type { Digest } from './tracking.ts';

/** One dossier that somebody is invited to rate. */
export interface RatingLink {
  readonly agency: string;
  readonly procedure?: string;
  readonly dossierCode: string;
  /** The last day on which the link can be used. */
  readonly until: CityDay;
}

const purpose = 'rating-link';

/** The token of `/r/{token}`: what it invites to, in the open, and a mark that only we can make. */
export function ratingToken(digest: Digest, { agency, procedure = '', dossierCode, until }: RatingLink): string {
  const body = Buffer.from(JSON.stringify([agency, procedure, dossierCode, until])).toString('base64url');
  return `${body}.${mark(digest, body)}`;
}

/** What a token invites to on a day, or why it does not. */
export function readRatingToken(digest: Digest, token: string, today: CityDay): RatingLink | 'wrong' | 'expired' {
  const [body = '', given = '', ...more] = token.split('.');
  // Marks of the marks are compared, so that the time it takes tells nothing of the right one.
  if (more.length > 0 || mark(digest, given) !== mark(digest, mark(digest, body))) return 'wrong';
  const [agency, procedure, dossierCode, until] = JSON.parse(Buffer.from(body, 'base64url').toString()) as string[];
  if (agency === undefined || dossierCode === undefined || until === undefined) return 'wrong';
  if (until < today) return 'expired';
  return { agency, ...(procedure ? { procedure } : {}), dossierCode, until };
}

/** Under which key the dossier's rating arrives once, whichever of its links was used. */
export const ratingLinkKey = ({ agency, dossierCode }: RatingLink): string => `token:${agency}:${dossierCode}`;

const mark = (digest: Digest, text: string): string => Buffer.from(digest(purpose, text)).toString('base64url');
