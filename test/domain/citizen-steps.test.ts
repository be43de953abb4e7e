import { expect } from 'chai';
import { add, confirm, rateHandling, reopen, resumeNotices, stopNotices } from '../../src/domain/citizen-steps.ts';
import type { CaseEvent } from '../../src/domain/complaint.ts';
import type { Actor } from '../../src/domain/step.ts';
import { cityAt, handledCase, monday, refusal } from '../support/handled-case.ts';

const resident: Actor = { kind: 'resident' };
const around = cityAt(monday);
const said = (kind: CaseEvent['kind'], times: number): CaseEvent[] =>
  Array.from({ length: times }, (_one, index) => {
    const by = { role: 'resident' } as const;
    return { seq: index + 1, at: monday, kind, by, previous: '', hash: '' };
  });

describe('the steps of a resident', () => {
  it('leave room in the case for those who work on it, and can always close it and open it again', () => {
    const full = { trail: said('added', 500), reopenUntil: monday };
    const steps = [add('Thêm.'), rateHandling(5), resumeNotices];
    const states = ['in_progress', 'resolved', 'resolved'] as const;
    steps.forEach((step, index) => {
      const state = states[index] ?? 'resolved';
      expect(refusal(() => step(handledCase({ state, trail: said('added', 499) }), resident, around))).to.equal('done');
      expect(refusal(() => step(handledCase({ ...full, state }), resident, around))).to.equal(
        'conflict complaint:conflict-full',
      );
    });
    for (const step of [confirm, reopen('Chưa xong.'), stopNotices])
      expect(refusal(() => step(handledCase({ ...full, state: 'resolved' }), resident, around))).to.equal('done');
  });

  it('stop letters once', () => {
    const stopped = handledCase({ noticesStopped: true });
    expect(refusal(() => stopNotices(stopped, resident, around))).to.equal('conflict complaint:conflict-said');
  });

  it('judge no handling of a denunciation, which is handled elsewhere', () => {
    const purged = handledCase({ class: 'denunciation', state: 'handed_over' });
    expect(refusal(() => rateHandling(5)(purged, resident, around))).to.match(/^conflict complaint:conflict-moved/);
  });
});
