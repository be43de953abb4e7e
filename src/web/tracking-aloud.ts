import type { Tracking } from '../domain/tracking.ts';

/** The codes as they are read aloud: group by group, character by character. */
export const spelled = ({ trackingCode, pin }: Tracking) => ({
  codeGroups: trackingCode.split('-').map((group) => [...group].join(' ')),
  pinGroups: [pin.slice(0, 3), pin.slice(3)].map((group) => [...group].join(' ')),
});
