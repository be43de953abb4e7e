import type { Flag } from '../domain/integrity-flag.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import { number, percent } from './figures.ts';

interface Reader {
  readonly t: Translate;
  readonly language: Language;
}

/** A length of time as people say it, `6 min 20 s`. */
export function lengthWords(seconds: number, { t }: Reader): string {
  const all = Math.round(seconds);
  return all < 60
    ? t('integrity:seconds', { n: all })
    : t('integrity:minutes', { m: Math.floor(all / 60), s: all % 60 });
}

/** The figures of a flag's sentence, each as its name says it is to be read. */
function figureWords(figures: Flag['figures'], reader: Reader): Record<string, string> {
  const { language } = reader;
  const written = (name: string, value: number): string => {
    if (name.endsWith('Share')) return percent(value, language, 1);
    if (name.endsWith('Seconds')) return lengthWords(value, reader);
    if (/(Mean|Spread)$/.test(name)) return number(value, language, 2);
    return number(value, language, Number.isInteger(value) ? undefined : 1);
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, written(name, value)]));
}

/** Shares of less than this are not told apart. */
const leastChance = 0.0001;

/** A flag in words: what it is called, what it rests on, and how likely chance alone would bring it about. */
export function flagWords({ kind, ground, figures, chance, cases }: Flag, reader: Reader) {
  const { t, language } = reader;
  const below = Math.max(leastChance, Math.ceil(chance / leastChance) * leastChance);
  return {
    ...{ kind, count: cases.length },
    name: t(`integrity:flag-${kind}`),
    because: t(`integrity:because-${ground}`, figureWords(figures, reader)),
    sure:
      kind === 'overlap' ? t('integrity:impossible') : t('integrity:chance', { chance: percent(below, language, 2) }),
  };
}
