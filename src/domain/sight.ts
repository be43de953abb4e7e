import type { Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import type { Complaint } from './complaint.ts';
import { masked } from './personal-data.ts';
import type { Role } from './role.ts';
import { isPartyTo } from './routing.ts';

/** Who looks: a role, and the agency the person works for. */
export interface Viewer {
  readonly role: Role;
  readonly agency?: string;
}

/**
 * True when this person may know that the case exists. Nobody of a unit that is party to a case about conduct may,
 * whatever the case says of handlers and watchers.
 */
export function sees(catalogue: Catalogue, viewer: Viewer, complaint: Complaint, today: CityDay): boolean {
  const { role, agency } = viewer;
  if (agency === undefined) return false;
  if (complaint.class === 'feedback_conduct' && isPartyTo(catalogue, complaint, agency, today)) return false;
  switch (role) {
    case 'monitor':
      return true;
    case 'hotline':
    case 'officer':
    case 'home_affairs':
      return complaint.handlers.includes(agency) || complaint.watchers.includes(agency);
    case 'admin':
    case 'supervisor':
    case 'interviewer':
      return false;
  }
}

/** The text as this person may read it: whole for the hotline that handles the case, else without personal data. */
export const contentFor = ({ role, agency }: Viewer, { handlers, content }: Complaint): string =>
  role === 'hotline' && agency !== undefined && handlers.includes(agency) ? content : masked(content);

/** True when this person may know the minute of a case. An officer could tell from it who stood at the counter. */
export const seesMinutes = ({ role }: Viewer): boolean => role === 'hotline' || role === 'monitor';
