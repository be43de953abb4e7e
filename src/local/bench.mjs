import { prepare, run } from './prepare.mjs';

prepare({ development: true });
await run('bench/main.ts');
