// The questions: one step in sight, keys, and the clock. The queue keeps what is answered.
const form = room.querySelector('[data-answers]');
const questions = [...form.querySelectorAll('[data-code]')];
const end = room.querySelector('[data-end]');
const pause = room.querySelector('[data-pause]');
const values = { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5', 7: 'no_experience', 8: 'dont_know', 9: 'refused' };
const chosen = (question) => question.querySelector('input:checked');
let { by, step } = room.dataset;
const manner = room.querySelector('[data-manner]');
const usual = 'ydan-interview-by';
const stepOf = ({ dataset }) => (by === 'factor' ? dataset.factor : dataset.code);
const steps = () => [...new Set(questions.map(stepOf)), 'end'];
const inSight = () => questions.filter((question) => !question.hidden);

const showAnswers = () => {
  for (const question of questions) {
    const line = end.querySelector(`[data-of="${question.dataset.code}"] strong`);
    line.textContent = chosen(question)?.closest('label').querySelector('span').textContent ?? line.dataset.none;
  }
  if (questions.some((question) => Number(chosen(question)?.value) <= 2)) end.querySelector('[data-offer]').open = true;
  const overall = questions.find(({ dataset }) => dataset.code === 'overall');
  const reasons = end.querySelector('[data-reasons]');
  if (reasons) {
    reasons.hidden = !(Number(chosen(overall)?.value) <= 2);
    reasons.disabled = reasons.hidden;
  }
};

const show = (name, focused = true) => {
  step = name;
  for (const question of questions) {
    question.hidden = stepOf(question) !== step;
    question.disabled = question.hidden;
  }
  leaving = undefined;
  form.hidden = step === 'end';
  end.hidden = !form.hidden;
  form.querySelector('[data-back]').hidden = steps().indexOf(step) === 0;
  const at = new URL(location.href);
  at.searchParams.set('step', step);
  if (by === 'factor') at.searchParams.set('by', by);
  else at.searchParams.delete('by');
  history.replaceState(null, '', at);
  if (form.hidden) showAnswers();
  if (!focused) return;
  const [first] = inSight();
  const goal = form.hidden ? end.querySelector('[data-end-title]') : (inSight().find((one) => !chosen(one)) ?? first);
  goal.focus();
  goal.scrollIntoView({ block: 'nearest' });
};
const move = (by) => {
  const name = steps()[steps().indexOf(step) + by];
  if (name) show(name);
};
/** To the next question in sight, or to the next step; never past a question that nobody answered. */
const onward = (from) => {
  if (from && !chosen(from)) {
    status.textContent = room.dataset.answerFirst;
    return from.focus();
  }
  const after = inSight()[inSight().indexOf(from) + 1];
  if (from && after) after.focus();
  else move(1);
};

const give = (question) => {
  const { code } = question.dataset;
  const others = kept(current).unsent.filter((answer) => answer.code !== code);
  const at = new Date(Date.now() + ahead).toISOString();
  keep(current, { unsent: [...others, { code, value: chosen(question).value, at }], refused: undefined });
  if (wait > shortest) tell('away');
  send();
};

const halt = (yes) => {
  pause.hidden = !yes;
  if (yes) {
    form.hidden = true;
    end.hidden = true;
    pause.querySelector('h2').focus();
  } else show(step);
};

const at = (target) => target.closest?.('[data-code]') ?? inSight().find((one) => !chosen(one)) ?? inSight().at(-1);
form.addEventListener('change', ({ target }) => give(target.closest('[data-code]')));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const open = inSight().find((question) => !chosen(question));
  if (open) onward(open);
  else move(1);
});
for (const back of room.querySelectorAll('[data-back]'))
  back.addEventListener('click', (event) => {
    event.preventDefault();
    move(-1);
  });
for (const link of end.querySelectorAll('[data-of] a'))
  link.addEventListener('click', (event) => {
    event.preventDefault();
    show(stepOf(questions.find(({ dataset }) => dataset.code === link.parentElement.dataset.of)));
  });
const showManner = () => {
  manner.textContent = manner.dataset[by];
};
manner.addEventListener('click', (event) => {
  event.preventDefault();
  const [question] = inSight();
  by = by === 'factor' ? 'question' : 'factor';
  localStorage.setItem(usual, by);
  showManner();
  show(form.hidden ? 'end' : stepOf(question));
});
const rest = room.querySelector('[data-halt]');
rest.hidden = false;
rest.addEventListener('click', () => halt(true));
pause.querySelector('[data-continue]').addEventListener('click', () => halt(false));
addEventListener('keydown', (event) => {
  if (!listens(event)) return;
  const { key, target } = event;
  const goes = { ArrowLeft: () => move(-1), ArrowRight: () => move(1), Escape: () => halt(pause.hidden) }[key];
  const value = !form.hidden && values[key];
  const isOnward = key === 'Enter' && !form.hidden && !target.closest('a, button, summary');
  if (!goes && !value && !isOnward) return;
  event.preventDefault();
  if (event.repeat) return;
  if (goes) return !pause.hidden && key !== 'Escape' ? undefined : goes();
  const question = at(target);
  if (isOnward) return onward(question);
  const radio = question.querySelector(`input[value="${value}"]`);
  radio.checked = true;
  radio.focus();
  give(question);
});

// What is written is longer than a level, and stays in this tab only.
for (const name of ['comment', 'content']) {
  const field = end.querySelector(`[name=${name}]`);
  const draft = `${prefix}${current} ${name}`;
  field.value ||= sessionStorage.getItem(draft) ?? '';
  if (name === 'content' && field.value !== '') end.querySelector('[data-offer]').open = true;
  field.addEventListener('input', () => sessionStorage.setItem(draft, field.value));
}

const ticks = [...end.querySelectorAll('[name=reason]')];
const ticked = `${prefix}${current} reason`;
for (const code of JSON.parse(sessionStorage.getItem(ticked) ?? '[]'))
  for (const tick of ticks) if (tick.value === code) tick.checked = true;
for (const tick of ticks)
  tick.addEventListener('change', () =>
    sessionStorage.setItem(ticked, JSON.stringify(ticks.filter(({ checked }) => checked).map(({ value: one }) => one))),
  );

// What waited here when the page was left is what was said last.
for (const { code, value } of kept(current).unsent) {
  const question = questions.find(({ dataset }) => dataset.code === code);
  if (question) question.querySelector(`input[value="${value}"]`).checked = true;
}
const { searchParams } = new URL(location.href);
if (!searchParams.has('by')) by = localStorage.getItem(usual) ?? by;
showManner();
const asked = searchParams.get('step');
const open = questions.find((question) => !chosen(question));
const hasFaults = document.querySelector('#faults') !== null;
show(hasFaults ? 'end' : steps().includes(asked) ? asked : open ? stepOf(open) : 'end', !hasFaults);

const clock = room.querySelector('[data-timer]');
const two = (n) => String(n).padStart(2, '0');
const tick = () => {
  const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(room.dataset.started)) / 1000));
  clock.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  if (!document.hidden && pause.hidden) keep(current, { seconds: kept(current).seconds + 1 });
};
setInterval(tick, 1000);
tick();
