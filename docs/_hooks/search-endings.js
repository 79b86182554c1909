// Search that knows endings. docs/_hooks/search.py publishes this file where Material's search worker looks for a language.
//
// The index keeps words whole, only without diacritics. A word of a query loses its diacritics and its ending; Material
// then looks for every word that begins with what is left: "gradientów" and "gradient" find each other.
{
  const languages = {
    pl: {
      // Cases, numbers and genders of nouns and adjectives; at least three letters of a word stay.
      ending:
        /(?<=\w{4})(?:(?:ani|eni)(?:a|e|u|em|om|ami|ach)|i?(?:ach|ami|ego|emu|ej|em|om|a|e|o|u)|ii?|ow(?:ie|i)?|y(?:ch|mi?)?|z?i?e|ac)$|(?<=\w{3})[aeiouy]$/,
      spelling: (word) => word.replace(/x/g, "ks"), // softmax, softmaksu
    },
    english: {
      // Plurals, and forms of verbs.
      ending: /(?<=\w{4})(?:[ey]?ings?|i?ed|i?es|ices|ix|s|e|y)$/,
      spelling: (word) => word,
    },
  };

  const plain = (word) => word.toLowerCase().replace(/ł/g, "l").normalize("NFD").replace(/\p{M}/gu, "");

  for (const [language, { ending, spelling }] of Object.entries(languages)) {
    const fold = (word) => spelling(plain(word));
    const foldToken = (token) => token.update(fold);
    lunr.Pipeline.registerFunction(foldToken, `fold-${language}`);

    lunr[language] = function () {
      this.pipeline.reset();
      this.pipeline.add(foldToken);
      this.searchPipeline.reset();

      const { parseTerm } = lunr.QueryParser;
      lunr.QueryParser.parseTerm = (parser) => {
        const lexeme = parser.peekLexeme();
        const stem = fold(lexeme.str).replace(/\*/g, "").replace(ending, "");
        lexeme.str = stem.length > 2 ? `${stem}*` : stem; // "a" is a word, not the beginning of one
        return parseTerm(parser);
      };
    };
  }
}
