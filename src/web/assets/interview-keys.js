// Keys: on unless turned off here, for those who speak to their machine.
const keys = room.querySelector('[data-keys]');
const isOff = 'ydan-interview-keys-off';
if (keys) {
  const box = keys.querySelector('input');
  keys.hidden = false;
  box.checked = !localStorage.getItem(isOff);
  box.addEventListener('change', () => (box.checked ? localStorage.removeItem(isOff) : localStorage.setItem(isOff, 'yes')));
}
const typing = 'textarea, select, input:not([type=radio], [type=checkbox])';
const listens = ({ target, ctrlKey, altKey, metaKey }) =>
  !ctrlKey && !altKey && !metaKey && !localStorage.getItem(isOff) && !target.closest?.(typing);

// A letter only goes to what it names; Enter does it, so that a slip of the finger is no refusal.
addEventListener('keydown', (event) => {
  const wanted = listens(event) && document.querySelector(`[data-key="${CSS.escape(String(event.key).toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
});
