import { expect } from 'chai';
import {
  type Clock,
  classOf,
  complaintClasses,
  complaintStates,
  concernsConduct,
  isOpen,
  liveClock,
  topicFrom,
  topics,
} from '../../src/domain/complaint.ts';

describe('a complaint', () => {
  it('is about conduct when it is about attitude or harassment, else about policy and procedure', () => {
    expect(topics.filter((topic) => classOf(topic) === 'feedback_conduct')).to.deep.equal(['attitude', 'harassment']);
  });

  it('that names no topic takes the gravest of the reasons ticked beside the rating', () => {
    expect(topicFrom(['late'])).to.equal('late_file');
    expect(topicFrom(['fees', 'attitude', 'late'])).to.equal('attitude');
    expect(topicFrom(['attitude', 'harassment'])).to.equal('harassment');
    expect(topicFrom([])).to.equal(undefined);
  });

  it('concerns conduct by its class or by its topic, so that a wrong class opens it to nobody it is about', () => {
    for (const itsClass of complaintClasses)
      for (const topic of topics) {
        const conduct =
          ['feedback_conduct', 'denunciation'].includes(itsClass) || ['attitude', 'harassment'].includes(topic);
        expect(concernsConduct({ class: itsClass, topic }), `${itsClass} ${topic}`).to.equal(conduct);
      }
  });

  it('is open as long as somebody has to do something about the matter', () => {
    expect(complaintStates.filter((state) => !isOpen(state))).to.deep.equal([
      ...['resolved', 'closed', 'refused', 'handed_over', 'quarantined'],
    ]);
  });

  it('has a running clock only in the last of its clocks', () => {
    const startedAt = new Date('2026-11-22T03:00:00Z');
    const clock: Clock = {
      stage: 'forward',
      policy: { code: 'portal', from: '2022-06-23' },
      startedAt,
      allowance: { amount: 5, unit: 'minutes' },
      pauses: [],
      level: 0,
    };
    const over = { ...clock, stoppedAt: startedAt };
    expect(liveClock({ clocks: [] })).to.equal(undefined);
    expect(liveClock({ clocks: [over] })).to.equal(undefined);
    expect(liveClock({ clocks: [over, clock] })).to.equal(clock);
  });
});
