import { type Response, Router } from 'express';
import { allowanceUnits } from '../domain/allowance.ts';
import { addDays, cityDay } from '../domain/city-day.ts';
import { policyOn } from '../domain/deadline-policy.ts';
import { Refusal } from '../domain/errors.ts';
import type { SavedPolicy } from '../stores/policies.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { allowanceFields, dayFields, nameLimit, readPolicyForm, sourceLimit, valuesOf } from './policy-form.ts';
import { policyView } from './policy-view.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, savingOf, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const path = '/staff/admin/policies';

/** `/staff/admin/policies`: every version of the deadline policies; `…/{code}` saves a new one upon the newest. */
export function policyPages(parts: WebParts): Router {
  const { policies } = parts.stores;
  const router = Router();
  const today = () => cityDay(parts.now(), parts.config.TIME_ZONE);

  router.get(path, door('admin'), async (req, res) => {
    const { t, language } = res.locals;
    showStaff(res, 'admin/policies', {
      title: t('deadline:policies-title'),
      room: 'admin',
      saved: flashed(parts, req, res),
      policies: policyView(t, language, await policies.all(), today()),
    });
  });

  router.get(`${path}/:code`, door('admin'), async (req, res) => {
    const versions = await policies.all();
    const from = addDays(today(), 1);
    const policy = basedOn(versions, String(req.params.code), from);
    show(res, policy, { ...valuesOf(policy), from, seen: versions.at(-1)?.number }, { faults: [] });
  });

  router.post(`${path}/:code`, door('admin'), async (req, res) => {
    const code = String(req.params.code);
    const policy = basedOn(await policies.all(), code, today());
    const filled = readPolicyForm({ ...req.body, code });
    if ('faults' in filled) return show(res, policy, req.body, filled);
    const save = () => parts.actions.deadlines.savePolicy(filled.policy, savingOf(res, filled));
    const refused = await attempt(res, save);
    // Whoever came second may look at what the other saved, and then save hers upon it.
    if (refused?.conflict)
      return show(res, policy, { ...req.body, seen: (await policies.all()).at(-1)?.number }, refused);
    if (refused) return show(res, policy, req.body, refused);
    flash(parts, res, path, code);
    res.redirect(303, linked(path, res.locals.language));
  });
  return router;
}

/** The version that a new one begins as; throws Refusal `not-found` for a code there is none of. */
function basedOn(versions: readonly SavedPolicy[], code: string, day: string): SavedPolicy {
  if (!versions.some((version) => version.code === code)) throw new Refusal('not-found', 'page-not-found');
  return policyOn(versions, code, day);
}

function show(res: Response, policy: SavedPolicy, values: Readonly<Record<string, unknown>>, refused: Refused): void {
  const { t, language } = res.locals;
  const faults = shownFaults(t, refused.faults);
  showStaff(
    res,
    'admin/policy',
    {
      title: t('deadline:policy-title', { policy: policy.names[language] }),
      room: 'admin',
      action: `${path}/${policy.code}`,
      values,
      faults,
      conflict: refused.conflict,
      allowances: allowanceFields.map((field) => ({
        field,
        label: t(`deadline:${field}`),
        value: values[field],
        error: faults.byField[field] ?? faults.byField[`${field}-unit`],
        units: allowanceUnits.map((unit) => ({
          unit,
          words: t(`deadline:unit-${unit}`),
          chosen: unit === values[`${field}-unit`],
        })),
      })),
      days: dayFields.map((field) => ({
        field,
        label: t(`deadline:${field}`),
        value: values[field],
        error: faults.byField[field],
      })),
      limits: { name: nameLimit, source: sourceLimit },
    },
    statusOf(refused),
  );
}
