import type { Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import { concernsConduct } from './complaint.ts';
import type { Role } from './role.ts';
import { isPartyTo } from './routing.ts';
import { handles, type Sighted, sees, type Viewer } from './sight.ts';

const overseers: ReadonlySet<Role> = new Set<Role>(['hotline', 'home_affairs', 'monitor', 'admin']);

/** True for those who answer for the whole city: they get every figure, however few cases it rests on. */
export const isOverseer = ({ role }: Pick<Viewer, 'role'>): boolean => overseers.has(role);

/**
 * True when a case is in the figures of this person. A denunciation is in nobody's. Others count what their agency
 * handles and they may see; overseers count all, but for conduct of which their own unit is accused.
 */
export function isCountedFor(catalogue: Catalogue, viewer: Viewer, one: Sighted, today: CityDay): boolean {
  if (one.class === 'denunciation') return false;
  if (!isOverseer(viewer)) return handles(viewer, one) && sees(catalogue, viewer, one, today);
  return !isAgainst(catalogue, viewer, one, today);
}

/** True when a case is about the conduct of the unit that this person works for. */
const isAgainst = (catalogue: Catalogue, { agency }: Viewer, one: Sighted, today: CityDay): boolean =>
  agency !== undefined && concernsConduct(one) && isPartyTo(catalogue, one, agency, today);

/** Who is told how many denunciations lie sealed. */
const toldOfSealed: ReadonlySet<Role> = new Set<Role>(['monitor', 'home_affairs', 'admin']);

/** How many denunciations lie sealed, for those who are told; a number under `fewest` is the monitor's alone. */
export function sealedTotal(
  catalogue: Catalogue,
  viewer: Viewer,
  sealed: readonly Sighted[],
  today: CityDay,
): { readonly n?: number } | undefined {
  if (!toldOfSealed.has(viewer.role)) return undefined;
  const n = sealed.filter((one) => !isAgainst(catalogue, viewer, one, today)).length;
  return n >= fewest || viewer.role === 'monitor' ? { n } : {};
}

/** Fewer cases than this are not a group but people: a figure about them would say who they are. */
export const fewest = 5;
