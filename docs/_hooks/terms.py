"""The terms of the course, `docs/terms.yml`: what each is called in each language, what it is, and what explains it.

A page links to a term by its name, `[gradients](term:gradient)`. The link leads to the glossary, which is made of the
terms; with scripts the definition opens at the word, docs/assets/site.js.
"""

import re
from pathlib import Path

from alphabet import page_with
from links import relative, target
from places import PageError
from words import read, read_data

LINK = re.compile(r"(?<=\]\()term:([^\s()]*)(?=\))")
GLOSSARY = "reference/glossary.md"


class Terms(dict):
    """The terms by their names, from `terms.yml` in a folder that has a folder of pages for each language."""

    def __init__(self, docs):
        self.docs = docs
        super().__init__(read_data(docs / "terms.yml"))

    def linked(self, line, path):
        """A line of a page with the places in the glossary of the terms that it links to."""
        return (
            line.changed_to(LINK.sub(lambda match: self.place(match[1], line, path), line))
            if "](term:" in line
            else line
        )

    def place(self, name, line, path):
        if name not in self:
            raise PageError(f"{line.place}: no term is called {name}; correct the name, or add it to docs/terms.yml")
        _, uri = Path(path).relative_to(self.docs).as_posix().split("/", 1)
        return relative(uri, f"{GLOSSARY}#{name}")

    def linked_to(self, uri, address):
        """The name of the term to which a link on a page leads, or None."""
        name = address.partition("#")[2]
        return name if name in self and target(uri, address) == GLOSSARY else None

    def indexes(self, pages, words):
        """The glossary with all terms below what is written there. `pages` are those of the language by their paths."""
        terms = [(self[name][words["code"]]["term"], self.entry(name, pages, words)) for name in self]
        return {GLOSSARY: page_with(pages[GLOSSARY], terms, words["alphabet"])} if GLOSSARY in pages else {}

    def entry(self, name, pages, words):
        """A term in the glossary: what it is, where it is explained, and what it is called in other languages."""
        term, place = self[name][words["code"]], self[name]["page"]
        there = pages.get(place.partition("#")[0])
        link = f"{words['explained']}: [{there.title}]({relative(GLOSSARY, place)})." if there else ""
        others = [
            f"{read(code)['name']}: *{other['term']}*{{ lang={code} }}."
            for code, other in self[name].items()
            if code not in ("page", words["code"])
        ]
        rejected = [words["rejected"].format(**one) for one in term.get("rejected", [])]
        return [f"### {term['term']} {{ #{name} .term }}", "", " ".join([term["is"], link, *others, *rejected]), ""]
