"""The terms of the course, `docs/terms.yml`: what each is called in each language, what it is, and what explains it.

A page links to a term by its name, `[gradients](term:gradient)`. The link leads to the glossary, `glossary.md`, which
is made of the terms; with scripts the definition opens at the word, docs/assets/site.js.
"""

import os
import re
from itertools import groupby
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from parts import Page
from places import PageError
from words import read, read_yaml

LINK = re.compile(r"(?<=\]\()term:([^\s()]*)(?=\))")
GLOSSARY = "glossary.md"


class Terms(dict):
    """The terms by their names, from `terms.yml` in a folder that has a folder of pages for each language."""

    def __init__(self, docs):
        self.docs, path = docs, docs / "terms.yml"
        super().__init__((read_yaml(path) or {}) if path.is_file() else {})

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
        language, *_ = Path(path).relative_to(self.docs).parts
        glossary = Path(os.path.relpath(self.docs / language / GLOSSARY, Path(path).parent)).as_posix()
        return f"{glossary}#{name}"

    def linked_to(self, uri, address):
        """The name of the term to which a link on a page leads, or None."""
        path, _, name = address.partition("#")
        return name if name in self and normpath(join(dirname(uri), path)) == GLOSSARY else None

    def page_from(self, uri, name):
        """Where a term is explained, for a link on a page: `softmax.md#temperature`."""
        page, mark, heading = self[name]["page"].partition("#")
        return f"{relpath(page, dirname(uri))}{mark}{heading}"

    def glossary(self, page, pages, words):
        """The page `glossary.md` with all terms below what is written there, in the order of its language's alphabet.

        `pages` are the pages of the language by their paths.
        """
        order = {letter: number for number, letter in enumerate(words["alphabet"])}

        def place(name):
            return [order.get(letter, -1) for letter in self[name][words["code"]]["term"].lower()]

        texts = []
        for letter, names in groupby(
            sorted(self, key=place), lambda name: self[name][words["code"]]["term"][0].lower()
        ):
            texts += ["", f"## {letter.upper()} {{ #letter-{letter} }}", ""]
            texts += [text for name in names for text in self.entry(name, pages, words)]
        return Page([*page.lines, *map(page.lines[0].changed_to, texts)], page.meta, page.uri)

    def entry(self, name, pages, words):
        """A term in the glossary: what it is, where it is explained, and what it is called in other languages."""
        term, there = self[name][words["code"]], pages.get(self[name]["page"].partition("#")[0])
        link = f"{words['explained']}: [{there.title}]({self[name]['page']})." if there else ""
        others = [
            f"{read(code)['name']}: *{other['term']}*{{ lang={code} }}."
            for code, other in self[name].items()
            if code not in ("page", words["code"])
        ]
        rejected = [words["rejected"].format(**one) for one in term.get("rejected", [])]
        return [f"### {term['term']} {{ #{name} .term }}", "", " ".join([term["is"], link, *others, *rejected]), ""]
