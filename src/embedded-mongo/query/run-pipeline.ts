import type { Hint } from '../planner/hint.ts';
import { decode, encode } from '../raw/decode.ts';
import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { counting, leading } from './leading.ts';
import type { Readers } from './readers.ts';
import type { Reading } from './reading.ts';
import { type Source, sourceOf } from './source.ts';

/** An aggregation without `$out` and `$merge`. */
export interface Pipeline {
  database: string;
  collection: string | undefined;
  stages: Doc[];
  variables: Doc | undefined;
  hint: Hint | undefined;
  collation: Doc | undefined;
  /** who asks */
  session: Doc | undefined;
  maxTimeMS?: number | undefined;
  now: Date;
}

/** Reads what a pipeline asks for: as a count, as a find, or in stages. */
export async function runPipeline(readers: Readers, pipeline: Pipeline, gone?: AbortSignal): Promise<Source> {
  const { database, collection, variables, hint, collation, maxTimeMS, now } = pipeline;
  const { query, rest } = leading(stagesOf(pipeline));
  const options = { variables, hint, collation, maxTimeMS };
  const reading: Reading = { database, collection, query: { ...query, ...options }, now };
  const answer = counting(rest);
  if (answer && collection !== undefined) {
    const [counted] = await (await readers.read({ ...reading, then: 'count' }, gone)).read(1);
    const n = counted ? (numberOf(decode(counted).n) ?? 0) : 0;
    return sourceOf(n ? [encode(answer(n))] : []);
  }
  if (!rest.length && collection !== undefined) return readers.read(reading, gone);
  return readers.read({ ...reading, then: { stages: rest } }, gone);
}

/** Sessions are not kept, so a pipeline that lists them sees the one that asks. */
function stagesOf({ collection, stages, session, now }: Pipeline): Doc[] {
  const [first, ...others] = stages;
  if (collection !== undefined || !first?.$listLocalSessions) return stages;
  return [{ $documents: [{ _id: session, lastUse: now }] }, ...others];
}
