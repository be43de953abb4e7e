/** What a person does here; an account has exactly one. */
export const roles = [
  'admin',
  'home_affairs',
  'supervisor',
  'interviewer',
  'hotline',
  'officer',
  'inspector',
  'monitor',
] as const;
export type Role = (typeof roles)[number];

/** The doors of the staff rooms and who may go through each. What is seen behind a door, `sight.ts` says. */
const doors = {
  staff: roles,
  hotline: ['hotline'],
  intake: ['hotline', 'interviewer', 'supervisor'],
  interviews: ['interviewer', 'supervisor'],
  campaigns: ['supervisor'],
  results: ['supervisor', 'home_affairs', 'monitor', 'admin'],
  'result-files': ['supervisor', 'home_affairs'],
  batches: ['interviewer', 'supervisor'],
  complaints: ['officer', 'home_affairs', 'inspector'],
  overdue: ['home_affairs'],
  monitoring: ['monitor'],
  denunciations: ['inspector'],
  complaint: ['hotline', 'monitor', 'officer', 'home_affairs', 'inspector'],
  letters: ['hotline', 'admin'],
  reports: ['hotline', 'home_affairs', 'monitor', 'admin', 'officer', 'inspector'],
  admin: ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Door = keyof typeof doors;

export const mayEnter = (role: Role, door: Door): boolean => (doors[door] as readonly Role[]).includes(role);

/** The work rooms of the staff page, in its order. */
const rooms = [
  'hotline',
  'intake',
  'interviews',
  'campaigns',
  'results',
  'batches',
  'complaints',
  'overdue',
  'monitoring',
  'denunciations',
  'letters',
  'reports',
  'admin',
] as const satisfies readonly Door[];
export type Room = (typeof rooms)[number];

/** The work rooms open to a role. */
export const roomsOf = (role: Role): Room[] => rooms.filter((door) => mayEnter(role, door));
