import { prepare, run } from './prepare.mjs';

prepare();
await run('src/embedded-mongo/main.ts');
