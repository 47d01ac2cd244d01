// Starts the page, and every worker of it. An external file, so that the page needs no inline script.
import * as app from "./app.js?@BUILD@";

// Every part of the page carries the build it is of; parts of two builds, out of a cache, are told before anything runs.
const BUILD = "@BUILD@";
const asked = globalThis.lcLabFiles ? BUILD : new URL(import.meta.url).search.slice(1);

// Where a file of the page is: beside this script, or, where all of the page is one file, in its memory.
const files = globalThis.lcLabFiles;
const at = (name) => files?.[name.split("?")[0]] ?? new URL(name, import.meta.url).href;
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
  window.lcLabWrite = write;
  window.lcLabWorker = worker;
  start().catch((error) =>
    crash(`LC Lab could not start: ${error}. Please reload. / 起動できませんでした。再読み込みしてください。`),
  );
}
