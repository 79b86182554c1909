// What the site adds to its theme. Loaded before the theme's own script.

// Search in a copy of the site that is opened from a folder. Browsers start no worker there, so this one lives in a hidden
// frame of the page: it loads the worker's script, and passes messages to and fro.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    #frame = document.createElement("iframe");
    #ready;

    constructor(url) {
      super();
      this.#frame.hidden = true;
      document.body.append(this.#frame);
      const inside = this.#frame.contentWindow;
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inside.importScripts = (...urls) => urls.reduce((loaded, url) => loaded.then(() => this.#load(url)), Promise.resolve());
      this.#ready = this.#load(url);
    }

    #load(url) {
      const script = this.#frame.contentDocument.createElement("script");
      script.src = new URL(url, location);
      return new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
        this.#frame.contentDocument.body.append(script);
      });
    }

    postMessage(data) {
      this.#ready.then(() => this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
    }
  };

  // By this name the theme's worker knows that it is in a frame, where relative addresses are the page's, not its own.
  window.IFrameWorker = window.Worker;
}

// The other language opens at the heading that the reader is at: headings have the same ids.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language");
  if (!link) return;
  const read = [...document.querySelectorAll(".md-sidebar--secondary .md-nav__link--active")].pop();
  link.hash = read ? read.hash : location.hash;
});

// What is wider than its box scrolls there, and has to be reached by keys. The theme takes code off again when search opens.
// It also puts every copy button into a <nav> without a name: landmarks that are none.
const mend = () => {
  for (const box of document.querySelectorAll(".formula, pre > code")) {
    if (box.scrollWidth > box.clientWidth && box.tabIndex < 0) box.tabIndex = 0;
  }
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
};
new MutationObserver(mend).observe(document.querySelector("article"), {
  attributeFilter: ["tabindex"],
  childList: true,
  subtree: true,
});
addEventListener("resize", mend);
mend();

// On narrow screens the theme opens its menu by a <label>, which no key reaches: a button inside it can be reached.
{
  const menu = document.querySelector(".md-sidebar--primary");
  const opened = document.getElementById("__drawer");
  const label = document.querySelector(".md-header__button[for=__drawer]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "menu-button";
  button.setAttribute("aria-label", menu.querySelector("nav").getAttribute("aria-label"));
  button.append(...label.childNodes);
  label.append(button);

  const show = (open) => {
    opened.checked = open;
    button.setAttribute("aria-expanded", open);
  };
  show(opened.checked);
  opened.addEventListener("change", () => show(opened.checked));
  button.addEventListener("click", (event) => {
    event.preventDefault(); // or the label would switch once more
    show(!opened.checked);
    if (opened.checked) menu.addEventListener("transitionend", () => menu.querySelector("a[href]").focus(), { once: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened.checked) return;
    show(false);
    button.focus();
  });
}
