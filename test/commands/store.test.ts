import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { storeCommands } from '../../src/commands/store.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { openDatabases } from '../../src/embedded-mongo/storage/databases.ts';
import { storeDir } from '../../src/local/store.ts';
import { translators } from '../../src/locales.ts';
import { startProgram } from '../support/local-process.ts';

describe('the commands of the built-in store', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  const dataDir = (name: string) => join(folder, name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ydan-store-'));
    server = await startServer({ dir: storeDir(dataDir('city')) });
    const client = await MongoClient.connect(server.uri);
    const responses = client.db('ydan').collection('responses');
    await responses.createIndex({ agency: 1 });
    await responses.insertMany([{ agency: 'H79-STP' }, { agency: 'H79-STP' }, { agency: 'H79-N26740' }]);
    await client.close();
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const run = async (command: string, where: string | undefined, args: string[] = []) => {
    const said: string[] = [];
    const context = {
      args,
      options: {},
      t: translators().vi,
      say: (line: string) => void said.push(line),
      storeDir: where && storeDir(dataDir(where)),
    };
    const outcome = await storeCommands[`store ${command}`]?.run(context);
    return { ...outcome, said };
  };

  it('check says how much is sound, beside the running server', async () => {
    const { ok, summary, text, said } = await run('check', 'city');
    expect(ok).to.equal(true);
    expect(summary).to.deep.equal({ collections: 1, documents: 3, entries: 6, faults: 0 });
    expect(text).to.include('3 tài liệu').and.include('0 sai lệch');
    expect(said).to.deep.equal([]);
  });

  it('check refuses where the data are elsewhere', async () => {
    const error = await run('check', undefined).catch((refusal: unknown) => refusal);
    expect(error).to.be.instanceOf(Refusal).with.property('code', 'cli:store-elsewhere');
  });

  it('backup and restore tell what they copied, and that the key is not in it', async () => {
    const backup = join(folder, 'backup');
    const made = await run('backup', 'city', [backup]);
    expect(made.summary).to.deep.include({ dir: backup, collections: 1, documents: 3, entries: 6 });
    expect(made.said.slice(0, 2)).to.deep.equal(['Đang sao chép…', 'Đang kiểm tra bản sao…']);
    expect(made.said[2]).to.include('ENCRYPTION_KEY');
    const restored = await run('restore', 'village', [backup]);
    expect(restored.summary).to.deep.equal({ ...made.summary, dir: storeDir(dataDir('village')) });
    expect(restored.text).to.include(storeDir(dataDir('village')));
    expect(await run('check', 'village')).to.deep.include({ ok: true });
  });

  it('check, on the command line, names what is wrong and fails; the system need not be started for it', async () => {
    await run('backup', 'city', [storeDir(dataDir('broken'))]);
    const { root, index } = openDatabases(storeDir(dataDir('broken')));
    const [key] = index.getKeys({ limit: 1 });
    index.removeSync(Buffer.from(key as Buffer));
    await root.close();
    const program = startProgram('src/local/cli.mjs', ['store', 'check', '--json', '--lang', 'en'], {
      DATA_DIR: dataDir('broken'),
    });
    expect(await program.ended).to.deep.equal({ code: 1, signal: null });
    const lines = program.output().trim().split('\n');
    expect(lines).to.have.length(2);
    expect(lines.find((line) => !line.startsWith('{'))).to.match(
      /^ydan\.responses: agency_1: no entry for the document/,
    );
    expect(JSON.parse(lines.find((line) => line.startsWith('{')) ?? '')).to.include({ documents: 3, faults: 1 });
  });

  it('restore, on the command line, is refused in one line while a server has the store', async () => {
    const program = startProgram('src/local/cli.mjs', ['restore', join(folder, 'backup')], {
      DATA_DIR: dataDir('city'),
    });
    expect(await program.ended).to.deep.equal({ code: 1, signal: null });
    expect(program.output().trim()).to.equal(`another store already runs on ${storeDir(dataDir('city'))}`);
  });
});
