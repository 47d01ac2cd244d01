// <lc-lab src="https://…/#data=moons" height="400">: LC Lab as a figure. What is inside the element is shown until the figure
// runs, in print, and where scripts do not. This file needs no other and may be copied anywhere.
(() => {
  const home = new URL("./", document.currentScript?.src ?? location.href).href;
  const cores = navigator.hardwareConcurrency || 2;
  const figures = new Set();
  const own = ["ready", "state", "report", "error"];

  // Figures share the cores: those in sight first, then those that came first.
  const share = () => {
    let free = cores;
    for (const figure of [...figures].sort((a, b) => b.seen - a.seen)) {
      const may = figure.busy === 0 || free === cores || figure.busy <= free;
      if (may) free -= figure.busy;
      if (figure.may !== may) figure.tell(may ? "go" : "hold");
      figure.may = may;
    }
  };

  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        target.seen = isIntersecting;
        if (isIntersecting && target.mode === "visible") target.run();
      }
      share();
    },
    { rootMargin: "200px" },
  );

  addEventListener("message", ({ source, data }) => {
    const figure = [...figures].find(({ frame }) => frame && frame.contentWindow === source);
    const [, kind] = /^lc-lab:(\w+)$/.exec(data?.type) ?? [];
    if (!figure || !kind || data.version !== 1) return;
    if (kind === "height" && data.height > 0) figure.frame.style.height = `${Math.ceil(data.height)}px`;
    if (kind === "busy") (figure.busy = data.workers), share();
    if (kind === "state") figure.now = data.link;
    if (kind === "ready") figure.show((figure.live = true));
    if (kind === "leave") figure.focus({ preventScroll: true });
    if (own.includes(kind)) figure.dispatchEvent(new CustomEvent(kind, { detail: data, bubbles: true }));
  });

  // Paper gets what was there before the figure ran.
  addEventListener("beforeprint", () => figures.forEach((figure) => figure.show(figure.live && !figure.poster)));
  addEventListener("afterprint", () => figures.forEach((figure) => figure.show(figure.live)));

  class LcLab extends HTMLElement {
    static observedAttributes = ["src", "theme", "lang"];
    seen = false;
    busy = 0;

    connectedCallback() {
      figures.add(this);
      Object.assign(this.style, { display: "block", position: "relative" });
      // A link alone is no picture.
      this.poster = [...this.children].some((child) => child.tagName !== "A");
      if (!this.hasAttribute("tabindex")) this.tabIndex = -1;
      // More than two figures on a page would be much to load unasked.
      this.mode = this.getAttribute("loading") || (document.querySelectorAll("lc-lab").length > 2 ? "click" : "visible");
      if (!this.children.length) this.append(Object.assign(document.createElement("a"), { href: this.address(), textContent: "LC Lab" }));
      if (this.mode === "click") {
        this.button = Object.assign(document.createElement("button"), { type: "button", textContent: "▶ LC Lab", onclick: () => this.run() });
        this.append(this.button);
      }
      sight.observe(this);
    }

    disconnectedCallback() {
      figures.delete(this);
      sight.unobserve(this);
      this.frame?.remove();
      this.frame = undefined;
      this.live = false;
      this.show(false);
      share();
    }

    attributeChangedCallback(name, before) {
      if (!this.frame || before === null) return;
      this.now = undefined;
      this.tell("set", { link: new URL(this.address()).hash });
    }

    // Where the figure is, as it was last; as a figure, in the page's language and colours where these are given.
    address() {
      const url = new URL(this.getAttribute("src") ?? "", home);
      let hash = this.now ?? url.hash;
      for (const [key, value] of [["lang"], ["theme"], ["embed", "1"]]) {
        const wanted = value ?? this.getAttribute(key) ?? (key === "theme" && !/[#&]theme=/.test(hash) && this.tone());
        if (wanted) hash = `${hash.replace(new RegExp(`(?<=[#&])${key}=[^&]*&?`), "").replace(/&$/, "")}&${key}=${wanted}`;
      }
      return url.href.split("#")[0] + hash.replace(/^#?&?/, "#");
    }

    // A page that says nothing of dark colours is as light or dark as what is behind the figure; others change with their reader.
    tone() {
      if (/light.*dark|dark.*light/.test(getComputedStyle(this).colorScheme)) return;
      for (let own = this; own; own = own.parentElement) {
        const [r, g, b, opaque = 1] = getComputedStyle(own).backgroundColor.match(/[\d.]+/g) ?? [];
        if (opaque > 0.5) return 0.3 * r + 0.6 * g + 0.1 * b < 110 ? "dark" : "light";
      }
      return getComputedStyle(this).colorScheme === "dark" ? "dark" : "light";
    }

    run() {
      if (this.frame) return;
      this.button?.remove();
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("title") || "LC Lab";
      // Laid out, and not seen before it has something to show.
      this.frame.style.cssText = `position:absolute;visibility:hidden;width:100%;height:${parseInt(this.getAttribute("height")) || 400}px;border:0`;
      const may = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";
      this.frame.setAttribute("sandbox", this.getAttribute("sandbox") ?? may);
      this.frame.allow = "clipboard-write";
      this.frame.src = this.address();
      this.append(this.frame);
    }

    // The figure, or what was there before.
    show(live) {
      for (const child of this.children) if (child !== this.frame) child.style.display = live ? "none" : "";
      if (this.frame) {
        Object.assign(this.frame.style, { position: live ? "static" : "absolute", visibility: live ? "visible" : "hidden" });
      }
    }

    tell(kind, more) {
      this.frame?.contentWindow?.postMessage({ type: `lc-lab:${kind}`, version: 1, ...more }, "*");
    }

    get link() {
      return this.now ?? new URL(this.address()).hash;
    }

    set link(link) {
      this.now = link;
      this.tell("set", { link });
    }

    play() {
      this.tell("play");
    }

    pause() {
      this.tell("pause");
    }

    step() {
      this.tell("step");
    }
  }

  customElements.get("lc-lab") ?? customElements.define("lc-lab", LcLab);
})();
