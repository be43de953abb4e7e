import type { Digest } from './tracking.ts';

/** The token of `/mail/unsubscribe/{token}`: whose letters, and a mark that only we can make. */
export const choiceToken = (digest: Digest, id: string): string => `${id}.${mark(digest, id)}`;

/** The case whose letters a token is about; `undefined` for a token that is not ours. */
export function caseOfChoice(digest: Digest, token: string): string | undefined {
  const [id = '', given = '', ...more] = token.slice(0, 200).split('.');
  // Marks of the marks are compared, so that the time it takes tells nothing of the right one.
  return more.length === 0 && mark(digest, given) === mark(digest, mark(digest, id)) ? id : undefined;
}

const mark = (digest: Digest, text: string): string =>
  Buffer.from(digest('mail-choice', text)).toString('base64url').slice(0, 22);
