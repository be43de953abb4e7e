import { prepare, readSettings, run } from './prepare.mjs';

prepare();
if (process.argv.includes('--watch')) {
  readSettings();
  process.argv.splice(2, Infinity, 'watch', '--clear-screen=false', '--include', './views/**/*', 'src/main.ts');
  await import('tsx/cli');
} else {
  await run('src/main.ts');
}
