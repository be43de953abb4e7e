import { type Response, Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import { Refusal } from '../domain/errors.ts';
import { roomsOf } from '../domain/role.ts';
import { sees } from '../domain/sight.ts';
import { caseRow, caseView } from './case-view.ts';
import { formToken } from './guards/form-token.ts';
import { accountOf, door } from './guards/role.ts';
import { staffSession } from './guards/session.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';

const mostShown = 200;

/** The rooms of staff: what waits for them, and one case. */
export function staffPages(parts: WebParts): Router {
  const { stores, catalogue, config, now } = parts;
  const router = Router();
  const today = () => cityDay(now(), config.TIME_ZONE);
  const visible = async (res: Response, complaints: readonly Complaint[]): Promise<Complaint[]> => {
    const known = await catalogue();
    return complaints.filter((complaint) => sees(known, accountOf(res), complaint, today()));
  };
  const rows = async (res: Response, complaints: readonly Complaint[]) => {
    const { t, language } = res.locals;
    const frame = { catalogue: await catalogue(), t, language, now: now(), timeZone: config.TIME_ZONE };
    return (await visible(res, complaints)).map((complaint) => caseRow(complaint, accountOf(res), frame));
  };

  router.use('/staff', staffSession(parts), formToken(parts));

  router.get('/staff', door('staff'), (_req, res) => show(res, 'staff/rooms', { title: res.locals.t('staff:title') }));

  router.get('/staff/hotline', door('hotline'), async (_req, res) => {
    const queue = await stores.complaints.ofAgency(accountOf(res).agency ?? '', false, mostShown);
    showRoom(res, 'hotline', { queues: [{ rows: await rows(res, queue) }] });
  });

  router.get('/staff/monitoring', door('monitoring'), async (_req, res) => {
    const conduct = await stores.complaints.latest(mostShown, 'feedback_conduct');
    const all = await stores.complaints.latest(mostShown);
    const { t } = res.locals;
    showRoom(res, 'monitoring', {
      queues: [
        { heading: t('staff:conduct'), rows: await rows(res, conduct) },
        { heading: t('staff:all'), rows: await rows(res, all) },
      ],
    });
  });

  router.get('/staff/complaints', door('complaints'), async (_req, res) => {
    const queue = await stores.complaints.ofAgency(accountOf(res).agency ?? '', true, mostShown);
    showRoom(res, 'complaints', { queues: [{ rows: await rows(res, queue) }] });
  });

  router.get('/staff/complaints/:id', door('complaint'), async (req, res) => {
    const complaint = await stores.complaints.find(String(req.params.id));
    // A case that is none of one's business is answered like one that does not exist.
    if (!complaint || (await visible(res, [complaint])).length === 0) throw new Refusal('not-found', 'page-not-found');
    const { t, language } = res.locals;
    const frame = { catalogue: await catalogue(), t, language, now: now(), timeZone: config.TIME_ZONE };
    const shown = caseView(complaint, accountOf(res), frame);
    show(res, 'staff/case', { title: t('staff:case', { topic: shown.topic }), shown });
  });
  return router;
}

function showRoom(res: Response, room: string, data: Readonly<Record<string, unknown>>): void {
  const { t } = res.locals;
  show(res, 'staff/queues', {
    title: t(`staff:room-${room}`),
    about: t(`staff:room-${room}-about`),
    room,
    mostShown,
    ...data,
  });
}

function show(res: Response, view: string, data: { title: string } & Readonly<Record<string, unknown>>): void {
  const { t, formToken: token } = res.locals;
  const account = accountOf(res);
  const rooms = roomsOf(account.role).map((room) => ({
    room,
    words: t(`staff:room-${room}`),
    about: t(`staff:room-${room}-about`),
  }));
  page(res, view, {
    ...data,
    staff: { rooms, token, name: account.name ?? account.email, role: t(`account:role-${account.role}`) },
  });
}
