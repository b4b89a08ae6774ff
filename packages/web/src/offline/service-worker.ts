// Keeps the app's own files after the first visit, so that it opens without a network. Pictures are kept elsewhere
// (data/fetch-mnist.ts), runs in the database.

const PREFIX = 'shadegrad-app-';
const CACHE = PREFIX + SHADEGRAD_PRECACHE.version;
const SCOPE = new URL('./', location.href).href;

addEventListener('install', (event) => event.waitUntil(keep()));

addEventListener('activate', (event) => event.waitUntil(tidy()));

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE)) return;
  if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request));
  else if (isOf(SHADEGRAD_PRECACHE.files, request.url)) event.respondWith(fromCacheFirst(request));
  else if (isOf(SHADEGRAD_PRECACHE.large, request.url)) event.respondWith(fromCacheOrKept(request));
});

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHADEGRAD_PRECACHE.files.map((file) => new Request(SCOPE + file, { cache: 'reload' })));
  await skipWaiting();
}

/** Removes what older versions kept. */
async function tidy(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** A newer version of the page is seen as soon as there is a network. */
async function fromNetworkFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(pageOf(request.url));
    if (page === undefined) throw error;
    return page;
  }
}

/** The page of an address: that of notebooks in its folder, else the app. */
const pageOf = (url: string): string =>
  `${SCOPE}${url.startsWith(`${SCOPE}notebook`) ? 'notebook/' : ''}index.html`;

/** These files have their contents in their names. */
async function fromCacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** A file that is kept once it was needed. */
async function fromCacheOrKept(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  // Where there is no room, it is fetched again another time.
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone()).catch(() => undefined);
  return response;
}

function isOf(files: readonly string[], url: string): boolean {
  const [path = ''] = url.slice(SCOPE.length).split(/[?#]/);
  return files.includes(path);
}
