import { countSlips, handOut, setControl } from '../../src/domain/batch-steps.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { cityDay } from '../../src/domain/city-day.ts';
import type { PaperBatch } from '../../src/domain/paper-batch.ts';
import { serialOf } from '../../src/domain/paper-serial.ts';
import type { Clerk } from '../../src/domain/paper-slip.ts';
import { usualCampaign } from '../../src/domain/usual-campaign.ts';
import { Visitor } from './visitor.ts';
import type { World } from './world.ts';

export const ward = 'H79-N26740';
export const supervisor: Clerk = { account: 'a supervisor', name: 'Giám sát' };

let campaigns = 0;

/** An open campaign that asks by post; the one-question slip unless told. */
export async function postCampaign(world: World, about: Partial<Campaign> = {}): Promise<Campaign> {
  const campaign = {
    ...usualCampaign(cityDay(world.clock.now(), world.config.TIME_ZONE), 1),
    ...{ id: `${(campaigns += 1)}`.padStart(24, '0'), title: 'Khảo sát qua bưu điện', modes: ['post'] },
    ...{ questionnaire: { code: 'RATING', version: 1 }, doubleEntry: 0 },
    ...{ team: [], draws: [], state: 'open', createdAt: world.clock.now(), revision: 1, events: [] },
    ...about,
  } as Campaign;
  await world.system.stores.campaigns.insert(campaign);
  return campaign;
}

export async function aBatch(world: World, campaign: Campaign, size = 3): Promise<PaperBatch> {
  const about = { title: 'Lô thử', campaign: campaign.id, agency: ward, post: 'Bưu cục Bến Thành', size };
  return world.system.actions.batches.prepare(about, supervisor);
}

/** A batch that went out and came back wholly filled in, ready to be entered. */
export async function returnedBatch(world: World, campaign: Campaign, size = 3): Promise<PaperBatch> {
  const { id } = await aBatch(world, campaign, size);
  const on = cityDay(world.clock.now(), world.config.TIME_ZONE);
  const counts = { filled: size, blank: 0, spoiled: 0, lost: 0 };
  const { batches } = world.system.actions;
  await batches.perform(id, handOut({ to: 'Bưu tá', on, count: size }), supervisor);
  await batches.perform(id, countSlips({ on, counts, lost: [] }), supervisor);
  return batches.perform(id, setControl({ filled: size }), supervisor);
}

export const serialIn = ({ code }: PaperBatch, number: number): string => serialOf({ code, number });

/** One more interviewer, signed in with a browser of her own. */
export async function anotherClerk(world: World, name: string): Promise<Visitor> {
  const email = `${name}@demo.ydan`;
  const { demoPassword: password } = world.services;
  await world.system.actions.accounts.add({ email, role: 'interviewer', language: 'vi' }, password);
  const visitor = new Visitor(world.url);
  const entered = await visitor.submit('/sign-in', { email, password });
  if (entered.status !== 303) throw new Error(`${email} could not sign in: ${entered.status}`);
  return visitor;
}
