// A page in the hall: one section at a time in large letters, outputs after another press. site.js loads this when it is asked for.
{
  const root = document.documentElement;
  const article = document.querySelector("article");
  const button = document.querySelector(".hall-button");
  const words = JSON.parse(button.dataset.words);
  const STEP = 0.8; // of the screen, by which it goes back, and on in what is higher than the screen
  const MARGIN = 10; // pixels above what comes to the top
  const LEFT_OUT = ".contents, .position, .notebook, .cells, .proven, .mistakes, .page-links";

  // What stands above the first heading of the second level is the first section.
  const sections = [[]];
  for (const part of article.children) {
    if (part.matches(LEFT_OUT)) continue;
    if (part.matches("h2")) sections.push([]);
    sections.at(-1).push(part);
  }
  let at;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const place = make("span", { className: "hall__place", role: "status" });
  const setting = make("input", { type: "checkbox" });
  const press = (textContent, action) => {
    const one = make("button", { type: "button", textContent });
    one.addEventListener("click", action);
    return one;
  };
  const bar = make("nav", { className: "hall__bar", ariaLabel: words.name });

  const BLOCK = ".highlight, .predict > details";
  const blocks = () => sections[at].flatMap((part) => [part, ...part.querySelectorAll(BLOCK)]).filter((part) => part.matches(BLOCK));
  // Those of the section whose outputs wait; in closed boxes nothing waits.
  const waiting = () => blocks().filter((block) => block.matches(":not(.is-shown):has(.go)") && block.checkVisibility());
  const show = (block, isShown = true) => {
    block.classList.toggle("is-shown", isShown);
    if (block.matches("details")) block.open = isShown;
  };
  const screenEnd = () => bar.getBoundingClientRect().top;
  const below = () => sections[at].at(-1).getBoundingClientRect().bottom - screenEnd();

  // What the screen cuts, a figure say, comes to the top, so that it is seen in one piece.
  const nextStep = () => {
    const cut = sections[at].map((part) => part.getBoundingClientRect()).find(({ bottom }) => bottom > screenEnd() + 1);
    return cut.top > MARGIN + 1 ? cut.top - MARGIN : STEP * screenEnd();
  };

  const open = (number, isBack = false) => {
    at = number;
    for (const part of article.children) part.toggleAttribute("data-away", !sections[at].includes(part));
    for (const block of blocks()) show(block, isBack);
    place.textContent = words.place.replace("{number}", at + 1).replace("{count}", sections.length);
    scrollTo(0, isBack ? root.scrollHeight : 0);
  };

  const on = () => {
    const [block] = waiting();
    if (block && block.getBoundingClientRect().bottom <= screenEnd()) show(block);
    else if (below() > 1) scrollBy(0, Math.min(below(), nextStep()));
    else if (block) show(block);
    else if (at < sections.length - 1) open(at + 1);
  };
  const back = () => {
    if (scrollY > 1) scrollBy(0, -STEP * screenEnd());
    else if (at > 0) open(at - 1, true);
  };

  const keys = { ArrowRight: on, PageDown: on, " ": on, ArrowLeft: back, PageUp: back, Escape: () => leave() };
  const pressed = (event) => {
    const action = keys[event.key];
    const isTaken = event.target.closest("input, textarea, .search") || (event.key === " " && event.target.closest("button, summary, a"));
    if (!action || event.ctrlKey || event.altKey || event.metaKey || (isTaken && event.key !== "Escape")) return;
    event.preventDefault();
    action();
  };

  // Begins with the section that is read.
  const start = () => {
    if (root.classList.contains("hall")) return;
    const read = sections.findLastIndex(([first], number) => number === 0 || first.getBoundingClientRect().top < innerHeight / 2);
    root.classList.add("hall");
    document.body.append(bar);
    addEventListener("keydown", pressed);
    open(read);
    bar.querySelector("button").focus();
  };
  const leave = () => {
    root.classList.remove("hall");
    removeEventListener("keydown", pressed);
    bar.remove();
    for (const part of article.children) part.removeAttribute("data-away");
    button.focus({ preventScroll: true });
    scrollBy({ top: sections[at][0].getBoundingClientRect().top - innerHeight / 4, behavior: "instant" }); // below what stays above
  };

  const forward = press(words.next, on);
  bar.append(forward, press(words.back, back), place, make("label", {}, setting, words.key), press(words.leave, leave));
  try {
    setting.checked = localStorage.getItem("hall-key") !== "off";
  } catch {} // none in a page from a folder, in some browsers
  setting.addEventListener("change", () => {
    try {
      localStorage.setItem("hall-key", setting.checked ? "on" : "off");
    } catch {}
  });
  document.addEventListener("hall", start);
  start();
}
