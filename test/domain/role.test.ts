import { expect } from 'chai';
import { type Door, mayEnter, roles, roomsOf } from '../../src/domain/role.ts';

const doors: readonly Door[] = [
  'staff',
  'hotline',
  'intake',
  'interviews',
  'campaigns',
  'results',
  'result-files',
  'batches',
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
      admin: 'staff results letters reports admin',
      home_affairs: 'staff results result-files complaints overdue complaint reports',
      supervisor: 'staff intake interviews campaigns results result-files batches',
      interviewer: 'staff intake interviews batches',
      hotline: 'staff hotline intake complaint letters reports',
      officer: 'staff complaints complaint reports',
      inspector: 'staff complaints denunciations complaint reports',
      monitor: 'staff results monitoring complaint reports',
    });
  });

  it('is shown the rooms it may enter, but neither a single case, nor files, nor the house itself', () => {
    expect(roomsOf('monitor')).to.deep.equal(['results', 'monitoring', 'reports']);
    const rooms = doors.filter((door) => !['staff', 'complaint', 'result-files'].includes(door));
    for (const role of roles) expect(roomsOf(role), role).to.deep.equal(rooms.filter((door) => mayEnter(role, door)));
  });
});
