import { expect } from 'chai';
import { lockInstance } from '../../src/local/instance-lock.ts';
import { startProgram } from '../support/local-process.ts';
import { temporaryFolder } from './folder.ts';

const holder = (folder: string) => startProgram('test/local/hold.ts', ['lock', folder]);

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no refusal',
    (error: Error) => error.message,
  );

describe('one Ý Dân per data folder', () => {
  it('refuses a second one with one line that names the first', async () => {
    const folder = await temporaryFolder();
    const first = holder(folder);
    await first.printed(/holds/);
    expect(await refusal(lockInstance(folder))).to.equal(`Another Ý Dân already runs on ${folder} (pid ${first.pid}).`);
    first.kill('SIGKILL');
    await first.ended;
  });

  it('lets the next one in the moment the first is killed', async () => {
    const folder = await temporaryFolder();
    const first = holder(folder);
    await first.printed(/holds/);
    first.kill('SIGKILL');
    await first.ended;
    const lock = await lockInstance(folder);
    await lock.release();
  });

  it('lets exactly one in when many start in the same instant', async () => {
    const folder = await temporaryFolder();
    const starters = Array.from({ length: 6 }, () => holder(folder));
    const outcomes = await Promise.all(starters.map((one) => one.printed(/holds|Another/)));
    expect(outcomes.filter(([word]) => word === 'holds')).to.have.length(1);
    for (const one of starters) one.kill('SIGKILL');
    await Promise.all(starters.map((one) => one.ended));
  });

  it('can be released and taken again, and keeps folders apart', async () => {
    const [here, there] = [await temporaryFolder(), await temporaryFolder()];
    const first = await lockInstance(here);
    const elsewhere = await lockInstance(there);
    await first.release();
    await first.release();
    const again = await lockInstance(here);
    expect(await refusal(lockInstance(there))).to.contain('already runs');
    await Promise.all([again.release(), elsewhere.release()]);
  });
});
