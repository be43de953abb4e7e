// Brings the board up to date without a reload: what has changed is put in place, and whatever has the focus keeps it.
const board = document.querySelector('[data-board]');
const said = board.querySelector('[data-said]');
const everyMs = 30_000;
// A screen that nobody touches stops, so that it does not keep somebody signed in.
const idleMs = 25 * 60_000;
let touched = performance.now();
for (const sign of ['keydown', 'pointermove', 'pointerdown'])
  addEventListener(sign, () => {
    touched = performance.now();
  });

const replace = (part, fresh) => {
  if (part.innerHTML === fresh.innerHTML) return;
  const active = part.contains(document.activeElement) ? document.activeElement : undefined;
  const name = active && (active.id ? `#${CSS.escape(active.id)}` : `a[href="${CSS.escape(active.getAttribute('href'))}"]`);
  part.replaceChildren(...fresh.childNodes);
  if (name) part.querySelector(name)?.focus({ preventScroll: true });
};

const refresh = async () => {
  if (document.hidden) return;
  if (performance.now() - touched > idleMs) {
    said.textContent = board.dataset.stopped;
    return;
  }
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-board]');
    if (!fresh) throw new Error('no board');
    for (const part of board.querySelectorAll('[data-part]'))
      replace(part, fresh.querySelector(`[data-part="${part.dataset.part}"]`));
    said.textContent = '';
  } catch {
    said.textContent = board.dataset.lost;
  }
  said.classList.toggle('visually-hidden', said.textContent === '');
};

setInterval(refresh, everyMs);
document.addEventListener('visibilitychange', refresh);
