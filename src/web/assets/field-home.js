// What the tablet has: the doors to go to, what is still unsent and why, and what was sent when.
const home = (() => {
  const { page, lang, slot, say, minute, fill, rows } = sheet;
  const screen = sheet.screen('home');
  const mostShown = 100;
  const clockTolerance = 2 * 60_000;

  const campaignOf = ({ campaigns }, one) => campaigns.find(({ id }) => id === one.campaign);
  const given = (one) => Object.keys(one.draft?.answers ?? {}).length;

  const stateOf = (one, kept) => {
    const last = one.visits?.at(-1);
    if (one.draft) return say('state-begun', { n: given(one), all: campaignOf(kept, one)?.questions.length });
    const appointment = last ? last.appointment : one.appointment?.at && minute(one.appointment.at);
    if (appointment) return say('state-appointment', { at: appointment });
    if (last) return say('state-visited', { outcome: say(`outcome-${last.outcome}`), at: minute(last.at) });
    return say('state-new');
  };
  const caseRow = (kept, owed) => (one) => ({
    id: one.id,
    title: one.contact.address || one.contact.name || one.frameKey,
    name: [one.contact.name, one.contact.phone].filter(Boolean).join(' · '),
    state: stateOf(one, kept),
    about: `${one.subject[lang].procedure} – ${one.subject[lang].agency}`,
    of: `: ${one.contact.address || one.frameKey}`,
    unused: !one.draft && !owed.has(one.id),
  });
  const what = ({ body }) =>
    body.kind === 'interview'
      ? say('interview', { n: body.interview.answers.length })
      : say(`outcome-${body.attempt.outcome}`);
  const owedRow = (entry) => ({
    id: entry.id,
    title: entry.title,
    made: say('made', { at: minute(entry.body.at) }),
    about: what(entry),
    why: entry.state === 'stuck' ? entry.why : entry.state === 'aside' ? `${say('aside')} ${entry.why}` : '',
    of: `: ${entry.title}`,
    state: entry.state,
  });
  const sentRow = ({ id, title, said, made, sentAt, result }) => ({
    id,
    title,
    about: (result.outcome && say(`outcome-${result.outcome}`)) || said,
    made: say('made-sent', { at: minute(made), sent: minute(sentAt) }),
    codes: result.complaint ? say('codes', { code: result.complaint.trackingCode, pin: result.complaint.pin }) : '',
  });
  const owes = ({ state }) => state !== 'sent';

  const showStrip = ({ entries, account, unsentOfOthers }) => {
    const unsent = entries.filter(owes).length;
    const standing = line.standing();
    fill(page, {
      standing: say(`standing-${standing}`),
      unsent: say('unsent', { n: unsent }),
      sent: say('sent', { n: entries.length - unsent }),
      others: unsentOfOthers > 0 ? say('others', { n: unsentOfOthers }) : '',
    });
    slot('signed-out').hidden = standing !== 'ended';
    const session = line.session();
    const apart = session ? Math.abs(Date.parse(session.now) - Date.parse(session.heardAt)) : 0;
    fill(page, { clock: apart > clockTolerance ? say('clock', { n: Math.round(apart / 60_000) }) : '' });
  };

  const showForms = ({ account, entries }) => {
    const session = line.session();
    const take = screen.querySelector('[data-form="take"]');
    take.hidden = session === undefined;
    slot('leave').hidden = account === undefined;
    if (session) {
      const select = take.querySelector('select');
      const offered = JSON.stringify(session.campaigns);
      if (select.dataset.offered !== offered)
        select.replaceChildren(...session.campaigns.map(({ id, title }) => new Option(title, id)));
      select.dataset.offered = offered;
      slot('no-campaign').hidden = session.campaigns.length > 0;
      slot('take-fields').hidden = session.campaigns.length === 0;
    }
    const unsent = entries.filter(owes).length;
    slot('lose').hidden = unsent === 0;
    fill(page, {
      whose: account ? say('whose', { name: account.name }) : '',
      'would-lose': unsent > 0 ? say('would-lose', { n: unsent }) : '',
    });
  };

  /** The strip is on every screen, the rest on this one. Gives whose it is. */
  const show = async () => {
    const kept = await shelf.all();
    showStrip(kept);
    const owed = kept.entries.filter(owes);
    const sent = kept.entries.filter((entry) => !owes(entry)).reverse();
    const waiting = new Set(owed.map((entry) => entry.case));
    const open = kept.cases.filter(({ over }) => !over);
    rows(screen, 'cases', open.map(caseRow(kept, waiting)), (row, { id, unused }) => {
      slot('link', row).href = `#door/${id}`;
      row.querySelector('[data-do]').hidden = !unused;
    });
    slot('no-cases').hidden = open.length > 0;
    slot('owed').hidden = owed.length === 0;
    rows(screen, 'owed', owed.map(owedRow), (row, { state }) => {
      row.querySelector('[data-do="retry"]').hidden = state === 'waiting';
      row.querySelector('[data-do="aside"]').hidden = state !== 'stuck';
    });
    rows(screen, 'sent', sent.slice(0, mostShown).map(sentRow));
    slot('none-sent').hidden = sent.length > 0;
    showForms(kept);
    return kept.account?.id;
  };
  return { show };
})();
