import { type Doc, isDocument, putField } from '../document.ts';
import { REDACTIONS } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import type { CompileStage } from './stage.ts';

/** `$redact`: keeps, prunes or descends into each level of a document. */
export const redact: CompileStage = (spec, { scope }) => {
  const evaluate = expression(spec, scope);

  function level(doc: Doc): Doc | undefined {
    const verdict = evaluate(doc, scope.variables);
    if (verdict === REDACTIONS.KEEP) return doc;
    if (verdict === REDACTIONS.PRUNE) return undefined;
    if (verdict !== REDACTIONS.DESCEND) {
      throw location(17053, '$redact must return one of $$KEEP, $$PRUNE and $$DESCEND');
    }
    const result: Doc = {};
    for (const [name, value] of Object.entries(doc)) {
      const kept = within(value);
      if (kept !== undefined) putField(result, name, kept);
    }
    return result;
  }

  function within(value: unknown): unknown {
    if (isDocument(value)) return level(value);
    return Array.isArray(value) ? value.map(within).filter((kept) => kept !== undefined) : value;
  }

  return function* (input) {
    for (const doc of input) {
      const kept = level(doc);
      if (kept) yield kept;
    }
  };
};
