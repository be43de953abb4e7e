import { stopped } from './case-clock.ts';
import { type Complaint, type ComplaintClass, concernsConduct, type Topic } from './complaint.ts';
import { Refusal } from './errors.ts';
import { type Actor, fault, mustBe, type Outcome, type Step, type Surroundings, staffOf, written } from './step.ts';

/**
 * What becomes of a denunciation (tố cáo): the name of who denounces is a state secret (Decision 774/QĐ-TTg), so the
 * texts are locked away, everybody is taken off the case, and one named officer alone knows of it.
 */
export const quarantined = (complaint: Complaint, around: Surroundings, topic: Topic): Outcome => ({
  kind: 'quarantined',
  texts: 'seal',
  changes: {
    class: 'denunciation',
    topic,
    severity: 'grave',
    state: 'quarantined',
    checked: false,
    handlers: [],
    watchers: [],
    proposed: [],
    links: [],
    claim: null,
    clocks: stopped(complaint, around.now),
    custodian: around.custodian ?? null,
  },
  ...(around.custodian ? { tell: [{ kind: 'sealed_waiting', to: { account: around.custodian } }] } : {}),
});

function custodianOf(actor: Actor, complaint: Complaint, around: Surroundings): void {
  staffOf(actor, complaint, around);
  mustBe(complaint, 'quarantined');
}

/** Opens the sealed text to read it, or the file of that place. Every reading is an event. */
export const openSealed =
  (reason: string, file?: number): Step =>
  (complaint, actor, around) => {
    custodianOf(actor, complaint, around);
    return { kind: 'opened', text: written(reason, 500), ...(file === undefined ? {} : { about: { file } }) };
  };

/** The named officer finds that it is no denunciation: the case goes the way of its class. */
export const unseal =
  (to: ComplaintClass, topic: Topic, reason: string): Step =>
  (complaint, actor, around) => {
    custodianOf(actor, complaint, around);
    if (to === 'denunciation') throw fault('/class', 'complaint:fault-class-same');
    if (to !== 'feedback_conduct' && concernsConduct({ class: to, topic }))
      throw fault('/class', 'complaint:fault-class-topic');
    return {
      kind: 'unsealed',
      texts: 'unseal',
      text: written(reason, 1000),
      about: { from: complaint.class, to },
      changes: { class: to, topic, state: 'received', custodian: null },
      tell: [{ kind: 'reclassified', to: 'resident' }],
    };
  };

/** It was handed over on paper to whom the law names; nothing of it stays here but that it was. */
export const purge =
  (receipt: string): Step =>
  (complaint, actor, around) => {
    custodianOf(actor, complaint, around);
    return {
      kind: 'purged',
      texts: 'purge',
      about: { receipt: written(receipt, 200) },
      changes: { state: 'handed_over', checked: true },
    };
  };

/** Names who keeps the denunciations from now on. */
export const entrust: Step = (complaint, actor, { custodian }) => {
  if (actor.kind !== 'system') throw new Refusal('forbidden', 'account:fault-role');
  mustBe(complaint, 'quarantined');
  return {
    kind: 'rerouted',
    changes: { custodian: custodian ?? null },
    ...(custodian ? { tell: [{ kind: 'sealed_waiting', to: { account: custodian } }] } : {}),
  };
};
