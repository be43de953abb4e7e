import { type Response, Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { referenceOf } from '../domain/complaint.ts';
import { Refusal } from '../domain/errors.ts';
import { mostAttempts, type Notice } from '../domain/notice.ts';
import { sees } from '../domain/sight.ts';
import type { Translate } from '../locales.ts';
import type { FailedNotice } from '../stores/notice-book.ts';
import { flash, flashed } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const mostCases = 200;
const room = '/staff/letters';

/** Letters that failed for good, of the cases that the reader may see; for administrators also how many for which reason. */
export function letterPages(parts: WebParts): Router {
  const { actions, stores, catalogue, config, now } = parts;
  const router = Router();
  const visible = async (res: Response, failed: readonly FailedNotice[]): Promise<FailedNotice[]> => {
    const known = await catalogue();
    const today = cityDay(now(), config.TIME_ZONE);
    return failed.filter((letter) => sees(known, accountOf(res), letter, today));
  };

  router.get(room, door('letters'), async (req, res) => {
    const { t } = res.locals;
    const failed = await stores.notices.failed(mostCases);
    const rows = (await visible(res, failed)).map((letter) => rowOf(letter, t));
    const full = new Set(failed.map(({ id }) => id)).size >= mostCases;
    res.set('Cache-Control', 'no-store');
    showStaff(res, 'staff/letters', {
      title: t('staff:room-letters'),
      about: t('staff:room-letters-about'),
      room: 'letters',
      rows,
      reasons: accountOf(res).role === 'admin' ? reasonsOf(failed, t) : [],
      retried: flashed(parts, req, res) === 'retried',
      mostShown: full ? mostCases : undefined,
    });
  });

  router.post(`${room}/:id/:key/retry`, door('letters'), async (req, res) => {
    const { id, key } = req.params as { id: string; key: string };
    const complaint = await stores.complaints.find(id);
    const notice = complaint?.notices.find((one) => one.key === key);
    const [seen] = complaint && notice ? await visible(res, [{ ...complaint, notice }]) : [];
    // A case that is none of one's business is answered like one that does not exist.
    if (!seen) throw new Refusal('not-found', 'page-not-found');
    await actions.notices.retry(id, key);
    flash(parts, res, room, 'retried');
    res.redirect(303, linked(room, res.locals.language));
  });
  return router;
}

const rowOf = ({ id, notice }: FailedNotice, t: Translate) => {
  const { key, kind, settledAt, attempts, via } = notice;
  return {
    id,
    key: encodeURIComponent(key),
    reference: referenceOf({ id }),
    kind: t(`mail:${kind}-name`),
    via: via === undefined ? undefined : t(`letter:via-${via}`),
    at: settledAt,
    attempts,
    reason: reasonOf(notice, t),
  };
};

/** Our own reasons have words of their own; what a mail server said stands beside what it means. */
const told: ReadonlySet<string> = new Set(['bad-address', 'contact-unreadable', 'recipient-gone']);
function reasonOf({ error = '', attempts }: Notice, t: Translate): string {
  if (told.has(error)) return t(`letter:reason-${error}`);
  return t(attempts < mostAttempts ? 'letter:reason-refused' : 'letter:reason-given-up', { error });
}

/** An administrator sees no cases, but must learn that mail fails, and why; of denunciations not even that. */
function reasonsOf(failed: readonly FailedNotice[], t: Translate) {
  const counts = new Map<string, number>();
  for (const { class: itsClass, notice } of failed)
    if (itsClass !== 'denunciation') {
      const words = reasonOf(notice, t);
      counts.set(words, (counts.get(words) ?? 0) + 1);
    }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([words, count]) => ({ reason: words, count }));
}
