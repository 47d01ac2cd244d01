// Keeps the page for when there is no network. Each build has a store of its own, so that a window that is open goes on with the
// build it began with; the next one waits until all are closed, or until somebody asks for it.
const BUILD = "@BUILD@";
const STORE = `lc-lab-${BUILD}`;
// Large, and told apart by digests of their own: kept only where somebody asks for it, and from build to build.
const LARGE = "lc-lab-large";
const large = /\/data\/mnist[^/]*\.pack$/;
const scope = self.registration.scope;
const mine = (name) => new URL(`${name}?${BUILD}`, scope).href;
const page = new URL("./", scope).href;
const shell = [page, ...["early.js", "start.js", "lab.css", "labs.css", "first.bin", "files.json"].map(mine)];

// A part of another build, out of somebody's cache, must not get in.
const fresh = async (url) => {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const told = /\.(js|json|bin)\?|\/$/.test(url) ? await answer.clone().text() : BUILD;
  if (!told.includes(BUILD)) throw new Error(`${url} is of another build`);
  return answer;
};

const keep = async (urls, store = STORE) => {
  const kept = await caches.open(store);
  await Promise.all(
    urls.map(async (url) => {
      if (!(await kept.match(url))) await kept.put(url, await fresh(url));
    }),
  );
};

// Which of the page's requests are kept: what is of this build, and data, which says itself what it is.
const isKept = (url) =>
  url.origin === location.origin &&
  url.href.startsWith(scope) &&
  (url.search === `?${BUILD}` || (url.search === "" && /\/(data|presets)\/|\/(icon\.svg|load\.py)$/.test(url.pathname)));

self.addEventListener("install", (event) => event.waitUntil(keep(shell)));

self.addEventListener("activate", (event) => {
  const others = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("lc-lab-") && name !== STORE && name !== LARGE);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(others());
});

self.addEventListener("message", (event) => {
  const { type, urls } = event.data ?? {};
  if (type === "skip-waiting") self.skipWaiting();
  // What was fetched before this was there to see it.
  if (type === "used") event.waitUntil(keep(urls.filter((url) => isKept(new URL(url)) && !large.test(url))).catch(() => {}));
});

const answer = async (key, request) => {
  const kept = (await (await caches.open(STORE)).match(key)) ?? (await (await caches.open(LARGE)).match(key));
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && !large.test(key)) {
    const copy = answer.clone();
    await (await caches.open(STORE)).put(key, copy).catch(() => {});
  }
  return answer;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET") return;
  const opens = request.mode === "navigate" && [page, new URL("index.html", scope).href].includes(url.origin + url.pathname);
  if (opens) event.respondWith(answer(page, request));
  else if (isKept(url)) event.respondWith(answer(url.href, request));
});
