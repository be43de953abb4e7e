import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { type Agency, nameOn } from '../domain/agency.ts';
import { type Catalogue, proceduresOf } from '../domain/catalogue.ts';
import type { Channel } from '../domain/channel.ts';
import type { CityDay } from '../domain/city-day.ts';
import { topics } from '../domain/complaint.ts';
import type { Fault } from '../domain/errors.ts';
import { levels } from '../domain/questionnaire.ts';
import { currentRating } from '../domain/questionnaires.ts';
import { page, shownFaults } from './presentation.ts';

/** What the rating form is about. */
export interface Subject {
  readonly agency: Agency;
  readonly catalogue: Catalogue;
  readonly day: CityDay;
  /** Where the form is sent. */
  readonly action: string;
  /** Fixed by a link, not to be chosen; its rating arrives once, under this key. */
  readonly dossier?: { readonly key: string; readonly dossierCode: string; readonly procedure?: string };
}

/** How the form is filled in: as it was sent, or as the address asks for. */
export interface Filled {
  readonly nonce?: string;
  readonly channel: Channel;
  readonly [field: string]: unknown;
}

/** How the mouth of each face bends. */
const mouths = {
  1: 'M10 23q6-7 12 0',
  2: 'M10.5 22q5.5-4 11 0',
  3: 'M10.5 21h11',
  4: 'M10.5 20q5.5 4 11 0',
  5: 'M10 19q6 7 12 0',
};

/** Shows the form: empty, or as it was sent with what is wrong on top. */
export function showRatingForm(res: Response, subject: Subject, filled: Filled, faults: readonly Fault[] = []): void {
  const { language, t } = res.locals;
  const { agency, catalogue, day, action, dossier } = subject;
  const name = nameOn(agency, day, language);
  const procedures = proceduresOf(catalogue, agency).map(({ code, names, field }) => ({
    code,
    field,
    name: names[language],
  }));
  const fields = [...new Set(procedures.map(({ field }) => field))];
  page(
    res,
    'rating/form',
    {
      title: t('rating:title', { agency: name }),
      section: 'rate',
      scripts: ['rating.js'],
      agency: { code: agency.code, name },
      action,
      dossier: dossier && {
        code: dossier.dossierCode,
        procedure: dossier.procedure && catalogue.procedures.get(dossier.procedure)?.names[language],
      },
      question: currentRating.overall[language],
      scores: levels.map((level) => ({
        level: String(level),
        words: currentRating.scale[level][language],
        mouth: mouths[level],
      })),
      reasons: currentRating.reasons.map(({ code, texts }) => ({ code, words: texts[language] })),
      procedureGroups: fields.map((field) => ({
        field: t(`catalogue:field-${field}`),
        procedures: procedures.filter((procedure) => procedure.field === field),
      })),
      topics,
      filled: { ...filled, nonce: nonceOf(filled, faults), reasons: [filled.reasons ?? []].flat() },
      faults: shownFaults(t, faults),
    },
    faults.length > 0 ? 422 : 200,
  );
}

/** A form keeps its number while it is mended, unless that is what was wrong with it. */
const nonceOf = ({ nonce }: Filled, faults: readonly Fault[]): string =>
  nonce === undefined || faults.some(({ pointer }) => pointer === '/nonce') ? randomUUID() : nonce;
