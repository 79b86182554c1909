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
        this.runs = this.button(this.words.run, () => (this.timer ? this.stop() : this.go()));
      }

      button(textContent, press) {
        const button = make("button", { type: "button", textContent });
        button.addEventListener("click", press);
        this.controls.append(button);
        return button;
      }

      // How often each character follows the last one.
      get row() {
        return this.counts[this.characters.indexOf(this.text.at(-1) ?? END)];
      }

      probs() {
        return softmax(this.row.map(Math.log), this.temperature()); // the logarithm of 0 is -Infinity, whose power is 0
      }

      go() {
        this.timer = setInterval(() => this.step(), 350);
        this.runs.textContent = this.words.stop;
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

      // Draws one character; the end closes the name. While it runs, only whole names are said.
      step() {
        this.touched = true;
        if (this.isClosed) this.text = "";
        const probs = this.probs();
        let left = Math.random();
        this.at = Math.max(
          probs.findIndex((prob) => (left -= prob) < 0),
          0,
        );
        const letter = this.characters[this.at];
        this.isClosed = letter === END;
        if (this.isClosed) this.names.push(this.text);
        this.show(probs);
        if (this.isClosed || !this.timer) {
          const values = { text: this.text || END, letter, prob: this.decimals(probs[this.at], 2) };
          this.say(`${fill(this.words.picked, values)} ${this.written()}`.trim());
        }
        this.text += this.isClosed ? "" : letter;
        this.part("text").textContent = this.text + (this.isClosed ? END : "");
      }

      draw() {
        this.at = undefined;
        if (this.isClosed) [this.text, this.isClosed] = ["", false];
        this.part("text").textContent = this.text;
        const probs = this.probs();
        this.show(probs);
        const best = probs.map((prob, at) => [prob, this.characters[at]]).sort(([one], [other]) => other - one);
        const letters = best.slice(0, BEST).map(([prob, letter]) => `${letter} ${this.decimals(prob, 2)}`);
        this.say(`${fill(this.words.says, { text: this.text || END, letters: letters.join("; ") })} ${this.written()}`.trim());
      }

      // The last names that were drawn, as a sentence.
      written() {
        return this.names.length ? fill(this.words.drawn, { names: this.names.slice(-8).join(", ") }) : "";
      }

      // The logits and probabilities of the next character; the one that was drawn is marked.
      show(probs) {
        const bar = (prob, at) => (prob ? `M${at + 0.1} 0L${at + 0.1} ${prob}L${at + 0.9} ${prob}L${at + 0.9} 0` : "");
        this.part("logits").setAttribute("d", this.row.map((count, at) => (count ? `M${at + 0.5} ${Math.log(count)}h0` : "")).join(""));
        this.part("probs").setAttribute("d", probs.map(bar).join(""));
        this.part("drawn").setAttribute("d", this.at === undefined ? "" : bar(probs[this.at], this.at));
      }
    },
  );
}
