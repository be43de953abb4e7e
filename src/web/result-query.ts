import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import { indexMethodCodes, indexMethods } from '../domain/index-method.ts';
import { definitions } from '../domain/satisfaction.ts';
import type { ResultsQuery } from '../domain/survey-results.ts';
import type { CampaignWords } from './campaign-shell.ts';
import { blankable, read } from './input.ts';

/** The definitions whose rates are shares. */
const shareCodes = ['TOP2', 'NOT_DISSATISFIED'] as const satisfies readonly ResultsQuery['definition'][];

const schema = z.object({
  definition: blankable(z.enum(shareCodes)),
  method: blankable(z.enum(indexMethodCodes)),
  strata: blankable(z.literal('all')),
});

/** What a reader chose about the results of a campaign. */
export interface ResultChoice extends Pick<ResultsQuery, 'definition' | 'method'> {
  /** Every stratum on one page. */
  readonly all: boolean;
}

/** The choice, or the usual one beside what is wrong with it. */
export function resultChoice(input: unknown): { choice: ResultChoice; faults: readonly Fault[] } {
  const shape = read(schema, input);
  const { definition = 'TOP2', method = 'TOP2', strata } = 'value' in shape ? shape.value : {};
  return {
    choice: { definition, method, all: strata === 'all' },
    faults: 'faults' in shape ? shape.faults : [],
  };
}

/** The form of the choice. */
export const choiceForm = ({ definition, method }: ResultChoice, { language }: Pick<CampaignWords, 'language'>) => ({
  definitions: shareCodes.map((code) => ({
    code,
    name: definitions[code].name[language],
    chosen: code === definition,
  })),
  methods: indexMethodCodes.map((code) => ({ code, name: indexMethods[code].name[language], chosen: code === method })),
});
