import { type Doc, isDocument, putField } from '../document.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { innerOf, type Scope, type Variables } from '../variables.ts';
import type { CompileStage } from './stage.ts';

/** Values that no document can hold. */
const VERDICTS = { KEEP: Symbol('keep'), PRUNE: Symbol('prune'), DESCEND: Symbol('descend') } as const;

/** `$redact`: keeps, prunes or descends into each level of a document; `$$CURRENT` is the level, `$$ROOT` the whole. */
export const redact: CompileStage = (spec, { scope: outer }) => {
  const scope: Scope = { ...outer, names: new Set([...outer.names, ...Object.keys(VERDICTS), 'CURRENT']) };
  const evaluate = expression(spec, scope);

  function level(doc: Doc, root: Doc): Doc | undefined {
    const variables: Variables = Object.assign(innerOf(scope.variables), VERDICTS, { CURRENT: doc });
    const verdict = evaluate(root, variables);
    if (verdict === VERDICTS.KEEP) return doc;
    if (verdict === VERDICTS.PRUNE) return undefined;
    if (verdict !== VERDICTS.DESCEND) {
      throw location(17053, '$redact must return one of $$KEEP, $$PRUNE and $$DESCEND');
    }
    const result: Doc = {};
    for (const [name, value] of Object.entries(doc)) {
      const kept = within(value, root);
      if (kept !== undefined) putField(result, name, kept);
    }
    return result;
  }

  function within(value: unknown, root: Doc): unknown {
    if (isDocument(value)) return level(value, root);
    if (!Array.isArray(value)) return value;
    return value.map((element) => within(element, root)).filter((kept) => kept !== undefined);
  }

  return function* (input) {
    for (const doc of input) {
      const kept = level(doc, doc);
      if (kept) yield kept;
    }
  };
};
