// Which screen is shown, and what its keys and buttons do.
(() => {
  const { page, slot, say, fill } = sheet;
  const screens = [...page.querySelectorAll('[data-screen]')];
  let shown;
  let whose;
  let toTell;
  let toKeep;

  const alarm = (error) => {
    fill(page, { alarm: say('alarm', { why: error?.message ?? String(error) }) });
    slot('alarm').scrollIntoView();
  };
  // One thing after the other: keys may be pressed faster than the disk writes.
  let turn = Promise.resolve();
  const then = (work) => {
    turn = turn.then(work).then(() => fill(page, { alarm: '' }), alarm);
    return turn;
  };

  const show = async () => {
    const [wanted = '', id = ''] = location.hash.slice(1).split('/');
    const screen =
      wanted !== '' && (await visit.open(wanted, decodeURIComponent(id)).catch(() => false)) ? wanted : 'home';
    whose = await home.show();
    for (const one of screens) one.hidden = one.dataset.screen !== screen;
    if (shown !== undefined) {
      scrollTo(0, 0);
      const next = screen === 'home' ? page.querySelector('[data-list="cases"] a') : undefined;
      (next ?? sheet.screen(screen).querySelector('h2')).focus();
    }
    shown = screen;
  };
  addEventListener('hashchange', () => then(show));
  const told = async () => {
    toTell = undefined;
    // Somebody else signed in: nothing of the one before stays on the screen.
    if ((await home.show()) !== whose) await show();
  };
  // News come in bursts, and one look at the store answers many.
  const burstMs = 40;
  for (const news of ['shelf', 'line'])
    addEventListener(news, () => (toTell ??= setTimeout(() => told().catch(alarm), burstMs)));

  const ended = () => {
    location.hash = '';
    line.send();
  };
  const deeds = {
    send: () => line.send(),
    begin: () => visit.begin(),
    outcome: ({ outcome }) => visit.choose(outcome),
    answer: ({ level, value }) => visit.answer(level ? Number(level) : value),
    previous: () => visit.turn(-1),
    next: () => visit.turn(1),
    async retry({ id }) {
      await shelf.changeEntry(id, (entry) => ({ ...entry, state: 'waiting' }));
      line.send();
    },
    aside: ({ id }) => shelf.changeEntry(id, (entry) => ({ ...entry, state: 'aside' })),
    async 'give-back'({ id }) {
      if (!(await line.giveBack([id]))) throw new Error(say('no-line'));
    },
    async 'sign-out'() {
      const left = await line.signOut();
      await shelf.own(undefined);
      if (left) location.assign('/sign-in');
    },
  };
  page.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-do]');
    if (button) then(() => deeds[button.dataset.do](button.dataset));
  });

  const value = (id) => page.querySelector(`#${id}`).value;
  const checked = (id) => page.querySelector(`#${id}`).checked;
  const typed = () => ({
    comment: value('comment'),
    reasons: slot('reasons').hidden
      ? []
      : [...page.querySelectorAll('[name=reason]:checked')].map((tick) => tick.value),
    ...(checked('complain')
      ? { complaint: { content: value('content'), topic: value('topic'), contact: checked('contact') } }
      : {}),
  });
  const forms = {
    async take() {
      const kept = await navigator.storage?.persist?.();
      const why = await line.take(value('campaign'), Number(value('count')));
      fill(page, { 'take-why': why, persisted: say(kept ? 'persisted' : 'not-persisted') });
    },
    async attempt() {
      if (await visit.attempt({ note: value('note'), appointment: value('appointment') })) ended();
    },
    async finish() {
      clearTimeout(toKeep);
      if (await visit.finish(typed())) ended();
    },
    async leave() {
      const { entries, cases } = await shelf.all();
      const owed = new Set(entries.filter(({ state }) => state !== 'sent').map((entry) => entry.case));
      if (owed.size > 0 && !checked('lose')) return page.querySelector('#lose').focus();
      await line.giveBack(cases.filter(({ id, draft }) => !draft && !owed.has(id)).map(({ id }) => id));
      await shelf.wipe();
      await deeds['sign-out']();
    },
  };
  page.addEventListener('submit', (event) => {
    event.preventDefault();
    then(() => forms[event.target.dataset.form]());
  });
  // What is typed at the end is kept like an answer, whenever the typing pauses.
  const pauseMs = 200;
  page.querySelector('[data-form="finish"]').addEventListener('input', () => {
    clearTimeout(toKeep);
    toKeep = setTimeout(() => then(() => visit.keep(typed())), pauseMs);
  });
  page.addEventListener('change', ({ target }) => {
    if (target.id === 'complain') slot('complaint').hidden = !target.checked;
    if (target.name === 'language') visit.showScript();
  });

  addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, altKey, metaKey, repeat } = event;
    if (
      ctrlKey ||
      altKey ||
      metaKey ||
      repeat ||
      target.closest('input:not([type=radio], [type=checkbox]), textarea, select')
    )
      return;
    // On a link or button of its own Enter does what that says.
    if (key === 'Enter' && target.closest('a, button')) return;
    const button = page.querySelector(`[data-screen]:not([hidden]) [data-key="${CSS.escape(key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && line.send());
  page.hidden = false;
  then(show).then(() => line.send());
  navigator.serviceWorker
    ?.register('/staff/interviews/field/worker.js', { scope: '/staff/interviews/field' })
    .then(({ active }) => active?.postMessage('refresh'))
    .catch(alarm);
})();
