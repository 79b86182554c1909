// The live figures: elements that let the reader move what they show. Without this script the drawing inside them stays as it is.
// A drawing brings the words of its language, `data-words`, and marks the parts that change: `data-bar`, `data-readout`.
{
  // "p = {p}" with the values of its names.
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  class LiveFigure extends HTMLElement {
    connectedCallback() {
      if (this.drawing) return; // moved, as in an answer that goes on paper
      this.drawing = this.querySelector("svg");
      this.words = JSON.parse(this.drawing.dataset.words);
      this.controls = make("div", { className: "figure__controls" });
      this.status = make("p", { className: "figure__status", id: `${this.localName}-status` });
      this.status.setAttribute("role", "status");
      this.append(this.controls, this.status);
      this.start();
      const reset = make("button", { type: "button", textContent: this.words.reset });
      reset.addEventListener("click", () => {
        this.again?.();
        this.set(this.inputs.map((input) => input.defaultValue));
        this.remember();
      });
      this.controls.append(reset);
      this.draw();
      this.set(new URLSearchParams(location.search).get(this.name)?.split(";") ?? []);
      this.controls.addEventListener("change", () => this.remember());
    }

    get name() {
      return this.localName.replace("live-", "");
    }

    get inputs() {
      return [...this.controls.querySelectorAll("input")];
    }

    // Gives the controls these values, those that they can have.
    set(values) {
      for (const [at, input] of this.inputs.entries()) {
        const value = values[at] ?? "";
        const isBetween = value !== "" && Number(input.min) <= value && value <= Number(input.max);
        if (input.type === "range" ? !isBetween : !value) continue;
        input.value = value;
        input.dispatchEvent(new Event("input"));
      }
    }

    // What the reader has set stands in the address, `?softmax=2;1;0;0.5`, so that it can be linked to.
    remember() {
      const address = new URL(location);
      if (this.inputs.some((input) => input.value !== input.defaultValue)) {
        address.searchParams.set(this.name, this.inputs.map((input) => input.value).join(";"));
      } else address.searchParams.delete(this.name);
      try {
        history.replaceState(history.state, "", address);
      } catch {} // in a page from a folder
    }

    // The parts of the drawing that change, by their data-* names.
    parts(name) {
      return [...this.drawing.querySelectorAll(`[data-${name}]`)];
    }

    part(name) {
      return this.parts(name)[0];
    }

    // A number as the page's language writes it. Intl would know the languages, and takes 50 ms of a slow phone to begin.
    localized(text) {
      return text
        .replace("-", "\u2212")
        .replace(/^\u2212(?=[0.]*$)/, "")
        .replace(".", this.words.decimal);
    }

    decimals(value, count) {
      return this.localized(value.toFixed(count));
    }

    // To five significant digits, without zeros at the end; a large number claims no others.
    significant(value) {
      if (Math.abs(value) >= 1e6) {
        const [digits, exponent] = value.toExponential(4).split("e+");
        return `${this.localized(digits.replace(/\.?0+$/, ""))} · 10${[...exponent].map((digit) => RAISED[digit]).join("")}`;
      }
      const count = value ? Math.min(Math.max(4 - Math.floor(Math.log10(Math.abs(value))), 0), 100) : 0;
      const text = Number(value.toPrecision(5)).toFixed(count);
      return this.localized(count ? text.replace(/\.?0+$/, "") : text);
    }

    // Says what is shown now, beside the drawing and in place of its text alternative.
    say(text) {
      this.status.textContent = text;
      if (this.touched) this.drawing.setAttribute("aria-label", text);
    }

    // A control with its label; `shown` writes into the label what the reader has chosen.
    control(label, input, shown = () => "") {
      const chosen = make("span", { className: "figure__chosen" });
      chosen.setAttribute("aria-hidden", true); // the control itself says it
      input.autocomplete = "off"; // or a reload would keep its value, and not the drawing
      const update = () => (chosen.textContent = shown());
      update();
      input.addEventListener("input", () => {
        this.touched = true;
        update();
        this.draw();
      });
      this.controls.append(make("label", {}, make("span", {}, label), chosen, input));
    }

    // A slider; gives what asks for its value.
    slider(label, min, max, step, value, text) {
      const input = make("input", { type: "range", min, max, step, defaultValue: value });
      this.control(label, input, () => {
        const shown = text(Number(input.value));
        input.setAttribute("aria-valuetext", shown);
        return shown;
      });
      return () => Number(input.value);
    }
  }

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
        const tenths = (value) => this.decimals(value, 1);
        this.logits = JSON.parse(this.drawing.dataset.logits).map((logit, label) =>
          this.slider(fill(this.words.logit, { class: label }), -5, 5, 0.1, logit, tenths),
        );
        this.temperature = this.slider(this.words.temperature, 0.1, 5, 0.1, 1, tenths);
      }

      draw() {
        const logits = this.logits.map((logit) => logit());
        const probs = softmax(logits, this.temperature());
        const shown = probs.map((prob) => this.decimals(prob, 4));
        this.parts("logit").forEach((text, label) => (text.textContent = this.decimals(logits[label], 1)));
        this.parts("prob").forEach((text, label) => (text.textContent = shown[label]));
        this.parts("bar").forEach((bar, label) => bar.setAttribute("d", `M0 0h${probs[label]}v1h${-probs[label]}z`));
        this.part("readout").textContent = `T = ${this.decimals(this.temperature(), 1)}`;
        this.say(fill(this.words.says, { probs: shown.join("; ") }));
      }
    },
  );

  // The loss of one example against the probability of its class. The slider counts 300ths, so that it can stand at a third.
  customElements.define(
    "live-cross-entropy",
    class extends LiveFigure {
      start() {
        this.count = this.slider(this.words.p, 3, 300, 1, 100, (count) => this.decimals(count / 300, 3));
      }

      draw() {
        const p = this.count() / 300;
        const loss = -Math.log(p);
        this.part("mark").setAttribute("d", `M${p} ${loss}h0`);
        this.part("readout").textContent = fill(this.words.point, { p: this.decimals(p, 3), loss: this.decimals(loss, 2) });
        this.say(fill(this.words.says, { p: this.decimals(p, 4), loss: this.decimals(loss, 4) }));
      }
    },
  );

  // Gradient descent on f(x) = (x - 3)², from 0.
  const f = (x) => (x - 3) ** 2;
  const slope = (x) => 2 * (x - 3);
  const HIGHEST = 18; // above the drawing

  customElements.define(
    "live-descent",
    class extends LiveFigure {
      start() {
        const { rate, steps } = this.drawing.dataset;
        this.rate = this.slider(this.words.rate, 0.05, 1.2, 0.05, rate, (value) => this.decimals(value, 2));
        this.steps = this.slider(this.words.steps, 0, 30, 1, steps, String);
      }

      draw() {
        const trail = [0];
        while (trail.length <= this.steps()) trail.push(trail.at(-1) - this.rate() * slope(trail.at(-1)));
        const x = trail.at(-1);
        const outside = f(x) > HIGHEST;
        const left = trail.findIndex((x) => f(x) > HIGHEST); // what leaves the drawing does not come back
        const points = (left < 0 ? trail : trail.slice(0, left + 1)).map((x) => `${x} ${f(x)}`);
        this.part("trail").setAttribute("d", `M${points.join("L")}`);
        this.part("dots").setAttribute("d", points.map((point) => `M${point}h0`).join(""));
        this.part("mark").setAttribute("d", outside ? "" : `M${x} ${f(x)}h0`);
        this.part("readout").textContent = `η = ${this.decimals(this.rate(), 2)}`;
        const values = { x: this.significant(x), f: this.significant(f(x)), slope: this.significant(slope(x)) };
        this.say(fill(this.words.says, { steps: this.steps(), ...values }) + (outside ? this.words.outside : ""));
      }
    },
  );

  // Two shapes aligned at the right, and what broadcasting makes of them.
  const shapeText = (shape) => `(${shape.join(",\u00a0")}${shape.length === 1 ? "," : ""})`;

  // The lengths in a text such as "(8, 1, 6)", "8 1", "8×1" or "torch.Size([3])"; undefined if it is no shape.
  const parseShape = (text) => {
    const inside = text.replace(/^\s*(torch\.Size)?[\s([]*|[\s)\]]*,?[\s)\]]*$/g, "");
    const lengths = inside ? inside.split(/\s*[,×x]\s*|\s+/) : [];
    const readable = lengths.length <= 6 && lengths.every((length) => /^\d{1,5}$/.test(length));
    return readable ? lengths.map(Number) : undefined;
  };

  // Axes from the right, each with its two lengths; one that is missing is undefined, and counts as 1.
  const aligned = (one, other) =>
    Array.from({ length: Math.max(one.length, other.length) }, (_, axis) => [one.at(-1 - axis), other.at(-1 - axis)]);

  // The length of the result along an axis; undefined if the two do not fit.
  const broadcast = ([one = 1, other = 1]) => {
    if (one === other || other === 1) return one;
    return one === 1 ? other : undefined;
  };

  customElements.define(
    "live-broadcasting",
    class extends LiveFigure {
      start() {
        this.layout = JSON.parse(this.drawing.dataset.layout);
        for (const [row, shape] of JSON.parse(this.drawing.dataset.shapes).entries()) {
          const input = make("input", { type: "text", defaultValue: shapeText(shape), maxLength: 60, spellcheck: false });
          input.setAttribute("aria-describedby", this.status.id);
          this.control(fill(this.words.shape, { row: row + 1 }), input);
        }
      }

      draw() {
        const inputs = [...this.controls.querySelectorAll("input")];
        const shapes = inputs.map((input) => parseShape(input.value));
        inputs.forEach((input, row) => input.setAttribute("aria-invalid", !shapes[row]));
        this.part("rows").replaceChildren();
        if (shapes.every(Boolean)) this.show(aligned(...shapes));
        else this.say(fill(this.words.unreadable, { row: shapes.findIndex((shape) => !shape) + 1 }));
      }

      show(axes) {
        const result = axes.map(broadcast);
        const clash = result.indexOf(undefined);
        const [numbers, first, second, line, last] = this.layout.rows;
        axes.forEach((_, axis) => this.text(axis, numbers, this.decimals(-1 - axis, 0), "soft tick"));
        this.row(first, axes.map(([one]) => one), "a");
        this.row(second, axes.map(([, other]) => other), "a");
        this.add("path", { class: "line", d: `M${this.left(axes.length)} ${line}H${this.layout.right}` });
        if (clash < 0) {
          this.row(last, result, "b");
          this.say(fill(this.words.fits, { shape: shapeText([...result].reverse()) }));
        } else {
          const [one, other] = axes[clash];
          this.text(clash, last + this.layout.height / 2, "≠", "b-text");
          const place = { axis: this.decimals(-1 - clash, 0), index: axes.length - 1 - clash };
          this.say(fill(this.words.misfit, { ...place, one, other }));
        }
      }

      left(axes) {
        return this.layout.right - this.layout.width * axes;
      }

      add(tag, attributes, text = "") {
        const element = document.createElementNS(this.drawing.namespaceURI, tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = text;
        this.part("rows").append(element);
      }

      text(axis, y, text, kind) {
        this.add("text", { x: this.left(axis + 0.5), y: y + 5, class: kind, "text-anchor": "middle" }, text);
      }

      // The lengths of a shape from the right; those that are missing stand there as dashed 1s.
      row(y, lengths, kind) {
        const { width, height } = this.layout;
        const written = lengths.filter((length) => length !== undefined).length;
        const box = (from, to, kind) => {
          let d = `M${this.left(to)} ${y}h${width * (to - from)}v${height}h${-width * (to - from)}z`;
          for (let axis = from + 1; axis < to; axis++) d += `M${this.left(axis)} ${y}v${height}`;
          if (to > from) this.add("path", { class: kind, d });
        };
        box(written, lengths.length, "ghost");
        box(0, written, kind);
        lengths.forEach((length, axis) => this.text(axis, y + height / 2, length ?? 1, length === undefined ? "soft" : ""));
      }
    },
  );

  window.figures = { LiveFigure, make, fill, softmax }; // for those with a script of their own
}
