import { expect } from 'chai';
import { type Door, mayEnter, roles, roomsOf } from '../../src/domain/role.ts';

const doors: readonly Door[] = [
  'staff',
  'hotline',
  'intake',
  'complaints',
  'overdue',
  'monitoring',
  'denunciations',
  'complaint',
  'letters',
  'reports',
  'admin',
];

describe('a role', () => {
  it('opens exactly these doors', () => {
    const table = Object.fromEntries(
      roles.map((role) => [role, doors.filter((door) => mayEnter(role, door)).join(' ')]),
    );
    expect(table).to.deep.equal({
      admin: 'staff letters reports admin',
      home_affairs: 'staff complaints overdue complaint reports',
      supervisor: 'staff intake',
      interviewer: 'staff intake',
      hotline: 'staff hotline intake complaint letters reports',
      officer: 'staff complaints complaint reports',
      inspector: 'staff complaints denunciations complaint reports',
      monitor: 'staff monitoring complaint reports',
    });
  });

  it('is shown the rooms it may enter, but neither a single case nor the house itself', () => {
    expect(roomsOf('monitor')).to.deep.equal(['monitoring', 'reports']);
    for (const role of roles)
      expect(roomsOf(role), role).to.deep.equal(
        doors.filter((door) => door !== 'staff' && door !== 'complaint' && mayEnter(role, door)),
      );
  });
});
