import { expect } from 'chai';
import { Redis } from 'ioredis';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const password = 'a password of tests';
let people = 0;

describe('signing in', () => {
  let world: World;
  let visitor: Visitor;
  let email: string;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  const newAccount = async () => {
    people += 1;
    const address = `monitor-${people}@demo.ydan`;
    const account = { email: address, role: 'monitor', agency: 'H79-MTTQ', language: 'vi' } as const;
    await world.system.actions.accounts.add(account, password);
    return address;
  };
  beforeEach(async () => {
    visitor = new Visitor(world.url);
    email = await newAccount();
  });
  after(() => world.close());

  const enter = (fields: Readonly<Record<string, string>> = {}) =>
    visitor.submit('/sign-in', { email, password, ...fields });
  /** Read to its end: the session is written before that. */
  const staffPage = async () => {
    const answer = await visitor.get('/staff');
    await answer.text();
    return answer.status;
  };
  const sessionOf = (answer: Response) =>
    answer.headers.getSetCookie().find((cookie) => cookie.startsWith('ydan=')) ?? '';

  it('leads to one’s work, or to the page that was asked for', async () => {
    const asked = await visitor.get('/staff/monitoring');
    expect([asked.status, asked.headers.get('location')]).to.deep.equal([303, '/sign-in?next=%2Fstaff%2Fmonitoring']);
    const entered = await visitor.submit('/sign-in?next=%2Fstaff%2Fmonitoring', { email, password }, '/sign-in');
    expect([entered.status, entered.headers.get('location')]).to.deep.equal([303, '/staff/monitoring']);
    expect((await visitor.get('/staff/monitoring')).status).to.equal(200);
  });

  it('uses up nothing of what one address may try when it is right: a whole call centre signs in at once', async () => {
    const redis = new Redis(world.services.redisUrl);
    try {
      const used = async (): Promise<number> => {
        const [key = ''] = await redis.keys('limit-sign-in-address-*');
        return Number(await redis.get(key));
      };
      const before = await used();
      await enter();
      expect(await used()).to.equal(before);
      visitor = new Visitor(world.url);
      await enter({ password: 'not the password' });
      expect(await used()).to.equal(before + 1);
    } finally {
      redis.disconnect();
    }
  });

  it('leads nowhere else', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/staff/../track', '/staff\\evil', '/rate']) {
      visitor = new Visitor(world.url);
      expect((await enter({ next })).headers.get('location'), next).to.equal('/staff');
    }
  });

  it('gives a cookie that scripts and other sites do not see, under a new id each time', async () => {
    const first = sessionOf(await enter());
    await visitor.submit('/staff', {}, '/sign-out');
    const second = sessionOf(await enter());
    expect(first)
      .to.match(/HttpOnly/)
      .and.match(/SameSite=Lax/);
    expect(first.split(';')[0]).to.not.equal(second.split(';')[0]);
  });

  it('leaves a session that somebody knew before worth nothing', async () => {
    const known = sessionOf(await enter()).split(';')[0] ?? '';
    // Signing in once more, out of the session, with the token of its own pages.
    const again = await visitor.submit('/staff', { email, password }, '/sign-in');
    expect(again.status).to.equal(303);
    expect(sessionOf(again).split(';')[0]).to.not.equal(known).and.not.equal('');
    expect((await fetch(`${world.url}/staff`, { redirect: 'manual', headers: { cookie: known } })).status).to.equal(
      303,
    );
    expect(await staffPage()).to.equal(200);
  });

  it('gives residents no session', async () => {
    for (const path of ['/', '/rate', '/complaints/new', '/track', '/sign-in'])
      expect(sessionOf(await visitor.get(path)), path).to.equal('');
  });

  it('refuses a wrong password and an unknown address alike, and keeps the address typed', async () => {
    const wrong = await enter({ password: 'not this one' });
    const unknown = await enter({ email: 'nobody@demo.ydan' });
    expect([wrong.status, unknown.status]).to.deep.equal([422, 422]);
    const texts = [await wrong.text(), await unknown.text()].map((html) =>
      html.replaceAll(email, 'ADDRESS').replaceAll('nobody@demo.ydan', 'ADDRESS'),
    );
    expect(texts[0]).to.equal(texts[1]).and.include('value="ADDRESS"').and.not.include('not this one');
  });

  it('needs the token of our own form', async () => {
    expect((await enter({ token: 'x'.repeat(43) })).status).to.equal(403);
    expect((await enter({ token: '' })).status).to.equal(403);
    await enter();
    expect((await visitor.submit('/staff', { token: 'x'.repeat(43) }, '/sign-out')).status).to.equal(403);
    expect(await staffPage()).to.equal(200);
  });

  it('ends when one signs out, for the old cookie too', async () => {
    const cookie = sessionOf(await enter()).split(';')[0] ?? '';
    await visitor.submit('/staff', {}, '/sign-out');
    expect(await staffPage()).to.equal(303);
    const thief = await fetch(`${world.url}/staff`, { redirect: 'manual', headers: { cookie } });
    expect(thief.status).to.equal(303);
  });

  it('ends after half an hour without a request', async () => {
    await enter();
    for (let visits = 0; visits < 3; visits += 1) {
      world.clock.advance('29 minutes');
      expect(await staffPage()).to.equal(200);
    }
    world.clock.advance('31 minutes');
    expect(await staffPage()).to.equal(303);
  });

  it('ends after twelve hours in any case', async () => {
    await enter();
    for (let visits = 0; visits < 26; visits += 1) {
      world.clock.advance('27 minutes');
      expect(await staffPage(), `${visits}`).to.equal(200);
    }
    world.clock.advance('27 minutes');
    expect(await staffPage()).to.equal(303);
  });

  it('ends with the account, and with a new password', async () => {
    await enter();
    await world.system.actions.accounts.disable(email);
    expect(await staffPage()).to.equal(303);
    await world.system.actions.accounts.reset(email, password);
    await enter();
    expect(await staffPage()).to.equal(200);
    await world.system.actions.accounts.reset(email, password);
    expect(await staffPage()).to.equal(303);
  });

  it('slows down who guesses, and leaves others alone', async () => {
    const statuses = new Set();
    for (let tries = 0; tries < 11; tries += 1) {
      const answer = await enter({ password: `guess number ${tries}` });
      if (tries === 10) expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 300);
      statuses.add(answer.status);
    }
    expect([...statuses]).to.deep.equal([422, 429]);
    expect((await enter({ email: await newAccount() })).status).to.equal(303);
  });

  it('takes no operators for an address or a password', async () => {
    for (const body of ['email[$gt]=&password=x', 'email=a&email=b&password=x', 'email=a&password[$ne]=x&role=admin']) {
      const page = await visitor.text('/sign-in');
      const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
      const answer = await visitor.fetch('/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: `${body}&token=${token}`,
      });
      expect(answer.status, body).to.equal(422);
    }
  });
});
