import { type AlikeCases, funnel, funnelCounts } from '../domain/funnel.ts';
import { rounded } from '../domain/published.ts';
import type { SurveyAnswer } from '../domain/survey-answer.ts';
import type { CampaignWords } from './campaign-shell.ts';
import { number, percent } from './figures.ts';

/** How the sample became answers. Slips of paper were handed out and not drawn: they are told beside it. */
export function funnelView(
  population: number | undefined,
  cases: readonly AlikeCases[],
  answers: readonly Pick<SurveyAnswer, 'interviewer' | 'status'>[],
  { t, language }: CampaignWords,
) {
  const excluded = answers.filter(
    ({ interviewer, status }) => interviewer !== undefined && status === 'excluded',
  ).length;
  const counts = funnelCounts(cases, excluded);
  const { steps, byMode, excluded: apart } = funnel({ ...counts, ...(population === undefined ? {} : { population }) });
  const count = (n: number): string => number(n, language);
  const share = (value: number | undefined): string =>
    value === undefined ? t('campaign:no-rate') : percent(rounded(value), language);
  // Whose dossier was not drawn is not lost on the way.
  const lostOf = ({ lost, lostShare }: { readonly lost?: number; readonly lostShare?: number }) =>
    lost === undefined ? {} : { lost: count(lost), lostShare: share(lostShare) };
  const answered = steps.find(({ step }) => step === 'answered')?.count ?? 0;
  const slips = answers.filter(({ interviewer }) => interviewer === undefined);
  return {
    steps: steps.map(({ step, count: n, ofPrevious, ofSample, ...without }) => ({
      step,
      name: t(`results:funnel-${step}`),
      n: count(n),
      ofPrevious: share(ofPrevious),
      ...(step === 'sampled' ? {} : lostOf(without)),
      ofSample: share(step === 'sampled' && n > 0 ? 1 : ofSample),
      bar: step === 'population' ? undefined : { done: n > 0 ? Math.round(1000 * (ofSample ?? 1)) : 0, reserved: 0 },
    })),
    byMode: byMode.map((one) => ({
      name: t(`campaign:mode-${one.mode}`),
      n: count(one.count),
      share: share(one.share),
    })),
    notAnswered:
      counts.sampled > 0
        ? { n: count(counts.sampled - answered), share: share(1 - answered / counts.sampled) }
        : undefined,
    excluded: { n: count(apart.count), share: apart.share === undefined ? undefined : share(apart.share) },
    slips:
      slips.length > 0
        ? { n: count(slips.length), excluded: count(slips.filter(({ status }) => status === 'excluded').length) }
        : undefined,
  };
}
