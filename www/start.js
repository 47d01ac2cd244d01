// Starts the page, and every worker of it. An external file, so that the page needs no inline script.
import init from "./app.js";

const crash = (text) => {
  const box = document.getElementById("crash");
  box.textContent = text;
  box.hidden = false;
  document.getElementById("starting")?.remove();
};

// A module that uses one SIMD instruction: validates only where the browser has them.
const simd = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
);

if (typeof document === "undefined") {
  // A worker: the page sends the program it has compiled, and what comes next the program hears itself.
  onmessage = ({ data }) => {
    onmessage = null;
    init({ module_or_path: data });
  };
} else if (typeof WebAssembly !== "object" || !WebAssembly.validate(simd)) {
  crash(
    "This browser has no WebAssembly SIMD, which LC Lab computes with. Current versions of Chrome, Edge, Firefox and Safari have it. / " +
      "このブラウザは WebAssembly SIMD に対応していません。最新の Chrome、Edge、Firefox、Safari をお使いください。",
  );
} else {
  // The comparison computed when the page was built. Without it the program computes it itself.
  const first = document.documentElement.classList.contains("other")
    ? undefined
    : fetch(new URL("./first.bin", import.meta.url))
        .then((answer) => (answer.ok ? answer.arrayBuffer() : undefined))
        .catch(() => undefined);
  const program = fetch(new URL("./app_bg.wasm", import.meta.url));
  Promise.resolve(first)
    .then((bytes) => {
      if (bytes) window.lcLabPoster = new Uint8Array(bytes);
      return init({ module_or_path: program });
    })
    .catch((error) =>
      crash(`LC Lab could not start: ${error}. Please reload. / 起動できませんでした。再読み込みしてください。`),
    );
}
