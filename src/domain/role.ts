/** What a person does here; an account has exactly one. */
export const roles = ['admin', 'home_affairs', 'supervisor', 'interviewer', 'hotline', 'officer', 'monitor'] as const;
export type Role = (typeof roles)[number];

/** The doors of the staff rooms and who may go through each. What is seen behind a door, `sight.ts` says. */
const doors = {
  staff: roles,
  hotline: ['hotline'],
  monitoring: ['monitor'],
  complaints: ['officer', 'home_affairs'],
  complaint: ['hotline', 'monitor', 'officer', 'home_affairs'],
} as const satisfies Record<string, readonly Role[]>;

export type Door = keyof typeof doors;

export const mayEnter = (role: Role, door: Door): boolean => (doors[door] as readonly Role[]).includes(role);

/** The work rooms open to a role, in the order of the staff page. */
export const roomsOf = (role: Role): ('hotline' | 'monitoring' | 'complaints')[] =>
  (['hotline', 'monitoring', 'complaints'] as const).filter((door) => mayEnter(role, door));
