import { z } from 'zod';
import type { CampaignInput } from '../actions/campaigns.ts';
import { modes, resultKinds, type Sizing } from '../domain/campaign.ts';
import { longestTitle } from '../domain/campaign-faults.ts';
import type { Fault } from '../domain/errors.ts';
import { given, read, text } from './input.ts';
import { chosen, type Named } from './named-choice.ts';

/** The three ways of saying how many interviews are wanted, as one choice. */
export const sizingKinds = ['campaign', 'stratum', 'quota'] as const;

/** What agencies and procedures may be typed as. */
export interface CampaignNames {
  readonly units: readonly Named[];
  readonly procedures: readonly Named[];
}

const because = (code: string) => ({ params: { code } });
const whole = text(7)
  .refine((value) => /^\d{1,7}$/.test(value), because('type-int'))
  .transform(Number);
const decimal = text(10)
  .refine((value) => /^\d{1,5}(?:[.,]\d{1,4})?$/.test(value), because('campaign:fault-number'))
  .transform((value) => Number(value.replace(',', '.')));
/** Typed in per cent, kept as a share of at most six decimals. */
const share = decimal.transform((value) => Number((value / 100).toFixed(6)));
const several = <T extends z.ZodType<unknown>>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(one).max(10));

const common = {
  token: z.string(),
  seen: whole.optional(),
  title: text(longestTitle),
  questionnaire: text(80).refine((value) => /^\S+@\d{1,6}$/.test(value), because('choice')),
  modes: several(z.enum(modes)),
  'period-from': text(10),
  'period-to': text(10),
  'population-from': text(10),
  'population-to': text(10),
  'population-agency': text(200),
  'population-procedure': text(400),
  'population-results': z.enum(resultKinds),
  'sizing-kind': z.enum(sizingKinds),
  oversampling: decimal,
  'calling-weekdays': several(z.enum(['0', '1', '2', '3', '4', '5', '6']).transform(Number)),
  'calling-from': text(5),
  'calling-to': text(5),
  'calling-onHolidays': z.enum(['yes']).optional(),
  'calling-attempts': whole,
  'calling-attemptsPerDay': whole,
  'calling-leaseMinutes': whole,
  consent: whole,
  backChecks: share,
  doubleEntry: share,
  linkDays: whole,
  do: z.enum(['save', 'preview']).optional(),
  'sizing-population': text(10).optional(),
};
// Of margin and quota only the one that is asked for has to be right.
const ignored = z.string().max(20).optional();
const forms = {
  formula: z.strictObject({ ...common, 'sizing-margin': share, 'sizing-each': ignored }),
  quota: z.strictObject({ ...common, 'sizing-margin': ignored, 'sizing-each': whole }),
};

/**
 * The campaign that a form says and the revision it was filled in upon; or what is wrong with it, by the fields' names.
 * `input` is there beside faults when only a name is not known, so that all that is wrong can be said at once.
 */
export function readCampaignForm(body: Readonly<Record<string, unknown>>, names: CampaignNames): Filled {
  const fields = read<Fields>(body['sizing-kind'] === 'quota' ? forms.quota : forms.formula, body);
  if ('faults' in fields) return fields;
  const { value } = fields;
  const meant = (
    among: readonly Named[],
    field: 'population-agency' | 'population-procedure',
  ): { readonly code?: string; readonly fault?: Fault } =>
    value[field] === '' ? {} : chosen(among, bare(among, value[field]), `/${field}`);
  const agency = meant(names.units, 'population-agency');
  const procedure = meant(names.procedures, 'population-procedure');
  const faults = [agency, procedure].flatMap(({ fault }) => fault ?? []);
  const input = inputOf(value, given({ agency: agency.code, procedure: procedure.code }));
  return faults.length > 0 ? { faults, input } : { input, seen: value.seen ?? 0 };
}

type Filled =
  | { readonly input: CampaignInput; readonly seen: number }
  | { readonly faults: readonly Fault[]; readonly input?: CampaignInput };

type Fields = z.infer<z.ZodObject<typeof common>> & {
  readonly 'sizing-margin'?: number | string | undefined;
  readonly 'sizing-each'?: number | string | undefined;
};

function inputOf(value: Fields, narrowed: { readonly agency?: string; readonly procedure?: string }): CampaignInput {
  const [code = '', version = ''] = value.questionnaire.split('@');
  return {
    title: value.title,
    questionnaire: { code, version: Number(version) },
    modes: value.modes,
    period: { from: value['period-from'], to: value['period-to'] },
    population: {
      from: value['population-from'],
      to: value['population-to'],
      results: value['population-results'],
      ...narrowed,
    },
    sizing: sizingOf(value),
    oversampling: value.oversampling,
    calling: {
      weekdays: value['calling-weekdays'],
      from: value['calling-from'],
      to: value['calling-to'],
      onHolidays: value['calling-onHolidays'] === 'yes',
      attempts: value['calling-attempts'],
      attemptsPerDay: value['calling-attemptsPerDay'],
      leaseMinutes: value['calling-leaseMinutes'],
    },
    consent: value.consent,
    backChecks: value.backChecks,
    doubleEntry: value.doubleEntry,
    linkDays: value.linkDays,
  };
}

function sizingOf(value: Fields): Sizing {
  const kind = value['sizing-kind'];
  return kind === 'quota'
    ? { kind, each: Number(value['sizing-each']) }
    : { kind: 'formula', margin: Number(value['sizing-margin']), within: kind };
}

/** `Name (code)`, as the form offers it, means the code. */
function bare(among: readonly Named[], typed: string): string {
  const code = /\(([^\s()]+)\)$/.exec(typed)?.[1];
  return code !== undefined && among.some((one) => one.code === code) ? code : typed;
}
