// The desk's clocks go on counting, and keys work for those who turn them on.
const room = document.querySelector('[data-now]');
const began = performance.now();
const opened = Date.parse(room.dataset.now);
const two = (n) => String(n).padStart(2, '0');

const face = (ms) => {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), two(seconds % 60)];
  return h > 0 ? `${h}:${two(m)}:${s}` : `${m}:${s}`;
};

// The clock of the page is the server's, whatever this machine takes for now.
const tick = () => {
  const now = opened + performance.now() - began;
  for (const time of document.querySelectorAll('[data-due]')) {
    const left = Date.parse(time.dateTime) - now;
    time.textContent = time.dataset[left < 0 ? 'late' : 'left'].replace('#', face(Math.abs(left)));
    time.parentElement.classList.toggle('late', left < 0);
  }
};
setInterval(tick, 1000);
tick();

// Off until asked for, and then remembered here: single keys are in the way of those who speak to their machine.
const keys = document.querySelector('[data-shortcuts]');
const key = 'ydan-keys';
if (keys) {
  const box = keys.querySelector('input');
  const show = () => {
    for (const mark of document.querySelectorAll('label kbd')) mark.hidden = !box.checked;
  };
  keys.hidden = false;
  box.checked = localStorage.getItem(key) === 'on';
  show();
  box.addEventListener('change', () => {
    localStorage.setItem(key, box.checked ? 'on' : 'off');
    show();
  });
  addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select');
    if (!box.checked || typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const wanted = event.key === '/' ? document.querySelector('#q') : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    if (event.key !== '/') wanted.click();
  });
}
