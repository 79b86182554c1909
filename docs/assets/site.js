// What the site adds to its theme. Each of `repairs` mends something that docs/_hooks/theme_repairs.py says more about,
// under the same name. One that fails says so on the console, and the next goes on.
{
  const script = document.currentScript;
  const words = JSON.parse(document.getElementById("words").textContent);
  const repairs = {
    "theme-script-later": () => {
      const theme = document.createElement("script");
      theme.src = script.dataset.theme;
      // The theme starts on DOMContentLoaded, which has already fired. A tap is answered before.
      theme.onload = () => setTimeout(() => document.dispatchEvent(new Event("DOMContentLoaded")));
      requestAnimationFrame(() => setTimeout(() => document.body.append(theme)));
    },

    // Headings have the same ids in all languages.
    "language-at-the-heading": () => {
      document.addEventListener("click", (event) => {
        const link = event.target.closest("a.language");
        if (!link) return;
        link.hash = sectionRead()?.hash ?? location.hash;
        link.search = location.search; // what is set in figures
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
        for (const nav of document.querySelectorAll("nav.md-code__nav")) nav.replaceWith(...nav.children);
      });
    },

    "copy-buttons-by-name": () => {
      onChange(() => {
        for (const block of document.querySelectorAll(".highlight")) {
          const first = (block.dataset.copy ?? block.textContent).trim().split("\n")[0];
          block.querySelector(".md-code__button")?.setAttribute("aria-label", `${words.copy}: ${first}`);
        }
      });
    },

    "no-single-keys": () => {
      const keys = ["n", "p", ".", ","];
      const isAlone = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.matches("input, textarea");
      addEventListener("keydown", (event) => keys.includes(event.key) && isAlone(event) && event.stopImmediatePropagation(), true);
    },

    "copied-is-said": () => document.querySelector(".md-dialog__inner").setAttribute("role", "status"),

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
        if (opened.checked) go(first());
      });
      // What is still on its way into the menu would be scrolled to at once, and the menu out of sight.
      const go = (link) => {
        link.focus({ preventScroll: true });
        setTimeout(() => link.scrollIntoView({ block: "center" }), 400);
      };
      // The page that is read, or the first of what the menu shows; what is left of the menu is left for good.
      const shown = (links) => [...links].filter((link) => link.checkVisibility({ visibilityProperty: true }));
      const first = () => shown(menu.querySelectorAll("a.md-nav__link--active")).at(-1) ?? shown(menu.querySelectorAll("a[href]"))[0];
      for (const link of menu.querySelectorAll("a.md-nav__link--active:not([href^='#'])")) link.ariaCurrent = "page";

      // What folds a lecture's pages, and on a narrow screen what leads back from them.
      for (const toggle of menu.querySelectorAll(".md-nav__toggle")) {
        const link = toggle.parentElement.querySelector("a");
        for (const label of menu.querySelectorAll(`label[for="${toggle.id}"]`)) {
          const fold = document.createElement("button");
          Object.assign(fold, { type: "button", className: "menu-button", ariaLabel: link.textContent.trim(), ariaExpanded: toggle.checked });
          const icon = label.querySelector(".md-nav__icon");
          fold.classList.add(...icon.classList);
          icon.replaceWith(fold);
          label.removeAttribute("tabindex");
          fold.addEventListener("click", (event) => {
            event.preventDefault();
            toggle.click();
            if (!shown([fold]).length) go(shown([link])[0] ?? first());
          });
          toggle.addEventListener("change", () => (fold.ariaExpanded = toggle.checked));
        }
      }
      menu.addEventListener("focusout", ({ relatedTarget }) => {
        if (opened.checked && relatedTarget && !menu.contains(relatedTarget)) show(false);
      });
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !opened.checked) return;
        show(false);
        button.focus();
      });
    },
  };

  // The link to the section that is read, which the theme marks in the contents at the side.
  const side = document.querySelector(".md-sidebar--secondary");
  const sectionRead = () => [...(side?.querySelectorAll(".md-nav__link--active") ?? [])].pop();

  // A setting that is kept, or null; with a value, keeps that. In a page from a folder some browsers keep none.
  const kept = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };

  const article = document.querySelector("article");
  const title = article.querySelector("h1");

  // Calls `mend` now, and when the theme's script changes something in the page; live figures change only themselves.
  const onChange = (mend) => {
    const mendUnlessFigure = (changes) => changes.every(({ target }) => target.closest(".figure")) || mend();
    const watched = { attributeFilter: ["tabindex"], childList: true, subtree: true };
    new MutationObserver(mendUnlessFigure).observe(article, watched);
    mend();
  };

  for (const [name, repair] of Object.entries(repairs)) {
    try {
      repair();
    } catch (error) {
      console.error(`site.js, repair ${name}: ${error}`);
    }
  }

  const loadScript = (src) =>
    new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject })));

  // The start of the site opens the language that was chosen last.
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a.language");
    if (link) kept("language", link.hreflang);
  });

  // The contents of a narrow screen, which a wide one has at its side, come when they are opened or printed.
  const contents = document.querySelector("details.contents");
  const fillContents = () => {
    const list = contents?.querySelector("noscript");
    list?.replaceWith(document.createRange().createContextualFragment(list.textContent));
  };
  contents?.firstElementChild.addEventListener("click", fillContents);

  // They close when one of them is chosen, and where something else is pressed.
  document.addEventListener("click", ({ target }) => {
    if (contents?.open && (target.closest(".contents a") || !contents.contains(target))) contents.open = false;
  });

  // The switch of palettes: as the system has it, light, dark. Other tabs follow, and the system's own change does too.
  const palette = document.querySelector(".palette");
  if (palette) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const choices = ["system", "light", "dark"];
    let chosen = "system";
    const show = () => {
      const isDark = chosen === "system" ? system.matches : chosen === "dark";
      document.body.dataset.mdColorScheme = isDark ? "slate" : "default";
      palette.dataset.chosen = chosen;
      palette.title = palette.ariaLabel = palette.dataset[chosen];
    };
    const read = () => {
      chosen = kept("palette") || "system";
      show();
    };
    palette.addEventListener("click", () => {
      chosen = choices[(choices.indexOf(chosen) + 1) % choices.length];
      kept("palette", chosen === "system" ? "" : chosen);
      show();
    });
    system.addEventListener("change", show);
    addEventListener("storage", read);
    addEventListener("pageshow", read); // also a page that Back brings from memory
    read();
  }

  // The page in the hall: hall.js and its styles come when they are asked for, by the button or by a key that hall.js can switch off.
  const hall = document.querySelector(".hall-button");
  const startHall = () => {
    if (hall.dataset.isLoaded) return document.dispatchEvent(new Event("hall"));
    hall.dataset.isLoaded = true;
    const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: hall.dataset.styles });
    styles.onload = () => document.body.append(Object.assign(document.createElement("script"), { src: hall.dataset.script }));
    document.head.append(styles);
  };
  const isHallKey = (event) => {
    if (event.key !== "l" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, dialog")) return false;
    return kept("hall-key") !== "off";
  };
  hall?.addEventListener("click", startHall);
  if (hall) document.addEventListener("keydown", (event) => isHallKey(event) && startHall());

  // The section that is read is named in the closed contents, and kept for the start page, which leads back to it.
  const here = Object.assign(document.createElement("span"), { className: "contents__here" });
  contents?.firstElementChild.append(here);
  const place = `place-${document.documentElement.lang}`;
  const note = () => {
    const read = sectionRead();
    here.textContent = read ? ` · ${read.textContent.trim()}` : "";
    if (hall) kept(place, JSON.stringify([location.pathname + (read?.hash ?? ""), title.textContent + here.textContent]));
  };
  note();
  if (side) new MutationObserver(note).observe(side, { attributeFilter: ["class"], subtree: true });
  const readOn = document.querySelector(".read-on");
  const [href, textContent] = JSON.parse(kept(place)) ?? [];
  if (readOn && href) {
    Object.assign(readOn.lastElementChild, { href, textContent });
    readOn.hidden = false;
  }

  // A figure alone on the screen.
  if (document.fullscreenEnabled) {
    for (const figure of document.querySelectorAll(".figure")) {
      const full = Object.assign(document.createElement("button"), { type: "button", className: "figure__full", title: words.full, ariaLabel: words.full });
      full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen()));
      figure.append(full);
    }
  }

  // Predictions: predict.js says whether what is typed is what the block prints. It comes when a field is entered.
  let predictions;
  const loadPredictions = () => (predictions ??= loadScript(words.predictions.script));
  document.addEventListener("focusin", ({ target }) => target.matches(".predict input") && loadPredictions().catch(() => (predictions = null)));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".predict form")) return;
    event.preventDefault();
    loadPredictions().then(
      () => window.predictions.check(event.target, words.predictions),
      () => (event.target.nextElementSibling.open = true), // without a word on it
    );
  });

  // The definition of a term opens at its word, by pointer, focus or touch. Escape closes it, and so does leaving both.
  const definition = Object.assign(document.createElement("span"), { className: "definition", popover: "manual" });
  const meaning = Object.assign(document.createElement("span"), { id: "definition" });
  const more = Object.assign(document.createElement("a"), { textContent: words.explained });
  definition.append(meaning, " ", more);
  let term, wait;
  const closeDefinition = () => {
    term?.removeAttribute("aria-describedby");
    definition.remove();
    term = null;
  };
  const openDefinition = (link) => {
    clearTimeout(wait);
    if (link === term) return;
    closeDefinition();
    term = link;
    meaning.textContent = link.dataset.definition;
    more.href = link.dataset.explained;
    link.setAttribute("aria-describedby", meaning.id);
    link.after(definition);
    definition.showPopover();
    // Below the line of the word, or above it where there is no room; as far to the left as it needs.
    const { left, top, bottom } = link.getClientRects()[0];
    const { width, height } = definition.getBoundingClientRect();
    definition.style.left = `${Math.max(0, Math.min(left, document.body.clientWidth - width)) + scrollX}px`;
    definition.style.top = `${(bottom + height < innerHeight ? bottom : top - height) + scrollY}px`;
  };
  const termAt = ({ target }) => target.closest?.("a[data-definition]");
  const isOpen = ({ target }) => target === term || definition.contains(target);
  if (definition.showPopover) {
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      clearTimeout(wait);
      if (isOpen(event)) return;
      const link = termAt(event);
      wait = setTimeout(() => (link ? openDefinition(link) : closeDefinition()), 250);
    });
    document.addEventListener("focusin", (event) => {
      if (isOpen(event)) return;
      const link = termAt(event);
      if (link?.matches(":focus-visible")) openDefinition(link);
      else closeDefinition();
    });
    document.addEventListener("click", (event) => {
      const link = termAt(event);
      if (link && event.pointerType === "touch" && link !== term) {
        event.preventDefault();
        openDefinition(link);
      } else if (!isOpen(event)) closeDefinition();
    });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && closeDefinition());
  }

  // A selection that begins at a prompt takes the code; one that begins in an output, the output.
  document.addEventListener("pointerdown", ({ target }) => {
    for (const block of document.querySelectorAll(".in-prompt, .in-output")) block.classList.remove("in-prompt", "in-output");
    const kind = target.closest?.(".highlight .gp") ? "in-prompt" : target.closest?.(":is(.highlight, .predict) .go") ? "in-output" : null;
    if (kind) target.closest(".highlight, .predict").classList.add(kind);
  });
  document.addEventListener("copy", (event) => {
    const block = document.querySelector(".highlight.in-prompt");
    const range = getSelection().rangeCount && getSelection().getRangeAt(0);
    if (!block || !range || !range.intersectsNode(block)) return;
    const selected = range.cloneContents();
    for (const part of selected.querySelectorAll(".gp, .go")) part.remove();
    event.clipboardData.setData("text/plain", selected.textContent);
    event.preventDefault();
  });

  // All code of the page, as its script has it, which runs to its end.
  document.querySelector(".copy-code")?.addEventListener("click", ({ target }) => {
    navigator.clipboard.writeText(target.dataset.code).then(() => say(words.copied));
  });

  // An output has a button that copies it, beside the code, once its block is pointed at or has the focus.
  const addButtons = (block) => {
    if (block.querySelector(".copy-output")) return;
    const { top } = block.getBoundingClientRect();
    for (const output of block.querySelectorAll(".go")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-output";
      const text = output.textContent.trimEnd();
      button.title = words.copy_output;
      button.ariaLabel = `${words.copy_output}: ${text.split("\n")[0]}`;
      button.style.top = `${output.getBoundingClientRect().top - top}px`;
      button.addEventListener("click", () => navigator.clipboard.writeText(text).then(() => say(words.copied)));
      block.append(button);
    }
  };
  document.addEventListener("pointerover", ({ target }) => {
    const block = target.closest?.(".highlight pre");
    if (block) addButtons(block);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(".md-code__button")) addButtons(target.closest("pre"));
  });
  addEventListener("resize", () => document.querySelectorAll(".copy-output").forEach((button) => button.remove()));

  // The site in a folder has no archive of itself.
  const archive = location.protocol === "file:" && document.querySelector(".md-copyright a[download]");
  if (archive) {
    archive.previousSibling.remove();
    archive.remove();
  }

  // Says something as the theme does, below on the right.
  const say = (text) => {
    const dialog = document.querySelector(".md-dialog");
    dialog.firstElementChild.textContent = text;
    dialog.classList.add("md-dialog--active");
    setTimeout(() => dialog.classList.remove("md-dialog--active"), 2000);
  };

  // The site stays on the device: docs/assets/worker.js keeps it, once the page is there. A folder is on it already.
  if (words.worker && location.protocol !== "file:" && navigator.serviceWorker && !navigator.connection?.saveData) {
    const { serviceWorker } = navigator;
    const isNew = !serviceWorker.controller;
    const keep = async () => {
      await serviceWorker.register(words.worker);
      await serviceWorker.ready;
      document.querySelector(".md-copyright p").append(` · ${words.kept}`);
      if (isNew) say(words.kept);
    };
    addEventListener("load", () => keep().catch((error) => console.info(`The site is not kept on this device: ${error}`)));
  }

  // On paper answers stand at the end, with the numbers that site.css gives their questions; contents, below the title.
  const answers = document.createElement("section");
  answers.className = "answers";
  const moved = new Map(); // what stands in the place of an answer, and the answer
  const linked = (tag, id, to, text) => {
    const [element, link] = [tag, "a"].map((name) => document.createElement(name));
    element.id = id;
    link.href = `#${to}`;
    link.textContent = text;
    element.append(link);
    return element;
  };
  addEventListener("beforeprint", () => {
    if (moved.size) return;
    if (title) document.documentElement.style.setProperty("--running-head", JSON.stringify(title.textContent));
    fillContents();
    if (contents) title.after(contents);
    answers.innerHTML = `<h2>${words.answers}</h2>`;
    let number = 0;
    let chapter = "";
    for (const part of article.querySelectorAll(".chapter, :is(.question, .exercise):has(details.success)")) {
      if (part.matches(".chapter")) chapter = ` \u00b7 ${part.nextElementSibling.textContent}`;
      else number++;
      for (const answer of part.querySelectorAll("details.success")) {
        const name = `${answer.firstElementChild.textContent} ${number}`;
        const place = linked("p", `question-${number}`, `answer-${number}`, words.answer_place.replace("{answer}", name));
        moved.set(place, answer);
        answer.replaceWith(place);
        answers.append(linked("h3", `answer-${number}`, `question-${number}`, name + chapter), answer);
      }
    }
    if (moved.size) article.append(answers);
  });
  addEventListener("afterprint", () => {
    if (contents) article.prepend(contents);
    for (const [place, answer] of moved) place.replaceWith(answer);
    moved.clear();
    answers.remove();
  });

  // Search: its script comes when it is first used, or to mark what was looked for on another page.
  const search = document.querySelector("dialog.search");
  if (search) {
    const button = document.querySelector(".search-button");
    const input = search.querySelector("input");
    let loaded, begun;
    const load = () => (loaded ??= loadScript(search.dataset.script));
    // What does not come is asked for again when the reader goes on.
    const begin = () =>
      (begun ??= load()
        .then(() => window.openSearch(search))
        .catch(() => {
          loaded = begun = undefined;
          search.querySelector("[role=status]").textContent = search.dataset.failed;
        }));
    const open = () => {
      search.showModal();
      input.select();
      begin();
    };
    button.addEventListener("click", open);
    input.addEventListener("input", begin);
    search.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("click", ({ target }) => {
      if (target === search || target.closest("a, button")) search.close(); // `search`: beside it
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable]");
      const isKey = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (search.open || !(isKey || (event.key === "k" && (event.ctrlKey || event.metaKey)))) return;
      event.preventDefault();
      open();
    });
    const asked = new URLSearchParams(location.search);
    if (asked.has("q")) {
      input.value = asked.get("q");
      open();
    }
    const found = asked.get("found");
    // Until all of the page is there the browser goes to its heading again.
    const complete = new Promise((resolve) => {
      if (document.readyState === "complete") resolve();
      else addEventListener("load", () => setTimeout(resolve));
    });
    if (found) Promise.all([load(), complete]).then(() => window.markFound(found, JSON.parse(search.dataset.languages)[0]));
  }
}
