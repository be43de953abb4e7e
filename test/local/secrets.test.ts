import { readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { localSecrets } from '../../src/local/secrets.ts';
import { temporaryFolder } from './folder.ts';

describe('the secrets of this machine', () => {
  it('are keys of 32 bytes and a password that can be read aloud', async () => {
    const secrets = await localSecrets(await temporaryFolder());
    expect(Buffer.from(secrets.sessionSecret, 'base64')).to.have.length(32);
    expect(Buffer.from(secrets.encryptionKey, 'base64')).to.have.length(32);
    expect(secrets.sessionSecret).not.to.equal(secrets.encryptionKey);
    expect(secrets.demoPassword).to.match(/^[a-z]{4}(-[a-z]{4}){3}$/);
  });

  it('stay the same, also for many that ask first at once', async () => {
    const folder = await temporaryFolder();
    const all = await Promise.all(Array.from({ length: 8 }, () => localSecrets(folder)));
    for (const secrets of all) expect(secrets).to.deep.equal(await localSecrets(folder));
    expect(await readdir(folder)).to.deep.equal(['secrets.json']);
  });

  it('differ between machines', async () => {
    const [one, other] = [await localSecrets(await temporaryFolder()), await localSecrets(await temporaryFolder())];
    expect(one.encryptionKey).not.to.equal(other.encryptionKey);
    expect(one.demoPassword).not.to.equal(other.demoPassword);
  });

  it('can be read by their owner alone', async () => {
    const folder = await temporaryFolder();
    await localSecrets(folder);
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).to.equal(0o600);
  });

  it('are never made anew over a damaged file', async () => {
    const folder = await temporaryFolder();
    await localSecrets(folder);
    await truncate(join(folder, 'secrets.json'), 20);
    const fault = await localSecrets(folder).catch((error: Error) => error);
    expect(fault)
      .to.be.an('error')
      .with.property('message')
      .that.matches(/secrets\.json is damaged/);
  });
});
