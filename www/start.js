// Starts the page, and every worker of it. An external file, so that the page needs no inline script.
import * as app from "./app.js?@BUILD@";

// Every part of the page carries the build it is of; parts of two builds, out of a cache, are told before anything runs.
const BUILD = "@BUILD@";
const asked = globalThis.lcLabFiles ? BUILD : new URL(import.meta.url).search.slice(1);

// Where a file of the page is: beside this script, or, where all of the page is one file, in its memory.
const files = globalThis.lcLabFiles;
const at = (name) => (files ? (files[name.split("?")[0]] ?? "absent:") : new URL(name, import.meta.url).href);
globalThis.lcLabAt = at;

const crash = (text) => {
  const box = document.getElementById("crash");
  box.textContent = text;
  box.hidden = false;
  document.getElementById("starting")?.remove();
};

const otherBuild = () =>
  crash(
    "The parts of this page come from two versions of it. Please reload. / " +
      "ページの一部が別のバージョンのものです。再読み込みしてください。",
  );

// A module that uses one SIMD instruction: validates only where the browser has them.
const simd = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
);

// Browsers compile while they load; not if a server gives the file another type.
const compiled = async (url) => {
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    return WebAssembly.compile(await (await fetch(url)).arrayBuffer());
  }
};

// The opening's comparison, recorded when the page was built. The program fetches it itself where it takes long.
const OTHER = "another build";
const recording = async () => {
  const answer = await fetch(at("first.bin?@BUILD@"));
  if (!answer.ok) return undefined;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (new TextDecoder().decode(bytes.subarray(0, BUILD.length)) !== BUILD) return OTHER;
  const deflated = new Blob([bytes.subarray(BUILD.length)]).stream();
  const inflated = deflated.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
};

// What writes nets as files is a program of its own, fetched when the first is wanted.
const write = async (...asked) => {
  const writer = await import(at("writer.js?@BUILD@"));
  await writer.default({ module_or_path: await compiled(at("writer_bg.wasm?@BUILD@")) });
  return writer.write(...asked);
};

// Copies a text; where a page has no clipboard, as over plain http, the old way: selected in a field beside what was pressed, for
// outside an open window nothing can be.
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true);
  const pressed = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  pressed.parentElement.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  pressed.focus();
  return done;
};

// A worker of this script. Where the page has no origin it comes from a blob, which needs none.
const worker = (program, blob) => {
  const own = files?.["start.js"] ?? import.meta.url;
  const known = files && `globalThis.lcLabFiles = ${JSON.stringify(files)};`;
  const script = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const imports = [known && script(known), own].filter(Boolean).map((url) => `import ${JSON.stringify(url)};`);
  const started = new Worker(blob ? script(imports.join("")) : own, { type: "module" });
  started.postMessage({ build: BUILD, program });
  return started;
};

// The page without a network: what is kept of it, as bytes, files missing, bytes missing, and whether the large files are there.
const LARGE = "lc-lab-large";
const isLarge = ({ name }) => name.startsWith("data/mnist");
const listed = async () => (await (await fetch(at("files.json?@BUILD@"))).json()).files;
const urlOf = ({ name, build }) => at(build ? `${name}?@BUILD@` : name);
const kept = async () => {
  const all = await listed();
  const there = async (file) => {
    const store = await caches.open(isLarge(file) ? LARGE : "lc-lab-@BUILD@");
    // Asked for its bytes: what a browser has thrown away is not there.
    return (await (await store.match(urlOf(file)))?.blob())?.size > 0;
  };
  const found = await Promise.all(all.map(there));
  const sum = (wanted) => all.reduce((sum, file, i) => (wanted(file, found[i]) ? sum + file.bytes : sum), 0);
  const missing = all.filter((file, i) => !found[i] && !isLarge(file)).length;
  return [sum((_, there) => there), missing, sum((file, there) => !there && !isLarge(file)), sum((file, there) => !there && isLarge(file))];
};
const keep = async (large) => {
  for (const file of (await listed()).filter((file) => large || !isLarge(file))) {
    const store = await caches.open(isLarge(file) ? LARGE : "lc-lab-@BUILD@");
    if (!(await store.match(urlOf(file)))) await store.add(urlOf(file));
  }
  return kept();
};

// Keeps the page, where browsers do that and the page has an origin; figures leave it to the page they are of.
const offline = async () => {
  const workers = navigator.serviceWorker;
  const registration = await workers.register(at("sw.js"), { updateViaCache: "none" });
  const offer = () => {
    window.lcLabUpdate = () => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage({ type: "skip-waiting" });
    };
    dispatchEvent(new Event("lc-lab:update"));
  };
  if (registration.waiting && workers.controller) offer();
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    next.addEventListener("statechange", () => {
      if (next.state === "installed" && workers.controller) offer();
    });
  });
  const active = (await workers.ready).active;
  window.lcLabKept = kept;
  window.lcLabKeep = () => keep(false);
  window.lcLabKeepAll = () => keep(true);
  const used = performance.getEntriesByType("resource").map(({ name }) => name);
  active.postMessage({ type: "used", urls: [...used, at("app.js?@BUILD@"), at("app_bg.wasm?@BUILD@"), at("data/digits.pack")] });
};

const late = () => new Promise((given) => setTimeout(given, 1000));

const start = async () => {
  const other = document.documentElement.classList.contains("other");
  const first = other ? undefined : Promise.race([recording().catch(() => undefined), late()]);
  const program = await compiled(at("app_bg.wasm?@BUILD@"));
  const bytes = await first;
  if (bytes === OTHER) return otherBuild();
  if (bytes) window.lcLabRecording = bytes;
  await app.default({ module_or_path: program });
};

if (typeof document === "undefined") {
  // A worker: the page sends the program it has compiled, and what comes next the program hears itself.
  onmessage = ({ data: { build, program } }) => {
    onmessage = null;
    if (build !== BUILD || app.build !== BUILD) return postMessage("another build");
    globalThis.lcLabBuild = BUILD;
    app.default({ module_or_path: program }).catch((error) => {
      // A promise's failure is not a worker's error before it is thrown outside of one.
      setTimeout(() => {
        throw error;
      });
    });
  };
} else if (asked !== BUILD || app.build !== BUILD) {
  otherBuild();
} else if (typeof WebAssembly !== "object" || !WebAssembly.validate(simd)) {
  crash(
    "This browser has no WebAssembly SIMD, which LC Lab computes with. Current versions of Chrome, Edge, Firefox and Safari have it. / " +
      "このブラウザは WebAssembly SIMD に対応していません。最新の Chrome、Edge、Firefox、Safari をお使いください。",
  );
} else {
  window.lcLabBuild = BUILD;
  window.lcLabCopy = copy;
  window.lcLabWrite = write;
  window.lcLabWorker = worker;
  const alone = !files && origin !== "null" && !document.documentElement.hasAttribute("data-embed");
  if (alone && navigator.serviceWorker) addEventListener("load", () => offline().catch(() => {}));
  start().catch((error) =>
    crash(`LC Lab could not start: ${error}. Please reload. / 起動できませんでした。再読み込みしてください。`),
  );
}
