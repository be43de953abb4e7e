import { expect } from 'chai';
import { aggregate } from '../../../src/embedded-mongo/semantics/aggregate.ts';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { NOW } from './evaluate.ts';
import { faultCode, storedList, typed } from './values.ts';

type Collections = Record<string, object[]>;

function run(docs: object[], pipeline: unknown[], others: Collections = {}, collation?: Doc): Doc[] {
  const lookup = (name: string, filter: Doc): Doc[] => storedList(others[name] ?? []).filter(matcher(filter));
  const stages = storedList(pipeline as object[]);
  return [...aggregate(storedList(docs), stages, { lookup, now: NOW, collation })];
}

type Case = [docs: object[], pipeline: object[], results: object[], others?: Collections, collation?: Doc];

/** Expects the results of pipelines over documents, with their types; whole numbers are ints. */
export function expectResults(cases: Case[]): void {
  for (const [docs, pipeline, results, others, collation] of cases) {
    const found = run(docs, pipeline, others, collation);
    expect(typed({ found }), JSON.stringify(pipeline).slice(0, 200)).to.deep.equal(
      typed({ found: storedList(results) }),
    );
  }
}

/** Expects the codes with which pipelines are refused, over one empty document if there are no others. */
export function expectRefusals(cases: [pipeline: unknown[], code: number, docs?: object[]][]): void {
  for (const [pipeline, code, docs = [{}]] of cases)
    expect(
      faultCode(() => run(docs, pipeline)),
      JSON.stringify(pipeline).slice(0, 200),
    ).to.equal(code);
}
