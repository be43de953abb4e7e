import { checkDatabases } from './check-databases.ts';
import { readApart } from './read-apart.ts';

await readApart((databases, [namespace], say) => {
  try {
    return checkDatabases(databases, namespace, say);
  } catch (error) {
    // lmdb stumbles over its own pages in many words.
    throw new Error(`the store is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
});
