import { readApart } from './read-apart.ts';

// lmdb's own copy: one state of the store, without the room that deleted documents left.
await readApart((databases, [target = '']) => databases.root.backup(target, true));
