import type { Campaign } from '../domain/campaign.ts';
import type { FinishedInterview } from '../domain/finished-interview.ts';
import { type CampaignWords, room, stratumNames } from './campaign-shell.ts';
import { minute, number } from './figures.ts';
import { lengthWords } from './integrity-words.ts';
import { linked } from './views.ts';

const shownAtOnce = 300;

interface Around {
  readonly ticked: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
  readonly campaign: Pick<Campaign, 'id'>;
}

/** The interviews of one interviewer, those that are ticked first. */
export function heldRows(
  held: readonly FinishedInterview[],
  { ticked, excluded, campaign }: Around,
  words: CampaignWords,
  timeZone: string,
) {
  const { t, language } = words;
  const sorted = held.toSorted((a, b) => Number(ticked.has(b.id)) - Number(ticked.has(a.id)));
  return {
    ticked: held.filter(({ id }) => ticked.has(id)).length,
    counting: held.filter(({ id }) => !excluded.has(id)).length,
    excluded: held.filter(({ id }) => excluded.has(id)).length,
    firstShown:
      held.length > shownAtOnce ? t('integrity:first-shown', { n: number(shownAtOnce, language) }) : undefined,
    held: sorted.slice(0, shownAtOnce).map(({ id, stratum, interview: { startedAt, finishedAt, seconds } }) => ({
      ...{ id, isTicked: ticked.has(id), isExcluded: excluded.has(id), ...stratumNames(stratum, words) },
      at: minute(startedAt, timeZone),
      took: lengthWords(seconds ?? (finishedAt.getTime() - startedAt.getTime()) / 1000, words),
      href: linked(`${room}/${campaign.id}/cases/${id}`, language),
    })),
  };
}
