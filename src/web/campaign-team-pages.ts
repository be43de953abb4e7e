import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Account } from '../domain/account.ts';
import type { Campaign, TeamMember } from '../domain/campaign.ts';
import { languages } from '../domain/language.ts';
import { campaignFrom, room, showCampaign, supervisorOf } from './campaign-shell.ts';
import { flash } from './flash.ts';
import { door } from './guards/role.ts';
import { read } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { linked } from './views.ts';

const several = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string().max(100)).max(3000),
);
const form = z.strictObject({
  token: z.string(),
  seen: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  /** Accounts, each as often as she speaks languages: `{account} {language}`. */
  speaks: several,
});

/** `/staff/campaigns/{id}/team`: who interviews, and in which languages. */
export function campaignTeamPages(parts: WebParts): Router {
  const { users } = parts.stores;

  const eligible = async (): Promise<Account[]> =>
    (await Promise.all([users.withRole('interviewer'), users.withRole('supervisor')])).flat();

  const ask: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    const speaks = campaign.team.flatMap(({ account, languages: own }) => own.map((one) => `${account} ${one}`));
    await show(res, campaign, speaks, { faults: [] });
  };

  const save: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, campaign, [], fields);
    const { speaks, seen } = fields.value;
    const team = (await eligible()).map(
      ({ id, name, email }): TeamMember => ({
        ...{ account: id, name: name ?? email },
        languages: languages.filter((language) => speaks.includes(`${id} ${language}`)),
      }),
    );
    const chosen = team.filter((member) => member.languages.length > 0);
    const refused = await attempt(
      res,
      async () => void (await parts.actions.campaigns.setTeam(campaign.id, chosen, supervisorOf(res), seen)),
    );
    if (refused) return show(res, await campaignFrom(parts, req), speaks, refused);
    flash(parts, res, `${room}/${campaign.id}`, 'team');
    res.redirect(303, linked(`${room}/${campaign.id}`, res.locals.language));
  };

  async function show(res: Response, campaign: Campaign, speaks: readonly string[], refused: Refused): Promise<void> {
    const { t } = res.locals;
    showCampaign(
      res,
      'campaigns/team',
      campaign,
      {
        title: t('campaign:step-team'),
        isOver: campaign.state === 'closed',
        people: (await eligible()).map(({ id, name, email, role }) => ({
          name: name ?? email,
          email: name ? email : undefined,
          role: t(`account:role-${role}`),
          languages: languages.map((language) => ({
            value: `${id} ${language}`,
            words: t(`campaign:language-${language}`),
            chosen: speaks.includes(`${id} ${language}`),
          })),
        })),
        conflict: refused.conflict,
        faults: shownFaults(t, refused.faults),
      },
      statusOf(refused),
    );
  }

  const path = `${room}/:id/team`;
  return Router().get(path, door('campaigns'), ask).post(path, door('campaigns'), save);
}
