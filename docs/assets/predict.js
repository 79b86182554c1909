// Whether what a reader expects a block to print is what it prints, and what differs if not. site.js loads this when the first prediction is begun.
//
// What counts as the same is said here, and nowhere else:
// - a shape, however its numbers are divided: (2, 3), [2, 3], 2 x 3, torch.Size([2, 3]);
// - values with or without tensor(...), brackets, dtype and the like; with brackets they have to stand as those of the output do;
// - a number with a decimal point or comma; with fewer decimals if it rounds right, to one decimal at least and not to 0;
//   with more decimals only where PyTorch has rounded to four; its thousands may be divided by a comma or a space;
// - a word or a text without its quotes, in capitals or not; for True, False and inf also yes, no and infinity in the reader's language;
// - an error, by that word, alone or among others, or by its name.
// What has words or a sign of calculation in it where the output has none, such as "I do not know" or 24/2, is neither the same nor wrong: it is not understood.
{
  const CALL = /\b(?:tensor|array|(?:torch\.)?Size|np\.\w+)\s*(?=[([])/gi;
  const ADDED = /,?\s*\b(?:dtype|device|grad_fn|requires_grad|size)=(?:<[^>]*>|'[^']*'|[\w.]+)/g;
  const TOKEN = /[[({\])}]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w.])|[-+]?[\p{L}_][\p{L}\w.]*/giu;
  const CONSTANT = /\b(?:nan|inf|true|false|none)\b/gi;
  const ERROR = /^Traceback \(most recent call last\):[^]*?^(\w[\w.]*)/m;
  const SHAPE = /^(?:torch\.Size\(\[(.*)\]\)|\(((?:\d+,(?: \d+,?)*)?)\))$/;
  const WORDY = /\p{L}{2}| [^\P{L}x] |[/=^%?*×·²³]|\d\+\d|\d \+ \d/u; // named, as behind => the minifier takes a pattern for a division
  const ROUNDED = 4; // decimals that PyTorch prints

  const plain = (text) =>
    text
      .replace(/[\u2212\u2010-\u2014]/g, "-")
      .replace(/∞/g, "inf")
      .replace(/['"`„”“‘’]/g, "")
      .replace(/\s+/g, " ")
      .replace(/- (?=[\d.])/g, "-")
      .trim()
      .replace(/\.$/, "");
  // Without accents; the ł has none that could be taken off.
  const letters = (text) => text.toLowerCase().normalize("NFD").replace(/ł/g, "l").replace(/[^\p{L}\d]/gu, "");
  const word = (text) => text.toLowerCase().replace(/^(?:torch\.|\+)/, "");

  // The values in a text, and its brackets with a 0 for each value, "" if it has none; the brackets of a call do not count.
  const read = (text) => {
    const values = [];
    let brackets = "";
    const open = []; // whether each open bracket counts
    const bare = text.replace(ADDED, "").replace(CALL, "\u0001");
    for (const [token] of bare.replace(/\u0001\(/g, "{").matchAll(TOKEN)) {
      if ("[({".includes(token)) {
        open.push(token !== "{");
        if (open.at(-1)) brackets += "[";
      } else if ("])}".includes(token)) {
        if (open.pop() ?? true) brackets += "]";
      } else {
        values.push(token);
        brackets += "0";
      }
    }
    return { values, brackets: brackets.includes("[") ? brackets : "" };
  };

  // Whether there is more than values: words, or a sign of calculation.
  const isWordy = (text) => WORDY.test(text.replace(ADDED, "").replace(CALL, "").replace(CONSTANT, ""));

  const decimals = (number) => {
    const [mantissa, exponent = 0] = number.toLowerCase().split("e");
    return (mantissa.split(".")[1] ?? "").length - Number(exponent);
  };
  const half = (number) => 0.5 * 10 ** -decimals(number) * (1 + 1e-9);
  const isSame = (wanted, typed) => {
    if (Number.isNaN(Number(wanted)) || Number.isNaN(Number(typed))) return word(wanted) === word(typed);
    if (Number(wanted) === Number(typed)) return true;
    const off = Math.abs(wanted - typed);
    if (decimals(typed) < decimals(wanted)) return decimals(typed) > 0 && Number(typed) !== 0 && off <= half(typed);
    return decimals(wanted) >= ROUNDED && off <= half(wanted);
  };
  const opposite = (number) => (number.startsWith("-") ? number.slice(1) : `-${number.replace("+", "")}`);
  const areSame = (wanted, typed) => wanted.length === typed.length && wanted.every((value, place) => isSame(value, typed[place]));
  const sorted = (values) => [...values].sort((one, other) => one - other || (one < other ? -1 : 1));

  const ofShape = (wanted, typed) => {
    const lengths = typed.match(/\d+/g) ?? [];
    const isShape = /^(?:(?:torch\.)?size ?\(?)?[[({]?[\s\d,;x×*]*[\])}]*$/i.test(typed);
    if (!isShape) return ["wrong"];
    if (areSame(wanted, lengths)) return ["same"];
    if (wanted.length !== lengths.length) return ["axes", { count: wanted.length, typed: lengths.length }];
    if (areSame(sorted(wanted), sorted(lengths))) return ["order"];
    return ["axis", { number: wanted.findIndex((length, axis) => length !== lengths[axis]) }];
  };

  const ofValues = (wanted, typed) => {
    const count = wanted.values.length;
    const isPlaced = wanted.brackets && typed.brackets;
    if (areSame(wanted.values, typed.values)) return isPlaced && wanted.brackets !== typed.brackets ? ["shape"] : ["same"];
    if (typed.values.length !== count) return ["count", { count, typed: typed.values.length }];
    if (areSame(sorted(wanted.values), sorted(typed.values))) return ["order"];
    const place = wanted.values.findIndex((value, place) => !isSame(value, typed.values[place]));
    const [value, other] = [wanted.values[place], typed.values[place]];
    const number = place + 1;
    if (isSame(value, opposite(other))) return ["sign", { number }];
    if (Math.abs(value - other) < 10 ** -decimals(other) && decimals(other) > 0) return ["close", { number }];
    if (count === 1) return ["wrong"];
    return [isPlaced && wanted.brackets === typed.brackets ? "value_in_shape" : "value", { number }];
  };

  // The name of a verdict, and the values in its words. A comma between digits may divide two numbers, be a decimal one,
  // or stand behind thousands: what is the same decides, then how many numbers there are.
  const compare = (output, text) => {
    const shape = SHAPE.exec(output);
    const lengths = shape && ((shape[1] ?? shape[2]).match(/\d+/g) ?? []);
    const wanted = read(output);
    const decimal = text.replace(/(\d),(?=\d)/g, "$1.");
    const whole = text.replace(/(?<![\d.,])[1-9]\d{0,2}(?:[, ]\d{3})+(?!\d)/g, (number) => number.replace(/[, ]/g, ""));
    const verdicts = (shape ? [text, whole] : [text, decimal, whole]).map((way) => (shape ? ofShape(lengths, way) : ofValues(wanted, read(way))));
    return verdicts.find(([key]) => key === "same") ?? verdicts.find(([key]) => !["axes", "count"].includes(key)) ?? verdicts[0];
  };

  // `said` are the words for an error, for True, for False and for inf in the reader's language.
  const verdict = (output, typed, said) => {
    const [errors, yes, no, infinite] = [said.errors, said.yes, said.no, said.infinite].map((words) => words.split(" ").map(letters));
    const wanted = plain(output);
    const constants = { True: yes, False: no, inf: infinite };
    const constant = (word) => Object.keys(constants).find((name) => constants[name].includes(letters(word))) ?? word;
    const text = plain(typed).replace(/[\p{L}\d_.]+/gu, constant);
    if (!text) return ["nothing"];
    const [, name] = ERROR.exec(output) ?? [];
    const [named] = /^\w+(?:error|exception)\b/i.exec(text) ?? [];
    const isError = named || text.split(" ").some((word, place, all) => errors.includes(letters(word)) && !all.slice(0, place).includes("False"));
    if (name) {
      if (!isError) return [isWordy(text) ? "unread" : "error"];
      return named && letters(named) !== letters(name.split(".").at(-1)) ? ["other_error", { name }] : ["same"];
    }
    if (isError) return ["no_error"];
    const found = compare(wanted, text);
    const hasMore = isWordy(SHAPE.test(wanted) ? text.replace(/[*×]/g, "x") : text);
    return found[0] !== "same" && hasMore && (!isWordy(wanted) || found[0] === "count") ? ["unread"] : found;
  };

  // Says it below the field, and shows the output.
  const check = (form, words) => {
    const answer = form.nextElementSibling;
    const [key, values = {}] = verdict(answer.querySelector(".go").textContent, form.querySelector("input").value, words);
    const said = words[key].replace(/\{(\w+)\}/g, (blank, name) => values[name]);
    const status = form.querySelector("[role=status]");
    status.textContent = said;
    form.dataset.verdict = key === "same" ? "right" : ["nothing", "unread"].includes(key) ? "" : "wrong";
    if (key !== "nothing") answer.open = true;
  };

  window.predictions = { verdict, check };
}
