import type { Campaign } from '../../src/domain/campaign.ts';
import { stratumKey, stratumOf } from '../../src/domain/campaign.ts';
import { cityDay } from '../../src/domain/city-day.ts';
import type { InterviewRecord } from '../../src/domain/integrity-record.ts';
import { overallItem, type SurveyCase } from '../../src/domain/survey-case.ts';
import { newResponseId, type ResponseDocument } from '../../src/stores/responses.ts';
import type { World } from './world.ts';

/** Units that there are, in the place of the made-up offices `H0`, `H1`, …; and procedures in that of `P1`, `P2`, `P3`. */
const heldAt = [
  ...['H79-N25867', 'H79-N27508', 'H79-N27673', 'H79-N27592', 'H79-N25906', 'H79-N25822'],
  ...['H79-N26638', 'H79-N27637', 'H79-N26656', 'H79-N26590', 'H79-N27619', 'H79-N27667'],
];
const heldAbout = ['1.001193', '1.000656', '1.000894'];

const stratumHere = (stratum: string): string => {
  const { agency, procedure } = stratumOf(stratum);
  return stratumKey({
    agency: heldAt[Number(agency.slice(1))] ?? '',
    procedure: heldAbout[Number(procedure.slice(1)) - 1] ?? '',
  });
};

const caseOf = (campaign: Campaign, record: InterviewRecord, response: string): SurveyCase => {
  const { startedAt, finishedAt, seconds, interviewer, mode } = record;
  const at = (index: number, of: number) =>
    new Date(startedAt.getTime() + ((finishedAt.getTime() - startedAt.getTime()) * (index + 1)) / (of + 1));
  const given = [[overallItem, record.score] as const, ...Object.entries(record.answers)];
  const made = { by: interviewer, name: `Điều tra viên ${interviewer}`, mode } as const;
  return {
    ...{ id: `${campaign.id}-${record.case}`, campaign: campaign.id, stratum: stratumHere(record.stratum) },
    ...{ frameKey: `HS-${record.case}`, result: 'granted', finishedOn: '2026-08-20', lot: record.case },
    ...{ state: 'final', queue: 'vi', language: 'vi', attemptCount: 1, owes: [], revision: 1, outcome: 'complete' },
    tried: { morning: 1, afternoon: 0, evening: 0, weekend: 0 },
    attempts: [{ ...made, at: finishedAt, window: 'morning', outcome: 'complete' }],
    finalAt: finishedAt,
    place: `${campaign.id}-${record.case}.1`,
    interview: {
      ...{ ...made, language: 'vi', startedAt, finishedAt, seconds, response },
      consent: { version: 1, at: startedAt },
      answers: Object.fromEntries(given.map(([item, value], index) => [item, { value, at: at(index, given.length) }])),
    },
  };
};

const responseOf = (surveyCase: SurveyCase, record: InterviewRecord): ResponseDocument => {
  const { id, campaign } = surveyCase;
  return {
    _id: newResponseId(),
    ...{ key: `campaign:${campaign}:${id}`, fingerprint: '', owes: ['tally'], ...stratumOf(surveyCase.stratum) },
    ...{ channel: record.mode, score: record.score, answers: record.answers, language: 'vi', status: 'valid' },
    questionnaire: { code: 'SIPAS-SERVICE', version: 2022 },
    ...{ occurredAt: record.finishedAt, receivedAt: record.finishedAt, source: `campaign-${campaign}` },
    day: cityDay(record.finishedAt, 'Asia/Ho_Chi_Minh'),
    ...{ campaign, externalId: id, interviewerCode: record.interviewer, durationSeconds: record.seconds },
  };
};

/** Lets interviews of a made-up world have been held in a campaign: cases, answers, places and tallies are all there. */
export async function holdAll(
  { system: { stores, actions }, clock }: World,
  campaign: Campaign,
  records: readonly InterviewRecord[],
): Promise<SurveyCase[]> {
  const answers: ResponseDocument[] = [];
  const cases = records.map((record) => {
    const response = responseOf(caseOf(campaign, record, ''), record);
    answers.push(response);
    return caseOf(campaign, record, String(response._id));
  });
  await stores.frameCases.insertMany(cases);
  await stores.responses.insertMany(answers);
  for (const stratum of new Set(cases.map((one) => one.stratum))) {
    const places = cases.filter((one) => one.stratum === stratum).map(({ place = '' }) => place);
    await stores.quotas.want(campaign.id, stratum, places.length);
    await Promise.all(places.map((place) => stores.quotas.keep(campaign.id, stratum, place)));
  }
  await actions.satisfaction.settle(clock.now());
  return cases;
}
