import { type Response, Router } from 'express';
import { z } from 'zod';
import { sees } from '../domain/sight.ts';
import { flash, flashed } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import { blankable, read } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const path = '/staff/admin/custodian';
const form = z.strictObject({ token: z.string(), account: blankable(z.string()) });

/** `/staff/admin/custodian`: who keeps the denunciations, and everybody who ever was named. */
export function adminCustodianPages(parts: WebParts): Router {
  const { stores, actions } = parts;
  const router = Router();

  router.get(path, door('admin'), async (req, res) => {
    const saved = flashed(parts, req, res) !== undefined;
    await show(res, { faults: [], saved, chosen: await actions.routing.custodian() });
  });

  router.post(path, door('admin'), async (req, res) => {
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, { ...fields, chosen: undefined });
    const { account } = fields.value;
    const refused = await attempt(res, () => actions.routing.nameCustodian(account, accountOf(res)));
    if (refused) return show(res, { ...refused, chosen: account });
    flash(parts, res, path, true);
    res.redirect(303, linked(path, res.locals.language));
  });

  async function show(
    res: Response,
    { faults, ...shown }: Refused & { readonly saved?: boolean; readonly chosen: string | undefined },
  ): Promise<void> {
    const { t } = res.locals;
    const [inspectors, namings, custodian] = await Promise.all([
      stores.users.withRole('inspector'),
      stores.custodians.all(),
      actions.routing.custodian(),
    ]);
    showStaff(
      res,
      'admin/custodian',
      {
        ...shown,
        title: t('routing:custodian'),
        room: 'admin',
        custodian: custodian && namings[0]?.named?.name,
        isParty: custodian !== undefined && (await someAreAboutOwnUnit(custodian)),
        inspectors: inspectors.map(({ id, name, email }) => ({ id, words: name ? `${name} (${email})` : email })),
        namings: namings.map(({ named, namedBy, namedAt }) => ({
          who: named?.name ?? t('routing:nobody'),
          by: namedBy.name,
          at: namedAt,
        })),
        faults: shownFaults(t, faults),
      },
      statusOf({ faults, ...shown }),
    );
  }
  /** Sealed cases that the named officer may not open, since they are about the unit that she works for. */
  async function someAreAboutOwnUnit(custodian: string): Promise<boolean> {
    const { catalogue, today } = await actions.complaints.surroundings();
    const viewer = (await stores.users.withRole('inspector')).find(({ id }) => id === custodian);
    const kept = await stores.complaints.list({ custodian, states: ['quarantined'] }, { sort: 'newest', limit: 1000 });
    return viewer !== undefined && kept.some((complaint) => !sees(catalogue, viewer, complaint, today));
  }
  return router;
}
