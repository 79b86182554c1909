// The live figure of the start page and of the lab: a model that writes names. live-figures.js has what is in all of them.
{
  const { LiveFigure, make, fill, softmax } = window.figures;

  // The next character depends on the last one alone, by the counts of pairs in a list of names.
  const END = ".";
  const BEST = 3; // characters whose probabilities are said

  customElements.define(
    "live-names",
    class extends LiveFigure {
      start() {
        this.characters = JSON.parse(this.drawing.dataset.characters);
        this.counts = JSON.parse(this.drawing.dataset.counts);
        this.first = this.part("text").textContent;
        this.names = [];
        this.text = this.first;
        this.temperature = this.slider(this.words.temperature, 0.2, 3, 0.1, 1, (value) => this.decimals(value, 1));
        this.button(this.words.next, () => this.step());
        this.runs = this.button(this.words.run, () => (this.timer ? this.pause() : this.go()));
        this.letters = make("select", {});
        this.letters.setAttribute("aria-label", this.words.letter);
        this.controls.append(this.letters);
        this.button(this.words.append, () => this.put(Number(this.letters.value), this.words.appended));
      }

      button(textContent, press) {
        const button = make("button", { type: "button", textContent });
        button.addEventListener("click", press);
        this.controls.append(button);
        return button;
      }

      // What the next character comes behind: nothing, once a name has ended.
      get begun() {
        return this.isClosed ? "" : this.text;
      }

      // How often each character follows the last one.
      get row() {
        return this.counts[this.characters.indexOf(this.begun.at(-1) ?? END)];
      }

      probs() {
        return softmax(this.row.map(Math.log), this.temperature()); // the logarithm of 0 is -Infinity, whose power is 0
      }

      go() {
        this.timer = setInterval(() => this.step(), 350);
        this.runs.textContent = this.words.stop;
        this.say(this.written());
      }

      // Stops, and says where.
      pause() {
        this.stop();
        this.draw();
      }

      stop() {
        clearInterval(this.timer);
        this.timer = undefined;
        this.runs.textContent = this.words.run;
      }

      again() {
        this.stop();
        [this.text, this.names, this.isClosed] = [this.first, [], false];
      }

      // Draws one character.
      step() {
        const probs = this.probs();
        let left = Math.random();
        const at = probs.findIndex((prob) => (left -= prob) < 0);
        this.put(Math.max(at, 0), this.words.picked);
      }

      // Writes one character; the end closes the name. While it runs, only whole names are said.
      put(at, says) {
        this.touched = true;
        const [text, letter, probs] = [this.begun, this.characters[at], this.probs()];
        this.show(probs, at);
        this.isClosed = letter === END;
        this.text = text + (this.isClosed ? "" : letter);
        if (this.isClosed) this.names.push(text);
        this.part("text").textContent = text + letter;
        this.offer();
        if (this.isClosed || !this.timer) {
          const values = { text: text || END, letter, prob: this.decimals(probs[at], 2) };
          this.say(`${fill(says, values)} ${this.written()}`.trim());
        }
      }

      draw() {
        [this.text, this.isClosed] = [this.begun, false];
        this.part("text").textContent = this.text;
        const probs = this.probs();
        this.show(probs);
        this.offer();
        const best = probs.map((prob, at) => [prob, this.characters[at]]).sort(([one], [other]) => other - one);
        const letters = best.slice(0, BEST).map(([prob, letter]) => `${letter} ${this.decimals(prob, 2)}`);
        this.say(`${fill(this.words.says, { text: this.text || END, letters: letters.join("; ") })} ${this.written()}`.trim());
      }

      // The characters that may come next, each with its probability; one that was chosen before stays so.
      offer() {
        const chosen = this.letters.value;
        const [row, probs] = [this.row, this.probs()];
        const possible = [...row.keys()].filter((at) => row[at]);
        const option = (at) => make("option", { value: at, textContent: `${this.characters[at]} ${this.decimals(probs[at], 2)}` });
        this.letters.replaceChildren(...possible.map(option));
        this.letters.value = chosen;
        if (this.letters.selectedIndex < 0) this.letters.selectedIndex = 0;
      }

      // The last names that were drawn, as a sentence.
      written() {
        return this.names.length ? fill(this.words.drawn, { names: this.names.slice(-8).join(", ") }) : "";
      }

      // The logits and probabilities of the next character; the one that came is marked.
      show(probs, at) {
        const bar = (prob, at) => (prob ? `M${at + 0.1} 0L${at + 0.1} ${prob}L${at + 0.9} ${prob}L${at + 0.9} 0` : "");
        this.part("logits").setAttribute("d", this.row.map((count, at) => (count ? `M${at + 0.5} ${Math.log(count)}h0` : "")).join(""));
        this.part("probs").setAttribute("d", probs.map(bar).join(""));
        this.part("drawn").setAttribute("d", at === undefined ? "" : bar(probs[at], at));
      }
    },
  );
}
