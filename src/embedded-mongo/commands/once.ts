import type { Doc } from '../semantics/document.ts';
import type { Work } from '../storage/write-queue.ts';

/** Work of a single step. */
export function* once(step: () => Doc): Work<Doc> {
  return step();
}
