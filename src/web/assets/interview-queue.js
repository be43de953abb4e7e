// Every answer is kept in this browser until the server has it; the interview goes on meanwhile.
// Kept are codes and levels, never who was asked: those who use this machine later learn nothing from it.
const room = document.querySelector('[data-room]');
const { account, interview: current } = { account: room.dataset.room, interview: room.dataset.interview };
const status = room.querySelector('[data-status]');
const prefix = `ydan-interview ${account} `;
// The server's clock, whatever this machine takes for now.
const ahead = room.dataset.now ? Date.parse(room.dataset.now) - Date.now() : 0;

const kept = (id) => ({ unsent: [], seconds: 0, ...JSON.parse(localStorage.getItem(prefix + id) ?? '{}') });
// Once the visit is ended nothing more is kept of it.
let isOver = false;
const keep = (id, change) => {
  if (!isOver || id !== current) localStorage.setItem(prefix + id, JSON.stringify({ ...kept(id), ...change }));
};
const forget = (id) => localStorage.removeItem(prefix + id);
const cases = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));

// Sending: in order, one at a time, again and again until the server has it.
const shortest = 1000;
const longest = 30_000;
const patience = 10_000;
let wait = shortest;
let sending = false;
let timer;
let leaving;

const unsent = () => cases().flatMap((id) => kept(id).unsent.map((answer) => ({ id, ...answer })));
const sendable = () => unsent().filter(({ id }) => id === current || !kept(id).refused);
// The city's clock, as everywhere on these pages.
const clockTime = () =>
  new Intl.DateTimeFormat('en-GB', { timeZone: room.dataset.timeZone, timeStyle: 'medium' }).format(Date.now() + ahead);
const tell = (words, n = unsent().length) => {
  if (!status) return;
  status.dataset.state = words;
  status.textContent = room.dataset[words].replace('#', words === 'saved' ? clockTime() : n);
};
const home = '/staff/interviews';
const token = () => document.querySelector('[name=token]').value;
const ask = (path, init) =>
  fetch(path, { redirect: 'manual', signal: AbortSignal.timeout(patience), headers: { Accept: 'application/json' }, ...init });

// Signed out, or signed in anew: the page's token is worth nothing any more, but the desk has a new one.
const renewed = async () => {
  const answer = await ask(home, { headers: { Accept: 'text/html' } });
  if (answer.status >= 500) throw new Error(`${answer.status}`);
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const value = fresh.querySelector('[name=token]')?.value;
  if (!value || fresh.querySelector('[data-room]')?.dataset.room !== account || value === token()) return false;
  for (const field of document.querySelectorAll('[name=token]')) field.value = value;
  return true;
};

const isStranger = ({ status: code, type }) => type === 'opaqueredirect' || code === 401 || code === 403;

/** The server's answer to what may be sent again; throws when there is none for now. */
const delivered = async (path, fields) => {
  const body = new URLSearchParams(fields);
  body.set('token', token());
  const answer = await ask(path, { method: 'POST', body });
  if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`);
  if (!isStranger(answer)) return answer;
  if (!(await renewed())) throw new Error('signed out', { cause: 'stranger' });
  return delivered(path, fields);
};

const later = (error) => {
  tell(error.cause === 'stranger' ? 'stranger' : 'away');
  room.querySelector('[data-sign-in]')?.remove();
  if (error.cause === 'stranger') {
    const link = document.querySelector('.bottom a[href*="sign-in"]').cloneNode(true);
    link.href = `/sign-in?next=${home}`;
    link.target = '_blank';
    link.dataset.signIn = '';
    status?.append(' ', link);
  }
  timer = setTimeout(send, wait);
  wait = Math.min(longest, wait * 2);
};

const sendAll = async () => {
  for (let [first] = sendable(); first; [first] = sendable()) {
    const { id, code, value, at } = first;
    const answer = await delivered(`${home}/cases/${id}/answers`, { [`answer-${code}`]: value, at });
    if (!answer.ok) {
      // Nothing is thrown away: it stays here, and the page says why the server does not take it.
      keep(id, { refused: (await answer.json()).words });
      if (id === current) break;
      continue;
    }
    wait = shortest;
    const rest = kept(id).unsent.filter((one) => one.code !== code || one.at !== at);
    if (rest.length > 0 || id === current) keep(id, { unsent: rest, refused: undefined });
    else forget(id);
  }
};

/** Sends the form that ends the visit, once everything before it is there. */
const leave = async () => {
  const answer = await delivered(leaving.action, new FormData(leaving));
  // A page says better than a line what is wrong, with everything typed on it.
  if (!answer.ok) return leaving.submit();
  if (leaving.querySelector('[name=seconds]')) {
    isOver = true;
    forget(current);
  }
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix + current)) sessionStorage.removeItem(key);
  location.assign((await answer.json()).to);
};

const send = async () => {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  try {
    const had = unsent().length > 0;
    await sendAll();
    wait = shortest;
    const { refused } = current ? kept(current) : {};
    if (refused) status.textContent = `${refused} ${room.dataset.refused.replace('#', unsent().length)}`;
    else if (had && unsent().length === 0) tell('saved');
    if (leaving) await leave();
  } catch (error) {
    later(error);
  } finally {
    sending = false;
  }
};

const atOnce = () => {
  wait = shortest;
  send();
};
addEventListener('online', atOnce);
// Whoever comes back from signing in, in another tab, has not to wait.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && unsent().length > 0) atOnce();
});

for (const form of room.querySelectorAll('form[data-after]'))
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const seconds = form.querySelector('[name=seconds]');
    if (seconds) seconds.value = kept(current).seconds;
    leaving = form;
    if (room.dataset.finishing) status.textContent = room.dataset.finishing;
    send();
  });

// What waited when a page was left goes on from any other.
if (unsent().length > 0) send();
// What is typed and not sent yet waits in this tab for whoever typed it, not for the next one.
document.querySelector('form[action*="sign-out"]')?.addEventListener('submit', () => sessionStorage.clear());
