import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startProgram } from '../support/local-process.ts';
import { temporaryFolder } from './folder.ts';

const local = fileURLToPath(new URL('../../src/local', import.meta.url));

/** A clone with one package in its lock and, in the place of npm, a script that notes each call and installs what the lock says. */
async function clone(npm = installing) {
  const root = await temporaryFolder();
  await mkdir(join(root, 'src/local'), { recursive: true });
  for (const file of ['prepare.mjs', 'file-lock.mjs']) await cp(join(local, file), join(root, 'src/local', file));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  await writeFile(join(root, 'npm.mjs'), npm);
  await writeFile(join(root, 'calls'), '');
  const command = join(root, 'src/local/command.mjs');
  await writeFile(command, "import { prepare } from './prepare.mjs';\nprepare();\nconsole.log('prepared');\n");
  return {
    lock: (version: string) =>
      writeFile(
        join(root, 'package-lock.json'),
        JSON.stringify({
          packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version: '1.0.0', optional: true } },
        }),
      ),
    run: async () => {
      const started = startProgram(command, [], { npm_execpath: join(root, 'npm.mjs') });
      return { ...(await started.ended), output: started.output() };
    },
    calls: async () => (await readFile(join(root, 'calls'), 'utf8')).split('\n').filter(Boolean),
  };
}

const installing = `
  import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
  const { version } = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages['node_modules/a'];
  mkdirSync('node_modules', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version } } }));
`;

describe('what every command does first', () => {
  it('installs the packages of a fresh clone, saying so in one line, and no second time', async () => {
    const { lock, run, calls } = await clone();
    await lock('1.0.0');
    expect((await run()).output).to.equal('Installing packages (npm ci)…\nprepared\n');
    expect((await run()).output).to.equal('prepared\n');
    expect(await calls()).to.have.length(1);
  });

  it('installs again when the lock asks for another version', async () => {
    const { lock, run, calls } = await clone();
    await lock('1.0.0');
    await run();
    await lock('1.0.1');
    await run();
    expect(await calls()).to.have.length(2);
  });

  it('installs once when several commands start at once, and all of them go on', async () => {
    const { lock, run, calls } = await clone();
    await lock('1.0.0');
    const all = await Promise.all([run(), run(), run()]);
    expect(all.map(({ code }) => code)).to.deep.equal([0, 0, 0]);
    expect(await calls()).to.have.length(1);
  });

  it('ends with one line when the packages cannot be installed', async () => {
    const { lock, run } = await clone('process.exit(1);');
    await lock('1.0.0');
    const { code, output } = await run();
    expect(code).to.equal(1);
    expect(output).to.equal(
      'Installing packages (npm ci)…\nThe packages could not be installed; npm says why above.\n',
    );
  });
});
