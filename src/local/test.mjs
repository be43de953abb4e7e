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
const ofProcesses = ['test/embedded-mongo/**/*.test.ts', 'test/local/**/*.test.ts', 'test/durability.test.ts'];
const ofPages = 'test/web/**/*.test.ts';
/** What is done at once, each in its order; the first speaks as it goes, the others when it has ended. */
const lanes = [
  [
    ['Types', 'typescript/bin/tsc --noEmit'],
    ['Habits', 'eslint/bin/eslint.js --config .eslint.config.mjs --max-warnings 0 .'],
    ['Format', '@biomejs/biome/bin/biome check --error-on-warnings'],
    ['Who may import whom', 'dependency-cruiser/bin/dependency-cruise.mjs --config .dependency-cruiser.cjs src jobs'],
    ['Nothing unused', 'knip/bin/knip.js'],
    ['Tests', tests('test/**/*.test.ts', butNot(ofPages, ...ofProcesses, ...inBrowser))],
  ],
  [
    ['Tests of the pages', tests(ofPages, butNot(...inBrowser))],
    ['Tests of the built-in store and of whole processes', tests(...ofProcesses)],
  ],
  [['Tests in a browser', tests(...inBrowser)]],
];

// With arguments, only the tests they name: `npm test -- test/domain/rate.test.ts`.
const chosen = process.argv.slice(2);
const wanted = chosen.length > 0 ? [[['Tests', 'mocha/bin/mocha.js', ...chosen]]] : lanes;
const failed = [];
const running = new Set();
let isStopped = false;
// Whoever ends this command ends the checks under way too, and no other follows.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    isStopped = true;
    process.exitCode = 1;
    for (const child of running) child.kill(signal);
  });

const [first, ...others] = wanted;
const said = others.map((lane) => run(lane, 'pipe'));
await run(first, 'inherit');
for (const output of said) process.stdout.write(await output);
if (failed.length > 0) fail(`Failed: ${failed.join(', ')}`);

/** Does the checks of a lane one after the other; gives what they said when it was not said at once. */
async function run(lane, output) {
  const parts = [];
  const keep = (part) => void parts.push(Buffer.from(part));
  for (const [name, command, ...more] of lane) {
    if (isStopped) break;
    if (output === 'inherit') console.log(`\n== ${name}`);
    else keep(`\n== ${name}\n`);
    const [program, ...args] = command.split(' ');
    const stdio = ['inherit', output, output];
    const child = spawn(process.execPath, [`node_modules/${program}`, ...args, ...more], { stdio });
    running.add(child);
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const [code] = await once(child, 'close');
    running.delete(child);
    if (code !== 0) failed.push(name);
  }
  return Buffer.concat(parts);
}
