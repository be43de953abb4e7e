import { expect } from 'chai';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { type DemoResponse, demoResponses2017, demoResponsesRecent } from '../../src/demo/responses.ts';
import { addDays, addMonths } from '../../src/domain/city-day.ts';
import { wilson } from '../../src/domain/wilson.ts';
import { countsBy } from './csv-rows.ts';
import { dayOf, expectPlausible, fingerprint } from './plausible.ts';

const today = '2026-11-22';
const top2 = (responses: readonly DemoResponse[]): number =>
  responses.filter(({ score }) => score >= 4).length / responses.length;

describe('The demo answers of the last 18 months', () => {
  let all: DemoResponse[];
  const of = (holds: (response: DemoResponse) => boolean): DemoResponse[] => all.filter(holds);

  before(() => {
    all = [...demoResponsesRecent(today)];
  });

  it('are about 40,000, in the order of time, from the first of those days on', () => {
    expect(all.length).to.be.within(37_000, 43_000);
    const instants = all.map(({ occurredAt }) => occurredAt);
    expect(instants).to.deep.equal([...instants].sort());
    expect(instants[0]?.slice(0, 10)).to.equal(addMonths(today, -18));
  });

  it('end yesterday, but for those who were up before seven today', () => {
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']) {
      const last = [...demoResponsesRecent(day)].filter((response) => dayOf(response) >= addDays(day, -1));
      expect(
        last.some((response) => dayOf(response) < day),
        day,
      ).to.equal(true);
      for (const response of last) expect(response.occurredAt < `${day}T07:00:00+07:00`, day).to.equal(true);
    }
    expect(of((response) => dayOf(response) === today)).to.not.have.length(0);
  });

  it('agree with themselves, one by one', () => expectPlausible(all));

  it('share no external id with those of 2017', () => {
    const ids = new Set([...demoResponses2017()].map(({ externalId }) => externalId));
    expect(all.some(({ externalId }) => ids.has(externalId))).to.equal(false);
  });

  it('are of districts and old wards until 30 June 2025 and of the units of today from 1 July', () => {
    const isOld = ({ agencyCode }: DemoResponse) => /^H79-(7\d\d|2\d{4})$/.test(agencyCode);
    const isNew = ({ agencyCode }: DemoResponse) => agencyCode.startsWith('H79-N');
    expect(of((response) => isOld(response) && dayOf(response) > '2025-06-30')).to.have.length(0);
    expect(of((response) => isNew(response) && dayOf(response) < '2025-07-01')).to.have.length(0);
    expect(new Set(of(isNew).map(({ agencyCode }) => agencyCode)).size).to.equal(168);
  });

  it('come on working days and in office hours', () => {
    const inOfficeHours = of(({ occurredAt }) => {
      const weekday = new Date(`${occurredAt.slice(0, 10)}T00:00:00Z`).getUTCDay();
      const time = occurredAt.slice(11, 16);
      return weekday >= 1 && weekday <= 5 && time >= '07:30' && time < '17:00';
    });
    expect(inOfficeHours.length / all.length).to.be.within(0.7, 0.9);
  });

  it('come half from interviewers and half by the web, QR code, kiosk and post', () => {
    const share = countsBy(all, ({ channel }) => channel);
    const asked = ((share.phone ?? 0) + (share.face_to_face ?? 0)) / all.length;
    expect(asked).to.be.within(0.43, 0.57);
    for (const channel of ['web', 'qr', 'kiosk', 'post', 'phone', 'face_to_face'])
      expect((share[channel] ?? 0) / all.length, channel).to.be.above(0.04);
  });

  it('are satisfied at 91 to 93 %, neutral at about 3 %', () => {
    expect(top2(all)).to.be.within(0.91, 0.93);
    expect(of(({ score }) => score === 3).length / all.length).to.be.within(0.02, 0.04);
  });

  it('improve slowly, with a dip around Tết', () => {
    const between = (from: string, to: string) =>
      top2(of((response) => from <= dayOf(response) && dayOf(response) <= to));
    expect(between('2026-07-01', '2026-11-21')).to.be.above(between('2025-07-01', '2025-11-21'));
    expect(between('2026-01-30', '2026-03-03')).to.be.below(between('2025-12-01', '2026-01-29') - 0.01);
    expect(between('2026-01-30', '2026-03-03')).to.be.below(between('2026-03-04', '2026-04-30') - 0.01);
  });

  it('tell some units below 90 % and some above, and of a few too little to say', () => {
    const today = demoAgencies
      .filter(({ code }) => code.startsWith('H79-N'))
      .map(({ code }) => {
        const answers = of(({ agencyCode }) => agencyCode === code);
        const { low, high } = wilson(answers.filter(({ score }) => score >= 4).length, answers.length);
        return { n: answers.length, low, high };
      });
    expect(today.filter(({ high, n }) => high < 0.9 && n >= 100).length).to.be.within(3, 12);
    expect(today.filter(({ low }) => low >= 0.9).length).to.be.within(15, 80);
    expect(today.filter(({ n }) => n < 30).length).to.be.within(3, 12);
    expect(of(({ agencyCode }) => agencyCode === 'H79-N26740').length).to.be.within(500, 700);
  });

  it('are better where everything is done online', () => {
    const isOnline = ({ procedureCode }: DemoResponse) => ['1.001612', '2.000720', '1.000459'].includes(procedureCode);
    const isOnPaper = ({ procedureCode }: DemoResponse) => ['1.003003', '1.009994'].includes(procedureCode);
    expect(top2(of(isOnline))).to.be.above(top2(of(isOnPaper)) + 0.02);
  });

  it('carry a comment at about one in twelve, few of them in English, in many words', () => {
    const comments = all.flatMap(({ comment, language }) => (comment ? [{ comment, language }] : []));
    expect(comments.length / all.length).to.be.within(0.06, 0.1);
    expect(
      new Set(comments.filter(({ language }) => language === 'vi').map(({ comment }) => comment)).size,
    ).to.be.above(30);
    const english = comments.filter(({ language }) => language === 'en');
    expect(english.length).to.be.within(1, comments.length / 10);
    for (const { comment } of english) expect(comment).to.match(/^[\x20-\x7e]+$/);
  });

  it('are the same whenever they are asked for, and the same for a day whatever today is', () => {
    expect(fingerprint(demoResponsesRecent(today))).to.equal(fingerprint(all));
    const later = [...demoResponsesRecent('2026-12-05')];
    expect(fingerprint(later)).to.not.equal(fingerprint(all));
    const shared = (response: DemoResponse) => dayOf(response) >= '2025-06-05' && dayOf(response) < today;
    expect(fingerprint(later.filter(shared))).to.equal(fingerprint(all.filter(shared)));
  });

  it('and those of 2017 are made within three seconds', () => {
    const before = process.cpuUsage();
    let count = 0;
    for (const _ of demoResponses2017()) count += 1;
    for (const _ of demoResponsesRecent(today)) count += 1;
    expect(count).to.be.above(70_000);
    expect(process.cpuUsage(before).user / 1000, 'of its own, whatever else the machine does').to.be.below(3000);
  });
});
