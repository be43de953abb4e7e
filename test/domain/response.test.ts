import { expect } from 'chai';
import { accepted, commentLimit, type ResponseInput } from '../../src/domain/response.ts';
import { smallCity } from '../support/small-city.ts';

const circumstances = {
  catalogue: smallCity,
  now: new Date('2017-04-03T10:00:00+07:00'),
  timeZone: 'Asia/Ho_Chi_Minh',
};
const later = { ...circumstances, now: new Date('2025-07-02T10:00:00+07:00') };
const input = (rest: Partial<ResponseInput> = {}): ResponseInput => ({
  agency: 'W1',
  channel: 'web',
  score: 4,
  ...rest,
});

const response = (given: ResponseInput, at = circumstances) => {
  const result = accepted(given, at);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.response;
};
const faults = (given: ResponseInput, at = circumstances) => {
  const result = accepted(given, at);
  return 'faults' in result ? result.faults.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};

describe('An answer', () => {
  it('of the smallest kind is taken, dated now and bound to the version it answered', () => {
    expect(response(input())).to.deep.equal({
      agency: 'W1',
      channel: 'web',
      score: 4,
      questionnaire: { code: 'RATING', version: 1 },
      language: 'vi',
      occurredAt: circumstances.now,
      receivedAt: circumstances.now,
      day: '2017-04-03',
      source: 'web',
      status: 'valid',
    });
  });

  it('is counted on the city day on which it was given', () => {
    expect(response(input({ occurredAt: new Date('2017-04-02T18:30:00Z') })).day).to.equal('2017-04-03');
    expect(response(input({ occurredAt: new Date('2017-04-02T16:30:00Z') })).day).to.equal('2017-04-02');
  });

  it('with item answers is bound to the form that has them', () => {
    expect(response(input({ answers: { access1: 4, feedback3: 'no_experience' } })).questionnaire).to.deep.equal({
      code: 'SIPAS-SERVICE',
      version: 2022,
    });
  });

  it('whose comment looks as if it named somebody says so', () => {
    expect(response(input({ comment: 'gọi tôi 0903 123 456' })).suspectedPersonal).to.equal(true);
    expect(response(input({ comment: 'chờ lâu' }))).to.not.have.property('suspectedPersonal');
  });

  it('keeps nothing that was left empty', () => {
    expect(response(input({ comment: '', answers: {}, reasons: [] }))).to.not.have.any.keys(
      'comment',
      'answers',
      'reasons',
    );
  });
});

describe('An answer is refused', () => {
  it('for an agency that nobody knows or that is not rated', () => {
    expect(faults(input({ agency: 'nowhere' }))).to.deep.equal(['/agency agency-unknown']);
    expect(faults(input({ agency: 'MTTQ' }))).to.deep.equal(['/agency agency-not-rated']);
  });

  it('before the agency existed', () => {
    expect(faults(input({ agency: 'N1' }))).to.deep.equal(['/agency agency-not-yet']);
  });

  it('after the agency ended, and names the successor', () => {
    const result = accepted(input(), later);
    expect('faults' in result && result.faults[0]).to.deep.include({ pointer: '/agency', code: 'agency-ended' });
    expect('faults' in result && result.faults[0]?.params?.['successors']).to.equal('Đơn vị N1 (N1)');
  });

  it('not when it was given while the agency still was, however late it arrives', () => {
    expect(response(input({ occurredAt: new Date('2025-06-30T23:59:00+07:00') }), later).day).to.equal('2025-06-30');
  });

  it('from the future, beyond what clocks differ', () => {
    expect(faults(input({ occurredAt: new Date('2017-04-03T10:06:00+07:00') }))).to.deep.equal([
      '/occurredAt occurred-in-future',
    ]);
    expect(faults(input({ occurredAt: new Date('2017-04-03T10:04:00+07:00') }))).to.deep.equal([]);
  });

  it('for a procedure, an item or a reason that does not exist', () => {
    expect(faults(input({ procedure: '9.999999' }))).to.deep.equal(['/procedure procedure-unknown']);
    expect(faults(input({ answers: { access99: 3 } }))).to.deep.equal(['/answers/access99 item-unknown']);
    expect(faults(input({ reasons: ['none'] }))).to.deep.equal(['/reasons reason-unknown']);
  });

  it('with a comment longer than the limit', () => {
    expect(faults(input({ comment: 'a'.repeat(commentLimit) }))).to.deep.equal([]);
    expect(faults(input({ comment: 'a'.repeat(commentLimit + 1) }))).to.deep.equal(['/comment comment-too-long']);
  });

  it('with everything that is wrong at once', () => {
    expect(faults(input({ agency: 'nowhere', procedure: '9.999999', reasons: ['none'] }))).to.deep.equal([
      '/agency agency-unknown',
      '/procedure procedure-unknown',
      '/reasons reason-unknown',
    ]);
  });
});
