// Of build @BUILD@. Before anything is shown: what the page may load, language, theme, and whether the view that came with the page is the one asked for.
// Nothing from or to anybody else. By its name, because a page in a sandbox has no origin, and where "self" stands in a tag not every
// engine takes that for the site it came from. The one file has a policy of its own.
if (!window.lcLabAlone) {
  const { origin } = location;
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; worker-src ${origin} blob:; style-src ${origin}; connect-src ${origin}; img-src ${origin} data: blob:; base-uri 'none'; form-action 'none'`;
  document.head.append(policy);
}
const asked = new URLSearchParams(location.hash.slice(1));
const root = document.documentElement;
root.lang = asked.get("lang") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
root.dataset.theme = asked.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
root.toggleAttribute("data-embed", asked.get("embed") === "1");
for (const key of ["lang", "theme", "v"]) asked.delete(key);
// Settings that lost their "#" are read by the program.
const lost = /(\?|%23|&)(lab|data|net|panes|seed|toy)=/.test(location.href.split("#")[0]);
root.classList.toggle("other", lost || [...asked].length > 0);
