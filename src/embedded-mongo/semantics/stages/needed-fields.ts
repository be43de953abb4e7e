import { type Doc, isDocument, isOperators } from '../document.ts';

/** The top-level fields that a pipeline reads of its input; all when it hands documents on whole. */
export function neededFields(pipeline: Doc[]): Set<string> | 'all' {
  const fields = new Set<string>();
  for (const stage of pipeline) {
    const [name, spec] = Object.entries(stage)[0] ?? [];
    const verdict = readStage(name, spec, fields);
    if (verdict === 'all') return 'all';
    if (verdict === 'closed') return fields;
  }
  return 'all';
}

/** Whether documents pass on (`open`), end here so that later stages read only results (`closed`), or are read whole. */
function readStage(name: string | undefined, spec: unknown, fields: Set<string>): 'open' | 'closed' | 'all' {
  switch (name) {
    case '$match':
      return isDocument(spec) && readFilter(spec, fields) ? 'open' : 'all';
    case '$sort':
      if (isDocument(spec)) for (const path of Object.keys(spec)) fields.add(top(path));
      return 'open';
    case '$skip':
    case '$limit':
    case '$sample':
      return 'open';
    case '$unwind':
      return readExpression(isDocument(spec) ? spec.path : spec, fields) ? 'open' : 'all';
    case '$addFields':
    case '$set':
      return readAdditions(spec, fields) ? 'open' : 'all';
    case '$count':
      return 'closed';
    case '$group':
    case '$sortByCount':
    case '$bucket':
    case '$bucketAuto':
    case '$replaceRoot':
    case '$replaceWith':
      return readExpression(spec, fields) ? 'closed' : 'all';
    case '$facet':
      return readFacets(spec, fields);
    case '$project':
      return readProjection(spec, fields);
    default:
      return 'all';
  }
}

/** Closed when every one of the pipelines is. */
function readFacets(spec: unknown, fields: Set<string>): 'closed' | 'all' {
  for (const pipeline of isDocument(spec) ? Object.values(spec) : []) {
    const needed = Array.isArray(pipeline) ? neededFields(pipeline as Doc[]) : 'all';
    if (needed === 'all') return 'all';
    for (const field of needed) fields.add(field);
  }
  return 'closed';
}

const top = (path: string): string => path.split('.')[0] as string;

function readFilter(filter: Doc, fields: Set<string>): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === '$expr') return readExpression(value, fields);
    if (name === '$comment') return true;
    if (name.startsWith('$'))
      return Array.isArray(value) && value.every((part) => isDocument(part) && readFilter(part, fields));
    fields.add(top(name));
    return true;
  });
}

/** Notes the fields that an expression names; false when it takes the whole document. */
function readExpression(spec: unknown, fields: Set<string>): boolean {
  if (typeof spec === 'string') {
    if (spec.startsWith('$$')) {
      const [variable, field] = spec.slice(2).split('.');
      if (variable !== 'ROOT' && variable !== 'CURRENT') return true;
      if (field === undefined) return false;
      fields.add(field);
    } else if (spec.startsWith('$')) fields.add(top(spec.slice(1)));
    return true;
  }
  if (Array.isArray(spec)) return spec.every((part) => readExpression(part, fields));
  if (!isDocument(spec)) return true;
  if ('$getField' in spec) {
    const { $getField: operand } = spec;
    return readExpression(isDocument(operand) && 'input' in operand ? operand.input : '$$ROOT', fields);
  }
  // The keys of an order are names of fields.
  if (isDocument(spec.sortBy)) for (const path of Object.keys(spec.sortBy)) fields.add(top(path));
  return Object.values(spec).every((part) => readExpression(part, fields));
}

/** A field that is set within another needs that one read. */
function readAdditions(spec: unknown, fields: Set<string>): boolean {
  if (!isDocument(spec)) return false;
  for (const [path, value] of Object.entries(spec)) if (path.includes('.') || isDocument(value)) fields.add(top(path));
  return readExpression(spec, fields);
}

/** Only an inclusion names everything that goes on. */
function readProjection(spec: unknown, fields: Set<string>): 'closed' | 'all' {
  if (!isDocument(spec)) return 'all';
  const entries = Object.entries(spec);
  const drops = (value: unknown): boolean => value === false || Number(value) === 0;
  const includes = entries.some(([name, value]) => name !== '_id' && typeof value !== 'object' && !drops(value));
  const excludes = entries.some(([name, value]) => name !== '_id' && drops(value));
  const computes = entries.some(([name, value]) => name !== '_id' && isOperators(value));
  if (excludes || !(includes || computes)) return 'all';
  for (const [name] of entries) fields.add(top(name));
  fields.add('_id');
  return readExpression(spec, fields) ? 'closed' : 'all';
}
