import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { auditCommands } from '../../src/commands/audit.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { routedCase } from '../support/casework.ts';
import { commandContext } from '../support/command-context.ts';
import { vandalise } from '../support/vandal.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the commands of the audit', () => {
  let world: World;
  let dir: string;
  let id: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'ydan-audit-'));
    world = await openWorld();
    ({ id } = await routedCase(world, { content: 'Hồ sơ trễ. Gọi tôi 0903 123 456.' }));
    await routedCase(world);
  });
  after(async () => {
    await world.close();
    await rm(dir, { recursive: true, force: true });
  });

  const run = async (command: string, args: string[] = [], options = {}) => {
    const context = commandContext(world, args, options);
    const outcome = await auditCommands[`audit ${command}`]?.run(context);
    return { ...outcome, said: context.said };
  };
  const refusal = (command: string, options: object) => run(command, [], options).catch((error: unknown) => error);

  it('verify says how much was proved, and that nothing is wrong', async () => {
    const { ok, summary, said, text } = await run('verify');
    expect(ok).to.equal(true);
    expect(summary).to.deep.equal({ cases: 2, events: 4, faults: 0 });
    expect(said).to.deep.equal([]);
    expect(text).to.include('2 vụ việc').and.include('0 sai lệch');
  });

  it('verify fails and names the case and what is wrong with it, without a word of what was said', async () => {
    const undo = await vandalise(world, id, (found) => ({ ...found, content: 'Gọi tôi 0903 999 999.' }));
    const { ok, summary, said } = await run('verify').finally(undo);
    expect(ok).to.equal(false);
    expect(summary).to.deep.equal({ cases: 2, events: 4, faults: 1 });
    expect(said).to.deep.equal([`${id.slice(0, 8).toUpperCase()}: what was told was changed`]);
  });

  it('anchor writes a file for its keeper alone, by which verify sees that a case is gone', async () => {
    const file = join(dir, 'anchors.json');
    expect(await run('anchor', [file])).to.deep.include({ ok: true, summary: { cases: 2 } });
    expect((await stat(file)).mode & 0o077).to.equal(0);
    expect(await readFile(file, 'utf8')).to.not.match(/0903|trễ/);
    expect(await run('verify', [], { anchor: file })).to.deep.include({ ok: true });
    const undo = await vandalise(world, id, () => undefined);
    const { ok, said } = await run('verify', [], { anchor: file }).finally(undo);
    expect(ok).to.equal(false);
    expect(said).to.deep.equal([`${id.slice(0, 8).toUpperCase()}: the case is gone`]);
  });

  it('verify refuses a file that is not there or holds no anchors', async () => {
    expect(await refusal('verify', { anchor: join(dir, 'nowhere') })).to.be.instanceOf(Refusal);
    const file = join(dir, 'other.json');
    await writeFile(file, '{"a": [0]}');
    expect(await refusal('verify', { anchor: file })).to.deep.include({ code: 'audit:no-anchors' });
  });
});
