import { expect } from 'chai';
import { codebook } from '../../src/domain/codebook.ts';
import { type InterviewRecord, interviewRows } from '../../src/domain/interview-row.ts';
import type { Questionnaire } from '../../src/domain/questionnaire.ts';
import { questionnaireOf } from '../../src/domain/questionnaires.ts';

const form = questionnaireOf('SIPAS-SERVICE', 2022) as Questionnaire;
const populations = new Map([
  ['H79-N26740 1.001193', 900],
  ['H79-N26740 1.000656', 100],
]);
const interview = (more: Partial<InterviewRecord> = {}): InterviewRecord => ({
  stratum: 'H79-N26740 1.001193',
  mode: 'phone',
  score: 4,
  answers: {},
  status: 'valid',
  questionnaire: { code: form.code, version: form.version },
  day: '2026-10-01',
  language: 'vi',
  ...more,
});
const rows = (...records: InterviewRecord[]) => interviewRows(form, records, populations);

describe('An exported interview', () => {
  it('has a value or nothing for every variable of the codebook, and no other', () => {
    const [row = {}] = rows(interview());
    const names = codebook(form, { agencies: new Map(), procedures: new Map() }).map(({ name }) => name);
    expect(Object.keys(row)).to.deep.equal(names);
  });

  it('is coded', () => {
    const answers = { access1: 5, access2: 'no_experience', access3: 'dont_know', access4: 'refused' } as const;
    const [row] = rows(
      interview({ answers, score: 2, mode: 'post', result: 'refused', reasons: ['late'], seconds: 90 }),
    );
    expect(row).to.include({
      serial: 1,
      questionnaire: 'SIPAS-SERVICE',
      version: 2022,
      agency: 'H79-N26740',
      procedure: '1.001193',
      result: 2,
      mode: 3,
      language: 1,
      seconds: 90,
      overall: 2,
      access1: 5,
      access2: 96,
      access3: 98,
      access4: 97,
      procedure1: 99,
      reason_late: 1,
      reason_fees: 0,
      status: 1,
    });
    expect(rows(interview({ score: 3 }))[0]).to.include({ reason_late: 96 });
    expect(rows(interview({ score: 2 }))[0], 'nothing is known, which is not “no”').to.include({ reason_late: 99 });
  });

  it('carries the weight of its stratum among what counts; an excluded one has none', () => {
    const few = interview({ stratum: 'H79-N26740 1.000656' });
    const stray = interview({ stratum: 'H79-N26740 unknown' });
    const found = rows(interview(), few, interview({ status: 'excluded' }), stray);
    expect(found.map((row) => row['weight'])).to.deep.equal([1.8, 0.2, undefined, undefined]);
    expect(found.map((row) => row['status'])).to.deep.equal([1, 1, 2, 1]);
  });

  it('names no interviewer: the same one has the same number', () => {
    const by = (interviewer: string) => interview({ interviewer });
    const found = rows(by('b@ydan'), by('a@ydan'), interview(), by('b@ydan'));
    expect(found.map((row) => row['interviewer'])).to.deep.equal([1, 2, undefined, 1]);
    expect(JSON.stringify(found)).to.not.include('@ydan');
  });

  it('keeps a comment that may hold personal data back, and masks numbers in the others', () => {
    const [kept, masked] = rows(
      interview({ comment: 'Gặp bà ở số 5', suspectedPersonal: true }),
      interview({ comment: 'Gọi 0903 123 456 nhé' }),
    );
    expect(kept?.['comment']).to.equal(undefined);
    expect(masked?.['comment']).to.equal('Gọi ••• nhé');
  });
});
