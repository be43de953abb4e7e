// A thread does not inherit the loader of TypeScript from its process, so it begins by registering its own.
import { register } from 'tsx/esm/api';

register();
await import('./reading-program.ts');
