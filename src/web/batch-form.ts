import { z } from 'zod';
import type { NewBatch } from '../actions/batches.ts';
import { type BatchStep, countSlips, handOut, setControl } from '../domain/batch-steps.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, isCityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import type { PaperBatch } from '../domain/paper-batch.ts';
import { readSerial } from '../domain/paper-serial.ts';
import { blankable, given, read, text } from './input.ts';
import { chosen, proceduresNamed, ratedUnitsOn } from './named-choice.ts';

const because = (code: string) => ({ params: { code } });
const token = z.string();
const line = text(200).refine((value) => value !== '', because('required'));
const day = z.string().refine(isCityDay, because('day-form'));
const whole = z
  .string()
  .trim()
  .refine((value) => /^\d{1,6}$/.test(value), because('batch:fault-whole'))
  .transform(Number);

const newForm = z.strictObject({
  token,
  title: line,
  campaign: z.string(),
  agency: z.string().max(300),
  procedure: z.string().max(300),
  post: line,
  size: whole,
});

export interface Around {
  readonly catalogue: Catalogue;
  readonly today: CityDay;
  readonly language: Language;
}

type Read<T> = { readonly value: T } | { readonly faults: readonly Fault[] };

/** What a supervisor typed of a new batch; units and procedures may be named by any part of their names. */
export function readNewBatch(body: unknown, { catalogue, today, language }: Around): Read<NewBatch> {
  const fields = read(newForm, body);
  if ('faults' in fields) return fields;
  const { token: _token, agency: agencyTyped, procedure: procedureTyped, ...rest } = fields.value;
  const agency = chosen(ratedUnitsOn(catalogue, today, language), agencyTyped, '/agency');
  const procedure =
    procedureTyped.trim() === ''
      ? { code: undefined }
      : chosen(proceduresNamed(catalogue, language), procedureTyped, '/procedure');
  const faults = [agency, procedure].flatMap((one) => ('fault' in one ? [one.fault] : []));
  if ('fault' in agency || 'fault' in procedure) return { faults };
  return { value: { ...rest, agency: agency.code, ...given({ procedure: procedure.code }) } };
}

const handingForm = z.strictObject({ token, to: line, 'handed-on': day, count: whole });
const countingForm = z.strictObject({
  token,
  'returned-on': day,
  ...{ filled: whole, blank: whole, spoiled: whole, lost: whole },
  serials: text(20_000),
});
const controlForm = z.strictObject({ token, control: whole, scores: blankable(whole) });

/** The steps that a batch's page has forms for, by the last part of their addresses. */
export const stepForms: Readonly<Record<string, (body: unknown, batch: PaperBatch) => Read<BatchStep>>> = {
  handings(body) {
    const fields = read(handingForm, body);
    if ('faults' in fields) return fields;
    const { to, 'handed-on': on, count } = fields.value;
    return { value: handOut({ to, on, count }) };
  },
  counts(body, { code }) {
    const fields = read(countingForm, body);
    if ('faults' in fields) return fields;
    const { 'returned-on': on, filled, blank, spoiled, lost, serials } = fields.value;
    const numbers: number[] = [];
    const faults: Fault[] = [];
    for (const typed of serials.split(/[\s,;]+/).filter(Boolean)) {
      const serial = readSerial(typed);
      if ('number' in serial && serial.code === code) numbers.push(serial.number);
      else faults.push({ pointer: '/serials', code: 'batch:fault-lost-serial', params: { typed: typed.slice(0, 40) } });
    }
    if (faults.length > 0) return { faults };
    return { value: countSlips({ on, counts: { filled, blank, spoiled, lost }, lost: numbers }) };
  },
  control(body) {
    const fields = read(controlForm, body);
    if ('faults' in fields) return fields;
    const { control: filled, scores } = fields.value;
    return { value: setControl({ filled, ...given({ scores }) }) };
  },
};
