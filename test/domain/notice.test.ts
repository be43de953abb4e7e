import { expect } from 'chai';
import { languages } from '../../src/domain/language.ts';
import { mostAttempts, natureOf, nextAttemptAt, noticeKinds, owedNotice } from '../../src/domain/notice.ts';
import { messagesOf, translators } from '../../src/locales.ts';

const at = new Date('2026-11-20T03:00:00Z');
const minutesAfter = (attempts: number, jitter: number): number =>
  (nextAttemptAt(at, attempts, jitter).getTime() - at.getTime()) / 60_000;

describe('a notice', () => {
  it('is tried again after 1, 2, 4 ... minutes and at least hourly', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map((attempts) => minutesAfter(attempts, 0))).to.deep.equal([
      1, 2, 4, 8, 16, 32, 60, 60,
    ]);
  });

  it('is put off by up to a quarter more, so that thousands do not come back at once', () => {
    expect(minutesAfter(7, 1)).to.equal(75);
    expect(minutesAfter(1, 0.5)).to.equal(1.125);
  });

  it('is given up after about three days', () => {
    let minutes = 0;
    for (let attempts = 1; attempts < mostAttempts; attempts += 1) minutes += minutesAfter(attempts, 0.5);
    expect(minutes / 60 / 24).to.be.within(3, 4);
  });

  it('is told apart by what it is, to whom, and by the step that caused it', () => {
    expect(owedNotice('acknowledgement', at).key).to.equal('acknowledgement:1');
    expect(owedNotice('waiting', at, 'a1', 2).key).to.equal('waiting:a1:2');
    const notices = [4, 7].flatMap((step) => [
      owedNotice('resolved', at, undefined, step),
      owedNotice('handed_back', at, 'a1', step),
      owedNotice('handed_back', at, 'a2', step),
    ]);
    expect(new Set(notices.map(({ key }) => key)).size).to.equal(notices.length);
  });

  it('is owed from its instant on, whoever it goes to', () => {
    expect(owedNotice('late', at, undefined, 9)).to.deep.equal({
      key: 'late:9',
      kind: 'late',
      state: 'owed',
      attempts: 0,
      dueAt: at,
    });
    expect(owedNotice('finding', at, 'a1', 9)).to.include({ account: 'a1' });
  });

  it('of a denunciation is its arrival for the resident and a word to its officer, and no other', () => {
    expect(noticeKinds.filter((kind) => natureOf(kind).evenSealed)).to.deep.equal([
      'acknowledgement',
      'sealed_waiting',
    ]);
  });

  it('for staff is never a short message', () => {
    for (const kind of noticeKinds)
      if (natureOf(kind).for === 'staff') expect(natureOf(kind).texted, kind).to.equal(undefined);
  });

  for (const language of languages)
    it(`has all its words (${language}), none of them with a gap but for the case and the way to it`, () => {
      const words = messagesOf(language)['mail'] as Record<string, string>;
      for (const kind of noticeKinds) {
        const parts = ['name', 'headline', 'body', ...(natureOf(kind).texted ? ['sms'] : [])];
        for (const part of parts) expect(words[`${kind}-${part}`], `${kind}-${part}`).to.be.a('string');
        for (const part of ['name', 'headline', 'body']) expect(words[`${kind}-${part}`], kind).to.not.include('{{');
        expect((words[`${kind}-sms`] ?? '').replace('{{reference}}', '').replace('{{link}}', '')).to.not.include('{{');
      }
    });

  for (const language of languages)
    it(`fits into one short message without marks (${language})`, () => {
      const t = translators()[language];
      const link = 'https://ydan.hochiminhcity.gov.vn/track?lang=en';
      for (const kind of noticeKinds.filter((one) => natureOf(one).texted)) {
        const text = t(`mail:${kind}-sms`, { reference: 'A1B2C3D4', link });
        expect(text, kind).to.match(/^[\w\d .,:;/?=()'-]+$/);
        expect(text.length, text).to.be.at.most(160);
        expect(text).to.include(link).and.include('A1B2C3D4');
      }
    });
});
