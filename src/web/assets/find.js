// Narrows the list of agencies as one types. Without it the form asks the server.
const folded = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

const input = document.querySelector('[data-find] #q');
const status = document.querySelector('[role=status]');
const former = document.querySelector('[data-former]');
const items = [...document.querySelectorAll('[data-groups] li')].map((item) => ({ item, text: ` ${folded(item.textContent)}` }));
const wasOpen = new Map([...document.querySelectorAll('[data-groups] details')].map((kind) => [kind, kind.open]));
let later;

// The same rule as the server's: words that begin words, or all of it run together from the beginning of one.
const foundIn = (text, query) => {
  if (query.split(' ').every((word) => text.includes(` ${word}`))) return true;
  const words = text.trim().split(' ');
  const joined = query.replaceAll(' ', '');
  return words.some((_word, index) => words.slice(index).join('').startsWith(joined));
};

const narrow = () => {
  const query = folded(input.value);
  let found = 0;
  for (const { item, text } of items) {
    item.hidden = !foundIn(text, query);
    if (!item.hidden) found += 1;
  }
  for (const group of document.querySelectorAll('[data-groups] .letter, [data-groups] details'))
    group.hidden = !group.querySelector('li:not([hidden])');
  for (const kind of document.querySelectorAll('[data-groups] details')) kind.open = query !== '' || wasOpen.get(kind);
  for (const total of document.querySelectorAll('summary .quiet')) total.hidden = query !== '';
  if (former) {
    former.hidden = query === '';
    const link = former.querySelector('a');
    const address = new URL(link.href);
    address.searchParams.set('q', input.value);
    link.href = address.href;
  }
  // Said once the typing pauses, so that a screen reader is not interrupted at every letter.
  clearTimeout(later);
  later = setTimeout(() => {
    const { found: some, none } = status.dataset;
    status.textContent = query === '' ? '' : found > 0 ? some.replace('#', found) : none;
  }, 500);
};

input.addEventListener('input', narrow);
