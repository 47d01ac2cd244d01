// Unpacks the parts of the one file, and starts the page with them.
(async () => {
  const files = {};
  for (const part of document.querySelectorAll("script[data-file]")) {
    const bytes = Uint8Array.from(atob(part.textContent), (c) => c.charCodeAt(0));
    let body = new Blob([bytes]).stream();
    if (part.dataset.packed) body = body.pipeThrough(new DecompressionStream("gzip"));
    let blob = await new Response(body).blob();
    if (part.dataset.file === "start.js") blob = [(await blob.text()).replace('"./app.js?@BUILD@"', JSON.stringify(files["app.js"]))];
    files[part.dataset.file] = URL.createObjectURL(new Blob([blob].flat(), { type: part.dataset.type }));
    part.remove();
  }
  window.lcLabFiles = files;
  await import(files["start.js"]);
})().catch((error) => {
  const box = document.getElementById("crash");
  box.textContent = `LC Lab could not start: ${error}`;
  box.hidden = false;
});
