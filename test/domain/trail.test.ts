import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { CaseEvent, Standing } from '../../src/domain/complaint.ts';
import type { Digest } from '../../src/domain/tracking.ts';
import { canonical, chained, changed, trailFaults } from '../../src/domain/trail.ts';

const digest: Digest = (purpose, text) => createHmac('sha256', `key ${purpose}`).update(text).digest();
const id = '0123456789abcdef01234567';
const start: Standing = {
  class: 'feedback_policy',
  topic: 'late_file',
  severity: 'ordinary',
  agency: 'W1',
  state: 'received',
  checked: false,
  handlers: [],
  watchers: [],
  proposed: [],
  policy: 'portal',
  clocks: [],
  reopenings: 0,
  links: [],
  findings: [],
  noticesStopped: false,
};

const aHappening = fc.record(
  {
    kind: fc.constantFrom('forwarded', 'asked', 'resolved', 'noted', 'reopened'),
    changes: fc.record(
      {
        state: fc.constantFrom('routed', 'forwarded', 'in_progress', 'resolved'),
        handlers: fc.array(fc.constantFrom('W1', 'W2', 'C')),
        waitingUntil: fc.option(fc.date({ noInvalidDate: true })),
        reopenings: fc.nat(5),
        claim: fc.option(fc.record({ account: fc.string(), until: fc.date({ noInvalidDate: true }) })),
      },
      { requiredKeys: [] },
    ),
    about: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.nat(), fc.boolean())),
    text: fc.string(),
  },
  { requiredKeys: ['kind'] },
);

/** A case that came about as its events say. */
const aCase = fc.array(aHappening, { minLength: 1, maxLength: 8 }).map((happenings) => {
  const by = { role: 'officer', account: 'account', agency: 'W1' } as const;
  const at = new Date('2026-11-02T03:00:00Z');
  const first = chained(digest, id, [], { kind: 'received', changes: start }, at, { role: 'resident' });
  const trail = happenings.reduce<CaseEvent[]>(
    (before, one, index) => [...before, chained(digest, id, before, one, new Date(at.getTime() + index * 60_000), by)],
    [first],
  );
  const standing = trail.reduce<Partial<Standing>>((before, { changes }) => changed(before, changes), {}) as Standing;
  return { id, trail, standing };
});
type Case = { id: string; trail: readonly CaseEvent[]; standing: Standing };

const edited = (trail: readonly CaseEvent[], index: number, edit: Partial<CaseEvent>): CaseEvent[] =>
  trail.map((event, place) => (place === index ? { ...event, ...edit } : event));

/** One thing that somebody with the store in hand could do to a case, or nothing where there is nothing to do it to. */
const vandals: Readonly<Record<string, (found: Case, index: number) => Case | undefined>> = {
  'an event is removed before the last': ({ trail, ...rest }, index) =>
    index < trail.length - 1 ? { ...rest, trail: trail.toSpliced(index, 1) } : undefined,
  'two events change places': ({ trail, ...rest }, index) => {
    const [one, other] = [trail[index], trail[index + 1]];
    return one && other ? { ...rest, trail: trail.toSpliced(index, 2, other, one) } : undefined;
  },
  'an event is there twice': ({ trail, ...rest }, index) => ({
    ...rest,
    trail: trail.toSpliced(index, 0, trail[index] as CaseEvent),
  }),
  'an event says it was somebody else': ({ trail, ...rest }, index) => ({
    ...rest,
    trail: edited(trail, index, { by: { role: 'hotline', account: 'other' } }),
  }),
  'an event says it was another day': ({ trail, ...rest }, index) => ({
    ...rest,
    trail: edited(trail, index, { at: new Date('2026-11-01T00:00:00Z') }),
  }),
  'an event is of another kind': ({ trail, ...rest }, index) => ({
    ...rest,
    trail: edited(trail, index, { kind: 'drawn' }),
  }),
  'an event changed something else': ({ trail, standing, ...rest }, index) => ({
    ...rest,
    trail: edited(trail, index, { changes: { ...trail[index]?.changes, policy: 'incident' } }),
    standing: { ...standing, policy: 'incident' },
  }),
  'the facts of an event are edited': ({ trail, ...rest }, index) => ({
    ...rest,
    trail: edited(trail, index, { about: { ...trail[index]?.about, edited: true } }),
  }),
  'a text is edited': ({ trail, ...rest }, index) => {
    const text = trail[index]?.text;
    return text === undefined ? undefined : { ...rest, trail: edited(trail, index, { text: `${text}.` }) };
  },
  'a text is put where none was': ({ trail, ...rest }, index) =>
    trail[index]?.text === undefined ? { ...rest, trail: edited(trail, index, { text: 'Đã xong.' }) } : undefined,
  'the digest of a text is taken off with it': ({ trail, ...rest }, index) => {
    const { text: _text, textDigest, ...bare } = trail[index] as CaseEvent;
    return textDigest === undefined ? undefined : { ...rest, trail: trail.toSpliced(index, 1, bare) };
  },
  'a hash is edited': ({ trail, ...rest }, index) => ({ ...rest, trail: edited(trail, index, { hash: '00' }) }),
  'the state is edited': ({ standing, ...rest }) => ({ ...rest, standing: { ...standing, state: 'closed' } }),
  'the agency is edited': ({ standing, ...rest }) => ({ ...rest, standing: { ...standing, agency: 'W2' } }),
  'a field is added': ({ standing, ...rest }) => ({ ...rest, standing: { ...standing, handlingScore: 5 } }),
  'a field is taken away': ({ standing: { policy: _policy, ...standing }, ...rest }) => ({
    ...rest,
    standing: standing as Standing,
  }),
  'the trail is given to another case': (found) => ({ ...found, id: 'fedcba9876543210fedcba98' }),
  'the whole trail is gone': (found) => ({ ...found, trail: [] }),
};

describe('the trail of a case', () => {
  it('is whole as it was written', () => {
    fc.assert(
      fc.property(aCase, (found) => {
        expect(trailFaults(digest, found)).to.deep.equal([]);
      }),
    );
  });

  it('is whole without texts that were sealed or purged', () => {
    fc.assert(
      fc.property(aCase, ({ trail, ...rest }) => {
        const bare = trail.map(({ text: _text, ...event }) => event);
        expect(trailFaults(digest, { ...rest, trail: bare })).to.deep.equal([]);
      }),
    );
  });

  for (const [deed, vandalised] of Object.entries(vandals))
    it(`shows when ${deed}`, () => {
      fc.assert(
        fc.property(aCase, fc.nat(100), (found, where) => {
          const broken = vandalised(found, where % found.trail.length);
          fc.pre(broken !== undefined);
          expect(trailFaults(digest, broken)).to.not.be.empty;
        }),
      );
    });

  it('shows when it was hashed with another key', () => {
    fc.assert(
      fc.property(aCase, (found) => {
        const other: Digest = (purpose, text) => digest(`other ${purpose}`, text);
        expect(trailFaults(other, found)).to.not.be.empty;
      }),
    );
  });

  it('writes one value in one way, however its keys are ordered', () => {
    const at = new Date('2026-11-02T03:00:00Z');
    expect(canonical({ b: [1, { d: at, c: undefined }], a: null })).to.equal(
      '{"a":null,"b":[1,{"d":"2026-11-02T03:00:00.000Z"}]}',
    );
    expect(canonical({ a: null, b: [1, { d: at }] })).to.equal(canonical({ b: [1, { d: at, c: undefined }], a: null }));
  });
});
