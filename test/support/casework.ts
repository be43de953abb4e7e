import type { Filing, Opened } from '../../src/actions/complaints.ts';
import type { Complaint } from '../../src/domain/complaint.ts';
import { claim, classify, forward } from '../../src/domain/hotline-steps.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Actor, Step } from '../../src/domain/step.ts';
import { standingOf, trailFaults } from '../../src/domain/trail.ts';
import { createSeal } from '../../src/seal.ts';
import { aFiling } from './complaint.ts';
import type { World } from './world.ts';

let filed = 0;

/** The demo's account of a role, as one who does steps. */
export async function actorOf(world: World, role: Role): Promise<Actor> {
  await world.openAccounts();
  const found = await world.system.stores.users.findByEmail(`${role.replace('_', '-')}@demo.ydan`);
  if (!found) throw new Error(`no ${role}`);
  const { id, agency } = found.account;
  return { kind: 'staff', id, role, ...(agency ? { agency } : {}) };
}

/** A case that lies with the hotline. */
export async function routedCase(world: World, about: Partial<Filing> = {}): Promise<Opened> {
  const opened = await world.system.actions.complaints.file(aFiling(about), `case ${(filed += 1)}`);
  await world.drain();
  return opened;
}

/** A case that the hotline has checked and forwarded, where the rules propose unless told. */
export async function forwardedCase(world: World, about: Partial<Filing> = {}, to?: string[]): Promise<Opened> {
  const opened = await routedCase(world, about);
  const complaint = await caseOf(world, opened.id);
  const checked = classify({ class: complaint.class, topic: complaint.topic });
  await perform(world, opened.id, await actorOf(world, 'hotline'), claim, checked, forward(to));
  return opened;
}

export async function perform(world: World, id: string, actor: Actor, ...steps: Step[]): Promise<void> {
  for (const step of steps) await world.system.actions.complaints.perform(id, actor, step);
}

export async function caseOf(world: World, id: string): Promise<Complaint> {
  const found = await world.system.stores.complaints.find(id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
}

/** What is wrong with the trail of a case. */
export async function trailFaultsOf(world: World, id: string): Promise<string[]> {
  const complaint = await caseOf(world, id);
  const { digest } = createSeal([world.services.encryptionKey]);
  return trailFaults(digest, { id, trail: complaint.trail, standing: standingOf(complaint) });
}
