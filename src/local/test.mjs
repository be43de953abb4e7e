import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
const wanted = chosen.length > 0 ? [['Tests', 'mocha/bin/mocha.js', ...chosen]] : checks;
const failed = [];
for (const [name, command, ...more] of wanted) if (!(await passes(name, command, more))) failed.push(name);
if (failed.length > 0) fail(`Failed: ${failed.join(', ')}`);

async function passes(name, command, more) {
  console.log(`\n== ${name}`);
  const [program, ...args] = command.split(' ');
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args, ...more], { stdio: 'inherit' });
  // Whoever ends this command ends the check under way too, and no other follows.
  const stop = (signal) => {
    child.kill(signal);
    process.exitCode = 1;
    child.once('exit', () => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  const [code] = await once(child, 'exit');
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
  return code === 0;
}
