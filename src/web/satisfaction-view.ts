import type { Language } from '../domain/language.ts';
import { type Overview, trendBuckets, trendGrain } from '../domain/overview.ts';
import { published } from '../domain/published.ts';
import { currentRating } from '../domain/questionnaires.ts';
import { type DefinitionCode, definitions } from '../domain/satisfaction.ts';
import type { Translate } from '../locales.ts';
import { levelBar } from './charts/level-bar.ts';
import { meanSpan, shareSpan } from './charts/span.ts';
import { type TrendSize, trend } from './charts/trend.ts';
import { percent } from './figures.ts';
import { figureRows, groupRows } from './satisfaction-rows.ts';
import { type FigureWords, figureWords } from './satisfaction-words.ts';

const wide: TrendSize = { width: 960, height: 320, names: 13 };
const small: TrendSize = { width: 400, height: 280, names: 5 };

/** The sections of an agency's page: everything about the figure itself, written out for the view. */
export function overviewView(overview: Overview, t: Translate, language: Language) {
  const words = figureWords(t, language, overview.query.definition);
  return {
    headline: headline(overview, language, words),
    trend: trendView(overview, t, words),
    channels: parts(overview, 'channel', t, words),
    fields: parts(overview, 'field', t, words),
  };
}

function headline({ query, total }: Overview, language: Language, words: FigureWords) {
  const figure = published(total);
  const definition = definitions[query.definition];
  return {
    ...figure,
    value: figure.rate === null ? undefined : words.value(figure.rate),
    targetText: figure.target === null ? undefined : words.target(figure.target),
    low: figure.interval && words.value(figure.interval.low),
    high: figure.interval && words.value(figure.interval.high),
    definition: { code: definition.code, name: definition.name[language], text: definition.text[language] },
    isMean: query.definition === 'MEAN',
    bar: figure.n > 0 ? levelBar(figure) : undefined,
    scale: Object.entries(figure.levels)
      .map(([level, count]) => ({
        level,
        name: currentRating.scale[Number(level) as 1][language],
        count,
        share: figure.n > 0 ? percent(count / figure.n, language) : '',
      }))
      .reverse(),
  };
}

function trendView({ query, total, trend: groups }: Overview, t: Translate, words: FigureWords) {
  const grain = trendGrain(query);
  const figures = new Map(groups.map(({ key, figure }) => [key[grain], published(figure)]));
  const points = trendBuckets(query).map((bucket) => {
    const figure = figures.get(bucket);
    return figure ? { bucket, figure } : { bucket };
  });
  const span = spanOf(query.definition) ?? shareSpan(figures.values());
  const draw = (size: TrendSize) => {
    const drawn = trend(points, span, total.target ?? null, size);
    return {
      ...drawn,
      values: drawn.values.map(({ y, value }) => ({
        y,
        text: words.value(value, query.definition === 'MEAN' ? 1 : 0),
      })),
      buckets: drawn.buckets.map(({ x, bucket }) => ({ x, text: words.bucket(bucket, 'short') })),
      targetText:
        drawn.target === undefined ? undefined : t('satisfaction:target', { target: words.target(total.target ?? 0) }),
    };
  };
  const rows = groups.map(({ key, figure }) => ({ figure, naming: { name: words.bucket(key[grain] ?? '') } }));
  return {
    grain,
    charts:
      groups.length > 0
        ? [
            { size: 'wide', ...draw(wide) },
            { size: 'small', ...draw(small) },
          ]
        : [],
    rows: figureRows(rows, words, span),
    ...extremes(rows, words),
  };
}

/** The lowest and the highest rate, for those who do not see the chart. */
function extremes(rows: readonly { figure: Overview['total']; naming: { name: string } }[], words: FigureWords) {
  const rated = rows.flatMap(({ figure: { rate }, naming: { name } }) => (rate === undefined ? [] : [{ rate, name }]));
  const [lowest, highest] = [Math.min, Math.max].map((most) => {
    const rate = most(...rated.map((each) => each.rate));
    return rated.find((each) => each.rate === rate);
  });
  if (!lowest || !highest) return {};
  return {
    first: rated[0]?.name,
    last: rated.at(-1)?.name,
    lowest: { name: lowest.name, value: words.value(lowest.rate) },
    highest: { name: highest.name, value: words.value(highest.rate) },
  };
}

function parts(overview: Overview, by: 'channel' | 'field', t: Translate, words: FigureWords) {
  const groups = by === 'channel' ? overview.channels : overview.fields;
  return groupRows(
    groups,
    ({ key }) => ({ name: key[by] ? t(`catalogue:${by}-${key[by]}`) : t('satisfaction:no-procedure') }),
    { figure: overview.total, name: t(`satisfaction:together-${by}`) },
    words,
    spanOf(overview.query.definition),
  );
}

const spanOf = (definition: DefinitionCode) => (definition === 'MEAN' ? meanSpan : undefined);
