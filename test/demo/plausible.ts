import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { demoAgencies, demoProcedures } from '../../src/demo/catalogue.ts';
import type { DemoResponse } from '../../src/demo/responses.ts';
import { existsOn } from '../../src/domain/agency.ts';
import { personalDataIn } from '../../src/domain/personal-data.ts';
import { isOfferedBy } from '../../src/domain/procedure.ts';
import { answerFaults, reasonFaults } from '../../src/domain/questionnaire.ts';
import { answeredQuestionnaire } from '../../src/domain/questionnaires.ts';

const agencies = new Map(demoAgencies.map((agency) => [agency.code, agency]));
const procedures = new Map(demoProcedures.map((procedure) => [procedure.code, procedure]));
const dossierCode = /^H29\.\d{1,3}-\d{6}-\d{4}$/;

/** One value for all answers and their order. */
export const fingerprint = (responses: Iterable<DemoResponse>): string => {
  const hash = createHash('sha256');
  for (const response of responses) hash.update(JSON.stringify(response));
  return hash.digest('hex');
};

export const dayOf = ({ occurredAt }: DemoResponse): string => occurredAt.slice(0, 10);

/** Everything wrong with an answer that could be said without knowing its neighbours. */
function faultsOf(response: DemoResponse): string[] {
  const { agencyCode, procedureCode, score, answers = {}, reasons = [], comment = '', channel } = response;
  const agency = agencies.get(agencyCode);
  const procedure = procedures.get(procedureCode);
  if (!agency || !procedure) return ['unknown agency or procedure'];
  const form = answeredQuestionnaire(answers);
  const byInterviewer = channel === 'phone' || channel === 'face_to_face';
  const levels = Object.values(answers);
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const checks: [string, boolean][] = [
    ['the agency does not exist on the day', !existsOn(agency, dayOf(response))],
    ['the agency does not offer the procedure', !isOfferedBy(procedure, agency)],
    [
      'the instant is not in the form of the city',
      !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/.test(response.occurredAt),
    ],
    ['the dossier code', response.dossierCode !== undefined && !dossierCode.test(response.dossierCode)],
    ['the items', answerFaults(form, answers).length > 0],
    ['the reasons', reasonFaults(form, reasons).length > 0 || score <= 2 !== reasons.length > 0],
    [
      'an interview without interviewer, duration or items',
      byInterviewer && !(response.interviewerCode && levels.length >= 12),
    ],
    ['items without interviewer', !byInterviewer && (levels.length > 0 || response.interviewerCode !== undefined)],
    ['items that contradict the score', byInterviewer && Math.abs(mean - score) > 1.25],
    ['personal data', personalDataIn(comment)],
  ];
  return checks.filter(([, wrong]) => wrong).map(([fault]) => fault);
}

/** Fails with the first answers that have faults. */
export function expectPlausible(responses: readonly DemoResponse[]): void {
  const faulty = responses.map((response) => ({ response, faults: faultsOf(response) }));
  expect(faulty.filter(({ faults }) => faults.length > 0).slice(0, 3)).to.deep.equal([]);
  expect(new Set(responses.map(({ externalId }) => externalId)).size).to.equal(responses.length);
  const dossiers = responses.flatMap((response) => response.dossierCode ?? []);
  expect(new Set(dossiers).size).to.equal(dossiers.length);
}
