import type { Doc } from '../document.ts';

/** The top-level fields that the operators of a right update read or change; undefined when it may be any. */
export function touchedFields(update: Doc | Doc[]): Set<string> | undefined {
  if (Array.isArray(update)) return undefined;
  const touched = new Set<string>();
  for (const [operator, operand] of Object.entries(update)) {
    for (const [path, value] of Object.entries(operand as Doc)) {
      for (const each of operator === '$rename' ? [path, String(value)] : [path]) {
        const [first = '', ...others] = each.split('.');
        // Which place such a part stands for, the filter tells, which may look at any field.
        if (others.some((part) => part.startsWith('$'))) return undefined;
        touched.add(first);
      }
    }
  }
  return touched;
}
