// Keeps the page of the tablet with all it needs, so that it opens without a network. Holds nobody's data: cases are
// in the page's own store, which a new worker leaves alone.
const home = '/staff/interviews/field';
const shells = { vi: `${home}/shell/vi`, en: `${home}/shell/en` };
const keptIn = 'ydan-field';

// The pages change together with what they name: new ones are put in place only when all of it has arrived.
const refresh = async () => {
  const cache = await caches.open(keptIn);
  const pages = [];
  for (const address of Object.values(shells)) {
    const page = await fetch(address, { cache: 'no-store' });
    if (!page.ok || page.redirected) throw new Error('Nobody is signed in');
    pages.push([address, page]);
  }
  const named = new Set();
  for (const [, page] of pages)
    for (const [address] of (await page.clone().text()).matchAll(/\/assets\/[\w.-]+/g)) named.add(address);
  for (const address of named) if (!(await cache.match(address))) await cache.add(address);
  for (const [address, page] of pages) await cache.put(address, page);
  const wanted = new Set([...Object.values(shells), ...named]);
  for (const { url } of await cache.keys()) if (!wanted.has(new URL(url).pathname)) await cache.delete(url);
};

self.addEventListener('install', (event) => event.waitUntil(refresh().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { pathname, searchParams } = new URL(event.request.url);
  if (event.request.mode === 'navigate' && pathname === home) {
    const shell = shells[searchParams.get('lang') === 'en' ? 'en' : 'vi'];
    event.respondWith(caches.match(shell).then((kept) => kept ?? fetch(event.request)));
  } else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
});

// Sent by a page that has loaded, so that nothing it was about to load is taken away. For the next time it is opened.
self.addEventListener('message', (event) => event.waitUntil(refresh().catch(() => undefined)));
