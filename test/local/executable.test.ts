import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { executable } from '../../src/local/executable.ts';
import { temporaryFolder } from './folder.ts';
import { logLines } from './log-lines.ts';

describe('a program that this machine should have', () => {
  const path = process.env.PATH;
  const kite = { names: ['kite', 'kite-classic'], package: 'kites', variable: 'KITE_PATH' };
  let folder = '';
  const script = (name: string, text: string) => writeFile(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });

  beforeEach(async () => {
    folder = await temporaryFolder();
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = path;
    delete process.env.KITE_PATH;
  });

  it('is found under its best name', async () => {
    await script('kite-classic', '');
    expect(await executable(kite, logLines())).to.equal(join(folder, 'kite-classic'));
    await script('kite', '');
    expect(await executable(kite, logLines())).to.equal(join(folder, 'kite'));
  });

  it('is where its variable says', async () => {
    process.env.KITE_PATH = '/opt/kite';
    expect(await executable(kite, logLines())).to.equal('/opt/kite');
  });

  it('is installed with apt-get where that needs no password, after fetching the lists if it must', async () => {
    const log = logLines();
    await script('sudo', 'shift; exec "$@"');
    await script(
      'apt-get',
      `case "$*" in
        *install*kites) [ -f ${folder}/lists ] || exit 100; : > ${folder}/kite; /bin/chmod +x ${folder}/kite ;;
        *update) : > ${folder}/lists ;;
      esac`,
    );
    expect(await executable(kite, log)).to.equal(join(folder, 'kite'));
    expect(log.lines).to.deep.equal(['Installing kites with apt-get…']);
  });

  it('is asked for in one line where it can neither be found nor installed', async () => {
    const log = logLines();
    const fault = await executable(kite, log).catch((error: Error) => error.message);
    expect(fault).to.equal(
      'kite or kite-classic is missing: install it (on Debian and Ubuntu: apt-get install kites).',
    );
    expect(log.lines).to.deep.equal([]);
  });
});
