// The line to the server: what is owed goes out one by one, each until the server has said that it has it.
const line = (() => {
  const home = '/staff/interviews/field';
  const patienceMs = 30_000;
  const [shortestMs, longestMs] = [250, 60_000];
  const refusedForGood = [400, 404, 409, 410, 413, 415, 422];
  let session;
  let standing = 'asking';
  let wait = 0;
  let timer;

  const stand = (now) => {
    standing = now;
    dispatchEvent(new Event('line'));
  };

  const ask = async (noun, body) => {
    const sent = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: session.token, ...body }),
    };
    const signal = AbortSignal.timeout(patienceMs);
    const address = `${home}/${noun}?lang=${document.documentElement.lang}`;
    const answer = await fetch(address, { ...sent, cache: 'no-store', redirect: 'error', signal });
    // An answer that breaks off was not heard.
    const said = answer.headers.get('content-type')?.includes('json') ? await answer.json() : {};
    return { status: answer.status, said };
  };

  // Finds out whether the server is there and who is signed in; the token may be days old otherwise.
  const greet = async () => {
    try {
      const { status, said } = await ask('session');
      if (status === 401 || status === 403) {
        session = undefined;
        stand('ended');
      } else if (status === 200) {
        session = { ...said, heardAt: new Date().toISOString() };
        await shelf.own(said.account);
        stand('here');
      } else throw new Error(status);
    } catch {
      session = undefined;
      stand('away');
    }
    return session;
  };

  const deliver = async ({ id }) => {
    const { heardAt: device, now: server } = session;
    // The clocks are compared once, so that a repeat says the same times.
    const {
      body,
      clock,
      account,
      case: surveyCase,
    } = await shelf.changeEntry(id, (entry) => ({
      ...entry,
      clock: entry.clock ?? { device, server },
    }));
    const { device: tablet } = await shelf.all();
    try {
      const { status, said } = await ask('entries', {
        ...body,
        clock,
        account,
        case: surveyCase,
        device: tablet,
        entry: id,
      });
      if (status === 200 && said.state) return (await shelf.sent(id, said), 'sent');
      if (!refusedForGood.includes(status)) return 'line';
      await shelf.changeEntry(id, (entry) => ({ ...entry, state: 'stuck', why: said.why ?? String(status) }));
      return 'stuck';
    } catch {
      return 'line';
    }
  };

  const later = () => {
    wait = Math.min(longestMs, Math.max(shortestMs, wait * 2));
    clearTimeout(timer);
    timer = setTimeout(send, standing === 'ended' ? longestMs : wait);
  };

  // A later visit to the same door waits for the earlier one; other doors do not.
  const nextOwed = async () => {
    const { entries, account } = await shelf.all();
    if (account?.id !== session.account.id) return;
    const barred = new Set();
    for (const entry of entries) {
      if (entry.state === 'waiting' && !barred.has(entry.case)) return entry;
      if (entry.state === 'waiting' || entry.state === 'stuck') barred.add(entry.case);
    }
  };

  // One page of the tablet sends at a time.
  const send = () =>
    navigator.locks.request('ydan-field-line', { ifAvailable: true }, async (lock) => {
      if (!lock) return later();
      clearTimeout(timer);
      if (!(await greet())) {
        if ((await shelf.all()).entries.some(({ state }) => state === 'waiting')) later();
        return;
      }
      for (let entry = await nextOwed(); entry; entry = await nextOwed()) {
        stand('sending');
        if ((await deliver(entry)) === 'line') return (stand('away'), later());
        wait = 0;
      }
      stand('here');
    });

  addEventListener('online', () => {
    wait = 0;
    send();
  });
  addEventListener('offline', () => stand('away'));

  return {
    send,
    standing: () => standing,
    session: () => session,

    /** Takes cases along; gives why not, in words, when it was refused. */
    async take(campaign, count) {
      const { device } = await shelf.all();
      const { status, said } = await ask('cases', { campaign, count, device });
      if (status !== 200) return said.why ?? String(status);
      await shelf.take(said);
    },

    /** Gives cases back and takes them off the tablet; true when it was done. */
    async giveBack(cases) {
      if (!session) return false;
      const { device } = await shelf.all();
      const { status } = await ask('returns', { cases, device }).catch(() => ({}));
      if (status === 200) await shelf.forget(cases);
      return status === 200;
    },

    /** Ends the session; true when there was one to end. */
    async signOut() {
      if (!session) return false;
      await fetch('/sign-out', { method: 'POST', body: new URLSearchParams({ token: session.token }) });
      session = undefined;
      return true;
    },
  };
})();
