import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from './collection.ts';
import { definitionKey, readDefinition } from './read-definition.ts';
import type { StoredIndex } from './stored-index.ts';

/**
 * Watches that a collection, and the indexes by which it is read, are still there: what belongs to nobody any more is
 * cleared away, and whoever read on would take the rest for all.
 */
export class Standing {
  private readonly collection: Collection;
  private readonly indexes: StoredIndex[];
  private known: Buffer | undefined;

  constructor(collection: Collection, indexes: StoredIndex[]) {
    this.collection = collection;
    this.indexes = indexes;
  }

  /** Throws QueryPlanKilled when something was dropped, or the collection renamed. */
  check(): void {
    const { namespace, definition, databases } = this.collection;
    const stored = databases.meta.getBinary(definitionKey(namespace));
    if (stored && this.known?.equals(stored)) return;
    const now = stored && readDefinition(stored);
    if (now?.id !== definition.id) throw killed(`collection ${namespace} was dropped or renamed`);
    const gone = this.indexes.find((index) => now.indexes.every(({ id }) => id !== index.definition.id));
    if (gone) throw killed(`index '${gone.definition.name}' was dropped`);
    this.known = stored;
  }
}

function killed(message: string): MongoServerFault {
  return new MongoServerFault(175, 'QueryPlanKilled', message);
}
