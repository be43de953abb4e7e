import { unitsWithin } from '../domain/catalogue.ts';
import {
  type ComplaintClass,
  type ComplaintState,
  complaintClasses,
  complaintStates,
  type Topic,
  topics,
} from '../domain/complaint.ts';
import type { Fault } from '../domain/errors.ts';
import type { CaseFilter } from '../stores/case-query.ts';
import type { CaseFrame } from './case-frame.ts';
import { chosen, unitsOn } from './named-choice.ts';

/** What the board can be narrowed to by one press. */
export const marks = ['all', 'conduct', 'late', 'reopened', 'linked', 'found', 'owed', 'answered'] as const;
export type Mark = (typeof marks)[number];

const filterOfMark: Readonly<Record<Mark, CaseFilter>> = {
  all: {},
  conduct: { conduct: true },
  late: { breached: true },
  reopened: { happened: 'reopened' },
  linked: { happened: 'linked' },
  found: { happened: 'found' },
  owed: { finding: 'owed' },
  answered: { finding: 'answered' },
};

/** What of a case can be chosen on the board and for a draw. Denunciations are in neither. */
const classesShown = complaintClasses.filter((one) => one !== 'denunciation');
const statesShown = complaintStates.filter((one) => one !== 'quarantined');

/** What was asked for in an address or a form. */
export interface MonitoringQuery {
  readonly mark: Mark;
  /** As it was typed, and the unit that it means. */
  readonly unit: string;
  readonly agency?: string;
  readonly class?: ComplaintClass;
  readonly topic?: Topic;
  readonly state?: ComplaintState;
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((one) => one === value);

/** Reads what was asked for; a unit that nobody knows is a fault, whatever else is unknown is left out. */
export function monitoringQuery(
  asked: Readonly<Record<string, unknown>>,
  { around, language }: CaseFrame,
): { query: MonitoringQuery; faults: readonly Fault[] } {
  const unit = typeof asked['unit'] === 'string' ? asked['unit'].trim().slice(0, 200) : '';
  const meant = unit === '' ? undefined : chosen(unitsOn(around.catalogue, around.today, language), unit, '/unit');
  const found = {
    agency: meant && 'code' in meant ? meant.code : undefined,
    class: oneOf(classesShown, asked['class']),
    topic: oneOf(topics, asked['topic']),
    state: oneOf(statesShown, asked['state']),
  };
  const narrowed = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return {
    query: { mark: oneOf(marks, asked['mark']) ?? 'all', unit, ...narrowed },
    faults: meant && 'fault' in meant ? [meant.fault] : [],
  };
}

/** The cases that a query asks for. */
export const filterOf = (
  { mark, agency, class: itsClass, topic, state }: MonitoringQuery,
  { around }: CaseFrame,
): CaseFilter => ({
  ...filterOfMark[mark],
  ...(agency ? { agencies: unitsWithin(around.catalogue, agency) } : {}),
  ...(itsClass ? { classes: [itsClass] } : {}),
  ...(topic ? { topics: [topic] } : {}),
  ...(state ? { states: [state] } : {}),
});

/** What a form offers, with what is chosen. */
export const choicesOf = (query: Partial<MonitoringQuery>, { around, t, language }: CaseFrame) => ({
  unit: query.unit,
  units: unitsOn(around.catalogue, around.today, language).map(({ names: [name] }) => name),
  classes: classesShown.map((code) => ({ code, words: t(`staff:class-${code}`), chosen: code === query.class })),
  topics: topics.map((code) => ({ code, words: t(`complaint:topic-${code}`), chosen: code === query.topic })),
  states: statesShown.map((code) => ({ code, words: t(`complaint:state-${code}`), chosen: code === query.state })),
});
