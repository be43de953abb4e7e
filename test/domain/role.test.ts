import { expect } from 'chai';
import { type Door, mayEnter, roles, roomsOf } from '../../src/domain/role.ts';

const doors: readonly Door[] = ['staff', 'hotline', 'monitoring', 'complaints', 'complaint'];

describe('a role', () => {
  it('opens exactly these doors', () => {
    const table = Object.fromEntries(
      roles.map((role) => [role, doors.filter((door) => mayEnter(role, door)).join(' ')]),
    );
    expect(table).to.deep.equal({
      admin: 'staff',
      home_affairs: 'staff complaints complaint',
      supervisor: 'staff',
      interviewer: 'staff',
      hotline: 'staff hotline complaint',
      officer: 'staff complaints complaint',
      monitor: 'staff monitoring complaint',
    });
  });

  it('is shown the rooms it may enter', () => {
    expect(roomsOf('monitor')).to.deep.equal(['monitoring']);
    expect(roomsOf('admin')).to.deep.equal([]);
  });
});
