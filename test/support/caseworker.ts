import type { Complaint } from '../../src/domain/complaint.ts';
import { claim, classify, forward } from '../../src/domain/hotline-steps.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Actor, Step } from '../../src/domain/step.ts';
import type { World } from './world.ts';

/** Does the steps of staff in a world whose demo accounts are open, as if by their pages. */
export function caseworkers({ system }: World) {
  const staff = async (role: Role): Promise<Actor> => {
    const found = await system.stores.users.findByEmail(`${role.replace('_', '-')}@demo.ydan`);
    if (!found) throw new Error(`no ${role}`);
    const { id, agency } = found.account;
    return { kind: 'staff', id, role, ...(agency ? { agency } : {}) };
  };
  const perform = async (id: string, role: Role, ...steps: readonly Step[]): Promise<Complaint> => {
    const actor = await staff(role);
    let after: Complaint | undefined;
    for (const step of steps) after = await system.actions.complaints.perform(id, actor, step);
    if (!after) throw new Error('no steps');
    return after;
  };
  return {
    staff,
    perform,
    /** Claimed, looked at and forwarded where the rules propose. */
    async forwardOn(id: string): Promise<Complaint> {
      const complaint = await system.stores.complaints.find(id);
      if (!complaint) throw new Error('no such case');
      const { class: itsClass, topic } = complaint;
      return perform(id, 'hotline', claim, classify({ class: itsClass, topic }), forward());
    },
  };
}
