import { expect } from 'chai';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import { isCountedFor, sealedTotal } from '../../src/domain/figure-sight.ts';
import { type Role, roles } from '../../src/domain/role.ts';
import type { Viewer } from '../../src/domain/sight.ts';
import { aSummary, times } from '../support/case-summary.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const today = '2026-11-20';
const ward = 'H79-N26740';
const home: Partial<Record<Role, string>> = {
  hotline: 'H79-1022',
  home_affairs: 'H79-SNV',
  monitor: 'H79-MTTQ',
  inspector: 'H79-TTRA',
  officer: ward,
};
const viewer = (role: Role, agency = home[role]): Viewer => ({ id: `${role}-1`, role, ...(agency ? { agency } : {}) });
const countedFor = (about: Parameters<typeof aSummary>[0]) =>
  roles.filter((role) => isCountedFor(catalogue, viewer(role), aSummary({ day: '2026-11-01', ...about }), today));

describe('The figures that somebody may open', () => {
  it('count every case for those who oversee the city, and for others what their agency handles', () => {
    expect(countedFor({ handlers: ['H79-1022'] })).to.deep.equal(['admin', 'home_affairs', 'hotline', 'monitor']);
    expect(countedFor({ handlers: [ward] })).to.deep.equal(['admin', 'home_affairs', 'hotline', 'officer', 'monitor']);
    expect(countedFor({ handlers: ['H79-SNV'], watchers: [ward] })).to.not.include('officer');
  });

  it('hold no trace of conduct for the unit it is about, even where the case is in its hands', () => {
    for (const about of [{ class: 'feedback_conduct' }, { topic: 'attitude' }, { topic: 'harassment' }] as const)
      expect(countedFor({ ...about, handlers: [ward, 'H79-SNV'] })).to.deep.equal([
        'admin',
        'home_affairs',
        'hotline',
        'monitor',
      ]);
    const aboutHomeAffairs = { class: 'feedback_conduct', agency: 'H79-SNV', handlers: ['H79-TTRA'] } as const;
    expect(countedFor(aboutHomeAffairs)).to.include('monitor').and.not.include('home_affairs');
  });

  it('hold no denunciation, for anybody', () => {
    expect(countedFor({ class: 'denunciation', handlers: [ward], custodian: 'inspector-1' })).to.deep.equal([]);
  });
});

describe('The number of sealed cases', () => {
  const told = (n: number, about = {}) =>
    Object.fromEntries(
      roles.flatMap((role) => {
        const sealed = times(n, aSummary({ class: 'denunciation', ...about }));
        const total = sealedTotal(catalogue, viewer(role), sealed, today);
        return total ? [[role, total.n]] : [];
      }),
    );

  it('is told to the monitor, and from five on to Home Affairs and administrators', () => {
    expect(told(4)).to.deep.equal({ admin: undefined, home_affairs: undefined, monitor: 4 });
    expect(told(5)).to.deep.equal({ admin: 5, home_affairs: 5, monitor: 5 });
  });

  it('leaves out those about the unit of whoever asks', () => {
    expect(told(5, { agency: 'H79-SNV' })).to.deep.equal({ admin: 5, home_affairs: undefined, monitor: 5 });
  });
});
