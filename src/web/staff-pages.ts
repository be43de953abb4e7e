import { Router } from 'express';
import { formToken } from './guards/form-token.ts';
import { door } from './guards/role.ts';
import { staffSession } from './guards/session.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';

/** The door of the staff rooms, and the page that leads to them. */
export function staffPages(parts: WebParts): Router {
  const router = Router();
  router.use('/staff', staffSession(parts), formToken(parts));
  router.get('/staff', door('staff'), (_req, res) =>
    showStaff(res, 'staff/rooms', { title: res.locals.t('staff:title') }),
  );
  return router;
}
