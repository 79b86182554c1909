// The live figures: elements that let the reader move what they show. Without this script the drawing inside them stays as it is.
// A drawing says in its data-* attributes what to start from, and the words of its language.

const language = document.documentElement.lang;

const number = (value, decimals) =>
  value
    .toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false })
    .replace("-", "\u2212")
    .replace(/^\u2212(?=[0.,]*$)/, "");

const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

class LiveFigure extends HTMLElement {
  connectedCallback() {
    if (this.status) return;
    this.drawing = this.querySelector("svg");
    this.words = this.drawing.dataset;
    this.controls = make("div", { className: "figure__controls" });
    this.status = make("p", { className: "figure__status" });
    this.status.setAttribute("role", "status");
    this.append(this.controls, this.status);
    this.start();
    this.draw();
  }

  // The parts of the drawing that change, by their data-* names.
  parts(name) {
    return [...this.drawing.querySelectorAll(`[data-${name}]`)];
  }

  // A control with its label; `show` writes into the label what the reader has chosen.
  control(label, input, show = () => "") {
    const shown = make("span", { className: "figure__chosen" });
    const update = () => (shown.textContent = show(input));
    update();
    input.addEventListener("input", () => {
      update();
      this.draw();
    });
    this.controls.append(make("label", {}, make("span", {}, label), shown, input));
    return input;
  }

  slider(label, min, max, step, value, text) {
    const input = make("input", { type: "range", min, max, step, value });
    return this.control(label, input, () => {
      const shown = text(Number(input.value));
      input.setAttribute("aria-valuetext", shown);
      return shown;
    });
  }
}

// Softmax of three logits divided by a temperature.
const softmax = (logits, temperature) => {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - largest) / temperature));
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
};

customElements.define(
  "live-softmax",
  class extends LiveFigure {
    start() {
      const tenths = (value) => number(value, 1);
      this.logits = JSON.parse(this.words.logits).map((logit, label) =>
        this.slider(fill(this.words.logit, { class: label }), -5, 5, 0.1, logit, tenths),
      );
      this.temperature = this.slider(this.words.temperature, 0.1, 5, 0.1, 1, tenths);
    }

    draw() {
      const logits = this.logits.map((slider) => Number(slider.value));
      const probs = softmax(logits, Number(this.temperature.value));
      const shown = probs.map((prob) => number(prob, 4));
      this.parts("logit").forEach((text, label) => (text.textContent = number(logits[label], 1)));
      this.parts("prob").forEach((text, label) => (text.textContent = shown[label]));
      this.parts("bar").forEach((bar, label) => bar.setAttribute("d", `M0 0h${probs[label]}v28h${-probs[label]}z`));
      this.parts("readout")[0].textContent = `T = ${number(Number(this.temperature.value), 1)}`;
      this.status.textContent = fill(this.words.says, { probs: shown.join("; ") });
    }
  },
);

// The loss of one example against the probability of its class. 300 steps of the slider, so that a third is one of them.
customElements.define(
  "live-cross-entropy",
  class extends LiveFigure {
    start() {
      this.p = this.slider(this.words.p, 1, 300, 1, 100, (value) => number(value / 300, 2));
    }

    draw() {
      const p = Number(this.p.value) / 300;
      const loss = -Math.log(p) + 0; // no minus at 0
      this.parts("mark")[0].setAttribute("d", `M${p} ${loss}h0`);
      this.parts("readout")[0].textContent = `p = ${number(p, 2)}: ${number(loss, 2)}`;
      this.status.textContent = fill(this.words.says, { p: number(p, 4), loss: number(loss, 4) });
    }
  },
);

// Gradient descent on f(x) = (x - 3)², from 0.
const slope = (x) => 2 * (x - 3);
const f = (x) => (x - 3) ** 2;

customElements.define(
  "live-descent",
  class extends LiveFigure {
    start() {
      this.rate = this.slider(this.words.rate, 0.05, 1.2, 0.05, this.words.start, (value) => number(value, 2));
      this.step = this.slider(this.words.step, 0, 30, 1, this.words.steps, String);
    }

    draw() {
      const trail = [0];
      while (trail.length <= this.step.value) {
        const x = trail.at(-1);
        trail.push(x - this.rate.value * slope(x));
      }
      const points = trail.map((x) => `${x} ${f(x)}`);
      const x = trail.at(-1);
      this.parts("trail")[0].setAttribute("d", `M${points.join("L")}`);
      this.parts("dots")[0].setAttribute("d", points.map((point) => `M${point}h0`).join(""));
      this.parts("mark")[0].setAttribute("d", `M${points.at(-1)}h0`);
      this.parts("readout")[0].textContent = `η = ${number(Number(this.rate.value), 2)}`;
      const said = { x: number(x, 4), f: number(f(x), 4), slope: number(slope(x), 4) };
      this.status.textContent = fill(this.words.says, { step: this.step.value, ...said });
    }
  },
);

// Two shapes aligned at the right, and what broadcasting makes of them.
const MOST_AXES = 6;
const written = (shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);

const read = (text) => {
  const inside = text.trim().replace(/^\((.*)\)$/, "$1").trim().replace(/,$/, "");
  const lengths = inside ? inside.split(",").map((length) => length.trim()) : [];
  const readable = lengths.length <= MOST_AXES && lengths.every((length) => /^\d{1,4}$/.test(length));
  return readable ? lengths.map(Number) : undefined;
};

// Axes from the right, each with its two lengths; a missing one is undefined and counts as 1.
const aligned = (one, other) =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, axis) => [one.at(-1 - axis), other.at(-1 - axis)]);

const joint = ([one = 1, other = 1]) => (one === other || other === 1 ? one : one === 1 ? other : undefined);

customElements.define(
  "live-broadcasting",
  class extends LiveFigure {
    start() {
      this.width = Number(this.words.width);
      this.right = Number(this.words.right);
      this.inputs = JSON.parse(this.words.shapes).map((shape, row) => {
        const input = make("input", { type: "text", value: written(shape), maxLength: 40, spellcheck: false });
        input.autocomplete = "off";
        return this.control(`${this.words.shape} ${row + 1}`, input);
      });
    }

    draw() {
      const shapes = this.inputs.map((input) => read(input.value));
      this.inputs.forEach((input, row) => input.setAttribute("aria-invalid", !shapes[row]));
      if (!shapes.every(Boolean)) {
        this.status.textContent = fill(this.words.unreadable, { example: "(8, 1, 6)" });
        return;
      }
      const axes = aligned(...shapes);
      const result = axes.map(joint);
      const clash = result.findIndex((length) => length === undefined);
      this.redraw(axes, clash < 0 ? result : []);
      const [one, other] = axes[clash] ?? [];
      this.status.textContent =
        clash < 0
          ? fill(this.words.fits, { shape: written([...result].reverse()) })
          : fill(this.words.misfit, { axis: number(-1 - clash, 0), one, other });
    }

    redraw(axes, result) {
      const [group] = this.parts("rows");
      group.replaceChildren();
      const width = Math.min(this.width, this.right / Math.max(axes.length, 1));
      const add = (tag, attributes, text = "") => {
        const element = document.createElementNS(this.drawing.namespaceURI, tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = text;
        group.append(element);
      };
      const text = (axis, y, shown, kind) =>
        add("text", { x: this.right - width * (axis + 0.5), y: y + 5, class: kind, "text-anchor": "middle" }, shown);
      const cell = (axis, y, length, kind) => {
        add("path", { class: kind, d: `M${this.right - width * (axis + 1)} ${y}h${width}v30h${-width}z` });
        text(axis, y + 15, length, kind === "ghost" ? "soft" : "");
      };
      axes.forEach(([one, other], axis) => {
        text(axis, 10, number(-1 - axis, 0), "soft tick");
        cell(axis, 24, one ?? 1, one === undefined ? "ghost" : "a");
        cell(axis, 64, other ?? 1, other === undefined ? "ghost" : "b");
      });
      result.forEach((length, axis) => cell(axis, 124, length, "a"));
      add("path", { class: "line", d: `M${this.right - width * axes.length} 109h${width * axes.length}` });
    }
  },
);
