// How the screens of a visit look: who and why, what came of it, a question, the end.
const screens = (() => {
  const { page, lang, slot, say, minute, day, fill, rows } = sheet;
  const [door, outcome, question, end] = ['door', 'outcome', 'question', 'end'].map(sheet.screen);
  const address = (screen, { id }) => `#${screen}/${id}`;
  /** The language of the interview: as it was begun, as it is chosen, as the case asks for. */
  const spoken = ({ draft, language }) =>
    draft?.language ?? page.querySelector('[name=language]:checked')?.value ?? language;
  const answers = ({ draft }) => draft?.answers ?? {};

  const script = (here) => {
    const language = spoken(here);
    const list = door.querySelector('[data-list="script"]');
    list.lang = language;
    rows(
      door,
      'script',
      here.script[language].map((title) => ({ title })),
    );
    fill(door, { begin: say(here.draft ? 'go-on' : 'begin') });
  };
  const showDoor = (here) => {
    const { contact, subject, attempts, visits = [] } = here;
    fill(door, {
      title: contact.address || contact.name || here.frameKey,
      name: contact.name,
      phone: contact.phone,
      procedure: subject[lang].procedure,
      agency: subject[lang].agency,
      finished: `${day(here.finishedOn)} (${say(`result-${here.result}`)})`,
      appointment: here.appointment && [minute(here.appointment.at), here.appointment.note].filter(Boolean).join(' – '),
    });
    for (const label of door.querySelectorAll('dt'))
      label.hidden = label.nextElementSibling.hidden || label.nextElementSibling.querySelector('[hidden]') !== null;
    slot('phone', door).href = `tel:${contact.phone ?? ''}`;
    rows(
      door,
      'attempts',
      [...attempts, ...visits].map((one) => ({
        title: [minute(one.at), say(`outcome-${one.outcome}`), one.note].filter(Boolean).join(' · '),
      })),
    );
    for (const radio of door.querySelectorAll('[name=language]'))
      radio.checked = radio.value === (here.draft?.language ?? here.language);
    script(here);
  };

  const showOutcome = (here, code) => {
    const button = page.querySelector(`[data-outcome="${CSS.escape(code)}"]`);
    fill(outcome, { title: say(`outcome-${code}`) });
    slot('back', outcome).href = address('door', here);
    slot('when', outcome).hidden = button.dataset.appointment === undefined;
    slot('optional', outcome).hidden = button.dataset.note !== undefined;
    for (const field of outcome.querySelectorAll('input, textarea')) field.value = '';
    for (const error of outcome.querySelectorAll('.error')) error.hidden = true;
  };

  const showQuestion = (here, campaign, at) => {
    const { questions, scale, spokenScale } = campaign;
    const { code, texts, factor, note } = questions[at];
    const language = spoken(here);
    fill(question, {
      progress: say('progress', { n: at + 1, all: questions.length }),
      factor: factor?.[language],
      question: texts[language],
      scale: at === 0 ? spokenScale[language] : '',
      note: note[lang],
    });
    for (const name of ['factor', 'question', 'scale']) slot(name, question).lang = language;
    slot('pause', question).href = address('door', here);
    slot('to-end', question).href = address('end', here);
    const value = answers(here)[code]?.value;
    for (const button of question.querySelectorAll('[data-level]')) {
      const words = button.querySelector('span');
      words.textContent = scale[button.dataset.level][language];
      words.lang = language;
    }
    for (const button of question.querySelectorAll('[data-do="answer"]'))
      button.setAttribute(
        'aria-pressed',
        String(value !== undefined && String(value) === (button.dataset.level ?? button.dataset.value)),
      );
  };

  const showEnd = (here, campaign) => {
    fill(end, { answered: say('answered', { n: Object.keys(answers(here)).length, all: campaign.questions.length }) });
    slot('no-overall', end).hidden = typeof answers(here)[campaign.overall]?.value === 'number';
    slot('back', end).href = address('question', here);
    slot('stop', end).href = address('door', here);
    const { comment = '', complaint, reasons = [] } = here.draft.typed ?? {};
    slot('reasons', end).hidden = !(answers(here)[campaign.overall]?.value <= 2);
    for (const tick of end.querySelectorAll('[name=reason]')) tick.checked = reasons.includes(tick.value);
    const { content = '', topic = '', contact = false } = complaint ?? {};
    for (const [id, value] of Object.entries({ comment, content, topic })) end.querySelector(`#${id}`).value = value;
    end.querySelector('#complain').checked = complaint !== undefined;
    end.querySelector('#contact').checked = contact;
    end.querySelector('#content-error').hidden = true;
    slot('complaint', end).hidden = complaint === undefined;
  };

  return {
    address,
    spoken,
    answers,
    script,
    door: showDoor,
    outcome: showOutcome,
    question: showQuestion,
    end: showEnd,
  };
})();
