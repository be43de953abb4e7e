import type { Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import { type Complaint, concernsConduct } from './complaint.ts';
import { masked } from './personal-data.ts';
import type { Role } from './role.ts';
import { isPartyTo } from './routing.ts';

/** Who looks: an account, its role, and the agency the person works for. */
export interface Viewer {
  readonly id: string;
  readonly role: Role;
  readonly agency?: string;
}

/** What is looked at; a figure needs no more of a case than this. */
export type Sighted = Pick<
  Complaint,
  'class' | 'topic' | 'agency' | 'day' | 'state' | 'handlers' | 'watchers' | 'custodian'
>;

/**
 * True when this person may know that the case exists. A denunciation exists for its custodian alone, and not for one
 * who works for the unit denounced. Nobody of a unit that is party to a case about conduct may see it, whatever the case
 * says of handlers and watchers.
 */
export function sees(catalogue: Catalogue, viewer: Viewer, complaint: Sighted, today: CityDay): boolean {
  const { id, role, agency } = viewer;
  const isParty = agency !== undefined && isPartyTo(catalogue, complaint, agency, today);
  if (complaint.class === 'denunciation') return complaint.custodian === id && !isParty;
  if (agency === undefined) return false;
  if (concernsConduct(complaint) && isParty) return false;
  switch (role) {
    case 'monitor':
    case 'hotline':
    case 'home_affairs':
      return true;
    case 'officer':
    case 'inspector':
      return complaint.handlers.includes(agency) || complaint.watchers.includes(agency);
    case 'admin':
    case 'supervisor':
    case 'interviewer':
      return false;
  }
}

/** True when the person works for the unit complained about, for who took it over, or below either. */
export const isAccused = (catalogue: Catalogue, { agency }: Viewer, complaint: Sighted, today: CityDay): boolean =>
  agency !== undefined && isPartyTo(catalogue, complaint, agency, today);

/** True when the case lies in this person's hands. */
export const handles = ({ agency }: Viewer, { handlers }: Pick<Complaint, 'handlers'>): boolean =>
  agency !== undefined && handlers.includes(agency);

/** True when a text may be read as it was written; others read it without what names a person. */
export const readsWhole = (catalogue: Catalogue, viewer: Viewer, complaint: Sighted, today: CityDay): boolean =>
  complaint.custodian === viewer.id || (handles(viewer, complaint) && !isAccused(catalogue, viewer, complaint, today));

/** A text of the case as this person may read it. */
export const textFor = (text: string, whole: boolean): string => (whole ? text : masked(text));

/** True when this person may know the minute of a case: the agency could tell from it who stood at the counter. */
export const seesMinutes = (catalogue: Catalogue, viewer: Viewer, complaint: Sighted, today: CityDay): boolean =>
  !isAccused(catalogue, viewer, complaint, today);

/**
 * True when this person may open the sealed contact, giving a reason. The hotline may, to call back; the monitor may;
 * whoever handles the case may unless the name was to be kept; the agency complained about never.
 */
export function mayOpenContact(
  catalogue: Catalogue,
  viewer: Viewer,
  complaint: Sighted & Pick<Complaint, 'nameKept'>,
  today: CityDay,
): boolean {
  if (!sees(catalogue, viewer, complaint, today) || isAccused(catalogue, viewer, complaint, today)) return false;
  if (complaint.class === 'denunciation' || viewer.role === 'hotline' || viewer.role === 'monitor') return true;
  return handles(viewer, complaint) && !complaint.nameKept;
}
