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
  /** from where on, and up to where, to read the index of the hint */
  min?: Doc | undefined;
  max?: Doc | undefined;
  /** hand out the keys that found the documents in their place */
  returnKey?: boolean | undefined;
  showRecordId?: boolean | undefined;
  /** how long it may take */
  maxTimeMS?: number | undefined;
}
