import { type Request, type Response, Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import type { Trial } from '../domain/routing-trial.ts';
import { canonical } from '../domain/trail.ts';
import { flash } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { type DraftForm, readDraft } from './rule-form.ts';
import { type RuleFrame, ruleFrame } from './rule-frame.ts';
import { ruleFields } from './rule-view.ts';
import { attempt, type Refused, savingOf, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { trialView } from './trial-view.ts';
import { rearranged, type TypedRule, typedRule, typedRules } from './typed-rules.ts';
import { linked } from './views.ts';

const path = '/staff/admin/routing/new';
const casesTried = 200;

interface Shown extends Partial<Refused> {
  readonly rules: readonly TypedRule[];
  /** The rule that something was just done to. */
  readonly at?: number;
  readonly from: unknown;
  readonly reason?: unknown;
  /** The version that the draft stands upon. */
  readonly seen: unknown;
  readonly trial?: Trial;
  /** Stands for the rules that were tried out: these and no others may be saved. */
  readonly tried?: unknown;
  /** The rules are others than those that were tried out. */
  readonly stale?: boolean;
}

/** `/staff/admin/routing/new`: a draft of rules, which is tried out on past cases before it can be saved. */
export function routingDraftPages(parts: WebParts): Router {
  const { routing } = parts.actions;
  const router = Router();

  router.get(path, door('admin'), async (req, res) => {
    const books = await routing.books();
    const begun = books.find(({ version }) => version === Number(req.query.version)) ?? books.at(-1);
    const rules = begun?.rules.map(typedRule) ?? [];
    await show(res, { rules, from: cityDay(parts.now(), parts.config.TIME_ZONE), seen: books.at(-1)?.version });
  });

  router.post(path, door('admin'), async (req, res) => {
    const body = req.body ?? {};
    const typed = { rules: typedRules(body), from: body.from, reason: body.reason, seen: body.seen };
    const moved = rearranged(typed.rules, body);
    if (moved) return show(res, { ...typed, ...moved });
    const form = readDraft(body);
    if ('faults' in form) return show(res, { ...typed, ...form, tried: body.tried });
    if (form.wish === 'save' && form.tried === stampOf(form, res)) return save(req, res, form, typed);
    await tryOut(res, form, { ...typed, stale: form.wish === 'save' });
  });

  async function tryOut(res: Response, form: DraftForm, typed: Shown): Promise<void> {
    let trial: Trial | undefined;
    const refused = await attempt(res, async () => {
      trial = await routing.tryOut(form.draft.rules, { limit: casesTried, viewer: accountOf(res) });
    });
    await show(res, { ...typed, ...refused, ...(trial ? { trial, tried: stampOf(form, res) } : {}) });
  }

  async function save(req: Request, res: Response, form: DraftForm, typed: Shown): Promise<void> {
    const refused = await attempt(res, () => routing.save(form.draft, savingOf(res, form)));
    if (!refused) {
      flash(parts, res, '/staff/admin/routing', form.seen + 1);
      return res.redirect(303, linked('/staff/admin/routing', res.locals.language));
    }
    // Whoever came second tries her rules out beside what the other saved, and may then save them.
    if (refused.conflict) return show(res, { ...typed, ...refused, seen: (await routing.books()).at(-1)?.version });
    await show(res, { ...typed, ...refused, tried: req.body.tried });
  }

  function stampOf({ draft, seen }: DraftForm, res: Response): string {
    const tried = canonical([accountOf(res).id, seen, draft.rules]);
    return Buffer.from(parts.seal.digest('rules-tried', tried)).toString('base64url');
  }

  async function show(res: Response, { rules, at, trial, faults: found = [], ...shown }: Shown): Promise<void> {
    const frame = await ruleFrame(parts, res);
    const faults = inPlace(shownFaults(frame.t, found), frame);
    showStaff(
      res,
      'admin/routing-draft',
      {
        ...shown,
        title: frame.t('routing:draft'),
        room: 'admin',
        today: frame.today,
        faults,
        trial: trial && trialView(trial, frame),
        last: Math.max(0, rules.length - 1),
        rules: ruleFields({ rules, at, errors: faults.byField }, frame),
      },
      statusOf({ faults: found, ...shown }),
    );
  }
  return router;
}

type ShownFaults = ReturnType<typeof shownFaults>;

/** The summary says which rule is meant; beside the field it is plain. */
const inPlace = ({ list, byField }: ShownFaults, { t }: Pick<RuleFrame, 't'>): ShownFaults => ({
  byField,
  list: list.map(({ field, text }) => {
    const index = /^rules-(\d+)/.exec(field)?.[1];
    return { field, text: index === undefined ? text : `${t('routing:rule', { number: Number(index) + 1 })}: ${text}` };
  }),
});
