import type { Response } from 'express';
import type { Fault } from '../domain/errors.ts';
import { page, shownFaults } from './presentation.ts';

export const storyPath = '/track/story';

interface Shown {
  readonly trackingCode?: string;
  readonly faults?: readonly Fault[];
  /** Whether this browser has a case open already. */
  readonly open?: boolean;
  /** Whether the time to stay with a case is over, and what was being written then. */
  readonly ended?: boolean;
  readonly kept?: unknown;
}

/** The page that asks for code and PIN. */
export function showTrackingForm(res: Response, { trackingCode = '', faults = [], open, ended, kept }: Shown): void {
  const { t } = res.locals;
  res.set('Cache-Control', 'no-store');
  page(
    res,
    'tracking/form',
    {
      title: t('complaint:track'),
      section: 'track',
      trackingCode,
      open,
      ended,
      kept: typeof kept === 'string' ? kept : undefined,
      faults: shownFaults(t, faults),
    },
    ended ? 403 : faults.length > 0 ? 422 : 200,
  );
}
