// Of build @BUILD@. Before anything is shown: language, theme, and whether the view that came with the page is the one asked for.
const asked = new URLSearchParams(location.hash.slice(1));
const root = document.documentElement;
root.lang = asked.get("lang") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
root.dataset.theme = asked.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
root.toggleAttribute("data-embed", asked.get("embed") === "1");
for (const key of ["lang", "theme", "v"]) asked.delete(key);
// Settings that lost their "#" are read by the program.
const lost = /(\?|%23|&)(lab|data|net|panes|seed|toy)=/.test(location.href.split("#")[0]);
root.classList.toggle("other", lost || [...asked].length > 0);
