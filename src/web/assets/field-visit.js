// A visit at a door: who and why, the questions, what came of it. Every answer is on the disk before the next question.
const visit = (() => {
  const { page, lang, slot, say, day } = sheet;
  const longestPauseMs = 120_000;
  let here;
  let campaign;
  let at = 0;
  let shownAt = 0;
  let outcome;

  const isAnswered = ({ code }) => screens.answers(here)[code] !== undefined;
  const go = (screen) => {
    location.hash = screens.address(screen, here);
  };
  const now = () => new Date().toISOString();
  /** Seconds at work since the page was last looked at, a long pause left out. */
  const spent = () => Math.round(Math.min(longestPauseMs, performance.now() - shownAt) / 1000);
  const clean = (text) =>
    text
      .normalize('NFC')
      .replace(/[\p{Cs}\uFFFD]|(?![\t\n\r])\p{Cc}/gu, '')
      .trim();

  const change = async (draft) => {
    here = await shelf.change(here.id, (kept) => ({ ...kept, draft: { ...kept.draft, ...draft(kept.draft) } }));
  };
  const interview = (draft) => ({
    language: draft.language,
    consent: draft.consent,
    startedAt: draft.startedAt,
    answers: Object.entries(draft.answers)
      .map(([item, given]) => ({ item, ...given }))
      .sort((one, other) => one.at.localeCompare(other.at)),
  });
  const titleOf = ({ subject, frameKey }) => `${frameKey} · ${subject[lang].procedure}`;

  return {
    /** Opens a screen of a case; false when the tablet has no such case. */
    async open(screen, id) {
      const kept = await shelf.all();
      here = kept.cases.find((one) => one.id === id && !one.over);
      campaign = here && kept.campaigns.find((one) => one.id === here.campaign);
      if (
        !campaign ||
        (screen === 'outcome' && !outcome) ||
        ((screen === 'question' || screen === 'end') && !here.draft)
      )
        return false;
      if (screen === 'question') {
        const open = campaign.questions.findIndex((one) => !isAnswered(one));
        at = open < 0 ? campaign.questions.length - 1 : open;
      }
      shownAt = performance.now();
      if (screen === 'outcome') screens.outcome(here, outcome);
      else screens[screen](here, campaign, at);
      return true;
    },
    showScript: () => screens.script(here),

    async begin() {
      const language = screens.spoken(here);
      const consent = campaign.consent;
      if (!here.draft) await change(() => ({ language, consent, startedAt: now(), answers: {}, seconds: 0 }));
      go(campaign.questions.every(isAnswered) ? 'end' : 'question');
    },
    choose(code) {
      outcome = code;
      go('outcome');
    },
    async answer(value) {
      const { code } = campaign.questions[at];
      const seconds = spent();
      await change(({ answers: before, seconds: sofar }) => ({
        answers: { ...before, [code]: { value, at: now() } },
        seconds: sofar + seconds,
      }));
      this.turn(1);
    },
    turn(steps) {
      shownAt = performance.now();
      if (at + steps >= campaign.questions.length) return go('end');
      at = Math.max(0, at + steps);
      screens.question(here, campaign, at);
      slot('question').focus();
    },

    /** Ends the visit with what came of it; false when something is missing. */
    async attempt({ note, appointment }) {
      const {
        appointment: needsTime,
        note: needsNote,
        stage,
      } = page.querySelector(`[data-outcome="${CSS.escape(outcome)}"]`).dataset;
      const said = clean(note);
      const missing = {
        note: needsNote !== undefined && said === '',
        appointment: needsTime !== undefined && !(appointment > sheet.wallClock()),
      };
      for (const [field, wanted] of Object.entries(missing)) page.querySelector(`#${field}-error`).hidden = !wanted;
      if (missing.note || missing.appointment) {
        page.querySelector(missing.appointment ? '#appointment' : '#note').focus();
        return false;
      }
      const attempt = { outcome, ...(said ? { note: said } : {}), ...(needsTime === undefined ? {} : { appointment }) };
      const made = now();
      const [promised, time] = needsTime === undefined ? [] : appointment.split('T');
      const seen = { at: made, outcome, note: said, appointment: promised && `${time} ${day(promised)}` };
      await shelf.conclude(
        here.id,
        (kept) => ({
          title: titleOf(kept),
          made,
          said: say(`outcome-${outcome}`),
          body: { kind: 'attempt', at: made, attempt, ...(kept.draft ? { interview: interview(kept.draft) } : {}) },
        }),
        (kept) =>
          stage === 'final'
            ? { ...kept, over: true, draft: undefined }
            : { ...kept, visits: [...(kept.visits ?? []), seen] },
      );
      outcome = undefined;
      return true;
    },

    /** Keeps what is typed at the end of an interview. */
    async keep(typed) {
      here =
        (await shelf.change(here.id, (kept) => kept.draft && { ...kept, draft: { ...kept.draft, typed } })) || here;
    },

    /** Ends the interview; false when something is missing. */
    async finish({ comment, complaint, reasons }) {
      const missing = complaint !== undefined && clean(complaint.content) === '';
      page.querySelector('#content-error').hidden = !missing;
      if (missing) return page.querySelector('#content').focus();
      const made = now();
      const seconds = spent();
      const said = clean(comment);
      const asked = complaint && {
        consent: true,
        content: clean(complaint.content),
        ...(complaint.topic ? { topic: complaint.topic } : {}),
      };
      const { name, phone } = here.contact;
      if (asked && complaint.contact) asked.contact = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
      await shelf.conclude(
        here.id,
        (kept) => ({
          title: titleOf(kept),
          made,
          said: say('interview', { n: Object.keys(kept.draft.answers).length }),
          body: {
            kind: 'interview',
            at: made,
            interview: interview(kept.draft),
            finishing: {
              seconds: kept.draft.seconds + seconds,
              ...(reasons.length > 0 ? { reasons } : {}),
              ...(said ? { comment: said } : {}),
              ...(asked ? { complaint: asked } : {}),
            },
          },
        }),
        (kept) => ({ ...kept, over: true, draft: undefined }),
      );
      return true;
    },
  };
})();
