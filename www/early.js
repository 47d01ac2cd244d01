// Before anything is shown: language, theme, and whether the view that came with the page is the one asked for.
const asked = new URLSearchParams(location.hash.slice(1));
const root = document.documentElement;
root.lang = asked.get("lang") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
root.dataset.theme = asked.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
for (const key of ["lang", "theme", "speed", "v", "lab"]) asked.delete(key);
root.classList.toggle("other", [...asked].length > 0);
