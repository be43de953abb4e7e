import { expect } from 'chai';
import { day, instant, number, percent } from '../../src/web/figures.ts';

describe('figures on a page', () => {
  it('have a comma and a narrow space before the sign in Vietnamese', () => {
    expect(percent(0.9411, 'vi')).to.equal('94,11\u202f%');
    expect(percent(0.9, 'vi', 0)).to.equal('90\u202f%');
    expect(number(30051, 'vi')).to.equal('30.051');
  });

  it('have a point in English', () => {
    expect(percent(0.9411, 'en')).to.equal('94.11%');
    expect(number(30051, 'en')).to.equal('30,051');
    expect(number(-0.5, 'en', 2)).to.equal('-0.50');
  });

  it('give days and instants as the city writes them, on the city’s clock', () => {
    expect(day('2017-04-01')).to.equal('01/04/2017');
    expect(instant(new Date('2026-04-03T17:42:07Z'), 'Asia/Ho_Chi_Minh')).to.equal('00:42:07 04/04/2026');
  });
});
