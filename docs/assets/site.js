// What the site adds to its theme. Each of `repairs` mends something that docs/_hooks/theme_repairs.py says more about,
// under the same name. One that fails says so on the console, and the next goes on.
{
  const script = document.currentScript;
  const inFolder = location.protocol === "file:";

  const repairs = {
    "theme-script-later": () => {
      const theme = document.createElement("script");
      theme.src = script.dataset.theme;
      // The theme starts on DOMContentLoaded, which has already fired.
      theme.onload = () => document.dispatchEvent(new Event("DOMContentLoaded"));
      requestAnimationFrame(() => setTimeout(() => document.body.append(theme)));
    },

    // The worker starts when search is first used. In a page opened from a folder, where browsers start no workers, it
    // lives in a hidden frame of the page.
    "search-worker-later": () => {
      const NativeWorker = window.Worker;

      const startWorker = (url, answer) => {
        const worker = new NativeWorker(url);
        worker.onmessage = ({ data }) => answer(data);
        return (data) => worker.postMessage(data);
      };

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

      // By this name the theme's worker knows that it is in a frame, where relative addresses are the page's.
      if (inFolder) window.IFrameWorker = window.Worker;
    },

    // Of each page found all sections are shown, as a list of headings.
    "search-sections-open": () => {
      const results = document.querySelector(".md-search-result__list");
      const open = () => results.querySelectorAll("details").forEach((more) => (more.open = true));
      new MutationObserver(open).observe(results, { childList: true });
    },

    // Headings have the same ids in all languages.
    "language-at-the-heading": () => {
      document.addEventListener("click", (event) => {
        const link = event.target.closest("a.language");
        if (!link) return;
        const read = [...document.querySelectorAll(".md-sidebar--secondary .md-nav__link--active")].pop();
        link.hash = read ? read.hash : location.hash;
      });
    },

    "wide-boxes-by-keys": () => {
      const mend = () => {
        for (const box of document.querySelectorAll(".formula, pre > code")) {
          if (box.scrollWidth > box.clientWidth && box.tabIndex < 0) box.tabIndex = 0;
        }
      };
      onChange(mend);
      addEventListener("resize", mend);
    },

    "copy-button-without-landmark": () => {
      onChange(() => {
        for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
      });
    },

    // Space presses what has the focus, everywhere else.
    "palette-by-space": () => {
      document.querySelector("[data-md-component=palette]").addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      });
    },

    // A button inside the label can be reached.
    "menu-by-keys": () => {
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
    },
  };

  // Calls `mend` now, and when the theme's script changes something in the page; live figures change only themselves.
  const onChange = (mend) => {
    const mendUnlessFigure = (changes) => changes.every(({ target }) => target.closest(".figure")) || mend();
    const watched = { attributeFilter: ["tabindex"], childList: true, subtree: true };
    new MutationObserver(mendUnlessFigure).observe(document.querySelector("article"), watched);
    mend();
  };

  for (const [name, repair] of Object.entries(repairs)) {
    try {
      repair();
    } catch (error) {
      console.error(`site.js, repair ${name}: ${error}`);
    }
  }
}
