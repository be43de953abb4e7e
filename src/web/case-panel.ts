import type { Complaint } from '../domain/complaint.ts';
import type { CaseFrame } from './case-frame.ts';
import type { WebParts } from './parts.ts';

/** What somebody can do with a case: a part of its page with its own forms. */
export interface CasePanel {
  /**
   * The partial that shows it, `hotline/panel`; it is given this object, with `id`, `token`, `seen`, and of the form that
   * did not go through `attempt`, `values`, `faults`.
   */
  readonly partial: string;
  /** Assets that make it handier. */
  readonly scripts?: readonly string[];
  readonly [data: string]: unknown;
}

/** Gives the panel of a case for this reader, or nothing when there is nothing to do. */
export type PanelOf = (
  complaint: Complaint,
  frame: CaseFrame,
  parts: WebParts,
) => CasePanel | undefined | Promise<CasePanel | undefined>;
