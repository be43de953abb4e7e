// Shows the reasons with a low score only, and the complaint only to who wants to send one.
const form = document.querySelector('form[method=post]');
const parts = { low: form.querySelector('[data-when=low]'), complain: form.querySelector('[data-when=complain]') };

const show = (part, visible) => {
  part.hidden = !visible;
  part.disabled = !visible;
};

const update = () => {
  const score = Number(form.querySelector('[name=score]:checked')?.value ?? 5);
  show(parts.low, score <= 2);
  show(parts.complain, form.querySelector('#complain').checked);
};

form.addEventListener('change', update);
// Going back brings the answers back after the page has loaded.
addEventListener('pageshow', update);
update();
