// Search: site.js loads it when it is first used. lunr finds the sections that have the words; here is what counts as a
// word, which forms of it are the same, which section comes first, and what is shown of it.
{
  // By the name in each language's words.yml: the endings that a word of a query loses.
  const languages = {
    pl: {
      // Cases, numbers and genders of nouns and adjectives; infinitives. At least three letters of a word stay.
      ending:
        /(?<=\w{4})(?:(?:ani|eni)(?:a|e|u|em|om|ami|ach)|ek|ce|i?(?:ach|ami|ego|emu|ej|em|om|a|e|o|u)|ii?|ow(?:ie|i)?|y(?:ch|mi?)?|z?i?e|[aeiy]c)$|(?<=\w{3})[aeiouy]$/,
      spelling: (word) => word.replace(/x/g, "ks"), // softmax, softmaksu
    },
    english: {
      // Plurals, and forms of verbs.
      ending: /(?<=\w{4})(?:[ey]?ing?s?|i?ed|i?es|ices|ix|s|e|y)$/,
      spelling: (word) => word,
    },
  };
  const asItIs = { ending: /$^/, spelling: (word) => word };

  // Words and names, numbers, and the operators of Python, which are words of their own: `a**2`, `reshape(-1)`, `x @ W`.
  const WORD = /[\p{L}\p{M}\p{N}_]+|\*\*|\/\/|->|[-=!<>+*/%@]=|[-=<>+*/%@\u2212]/gu;
  const IS_OPERATOR = /^\W+$/;
  const SHOWN = 40; // sections
  const ELSEWHERE = 5; // sections of another language
  const EXCERPT = 170; // letters
  const LEAD = 30; // of these before what was found
  const HEAD = 1.5; // how much better the beginning of a page is than its other sections
  const EXPLAINED = 12; // how much better a section is that explains the function of that name
  const COMMON = 0.2; // what a word counts that most sections have, beside others
  const SAID = 0.7; // of the words of a message, those that stand in a section that says it; the others depend on the program

  // A word without capitals and diacritics, so that it is found with and without them.
  const plain = (word) =>
    word
      .toLowerCase()
      .replace(/ł/g, "l")
      .replace(/\u2212/g, "-")
      .replace(/\*/g, "\u2217") // for lunr a star is any ending
      .normalize("NFD")
      .replace(/\p{M}/gu, "");

  // The words of a text, each with its place in it.
  const wordsOf = (text, { spelling }) =>
    [...text.matchAll(WORD)].map((match) => ({
      word: spelling(plain(match[0])),
      start: match.index,
      end: match.index + match[0].length,
    }));

  // The message in a pasted traceback: from the last name of an error or a warning.
  const messageIn = (query) => query.match(/^.*([A-Z]\w*(?:Error|Warning): .*)$/s)?.[1];

  const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();

  // The sections of the site in a language, and how to find them.
  class Index {
    constructor({ search }, docs, root) {
      this.language = languages[search] ?? asItIs;
      this.root = root;
      const pages = new Map(docs.map(({ location, title }) => [location, textOf(title)]));
      this.sections = docs.map(({ location, title, text, explains = [], boost = 1 }) => {
        const section = { location, title: textOf(title), text: textOf(text), page: pages.get(location.split("#")[0]), boost };
        section.isHead = !location.includes("#");
        section.explains = explains.map((name) => wordsOf(name, this.language).map(({ word }) => word));
        section.words = wordsOf(section.text, this.language);
        section.name = wordsOf(section.title, this.language).map(({ word }) => word);
        section.line = inLine([...section.name, ...section.words.map(({ word }) => word)]);
        return section;
      });
      this.index = lunr((builder) => {
        builder.pipeline.reset();
        builder.searchPipeline.reset();
        builder.tokenizer = (text) => wordsOf(text ?? "", this.language).map(({ word }) => new lunr.Token(word, {}));
        builder.b(0.4); // a long section is not much worse than a short one
        builder.ref("number");
        builder.field("title", { boost: 10 });
        builder.field("text");
        this.sections.forEach(({ title, text }, number) => builder.add({ number, title, text }));
      });
    }

    // All words of the site that a typed one may mean: those that begin with it, or else those that are nearly the same.
    meant(typed) {
      const matching = (set) => this.index.tokenSet.intersect(set).toArray();
      const stem = typed.replace(this.language.ending, "");
      const begin = matching(lunr.TokenSet.fromString(stem.length > 2 ? `${stem}*` : stem)); // "a" is a word, not a beginning
      if (begin.length || typed.length < 5 || IS_OPERATOR.test(typed)) return begin;
      const near = matching(lunr.TokenSet.fromFuzzyString(typed, 1));
      return near.length || typed.length < 6 ? near : matching(lunr.TokenSet.fromFuzzyString(typed, 2));
    }

    // Whether a typed word says something, "gradient" and not "the": what it may mean is not in most sections.
    isTelling(meant) {
      const sections = new Set(meant.flatMap((word) => Object.keys(this.index.invertedIndex[word].text)));
      return sections.size < 0.4 * this.sections.length;
    }

    // The sections that have the words of a query, best first, each with the words that it has of them.
    find(query) {
      const typed = wordsOf(messageIn(query) ?? query, this.language).map(({ word }) => word);
      const meant = new Map(typed.map((word) => [word, this.meant(word)]));
      const known = [...meant].filter(([, words]) => words.length);
      if (!known.length) return [];
      const weights = new Map(known.map(([word, meant]) => [word, this.isTelling(meant) ? 1 : COMMON]));
      const telling = new Set(known.filter(([word]) => weights.get(word) === 1).flatMap(([, meant]) => meant));
      const weightOf = (words) => words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
      const all = weightOf(known.map(([word]) => word));
      const found = this.index.query((query) => {
        for (const [word, words] of known) for (const one of words) query.term(one, { boost: one === word ? 2 : one.startsWith(word) ? 1.5 : 1 });
      });
      const ranked = found.map(({ ref, score, matchData }) => {
        const section = this.sections[ref];
        const words = new Set(Object.keys(matchData.metadata));
        const has = known.filter(([, meant]) => meant.some((one) => words.has(one))).map(([word]) => word);
        const share = weightOf(has) / all;
        const run = longestRun(typed, section.line);
        const named = inLine(typed).includes(inLine(section.name)) ? section.name.length : 1; // after a message, say
        const head = section.isHead ? HEAD : 1;
        const explained = section.explains.some((name) => endsIn(name, typed)) ? EXPLAINED : 1;
        const said = [...words].filter((word) => telling.has(word));
        const hits = said.length ? new Set(said) : words;
        return { section, hits, words, typed, run, named, share, score: score * share ** 3 * Math.max(1, weightOf(run)) ** 2 * named * head * explained * section.boost };
      });
      const best = Math.max(...ranked.map(({ share }) => share));
      return ranked.filter(({ share }) => share > 0.6 * best).sort((one, other) => other.score - one.score);
    }
  }

  // Whether the name of a function ends in these words, of which the last may be half a word: torch.softmax, softm.
  const endsIn = (name, typed) => {
    const end = name.slice(-typed.length);
    return end.length === typed.length && end.every((word, place) => word === typed[place] || (place === typed.length - 1 && typed[place].length > 2 && word.startsWith(typed[place])));
  };

  const inLine = (words) => ` ${words.join(" ")} `;

  // Most words of a query that stand one after another in a text: an error message that was pasted stands there whole.
  const longestRun = (typed, line) => {
    let longest = typed.slice(0, 1);
    for (let first = 0; first + longest.length < typed.length; first++) {
      let longer = typed.slice(first, first + longest.length + 1);
      while (line.includes(inLine(longer)) && longer.length > longest.length) {
        longest = longer;
        longer = typed.slice(first, first + longest.length + 1);
      }
    }
    return longest;
  };

  // Whether a section is called after a message, or says it, but for its numbers and what it quotes.
  const says = ({ section: { line }, named }, message, language) => {
    if (named > 2) return true;
    const words = wordsOf(message.replace(/(?<!\w)'[^']*'/g, ""), language).filter(({ word }) => /^\p{L}/u.test(word));
    return words.filter(({ word }) => line.includes(inLine([word]))).length >= SAID * words.length;
  };

  // Where in a text the part begins that has most of what was typed.
  const start = ({ section: { words }, words: found, typed, run }) => {
    const isRun = (number) => run.every((word, step) => words[number + step]?.word === word);
    const first = run.length > 2 ? words.findIndex((_, number) => isRun(number)) : -1;
    if (first >= 0) return words[first].start;
    const places = words.filter(({ word }) => found.has(word));
    const windows = places.map(({ start }) => {
      const within = places.filter((place) => place.start >= start && place.end <= start + EXCERPT - LEAD);
      const distinct = new Set(within.map(({ word }) => word));
      const exact = typed.filter((word) => distinct.has(word)).length;
      return { start, worth: distinct.size + exact, length: within.at(-1).end - start };
    });
    return windows.sort((one, other) => other.worth - one.worth || one.length - other.length)[0]?.start ?? 0;
  };

  // A part of a section as [text, is it to be marked], ...
  const excerpt = (result) => {
    const { text, words } = result.section;
    const from = start(result);
    const begin = from <= LEAD ? 0 : text.lastIndexOf(" ", from - LEAD) + 1;
    const end = begin + EXCERPT < text.length ? text.lastIndexOf(" ", begin + EXCERPT) : text.length;
    const parts = [[begin > 0 ? "… " : "", false]];
    let last = begin;
    for (const place of words) {
      if (place.start < begin || place.end > end || !result.hits.has(place.word)) continue;
      parts.push([text.slice(last, place.start), false], [text.slice(place.start, place.end), true]);
      last = place.end;
    }
    return [...parts, [text.slice(last, end), false], [end < text.length ? " …" : "", false]];
  };

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // The address of a section, with the words to be marked there.
  const addressOf = ({ section: { location }, hits }, root) => {
    const [page, heading] = location.split("#");
    return `${root}${page}?${new URLSearchParams({ found: [...hits].join(" ") })}${heading ? `#${heading}` : ""}`;
  };

  const item = (result, root) => {
    const { title, page } = result.section;
    const link = make("a", { className: "search__result", href: addressOf(result, root) }, make("strong", {}, title));
    if (page !== title) link.append(" ", make("span", { className: "search__page" }, page)); // where a line may break
    link.append(make("span", {}, ...excerpt(result).map(([text, isHit]) => (isHit ? make("mark", {}, text) : text))));
    return make("li", {}, link);
  };

  const load = (source) =>
    new Promise((resolve, reject) => {
      const script = make("script", { src: source, onload: resolve, onerror: reject });
      document.head.append(script);
    });

  // Shows what is found for what is typed in the dialog of partials/search.html. Rejects if the sections do not come.
  window.openSearch = async (dialog) => {
    const input = dialog.querySelector("input");
    const lists = dialog.querySelector(".search__results");
    const status = dialog.querySelector("[role=status]");
    const { base, lunr: library, found, similar, none } = dialog.dataset;
    const all = JSON.parse(dialog.dataset.languages); // the page's own comes first

    const indexOf = async (language, number) => {
      const root = number ? `${base}/../${language.code}/` : `${base}/`;
      await load(`${root}search/search_index.js`);
      return new Index(language, window.searchIndexes[language.code], root);
    };
    await load(library);
    const indexes = await Promise.all(all.map(indexOf));

    const said = (query, [first]) => {
      const message = messageIn(query);
      if (!first) return none;
      return message && !says(first, message, indexes[0].language) ? similar : found;
    };

    const show = () => {
      const query = input.value.trim();
      const results = indexes.map((index) => (query ? index.find(query) : []));
      status.textContent = query ? said(query, results[0]).replace("{count}", results[0].length) : "";
      lists.replaceChildren(
        ...results.flatMap((sections, number) => {
          const shown = sections.slice(0, number ? ELSEWHERE : SHOWN);
          const list = make("ol", { lang: all[number].code }, ...shown.map((section) => item(section, indexes[number].root)));
          const name = number && shown.length ? [make("h2", { lang: all[number].code }, all[number].name)] : [];
          return shown.length ? [...name, list] : [];
        }),
      );
      lists.scrollTop = 0;
    };

    const links = () => [...lists.querySelectorAll("a")];
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const stops = [input, ...links()];
      const next = Math.min(Math.max(stops.indexOf(document.activeElement) + step, 0), stops.length - 1);
      stops[next].focus();
    });
    dialog.querySelector("form").addEventListener("submit", () => {
      show();
      links()[0]?.click();
    });
    input.addEventListener("input", show);
    show();
  };

  const textIn = ({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset);

  // Marks the words of a page's address in the page, and shows where most of them are in the section that was found, also
  // in a closed box. Where that has none, they stand in its heading.
  window.markFound = (found, { search }) => {
    const language = languages[search] ?? asItIs;
    const words = new Set(found.split(" "));
    const article = document.querySelector("article");
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const ranges = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (text.parentElement.closest("math, figure, .contents")) continue;
      for (const { word, start, end } of wordsOf(text.data, language)) {
        // A static one stays where it is when the theme puts a box around a table.
        if (words.has(word)) ranges.push(new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end }));
      }
    }
    window.CSS.highlights?.set("found", new Highlight(...ranges));
    const headings = [...article.querySelectorAll("h1, h2, h3, h4")];
    const section = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? headings[0];
    const isBehind = (heading, node) => heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    const end = headings.find((heading) => isBehind(section, heading) && !section.contains(heading));
    const isInside = ({ startContainer }) =>
      isBehind(section, startContainer) && !section.contains(startContainer) && !(end && isBehind(end, startContainer));
    const blocks = new Map(); // each with the words that it has
    for (const range of ranges.filter(isInside)) {
      const block = range.startContainer.parentElement.closest("p, li, td, th, pre, samp, summary");
      const { first, words } = blocks.get(block) ?? { first: range.startContainer.parentElement, words: new Set() };
      blocks.set(block, { first, words: words.add(plain(textIn(range))) });
    }
    const most = Math.max(...[...blocks.values()].map(({ words }) => words.size));
    const first = [...blocks.values()].find(({ words }) => words.size === most)?.first;
    if (!first) return;
    for (let box = first.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const { top, bottom } = first.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) first.scrollIntoView({ block: "center" });
  };
}
