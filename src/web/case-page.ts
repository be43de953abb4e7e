import type { Response } from 'express';
import type { Contact } from '../domain/complaint-input.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { sees } from '../domain/sight.ts';
import { lastTurn } from '../domain/trail-event.ts';
import { type CaseFrame, caseFrame } from './case-frame.ts';
import type { PanelOf } from './case-panel.ts';
import { caseView } from './case-view.ts';
import { handlingPanel } from './handling-panel.ts';
import { hotlinePanel } from './hotline-panel.ts';
import { monitorPanel } from './monitor-panel.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

const panels: readonly PanelOf[] = [hotlinePanel, handlingPanel, monitorPanel];

/** A form that did not go through, or was sent to be filled in further. */
interface Attempt {
  /** Which form it was. */
  readonly noun: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  readonly status: 200 | 409 | 422;
  /** What somebody else did meanwhile, in words. */
  readonly conflict?: string;
}

/**
 * The page of a case. A case that is none of one's business is answered like one that does not exist. `opened` is the
 * contact, when it was just opened: it is shown this once.
 */
export async function showCase(
  parts: WebParts,
  res: Response,
  id: string,
  { attempt, opened }: { readonly attempt?: Attempt; readonly opened?: Contact } = {},
): Promise<void> {
  const frame: CaseFrame = await caseFrame(parts, res);
  const { catalogue, today } = frame.around;
  const complaint = await parts.stores.complaints.find(id);
  if (!complaint || !sees(catalogue, frame.viewer, complaint, today)) throw new Refusal('not-found', 'page-not-found');
  const { t } = frame;
  const shown = await caseView(parts, complaint, frame);
  const forms = {
    id,
    token: res.locals.formToken,
    seen: lastTurn(complaint.trail),
    attempt,
    values: attempt?.values ?? {},
    faults: shownFaults(t, attempt?.faults ?? []),
  };
  const found = await Promise.all(panels.map(async (panelOf) => panelOf(complaint, frame, parts)));
  // What was done since the page was opened on which the form stood.
  const before = Number(attempt?.values['seen'] ?? 0);
  const news = attempt?.conflict === undefined ? [] : shown.events.filter(({ seq }) => seq > before);
  res.set('Cache-Control', 'no-store');
  showStaff(
    res,
    'staff/case',
    {
      title: `${shown.topic} (${shown.reference})`,
      shown,
      panels: found.flatMap((panel) => (panel ? [{ ...forms, ...panel }] : [])),
      scripts: found.flatMap((panel) => panel?.scripts ?? []),
      ...forms,
      conflict: attempt?.conflict,
      news,
      opened: opened && { ...opened, nothing: Object.keys(opened).length === 0 },
    },
    attempt?.status ?? 200,
  );
}
