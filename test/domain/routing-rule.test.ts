import { expect } from 'chai';
import fc from 'fast-check';
import {
  bookOn,
  firstRules,
  type Routable,
  type RoutingRule,
  type RuleBook,
  ruleFor,
} from '../../src/domain/routing-rule.ts';
import { anyBook, anySubject, randomCity } from '../support/random-city.ts';
import { smallCity } from '../support/small-city.ts';

const bookOf = (...rules: readonly RoutingRule[]): RuleBook => ({
  version: 1,
  from: '2000-01-01',
  rules,
  savedAt: new Date('2026-01-01T00:00:00Z'),
  reason: '',
});
const ruleOf = (code: string, when: RoutingRule['when'] = {}): RoutingRule => ({
  code,
  when,
  handlers: ['agency'],
  watchers: [],
  policy: 'portal',
});
const late: Routable = {
  class: 'feedback_policy',
  topic: 'late_file',
  severity: 'ordinary',
  agency: 'W1',
  procedure: '1.000001',
  day: '2025-03-01',
  content: 'Đã trễ hẹn ba ngày, không ai báo.',
};
const chosen = (subject: Routable, ...rules: readonly RoutingRule[]): string =>
  ruleFor(smallCity, bookOf(...rules, ruleOf('else')), subject).code;
/** Whether a rule with this condition is the one for a late file of ward W1. */
const fits = (when: RoutingRule['when'], subject: Routable = late): boolean =>
  chosen(subject, ruleOf('this', when)) === 'this';

describe('a routing rule', () => {
  it('is the first of its book whose every condition holds', () => {
    const [narrow, wide] = [
      ruleOf('narrow', { topics: ['late_file'] }),
      ruleOf('wide', { classes: ['feedback_policy'] }),
    ];
    expect(chosen(late, narrow, wide)).to.equal('narrow');
    expect(chosen(late, wide, narrow)).to.equal('wide');
    expect(chosen({ ...late, topic: 'fees' }, narrow, wide)).to.equal('wide');
    expect(fits({ topics: ['late_file'], classes: ['incident'] })).to.equal(false);
  });

  it('looks at class, topic and severity', () => {
    expect(fits({ classes: ['incident', 'feedback_policy'] })).to.equal(true);
    expect(fits({ classes: ['incident'] })).to.equal(false);
    expect(fits({ topics: ['late_file'] })).to.equal(true);
    expect(fits({ topics: ['fees'] })).to.equal(false);
    expect(fits({ severities: ['ordinary'] })).to.equal(true);
    expect(fits({ severities: ['grave'] })).to.equal(false);
  });

  it('looks at the kind of the agency, and at it or anything above it on the day it happened', () => {
    expect(fits({ agencyKinds: ['ward'] })).to.equal(true);
    expect(fits({ agencyKinds: ['district'] })).to.equal(false);
    for (const above of ['W1', 'D1', 'C']) expect(fits({ agencies: ['SVX', above] }), above).to.equal(true);
    expect(fits({ agencies: ['W2'] })).to.equal(false);
    const moved = { ...late, agency: 'MOVE' };
    expect(fits({ agencies: ['D1'] }, { ...moved, day: '2017-06-14' })).to.equal(true);
    expect(fits({ agencies: ['D1'] }, { ...moved, day: '2017-06-15' })).to.equal(false);
  });

  it('looks at the field of the procedure, which a case without one does not have', () => {
    expect(fits({ fields: ['civil_status'] })).to.equal(true);
    expect(fits({ fields: ['construction'] })).to.equal(false);
    expect(fits({ fields: ['civil_status'] }, { ...late, procedure: undefined })).to.equal(false);
  });

  it('finds whole words in the text, with or without marks and in any case', () => {
    for (const word of ['trễ hẹn', 'TRE HEN', 'Đã', 'báo']) expect(fits({ words: [word] }), word).to.equal(true);
    for (const word of ['trễ hẹ', 'ễ hẹn', 'hẹn trễ', 'ngà']) expect(fits({ words: [word] }), word).to.equal(false);
    expect(fits({ words: ['bảo hiểm', 'ba ngày'] })).to.equal(true);
    expect(fits({ words: ['trễ hẹn'] }, { ...late, content: undefined })).to.equal(false);
  });

  it('is found for every case in every book that ends with one for everything, and none before it would do', () => {
    fc.assert(
      fc.property(randomCity, anyBook, anySubject, (city, book, subject) => {
        const { code } = ruleFor(city, book, subject);
        const before = book.rules.slice(
          0,
          book.rules.findIndex((rule) => rule.code === code),
        );
        for (const rule of before) {
          const alone = { ...book, rules: [rule, ruleOf('else')] };
          expect(ruleFor(city, alone, subject).code).to.equal('else');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is an error of ours when there is none', () => {
    expect(() => ruleFor(smallCity, bookOf(ruleOf('fees', { topics: ['fees'] })), late)).to.throw('version 1');
  });
});

describe('the first rules', () => {
  const firstFor = (about: Partial<Routable>): string =>
    ruleFor(smallCity, bookOf(...firstRules), { ...late, ...about }).code;

  it('tell what is dangerous from what is not', () => {
    expect(firstFor({})).to.equal('everything-else');
    expect(firstFor({ class: 'legal_complaint' })).to.equal('legal-complaint');
    expect(firstFor({ class: 'feedback_conduct', topic: 'harassment' })).to.equal('harassment');
    expect(firstFor({ class: 'feedback_conduct', topic: 'attitude' })).to.equal('conduct');
    expect(firstFor({ class: 'incident', topic: 'other' })).to.equal('incident');
    expect(firstFor({ topic: 'website' })).to.equal('website');
  });
});

describe('the book in force', () => {
  const version = (number: number, from: string): RuleBook => ({ ...bookOf(ruleOf('else')), version: number, from });
  const books = [
    version(1, '2000-01-01'),
    version(2, '2026-03-01'),
    version(3, '2026-12-01'),
    version(4, '2026-06-01'),
  ];
  const on = (day: string) => bookOn(books, day).version;

  it('is the last saved of those whose day has come', () => {
    expect([on('2026-02-28'), on('2026-03-01'), on('2026-06-01'), on('2026-12-31')]).to.deep.equal([1, 2, 4, 4]);
  });

  it('is the first before any day has come', () => {
    expect(bookOn(books.slice(1), '1999-12-31').version).to.equal(2);
  });

  it('must be there', () => {
    expect(() => bookOn([], '2026-01-01')).to.throw();
  });
});
