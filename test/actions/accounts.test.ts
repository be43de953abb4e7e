import { expect } from 'chai';
import { refusal } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const password = 'correct horse battery staple';
let officers = 0;
/** A new officer for each test. */
const anOfficer = () => {
  officers += 1;
  return { email: `Officer.${officers}@City.example `, role: 'officer', agency: 'H79-N26740', language: 'vi' } as const;
};

describe('an account', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
  });
  after(() => world.close());
  const accounts = () => world.system.actions.accounts;

  it('opens with its address, in any case of letters, and its password', async () => {
    const account = anOfficer();
    await accounts().add(account, password);
    const found = await accounts().signIn(account.email.toUpperCase(), password);
    expect(found).to.deep.include({ email: account.email.toLowerCase().trim(), role: 'officer', agency: 'H79-N26740' });
    expect(JSON.stringify(found)).to.not.include('argon2');
  });

  it('opens with nothing else', async () => {
    const account = anOfficer();
    await accounts().add(account, password);
    for (const [email, wrong] of [
      [account.email, `${password} `],
      [account.email, ''],
      ['nobody@city.example', password],
      ['', ''],
      [account.email, 'x'.repeat(100_000)],
    ] as const)
      expect(await accounts().signIn(email, wrong)).to.equal(undefined);
  });

  it('takes about as long to refuse whether it exists or not', async () => {
    const account = anOfficer();
    await accounts().add(account, password);
    await accounts().signIn('nobody@city.example', password);
    // The processor's time, not the clock's: what others do on the machine is no part of it.
    const time = async (email: string) => {
      const began = process.cpuUsage();
      for (let run = 0; run < 5; run += 1) await accounts().signIn(email, 'a wrong password');
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    const ratio = (await time('nobody@city.example')) / (await time(account.email));
    expect(ratio).to.be.within(0.4, 2.5);
  });

  it('is one per address', async () => {
    const account = anOfficer();
    await accounts().add(account, password);
    const again = { ...account, email: account.email.toUpperCase() };
    expect(await refusal(accounts().add(again, password))).to.include({
      kind: 'conflict',
      code: 'account:fault-taken',
    });
  });

  it('needs a real address and a password of at least twelve characters', async () => {
    const account = anOfficer();
    expect(await refusal(accounts().add({ ...account, email: 'x' }, password))).to.include({
      code: 'account:fault-email',
    });
    expect(await refusal(accounts().add(account, 'short'))).to.include({ code: 'account:fault-password-length' });
    expect(await refusal(accounts().add(account, 'x'.repeat(257)))).to.include({ kind: 'invalid' });
  });

  it('that is disabled opens no more, and its sessions are over', async () => {
    const account = anOfficer();
    await accounts().add(account, password);
    const { id = '', epoch = 0 } = (await accounts().signIn(account.email, password)) ?? {};
    expect(await accounts().ofSession(id, epoch)).to.include({ id });
    await accounts().disable(account.email);
    expect(await accounts().ofSession(id, epoch)).to.equal(undefined);
    expect(await accounts().signIn(account.email, password)).to.equal(undefined);
    expect(await refusal(accounts().disable(account.email))).to.include({ kind: 'not-found' });
  });

  it('whose password is reset opens with the new one only, and old sessions are over', async () => {
    const account = anOfficer();
    await accounts().add(account, password);
    const { id = '', epoch = 0 } = (await accounts().signIn(account.email, password)) ?? {};
    await accounts().reset(account.email, 'another good password');
    expect(await accounts().ofSession(id, epoch)).to.equal(undefined);
    expect(await accounts().signIn(account.email, password)).to.equal(undefined);
    expect(await accounts().signIn(account.email, 'another good password')).to.include({ epoch: epoch + 1 });
    expect(await refusal(accounts().reset('nobody@city.example', password))).to.include({ kind: 'not-found' });
  });
});
