// Keeps the site on the device of who has seen it once: every page then opens without a network. The build writes this to
// the root of the site, and above it DIGEST, that of all files, and FILES, the addresses of those that are kept.
const PLACE = registration.scope; // other sites may have caches at the same origin
const CACHE = `${PLACE}#${DIGEST}`;
const PATIENCE = 4000; // milliseconds for the network, before a page that is kept is shown

addEventListener("install", (event) => {
  const requests = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)).then(skipWaiting));
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(`${PLACE}#`) && name !== CACHE;
  const forget = (names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => clients.claim()));
});

// A page is kept under the address of its file, without what is behind ?. A version is a part of the address.
const kept = async (url) => {
  const isVersion = /\?[0-9a-f]{8}$/.test(url);
  const address = new URL(url);
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  if (!isVersion) address.search = "";
  const cache = await caches.open(CACHE);
  return { isVersion, response: await cache.match(address) };
};

// A page has come when all of it is here: a slow line would leave one that ends in the middle.
const complete = async (response) => new Response(await response.blob(), response);

const answer = async (request) => {
  const { isVersion, response } = await kept(request.url);
  if (!response) return fetch(request);
  if (isVersion) return response;
  return fetch(request, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) }).then(complete).catch(() => response);
};

addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(PLACE)) event.respondWith(answer(event.request));
});
