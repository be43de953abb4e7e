import { prepare, run } from './prepare.mjs';

prepare();
await run('src/cli.ts');
