import { type Doc, isDocument } from '../document.ts';
import type { Variables } from '../variables.ts';

/**
 * A filter for the documents that a `$lookup` pipeline can want, from its leading `$match`, so that an index may serve.
 * It lets through at least all that the pipeline lets through: the pipeline itself still tests each one.
 */
export function correlatedFilter(pipeline: unknown[] | undefined, variables: Variables): Doc {
  const [first] = pipeline ?? [];
  const match = isDocument(first) ? first.$match : undefined;
  if (!isDocument(match)) return {};
  // Operators at the top could speak of variables, which are unknown outside of the pipeline.
  const plain = Object.fromEntries(Object.entries(match).filter(([name]) => !name.startsWith('$')));
  const conditions = [...(Object.keys(plain).length > 0 ? [plain] : []), ...equalities(match.$expr, variables)];
  return conditions.length > 1 ? { $and: conditions } : (conditions[0] ?? {});
}

/** `$eq` of a field and a variable, alone or under `$and`. */
function equalities(spec: unknown, variables: Variables): Doc[] {
  if (!isDocument(spec)) return [];
  if (Array.isArray(spec.$and)) return spec.$and.flatMap((part) => equalities(part, variables));
  if (!Array.isArray(spec.$eq) || spec.$eq.length !== 2) return [];
  const field = spec.$eq.find(isField);
  const variable = spec.$eq.find(isVariable);
  if (field === undefined || variable === undefined || !(variable.slice(2) in variables)) return [];
  const value = variables[variable.slice(2)];
  // A filter enters arrays where an expression gathers from them: what equals an array could be missed.
  return value === undefined || value === null || Array.isArray(value) ? [] : [{ [field.slice(1)]: { $eq: value } }];
}

const isField = (part: unknown): part is string => typeof part === 'string' && /^\$[^$.]/.test(part);
const isVariable = (part: unknown): part is string => typeof part === 'string' && /^\$\$[a-z]\w*$/.test(part);
