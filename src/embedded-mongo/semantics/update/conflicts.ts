import { MongoServerFault } from '../fault.ts';
import { identifierOf } from './paths.ts';

type Node = Map<string, Node>;

/** Refuses paths that meet on their way, in the order in which the update names them. */
export class Conflicts {
  readonly #root: Node = new Map();

  add(parts: readonly string[]): void {
    let at = this.#root;
    for (const [i, part] of parts.entries()) {
      const next = at.get(part);
      const isLast = i === parts.length - 1;
      if (next && (isLast || next.size === 0)) throw conflict(parts, i + 1);
      // Places chosen by a filter and places named otherwise do not go together in one array.
      const [sibling] = at.keys();
      const apart = (each: string) => identifierOf(each) === undefined;
      if (sibling !== undefined && apart(sibling) !== apart(part)) throw conflict(parts, i);
      if (!next) at.set(part, new Map());
      at = at.get(part) as Node;
    }
  }
}

function conflict(parts: readonly string[], end: number): MongoServerFault {
  return conflicting(
    `Updating the path '${parts.join('.')}' would create a conflict at '${parts.slice(0, end).join('.')}'`,
  );
}

export function conflicting(message: string): MongoServerFault {
  return new MongoServerFault(40, 'ConflictingUpdateOperators', message);
}
