import { expect } from 'chai';
import type { Population } from '../../src/domain/campaign.ts';
import { type FrameEntry, frameFaults } from '../../src/domain/frame-entry.ts';
import { smallCity } from '../support/small-city.ts';

const spring: Population = { from: '2017-04-01', to: '2017-06-30', results: 'all' };
const dossier: FrameEntry = {
  key: 'H29.1-170503-0001',
  agency: 'W1',
  procedure: '1.000001',
  result: 'granted',
  finishedOn: '2017-05-03',
};
const faultsOf = (entry: Partial<FrameEntry>, population: Partial<Population> = {}, today = '2017-07-01'): string[] =>
  frameFaults({ ...dossier, ...entry }, { ...spring, ...population }, smallCity, today).map(({ code }) => code);

describe('A dossier of the frame', () => {
  it('that belongs to the population is right', () => {
    expect(faultsOf({})).to.deep.equal([]);
    expect(faultsOf({}, { agency: 'W1', procedure: '1.000001', results: 'granted' })).to.deep.equal([]);
  });

  it('belongs to the population from its first day to its last', () => {
    expect(faultsOf({ finishedOn: '2017-04-01' })).to.deep.equal([]);
    expect(faultsOf({ finishedOn: '2017-06-30' })).to.deep.equal([]);
    expect(faultsOf({ finishedOn: '2017-03-31' })).to.deep.equal(['frame:outside-period']);
    expect(faultsOf({ finishedOn: '2017-07-01' })).to.deep.equal(['frame:outside-period']);
  });

  it('cannot be finished tomorrow', () => {
    expect(faultsOf({ finishedOn: '2017-05-03' }, {}, '2017-05-03')).to.deep.equal([]);
    expect(faultsOf({ finishedOn: '2017-05-04' }, {}, '2017-05-03')).to.deep.equal(['frame:finished-in-future']);
  });

  it('counts with everything above its agency, and nowhere else', () => {
    for (const agency of ['W1', 'D1', 'C']) expect(faultsOf({}, { agency }), agency).to.deep.equal([]);
    for (const agency of ['W2', 'SVX', 'N1'])
      expect(faultsOf({}, { agency }), agency).to.deep.equal(['frame:outside-agency']);
  });

  it('counts where its agency stood on the day it was finished', () => {
    const before = { agency: 'MOVE', finishedOn: '2017-06-14' };
    const after = { agency: 'MOVE', finishedOn: '2017-06-15' };
    expect(faultsOf(before, { agency: 'D1' })).to.deep.equal([]);
    expect(faultsOf(after, { agency: 'D1' })).to.deep.equal(['frame:outside-agency']);
    expect(faultsOf(after, { agency: 'SVX' })).to.deep.equal([]);
  });

  it('needs an agency that exists, is rated and stood on that day, and a known procedure', () => {
    expect(faultsOf({ agency: 'NONE' })).to.deep.equal(['agency-unknown']);
    expect(faultsOf({ agency: 'MTTQ' })).to.deep.equal(['agency-not-rated']);
    expect(faultsOf({ agency: 'N1' })).to.deep.equal(['frame:agency-not-then']);
    expect(faultsOf({ procedure: '9.999999' })).to.deep.equal(['procedure-unknown']);
  });

  it('is left out when another procedure or result is asked about', () => {
    expect(faultsOf({}, { procedure: '1.000002' })).to.deep.equal(['frame:outside-procedure']);
    expect(faultsOf({}, { results: 'refused' })).to.deep.equal(['frame:only-refused']);
    expect(faultsOf({ result: 'refused' }, { results: 'granted' })).to.deep.equal(['frame:only-granted']);
    expect(faultsOf({ result: 'refused' })).to.deep.equal([]);
  });

  it('is told everything that is wrong with it at once', () => {
    expect(faultsOf({ agency: 'NONE', procedure: 'NONE', finishedOn: '2018-01-01' })).to.have.length(3);
  });
});
