import { expect } from 'chai';
import { accessCommands } from '../../src/commands/access.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { commandContext } from '../support/command-context.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the commands for accounts and keys', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());
  const run = (name: string, args: string[], options = {}) =>
    accessCommands[name]?.run(commandContext(world, args, options)).catch((error: unknown) => error);

  it('make an account with a password that opens it, once', async () => {
    const context = commandContext(world, ['clerk@city.example'], { role: 'officer', agency: 'H79-STP' });
    expect(await accessCommands['user add']?.run(context)).to.include({ ok: true });
    const password = context.said.join().split(': ').at(-1) ?? '';
    expect(await world.system.actions.accounts.signIn('clerk@city.example', password)).to.include({
      agency: 'H79-STP',
    });
    expect(await run('user add', ['clerk@city.example'], { role: 'officer' })).to.be.instanceOf(Refusal);
    await run('user disable', ['clerk@city.example']);
    expect(await world.system.actions.accounts.signIn('clerk@city.example', password)).to.equal(undefined);
  });

  it('make none for a unit or a role that does not exist', async () => {
    for (const options of [{ role: 'officer', agency: 'NOPE' }, { role: 'king' }, {}])
      expect(await run('user add', ['other@city.example'], options)).to.be.instanceOf(Refusal);
  });

  it('issue a key that is shown once and ends when it is revoked', async () => {
    const { summary } = (await run('api-key issue', ['kiosks'], { channels: 'kiosk,post' })) as {
      summary: { secret: string };
    };
    expect(await world.system.stores.apiKeys.find(summary.secret)).to.deep.equal({
      name: 'kiosks',
      channels: ['kiosk', 'post'],
    });
    expect(await run('api-key disable', ['kiosks'])).to.include({ ok: true });
    expect(await world.system.stores.apiKeys.find(summary.secret)).to.equal(undefined);
    expect(await run('api-key issue', ['kiosks'], { channels: 'pigeon' })).to.be.instanceOf(Refusal);
  });
});
