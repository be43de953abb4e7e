import { checkDatabases } from './check-databases.ts';
import { readApart } from './read-apart.ts';

await readApart((databases, [namespace], say) => checkDatabases(databases, namespace, say));
