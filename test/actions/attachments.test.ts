import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Attachments } from '../../src/actions/attachments.ts';
import { bomb, paper, photograph } from '../support/attachments.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the files of a complaint', () => {
  let world: World;
  let attachments: Attachments;
  let photo: Buffer;
  let pdf: Buffer;
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
    ({ attachments } = world.system.actions);
    [photo, pdf] = await Promise.all([photograph(), paper()]);
  });
  after(() => world.close());

  const fresh = (): string => randomBytes(8).toString('hex');
  const others = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => photograph({ width: 20 + index })));
  const kinds = async (complaint: string) => (await attachments.of(complaint)).map(({ kind }) => kind);

  it('wait for their form, then belong to the case, in the order in which they came', async () => {
    const key = fresh();
    const complaint = fresh();
    expect(await attachments.stage([photo, pdf], key)).to.deep.equal([]);
    expect((await attachments.staged(key)).map(({ kind }) => kind)).to.deep.equal(['photo', 'pdf']);
    expect(await attachments.of(complaint)).to.deep.equal([]);
    await attachments.attach(key, complaint);
    expect(await kinds(complaint)).to.deep.equal(['photo', 'pdf']);
    expect(await attachments.staged(key)).to.deep.equal([]);
    await attachments.attach(key, complaint);
    expect(await kinds(complaint)).to.deep.equal(['photo', 'pdf']);
  });

  it('are named by their place when they are bad, and the good ones are kept', async () => {
    const key = fresh();
    const sent = [Buffer.from('<svg>'), photo, 'too-large', bomb(60_000, 60_000), pdf] as const;
    const faults = await attachments.stage(sent, key);
    expect(faults.map(({ code, params }) => [code, params?.place])).to.deep.equal([
      ['attachment:fault-kind', 1],
      ['attachment:fault-too-large', 3],
      ['attachment:fault-photo-pixels', 4],
    ]);
    expect(await attachments.staged(key)).to.have.length(2);
  });

  it('are five at most; the same one is not counted twice', async () => {
    const key = fresh();
    const six = await others(6);
    const faults = await attachments.stage([...six.slice(0, 2), ...six], key);
    expect(faults.map(({ code, params }) => [code, params?.place])).to.deep.equal([['attachment:fault-too-many', 8]]);
    const [first] = await attachments.staged(key);
    await attachments.drop(key, [first?.id ?? '']);
    expect(await attachments.stage(six.slice(5), key)).to.deep.equal([]);
    expect(await attachments.staged(key)).to.have.length(5);
  });

  it('are in a case once, also when the form was sent twice at once and again later', async () => {
    const key = fresh();
    const complaint = fresh();
    const send = async (): Promise<void> => {
      expect(await attachments.stage([photo, pdf], key)).to.deep.equal([]);
      await attachments.attach(key, complaint);
    };
    await Promise.all([send(), send(), send()]);
    await send();
    expect((await kinds(complaint)).sort()).to.deep.equal(['pdf', 'photo']);
    expect(await attachments.staged(key)).to.deep.equal([]);
  });

  it('are opened for their own case only, and by nobody who has just the store', async () => {
    const [key, complaint, other] = [fresh(), fresh(), fresh()];
    await attachments.stage([photo], key);
    const [file] = await attachments.staged(key);
    const id = file?.id ?? '';
    expect(await attachments.open(id, complaint)).to.equal(undefined);
    await attachments.attach(key, complaint);
    expect((await attachments.open(id, complaint))?.subarray(0, 3).toString('hex')).to.equal('ffd8ff');
    expect(await attachments.open(id, other)).to.equal(undefined);
    expect(await attachments.open('nothing', complaint)).to.equal(undefined);
    const [kept = {}] = (await stored(world, 'attachments')).filter(({ _id }) => _id === id);
    expect(kept.bytes.buffer.toString('latin1')).to.not.include('JFIF');
    expect((await attachments.open(id, complaint))?.length).to.equal(file?.size);
  });

  it('cannot be dropped under the key of another form, nor once a case has them', async () => {
    const [key, complaint] = [fresh(), fresh()];
    await attachments.stage([photo], key);
    const ids = (await attachments.staged(key)).map(({ id }) => id);
    await attachments.drop(fresh(), ids);
    expect(await attachments.staged(key)).to.have.length(1);
    await attachments.attach(key, complaint);
    await attachments.drop(key, ids);
    expect(await kinds(complaint)).to.deep.equal(['photo']);
  });

  it('are gone after a day when their form never went through', async () => {
    const [key, complaint] = [fresh(), fresh()];
    await attachments.stage([photo], key);
    await attachments.stage([pdf], `${key}-sent`);
    await attachments.attach(`${key}-sent`, complaint);
    world.clock.advance('23 hours');
    await attachments.expireStaged(world.clock.now());
    expect(await attachments.staged(key)).to.have.length(1);
    world.clock.advance('1 hour');
    expect(await attachments.expireStaged(world.clock.now())).to.be.at.least(1);
    expect(await attachments.staged(key)).to.deep.equal([]);
    expect(await kinds(complaint)).to.deep.equal(['pdf']);
  });

  it('are deleted with all that a case leaves behind', async () => {
    const [key, complaint] = [fresh(), fresh()];
    await attachments.stage([photo, pdf], key);
    await attachments.attach(key, complaint);
    expect(await attachments.purge(complaint)).to.equal(2);
    expect(await attachments.of(complaint)).to.deep.equal([]);
  });

  it('tell who added them', async () => {
    const key = fresh();
    await attachments.stage([photo], key);
    await attachments.stage([pdf], key, 'an-account');
    expect((await attachments.staged(key)).map(({ addedBy }) => addedBy)).to.deep.equal(['resident', 'an-account']);
  });
});
