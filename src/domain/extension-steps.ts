import type { Allowance } from './allowance.ts';
import { nextEscalation, policyFor, timed, withLive } from './case-clock.ts';
import type { Clock, Complaint } from './complaint.ts';
import { Refusal } from './errors.ts';
import { heirsOf, homeAffairs, isUnbiased, monitors } from './routing.ts';
import { fault, handlerOf, mustBe, mustBeOpen, type Step, type Surroundings, staffOf, written } from './step.ts';

/** Asks for more time, once. */
export const askExtension =
  (amount: number, reason: string): Step =>
  (complaint, actor, around) => {
    handlerOf(actor, complaint, around);
    mustBe(complaint, 'forwarded', 'in_progress', 'awaiting_information');
    if (complaint.extension) throw new Refusal('conflict', 'complaint:conflict-extension-once');
    const most = policyFor(complaint, around).extension;
    if (!Number.isInteger(amount) || amount < 1 || amount > most.amount)
      throw fault('/amount', 'complaint:fault-extension', { most: most.amount });
    const allowance: Allowance = { ...most, amount };
    return {
      kind: 'extension_asked',
      text: written(reason, 1000),
      about: { amount, unit: most.unit },
      changes: { extension: { allowance, state: 'asked' } },
      tell: [{ kind: 'extension_asked', to: { agencies: deciders(complaint, around) } }],
    };
  };

/** Home Affairs decides, the monitor in its place where it has the case in hand or is party to it. */
function deciders(complaint: Complaint, { catalogue, today }: Surroundings): string[] {
  const offices = heirsOf(catalogue, homeAffairs, today);
  const free = offices.filter(
    (code) => !complaint.handlers.includes(code) && isUnbiased(catalogue, complaint, code, today),
  );
  return free.length > 0 ? free : monitors(catalogue, today);
}

/** Home Affairs gives more time or does not; never to itself. */
export const decideExtension =
  (granted: boolean, reason: string): Step =>
  (complaint, actor, around) => {
    const viewer = staffOf(actor, complaint, around);
    const own = viewer.agency !== undefined && complaint.handlers.includes(viewer.agency);
    if (own || !['home_affairs', 'monitor'].includes(viewer.role)) throw new Refusal('forbidden', 'account:fault-role');
    mustBeOpen(complaint);
    if (complaint.extension?.state !== 'asked') throw new Refusal('conflict', 'complaint:conflict-extension-decided');
    const { allowance } = complaint.extension;
    return {
      kind: granted ? 'extension_granted' : 'extension_declined',
      text: written(reason, 1000),
      about: { amount: allowance.amount, unit: allowance.unit },
      changes: {
        extension: { allowance, state: granted ? 'granted' : 'declined' },
        ...(granted ? { clocks: withLive(complaint, (clock) => extended(clock, allowance, around)) } : {}),
      },
      tell: [
        { kind: 'extension_decided', to: { agencies: complaint.handlers } },
        ...(granted ? [{ kind: 'extended', to: 'resident' } as const] : []),
      ],
    };
  };

/** What was missed stays so; the next level above is told when the new deadline is over too. */
function extended(clock: Clock, extension: Allowance, around: Surroundings): Clock {
  const longer = timed({ ...clock, extension }, around);
  if (!longer.escalateAt || !longer.dueAt) return longer;
  return { ...longer, escalateAt: nextEscalation(longer, longer.dueAt, around) };
}
