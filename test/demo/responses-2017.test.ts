import { expect } from 'chai';
import { type DemoResponse, demoResponses2017 } from '../../src/demo/responses.ts';
import { countsBy } from './csv-rows.ts';
import { dayOf, expectPlausible, fingerprint } from './plausible.ts';

describe('The demo answers of 2017', () => {
  let all: DemoResponse[];
  let interviews: DemoResponse[];
  let ratings: DemoResponse[];

  before(() => {
    all = [...demoResponses2017()];
    interviews = all.filter(({ channel }) => channel === 'phone' || channel === 'face_to_face');
    ratings = all.filter(({ channel }) => channel === 'web' || channel === 'post');
  });

  it('are 30,051 interviews with 5.89 % dissatisfied, as published', () => {
    expect(countsBy(interviews, ({ channel, score }) => `${channel} ${score}`)).to.deep.equal({
      'phone 1': 177,
      'phone 2': 1070,
      'phone 4': 13932,
      'phone 5': 6219,
      'face_to_face 1': 83,
      'face_to_face 2': 440,
      'face_to_face 4': 5582,
      'face_to_face 5': 2548,
    });
    expect(interviews).to.have.length(30_051);
    const dissatisfied = interviews.filter(({ score }) => score <= 2).length;
    expect(((100 * dissatisfied) / interviews.length).toFixed(2)).to.equal('5.89');
  });

  it('are 2,857 ratings by web and post, as published, on all five levels', () => {
    expect(ratings).to.have.length(2857);
    expect(countsBy(ratings, ({ score }) => String(score))).to.deep.equal({ 1: 50, 2: 97, 3: 160, 4: 1010, 5: 1540 });
    expect(all).to.have.length(32_908);
  });

  it('came from April to November, interviews never on a Sunday or at night', () => {
    const months = countsBy(all, (response) => response.occurredAt.slice(0, 7));
    expect(Object.keys(months).sort().join(' ')).to.equal(
      '2017-04 2017-05 2017-06 2017-07 2017-08 2017-09 2017-10 2017-11',
    );
    for (const count of Object.values(months)) expect(count).to.be.within(3300, 4900);
    for (const interview of interviews) {
      expect(new Date(`${dayOf(interview)}T00:00:00Z`).getUTCDay(), interview.externalId).to.not.equal(0);
      expect(Number(interview.occurredAt.slice(11, 13)), interview.externalId).to.be.within(7, 19);
    }
  });

  it('are known to every office of 2017 and to the departments that have procedures', () => {
    const units = new Set(all.map(({ agencyCode }) => agencyCode));
    expect([...units].filter((code) => /^H79-7\d\d$/.test(code))).to.have.length(24);
    expect([...units].filter((code) => /^H79-2\d{4}$/.test(code)).length).to.be.above(300);
    expect([...units].filter((code) => /^H79-[A-Z]+$/.test(code))).to.include.members(['H79-STP', 'H79-SGTVT']);
  });

  it('leave the procedures of the districts to the districts', () => {
    const wardProcedures = '1.001193 1.000656 1.000894 1.004873 2.000635 2.000815 2.000884'.split(' ');
    for (const { agencyCode, procedureCode } of all)
      if (/^H79-2\d{4}$/.test(agencyCode)) expect(wardProcedures).to.include(procedureCode);
  });

  it('agree with themselves, one by one', () => expectPlausible(all));

  it('leave an item unanswered now and then', () => {
    const missing = interviews.filter(({ answers = {} }) => Object.keys(answers).length < 19).length;
    expect(missing / interviews.length).to.be.within(0.05, 0.5);
  });

  it('are marked as demo data', () => {
    for (const { externalId } of all) expect(externalId).to.match(/^DEMO-2017-\d{5}$/);
  });

  it('are the same whenever they are asked for', () => {
    expect(fingerprint(demoResponses2017())).to.equal(fingerprint(all));
  });
});
