// Runs the built-in store alone: npm run store -- --port N --dir DIR
import { register } from 'tsx/esm/api';

register();
await import('../embedded-mongo/main.ts');
