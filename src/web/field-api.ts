import { type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Account } from '../domain/account.ts';
import type { Campaign } from '../domain/campaign.ts';
import { type ErrorKind, invalid, Refusal } from '../domain/errors.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { mayEnter } from '../domain/role.ts';
import { fieldEntry, givingBack, takingAlong } from './field-entry.ts';
import { packedCampaign, packedCase } from './field-pack.ts';
import { type Standing, takenIn } from './field-sending.ts';
import { accountOf } from './guards/role.ts';
import { read } from './input.ts';
import type { WebParts } from './parts.ts';
import { message } from './presentation.ts';

/** What a tablet can do nothing about by trying again, each with its status. Anything else it sends again later. */
const told: Partial<Record<ErrorKind, number>> = { invalid: 422, 'not-found': 404, conflict: 409, gone: 410 };

/** What the script of a tablet asks and sends, in JSON, mounted on the tablet's path. */
export function fieldApi(parts: WebParts): Router {
  const router = Router();
  const { interviews } = parts.actions;
  /** Entries that are being taken in: one that was sent again because nobody answered shares the first one's answer. */
  const arriving = new Map<string, Promise<Standing>>();

  /** Who is signed in here, in what campaigns; with a token for what is sent, and the server's time. */
  router.get('/session', insider, async (_req, res) => {
    const { id, name, email } = accountOf(res);
    const campaigns = (await parts.stores.campaigns.inState('open')).filter((one) => isHers(one, id));
    res.json({
      token: res.locals.formToken,
      account: { id, name: name ?? email },
      now: parts.now(),
      campaigns: campaigns.map(({ id: code, title }) => ({ id: code, title })),
    });
  });

  router.post(
    '/cases',
    insider,
    answering(takingAlong, async (input, res) => {
      const who = accountOf(res);
      const campaign = await parts.stores.campaigns.find(input.campaign);
      const { code = '', version = 0 } = campaign?.questionnaire ?? {};
      const questionnaire = questionnaireOf(code, version);
      if (!campaign || !questionnaire || !isHers(campaign, who.id)) throw new Refusal('not-found', 'page-not-found');
      const taken = await interviews.takeAlong(who, campaign.id, input.device, input.count);
      const around = { who, campaign, questionnaire, catalogue: await parts.catalogue() };
      const cases = taken
        .filter((one) => one.campaign === campaign.id)
        .map(async (one) => packedCase(one, await interviews.respondent(one.id, who), around));
      return { campaign: packedCampaign(campaign, questionnaire), cases: await Promise.all(cases) };
    }),
  );

  router.post(
    '/returns',
    insider,
    answering(givingBack, async ({ cases }, res) => {
      const who = accountOf(res);
      for (const id of cases)
        await interviews.release(id, who).catch((error: unknown) => {
          // Somebody else has it by now: it is given back all the same.
          if (!(error instanceof Refusal && (error.kind === 'conflict' || error.kind === 'not-found'))) throw error;
        });
      return { returned: cases };
    }),
  );

  router.post(
    '/entries',
    insider,
    answering(fieldEntry, async (entry, res) => {
      const who = accountOf(res);
      if (entry.account !== who.id) throw new Refusal('forbidden', 'account:fault-role');
      const running =
        arriving.get(entry.entry) ?? takenIn(parts, who, entry).finally(() => arriving.delete(entry.entry));
      arriving.set(entry.entry, running);
      return running;
    }),
  );
  return router;
}

const isHers = ({ modes, team }: Campaign, account: string): boolean =>
  modes.includes('face_to_face') && team.some((member) => member.account === account);

/** 401 for strangers: a script is told who it is not, a page would be sent to sign in. */
const insider: RequestHandler = (_req, res, next) => {
  const account: Account | undefined = res.locals.account;
  if (account && mayEnter(account.role, 'interviews')) return next();
  res.status(account ? 403 : 401).json({});
};

/** A handler of one kind of input; what is refused for good is answered with why, in words. */
const answering =
  <T>(schema: z.ZodType<T>, answer: (input: T, res: Response) => Promise<object>): RequestHandler =>
  async (req, res) => {
    try {
      const input = read(schema, req.body);
      if ('faults' in input) throw invalid(input.faults);
      res.json(await answer(input.value, res));
    } catch (error) {
      const status = error instanceof Refusal ? told[error.kind] : undefined;
      if (!(error instanceof Refusal) || status === undefined) throw error;
      const { t } = res.locals;
      const why =
        error.kind === 'not-found' ? [t('field:not-hers')] : [error, ...error.faults].map((one) => message(t, one));
      res.status(status).json({ why: why.join(' ') });
    }
  };
