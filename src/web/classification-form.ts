import { z } from 'zod';
import { type Complaint, complaintClasses, severities, topics } from '../domain/complaint.ts';
import { type Fault, invalid } from '../domain/errors.ts';
import type { Reclassification } from '../domain/hotline-steps.ts';
import type { Surroundings } from '../domain/step.ts';
import { text } from './input.ts';
import { chosen, type Named, proceduresNamed, ratedUnitsOn } from './named-choice.ts';

/** What a person says a case is; unit and procedure as they are typed. */
export const classificationFields = {
  class: z.enum(complaintClasses),
  topic: z.enum(topics),
  severity: z.enum(severities),
  agency: text(300),
  procedure: text(300),
  reason: text(1000),
};
type ClassificationFields = z.infer<z.ZodObject<typeof classificationFields>>;

/** The person's word on what the case is; a unit or procedure that was not touched stays. Throws Refusal `invalid`. */
export function reclassified(
  fields: ClassificationFields,
  before: Complaint,
  { catalogue }: Surroundings,
): Reclassification {
  const faults: Fault[] = [];
  const meant = (among: readonly Named[], field: 'agency' | 'procedure'): string => {
    const found = chosen(among, fields[field], `/${field}`);
    if ('code' in found) return found.code;
    const same = before[field];
    if (same !== undefined && namesOf(same, field).includes(fields[field])) return same;
    faults.push(found.fault);
    return '';
  };
  const namesOf = (code: string, field: 'agency' | 'procedure'): string[] =>
    field === 'agency'
      ? (catalogue.agencies.get(code)?.names.flatMap(({ vi, en }) => [vi, en]) ?? [])
      : Object.values(catalogue.procedures.get(code)?.names ?? {});
  const agency = meant(ratedUnitsOn(catalogue, before.day, before.language), 'agency');
  const procedure = fields.procedure === '' ? '' : meant(proceduresNamed(catalogue, before.language), 'procedure');
  if (faults.length > 0) throw invalid(faults);
  const { class: itsClass, topic, severity, reason } = fields;
  return {
    class: itsClass,
    topic,
    agency,
    procedure,
    reason,
    // Left as it was, the topic decides.
    ...(severity === before.severity ? {} : { severity }),
  };
}

/** True when something of the case would become another. */
export const differs = (
  before: Complaint,
  { class: itsClass, topic, severity, agency, procedure }: Reclassification,
): boolean =>
  itsClass !== before.class ||
  topic !== before.topic ||
  severity !== undefined ||
  agency !== before.agency ||
  procedure !== (before.procedure ?? '');
