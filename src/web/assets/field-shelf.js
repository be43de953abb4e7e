// The tablet's own store: cases, campaigns, and the entries that are owed to the server. Nothing in it ever runs out.
const shelf = (() => {
  const stores = ['cases', 'campaigns', 'entries', 'settings'];
  const opening = new Promise((resolve, reject) => {
    const request = indexedDB.open('ydan-field', 1);
    request.onupgradeneeded = () => {
      const { result } = request;
      result.createObjectStore('cases', { keyPath: ['account', 'id'] });
      result.createObjectStore('campaigns', { keyPath: 'id' });
      result.createObjectStore('entries', { keyPath: 'id' });
      result.createObjectStore('settings');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const told = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  // Resolves when it is on the disk, not before.
  const within = async (mode, work) => {
    const transaction = (await opening).transaction(stores, mode, { durability: 'strict' });
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    const open = Object.fromEntries(stores.map((name) => [name, transaction.objectStore(name)]));
    const working = work(open).catch((error) => {
      transaction.abort();
      throw error;
    });
    const [result] = await Promise.all([working, ended]);
    if (mode === 'readwrite') dispatchEvent(new Event('shelf'));
    return result;
  };
  const owner = async ({ settings }) => (await told(settings.get('account')))?.id ?? '';
  const isOwed = ({ state }) => state !== 'sent';
  const earliestFirst = (one, other) => one.order - other.order;

  return {
    /** All there is of the account that works here, and how much is still unsent of others. */
    all: () =>
      within('readonly', async ({ cases, campaigns, entries, settings }) => {
        const account = await told(settings.get('account'));
        const mine = (row) => row.account === account?.id;
        const written = await told(entries.getAll());
        return {
          account,
          device: await told(settings.get('device')),
          cases: (await told(cases.getAll())).filter(mine),
          campaigns: await told(campaigns.getAll()),
          entries: written.filter(mine).sort(earliestFirst),
          unsentOfOthers: written.filter((entry) => !mine(entry) && isOwed(entry)).length,
        };
      }),

    /** From now on the tablet is this account's; without one it shows nobody's. */
    own: (account) =>
      within('readwrite', async ({ settings }) => {
        if ((await told(settings.get('device'))) === undefined) settings.put(crypto.randomUUID(), 'device');
        if (account) settings.put(account, 'account');
        else settings.delete('account');
      }),

    /** Takes in what the server says this tablet holds of a campaign. What was begun here stays begun. */
    take: ({ campaign, cases: given }) =>
      within('readwrite', async ({ cases, campaigns, entries, settings }) => {
        const account = await owner({ settings });
        campaigns.put(campaign);
        const before = (await told(cases.getAll())).filter(
          (one) => one.account === account && one.campaign === campaign.id,
        );
        const owed = new Set((await told(entries.getAll())).filter(isOwed).map((entry) => entry.case));
        for (const one of before)
          if (!one.draft && !owed.has(one.id) && !given.some(({ id }) => id === one.id))
            cases.delete([account, one.id]);
        for (const one of given) {
          const { draft, over, visits } = before.find(({ id }) => id === one.id) ?? {};
          cases.put({ ...one, account, draft, over, visits });
        }
      }),

    /** Changes a case in one piece; gives it as it is now. */
    change: (id, change) =>
      within('readwrite', async ({ cases, settings }) => {
        const kept = await told(cases.get([await owner({ settings }), id]));
        const changed = kept && change(kept);
        if (changed) cases.put(changed);
        return changed;
      }),

    /** Ends a visit: the entry and what the case is from now on, both or neither. Nothing happens to a case that is over. */
    conclude: (id, entryOf, after) =>
      within('readwrite', async ({ cases, entries, settings }) => {
        const kept = await told(cases.get([await owner({ settings }), id]));
        if (!kept || kept.over) return;
        const { account } = kept;
        const order = 1 + Math.max(0, ...(await told(entries.getAll())).map((entry) => entry.order));
        entries.put({ ...entryOf(kept), id: crypto.randomUUID(), account, case: id, order, state: 'waiting' });
        cases.put(after(kept));
      }),

    /** Changes an entry; gives it as it is now. */
    changeEntry: (id, change) =>
      within('readwrite', async ({ entries }) => {
        const kept = await told(entries.get(id));
        const changed = kept && change(kept);
        if (changed) entries.put(changed);
        return changed;
      }),

    /** The server has it: its answers leave the tablet, and with the last entry of a case the contact does. */
    sent: (id, result) =>
      within('readwrite', async ({ cases, entries }) => {
        const { body: _sent, ...entry } = (await told(entries.get(id))) ?? {};
        if (!entry.id) return;
        entries.put({ ...entry, state: 'sent', sentAt: new Date().toISOString(), result });
        const key = [entry.account, entry.case];
        const kept = await told(cases.get(key));
        const others = (await told(entries.getAll())).filter((other) => other.case === entry.case && other.id !== id);
        if (kept && !others.some(isOwed) && (result.state === 'final' || !(result.held || kept.draft)))
          cases.delete(key);
      }),

    forget: (ids) =>
      within('readwrite', async ({ cases, settings }) => {
        const account = await owner({ settings });
        for (const id of ids) cases.delete([account, id]);
      }),

    /** Takes everything of the account off the tablet, unsent too. */
    wipe: () =>
      within('readwrite', async ({ cases, entries, settings }) => {
        const account = await owner({ settings });
        for (const one of await told(cases.getAll())) if (one.account === account) cases.delete([account, one.id]);
        for (const one of await told(entries.getAll())) if (one.account === account) entries.delete(one.id);
        settings.delete('account');
      }),
  };
})();
