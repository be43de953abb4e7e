import { drawing, type Random } from './random.ts';

/** Why a score was low, by the codes of the questionnaires. */
const demoReasons = [
  'late',
  'extra_papers',
  'attitude',
  'harassment',
  'wrong_information',
  'fees',
  'website',
  'other',
] as const;
export type DemoReason = (typeof demoReasons)[number];

const often: Readonly<Record<DemoReason, number>> = {
  late: 30,
  extra_papers: 18,
  attitude: 14,
  wrong_information: 12,
  website: 10,
  other: 8,
  fees: 5,
  harassment: 4,
};

/** The part of the service where each reason shows in the answers to the items. */
export const factorOf: Readonly<Record<DemoReason, string>> = {
  late: 'result',
  extra_papers: 'procedure',
  attitude: 'official',
  harassment: 'official',
  wrong_information: 'access',
  fees: 'procedure',
  website: 'access',
  other: 'feedback',
};

const anyReason = drawing(demoReasons, (reason) => often[reason]);
const offlineReason = drawing(demoReasons, (reason) => (reason === 'website' ? 0 : often[reason]));

/** One or two reasons, the weightier first. A website is only to blame for what can be filed online. */
export function drawReasons(random: Random, online: boolean): [DemoReason, ...DemoReason[]] {
  const draw = online ? anyReason : offlineReason;
  const first = draw(random);
  const second = random() < 0.25 ? draw(random) : first;
  return second === first ? [first] : [first, second];
}
