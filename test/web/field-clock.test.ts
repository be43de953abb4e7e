import { expect } from 'chai';
import fc from 'fast-check';
import { onOurClock } from '../../src/web/field-clock.ts';

const minute = 60_000;
const at = (time: string): Date => new Date(`2026-11-22T${time}:00Z`);

describe('the clock of a tablet', () => {
  it('is left alone when it is right to two minutes', () => {
    const ours = onOurClock({ device: at('10:00'), server: at('10:02') }, at('10:03'));
    expect(ours(at('08:30'))).to.deep.equal(at('08:30'));
  });

  it('is put right when it is hours behind, or a day ahead', () => {
    expect(onOurClock({ device: at('03:00'), server: at('10:00') }, at('10:00'))(at('01:15'))).to.deep.equal(
      at('08:15'),
    );
    const ahead = { device: new Date('2026-11-23T10:00:00Z'), server: at('10:00') };
    expect(onOurClock(ahead, at('10:00'))(new Date('2026-11-23T09:00:00Z'))).to.deep.equal(at('09:00'));
  });

  it('never makes anything later than now, keeps the order, and says the same when asked again later', () => {
    const ms = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(ms, ms, ms, ms, fc.nat(1000), (device, server, one, other, wait) => {
        const pair = { device: new Date(device), server: new Date(server) };
        const now = new Date(server);
        const ours = onOurClock(pair, now);
        const [first, second] = [Math.min(one, other), Math.max(one, other)].map((each) => ours(new Date(each)));
        expect(Number(second)).to.be.at.most(server);
        expect(Number(first)).to.be.at.most(Number(second));
        const again = onOurClock(pair, new Date(server + wait * minute));
        expect(again(new Date(one))).to.deep.equal(ours(new Date(one)));
      }),
    );
  });
});
