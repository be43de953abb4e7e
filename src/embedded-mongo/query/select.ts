import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { breath, KEYS_PER_TURN } from './breath.ts';
import { documentTest } from './document-test.ts';
import { inOrder } from './in-order.ts';
import { rawProjection } from './raw-projection.ts';
import { type Source, sourceOf } from './source.ts';

/** Bytes of documents that a sort without an index may gather. */
const SORT_BYTES = 256 * 1024 * 1024;

/** Finds the documents of a query. */
export async function select(collection: Collection, query: Query): Promise<Source> {
  const plan = planQuery(collection, query);
  const scan = new Scan(collection, plan.routes);
  const test = documentTest(query);
  const matches = plan.exact ? () => true : test;
  const project = rawProjection(query.projection, query.filter);
  if (query.sort && !plan.sorted) {
    const found = await gather(scan, matches);
    return sourceOf(inOrder(found, query.sort, query).map(project));
  }
  return streaming(scan, matches, project, query.skip ?? 0, query.limit || Number.POSITIVE_INFINITY);
}

function streaming(
  scan: Scan,
  matches: (raw: Buffer) => boolean,
  project: (raw: Buffer) => Buffer,
  skip: number,
  limit: number,
): Source {
  let toSkip = skip;
  let left = limit;
  const visit = (raw: Buffer) => {
    if (!matches(raw)) return undefined;
    if (toSkip > 0) {
      toSkip--;
      return undefined;
    }
    return project(raw);
  };
  return {
    get done() {
      return scan.done || left <= 0;
    },
    async read(wanted) {
      const batch: Buffer[] = [];
      for (;;) {
        const most = Math.min(wanted - batch.length, left);
        const found = scan.read(visit, most, KEYS_PER_TURN);
        left -= found.length;
        for (const doc of found) batch.push(doc);
        if (batch.length >= wanted || left <= 0 || scan.done) return batch;
        await breath();
      }
    },
  };
}

async function gather(scan: Scan, matches: (raw: Buffer) => boolean): Promise<Buffer[]> {
  const found: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    scan.read(
      (raw) => {
        if (!matches(raw)) return undefined;
        found.push(Buffer.from(raw));
        bytes += raw.length;
        return undefined;
      },
      1,
      KEYS_PER_TURN,
    );
    if (bytes > SORT_BYTES) {
      throw new MongoServerFault(292, 'QueryExceededMemoryLimitNoDiskUseAllowed', 'too much to sort without an index');
    }
    if (scan.done) return found;
    await breath();
  }
}
