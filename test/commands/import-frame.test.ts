import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { importCommands } from '../../src/commands/import.ts';
import { temporaryFolder } from '../local/folder.ts';
import { commandContext } from '../support/command-context.ts';
import { campaignInput, supervisor } from '../support/fieldwork.ts';
import { openWorld, type World } from '../support/world.ts';

describe('importing a sampling frame', () => {
  let world: World;
  let folder: string;
  before(async () => {
    world = await openWorld({ worker: false });
    folder = await temporaryFolder();
  });
  after(() => world.close());

  const run = async (noun: string, rows: readonly string[], options = {}) => {
    const path = join(folder, `${noun}.csv`);
    await writeFile(path, rows.join('\n'));
    return (await importCommands[`import ${noun}`]?.run(commandContext(world, [path], options)))?.summary;
  };
  const numbers = ['phone', '0500 000 001', '84500000002', 'abc'];

  it('takes numbers not to be called once, leaves them out of the frame, and asks one person about the last dossier', async () => {
    expect(await run('do-not-call', numbers)).to.include({ read: 3, accepted: 2, unchanged: 0, rejected: 1 });
    expect(await run('do-not-call', numbers)).to.include({ accepted: 0, unchanged: 2, rejected: 1 });
    const { id } = await world.system.actions.campaigns.create(campaignInput(), supervisor);
    const rows = [
      'dossierCode,agencyCode,procedureCode,finishedOn,result,name,phone',
      'A-1,H79-N26740,1.001193,2026-10-05,granted,Một,0500000001',
      'A-2,H79-N26740,1.001193,05/10/2026,từ chối,Hai,500000003',
      'A-3,H79-N26740,1.001193,2026-10-09,granted,Hai,+84 500 000 003',
      'A-4,H79-N26740,1.001193,2026-10-09,granted,Bốn,0500000004',
    ];
    expect(await run('frame', rows, { campaign: id })).to.include({ read: 4, accepted: 2, rejected: 2 });
    expect(await run('frame', rows, { campaign: id })).to.include({ accepted: 0, unchanged: 2, rejected: 2 });
    const kept = await world.system.stores.frameCases.frame(id);
    expect(kept.map(({ frameKey }) => frameKey)).to.have.members(['A-3', 'A-4']);
  });
});
