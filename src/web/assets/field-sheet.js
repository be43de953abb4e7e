// Puts words and rows into the page. All text goes in as text.
const sheet = (() => {
  const page = document.querySelector('#field');
  const { lang } = document.documentElement;
  const { timeZone } = page.dataset;
  const formats = {
    minute: new Intl.DateTimeFormat('en-GB', {
      timeZone,
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
  };
  const slot = (name, within = page) => within.querySelector(`[data-slot="${name}"]`);

  return {
    page,
    lang,
    slot,
    screen: (name) => page.querySelector(`[data-screen="${name}"]`),

    /** A message with its gaps filled in; nothing where there is no such message. */
    say: (key, values = {}) =>
      (document.querySelector(`#words [data-key="${CSS.escape(key)}"]`)?.textContent ?? '').replace(
        /\{(\w+)\}/g,
        (_gap, name) => values[name] ?? '',
      ),

    /** `10:42 03/04/2026`, on the city's clock. */
    minute(at) {
      const [day, time] = formats.minute.format(new Date(at)).split(', ');
      return `${time} ${day}`;
    },
    /** What the clocks of the city show now, as a field for date and time has it. */
    wallClock: () =>
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format().replace(' ', 'T'),
    day: (cityDay) => cityDay.split('-').reverse().join('/'),

    /** Fills slots with text; a slot with nothing to say is hidden. */
    fill(within, texts) {
      for (const [name, text] of Object.entries(texts)) {
        const into = within.dataset?.slot === name ? within : slot(name, within);
        into.hidden = text === undefined || text === '';
        if (into.textContent !== String(text ?? '')) into.textContent = text ?? '';
      }
    },

    /** Fills a list with a row for each of the texts. Left alone when it says so already, so that nobody loses her place. */
    rows(within, name, all, dress = () => undefined) {
      const list = within.querySelector(`[data-list="${name}"]`);
      const said = JSON.stringify(all);
      if (list.dataset.said === said) return;
      list.dataset.said = said;
      const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
      const template = within.querySelector(`[data-row="${name}"]`);
      list.replaceChildren(
        ...all.map((texts) => {
          const row = template.content.firstElementChild.cloneNode(true);
          for (const [name, text] of Object.entries(texts))
            if (slot(name, row) ?? row.dataset.slot === name) sheet.fill(row, { [name]: text });
          for (const button of row.querySelectorAll('[data-do], a')) button.dataset.id = texts.id;
          dress(row, texts);
          return row;
        }),
      );
      list.hidden = all.length === 0;
      if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
    },
  };
})();
