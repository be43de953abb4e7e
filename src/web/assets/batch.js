// A key at each question moves on to the next; Enter and the arrows move without answering. Without this, Tab does.
const form = document.querySelector('[data-slip]');
const steps = [...(form?.querySelectorAll('[data-step]') ?? [])];

const go = (from, by) => {
  const to = steps[steps.indexOf(from) + by];
  if (!to) return;
  to.focus();
  if (to.matches('[data-mark]')) to.select();
};

form?.addEventListener('input', ({ target, isComposing }) => {
  if (!target.matches('[data-mark]') || isComposing) return;
  const fits = target.value === '' || /^[0-59]$/.test(target.value);
  if (!fits) target.value = '';
  target.toggleAttribute('data-wrong', !fits);
  if (fits && target.value !== '') go(target, 1);
});

form?.addEventListener('keydown', (event) => {
  const { key, target, shiftKey, ctrlKey, altKey, metaKey, isComposing } = event;
  if (!target.matches('[data-step]') || ctrlKey || altKey || metaKey || isComposing) return;
  const isMark = target.matches('[data-mark]');
  const by =
    key === 'Enter' && !shiftKey && target.tagName !== 'BUTTON'
      ? 1
      : key === 'ArrowDown' && isMark
        ? 1
        : key === 'ArrowUp' && (isMark || target.tagName === 'BUTTON')
          ? -1
          : 0;
  if (by === 0) return;
  event.preventDefault();
  go(target, by);
});

// One press sends a slip once.
form?.addEventListener('submit', (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});
addEventListener('pageshow', () => form && delete form.dataset.sent);

// Who types or scans without looking shall not have to wait for the page to be painted.
document.querySelector('[autofocus]')?.focus();
// What is wrong with a serial is read, and the next scan takes its place.
document.querySelector('#serial')?.select();
