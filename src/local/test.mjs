import { spawnSync } from 'node:child_process';
import { fail, prepare } from './prepare.mjs';

prepare({ development: true });
await import('tsx');
const { chromium, executable, redisServer } = await import('./executable.ts');
// Before the tests, whose time is limited.
for (const program of [redisServer, chromium]) await executable(program, console).catch((error) => fail(error.message));

const checks = [
  ['Types', 'typescript/bin/tsc --noEmit'],
  ['Habits', 'eslint/bin/eslint.js --config .eslint.config.mjs --max-warnings 0 .'],
  ['Format', '@biomejs/biome/bin/biome check --error-on-warnings'],
  ['Who may import whom', 'dependency-cruiser/bin/dependency-cruise.mjs --config .dependency-cruiser.cjs src jobs'],
  ['Nothing unused', 'knip/bin/knip.js'],
  ['Tests', 'mocha/bin/mocha.js test/**/*.test.ts'],
];

// With arguments, only the tests they name: `npm test -- test/domain/rate.test.ts`.
const chosen = process.argv.slice(2);
const failed = chosen.length > 0 ? failing([['Tests', 'mocha/bin/mocha.js', ...chosen]]) : failing(checks);
if (failed.length > 0) fail(`Failed: ${failed.join(', ')}`);

function failing(wanted) {
  return wanted.flatMap(([name, command, ...more]) => {
    console.log(`\n== ${name}`);
    const [program, ...args] = command.split(' ');
    const { status } = spawnSync(process.execPath, [`node_modules/${program}`, ...args, ...more], { stdio: 'inherit' });
    return status === 0 ? [] : [name];
  });
}
