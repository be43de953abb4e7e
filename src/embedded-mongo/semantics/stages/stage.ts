import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import type { Scope } from '../variables.ts';

/** One step of a pipeline; it draws from its input only as it is drawn from. */
export type Stage = (input: Iterable<Doc>) => Iterable<Doc>;

/** What stages need beyond expressions. */
export interface Surroundings {
  scope: Scope;
  /** how many documents the stages behind want of this one at most */
  wanted?: number;
  /** The documents of a collection that match; more than those may come, never fewer. */
  lookup(collection: string, filter: Doc): Iterable<Doc>;
  /** Compiles the pipeline within a stage. */
  pipeline(specs: unknown, scope: Scope): Stage;
}

export type CompileStage = (spec: unknown, surroundings: Surroundings) => Stage;

/** A stage that makes one document of each. */
export function each(change: (doc: Doc) => Doc): Stage {
  return function* (input) {
    for (const doc of input) yield change(doc);
  };
}

/** A pipeline within a stage may not write. */
export function refuseOutputs(pipeline: unknown, code: number, within: string): void {
  for (const stage of Array.isArray(pipeline) ? pipeline : []) {
    const output = isDocument(stage) && ['$out', '$merge'].find((name) => name in stage);
    if (output) throw location(code, `${output} is not allowed within a ${within}`);
  }
}
