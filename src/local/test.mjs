import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fail, prepare } from './prepare.mjs';

prepare({ development: true });
await import('tsx');
const { chromium, executable, redisServer } = await import('./executable.ts');
// Before the tests, whose time is limited.
for (const program of [redisServer, chromium]) await executable(program, console).catch((error) => fail(error.message));

const tests = (...files) => `mocha/bin/mocha.js ${files.join(' ')}`;
const butNot = (...files) => files.map((file) => `--ignore ${file}`).join(' ');
const inBrowser = ['test/web/*-browser.test.ts', 'test/stories.test.ts'];
const ofStore = 'test/embedded-mongo/**/*.test.ts';
const ofProcesses = ['test/local/**/*.test.ts', 'test/durability.test.ts'];
const ofPages = 'test/web/**/*.test.ts';
/** The longest first, so that none is left to be waited for at the end. */
const checks = [
  ['Tests in a browser', tests(...inBrowser)],
  ['Tests', tests('test/**/*.test.ts', butNot(ofPages, ofStore, ...ofProcesses, ...inBrowser))],
  ['Tests of the pages', tests(ofPages, butNot(...inBrowser))],
  ['Tests of the built-in store', tests(ofStore)],
  ['Tests of whole processes', tests(...ofProcesses)],
  ['Habits', 'eslint/bin/eslint.js --config .eslint.config.mjs --max-warnings 0 .'],
  ['Types', 'typescript/bin/tsc --noEmit'],
  ['Who may import whom', 'dependency-cruiser/bin/dependency-cruise.mjs --config .dependency-cruiser.cjs src jobs'],
  ['Nothing unused', 'knip/bin/knip.js'],
  ['Format', '@biomejs/biome/bin/biome check --error-on-warnings'],
];
/** How many are done at once: they wait as much as they compute. */
const AT_ONCE = 3;

// With arguments, only the tests they name: `npm test -- test/domain/rate.test.ts`.
const chosen = process.argv.slice(2);
const wanted = chosen.length > 0 ? [['Tests', 'mocha/bin/mocha.js', ...chosen]] : checks;
const failed = [];
const running = new Set();
// Whoever ends this command ends the checks under way too, and no other follows.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    process.exitCode = 1;
    wanted.length = 0;
    for (const child of running) child.kill(signal);
  });

await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failed.length > 0) fail(`Failed: ${failed.join(', ')}`);

async function work() {
  for (let next = wanted.shift(); next; next = wanted.shift()) await run(...next);
}

/** Does one check, which speaks when it has ended, so that several do not speak at once. */
async function run(name, command, ...more) {
  const [program, ...args] = command.split(' ');
  console.log(`-- ${name}`);
  const output = chosen.length > 0 ? 'inherit' : 'pipe';
  const stdio = ['inherit', output, output];
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args, ...more], { stdio });
  running.add(child);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part));
  const [code] = await once(child, 'close');
  running.delete(child);
  if (code !== 0) failed.push(name);
  if (output === 'pipe') process.stdout.write(Buffer.concat([Buffer.from(`\n== ${name}\n`), ...said]));
}
