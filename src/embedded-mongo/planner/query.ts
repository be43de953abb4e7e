import type { Doc } from '../semantics/document.ts';
import type { Hint } from './hint.ts';
import type { Sort } from './sort-spec.ts';

/** What a find, or the beginning of a pipeline, asks for. */
export interface Query {
  filter: Doc;
  sort?: Sort | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
  projection?: Doc | undefined;
  variables?: Doc | undefined;
  /** how texts compare, in place of byte by byte */
  collation?: Doc | undefined;
  hint?: Hint | undefined;
}
