import type { Doc } from '../semantics/document.ts';

/** What is kept of an index. `key` holds plain numbers: 1 up, -1 down. */
export interface IndexDefinition {
  id: number;
  name: string;
  key: Record<string, 1 | -1>;
  unique: boolean;
  sparse: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
  /** what the client asked for besides: `hidden`, so that no query uses it; `prepareUnique`, so that it takes no more duplicates */
  options: Doc;
  /** per part: whether any document had an array there */
  multikey: boolean[];
  /** false once a value was too long to be kept whole: then the index finds but does not sort */
  ordered: boolean;
  building: boolean;
}
