// What the site adds to its theme. The theme's own script, which is long, is loaded when the page has been shown.
{
  const theme = document.createElement("script");
  theme.src = document.currentScript.dataset.theme;
  theme.onload = () => document.dispatchEvent(new Event("DOMContentLoaded")); // it waits for that, which has passed
  requestAnimationFrame(() => setTimeout(() => document.body.append(theme)));
}

// The theme makes its search worker with the page. This one starts when search is first used. In a copy of the site that is
// opened from a folder, where browsers start no workers, it lives in a hidden frame of the page.
{
  const inFolder = location.protocol === "file:";

  // Loads the worker's script in a frame that stands in for the worker, and gives what passes messages on to it.
  const startFrame = (url, answer) => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    document.body.append(frame);
    const inside = frame.contentWindow;
    const load = (url) => {
      const script = inside.document.createElement("script");
      script.src = new URL(url, location);
      return new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
        inside.document.body.append(script);
      });
    };
    inside.postMessage = answer;
    inside.importScripts = (...urls) => urls.reduce((loaded, url) => loaded.then(() => load(url)), Promise.resolve());
    const loaded = load(url);
    return (data) => loaded.then(() => inside.dispatchEvent(new MessageEvent("message", { data })));
  };

  const startWorker = (url, answer) => {
    const worker = new NativeWorker(url);
    worker.onmessage = ({ data }) => answer(data);
    return (data) => worker.postMessage(data);
  };

  const NativeWorker = window.Worker;
  window.Worker = class extends EventTarget {
    #url;
    #post;

    constructor(url) {
      super();
      this.#url = url;
    }

    postMessage(data) {
      const answer = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.#post ??= (inFolder ? startFrame : startWorker)(this.#url, answer);
      this.#post(data);
    }
  };

  // By this name the theme's worker knows that it is in a frame, where relative addresses are the page's, not its own.
  if (inFolder) window.IFrameWorker = window.Worker;
}

// The theme shows of each page found the best section and hides the others; here they are open, as a list of headings.
{
  const results = document.querySelector(".md-search-result__list");
  const open = () => results.querySelectorAll("details").forEach((more) => (more.open = true));
  new MutationObserver(open).observe(results, { childList: true });
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
const mendChanged = (changes) => changes.every(({ target }) => target.closest(".figure")) || mend();
new MutationObserver(mendChanged).observe(document.querySelector("article"), {
  attributeFilter: ["tabindex"],
  childList: true,
  subtree: true,
});
addEventListener("resize", mend);
mend();

// The theme turns its switch of palettes by Enter; Space, which presses what has the focus, does so too.
document.querySelector("[data-md-component=palette]").addEventListener("keydown", (event) => {
  if (event.key !== " ") return;
  event.preventDefault();
  event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
});

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
