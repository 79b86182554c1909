"""The terms of the course, `docs/terms.yml`: what each is called in each language, and the place that defines it.

A page links to a definition by the term's name, `[gradients](term:gradient)`.
"""

import os
import re
from pathlib import Path

from places import PageError
from words import read_yaml

LINK = re.compile(r"(?<=\]\()term:([^\s()]*)(?=\))")


class Terms(dict):
    """The terms by their names, from `terms.yml` in a folder that has a folder of pages for each language."""

    def __init__(self, docs):
        self.docs, path = docs, docs / "terms.yml"
        super().__init__((read_yaml(path) or {}) if path.is_file() else {})

    def linked(self, line, path):
        """A line of a page with the places of the terms that it links to."""
        return (
            line.changed_to(LINK.sub(lambda match: self.place(match[1], line, path), line))
            if "](term:" in line
            else line
        )

    def place(self, name, line, path):
        if name not in self:
            raise PageError(f"{line.place}: no term is called {name}; correct the name, or add it to docs/terms.yml")
        language, *_ = Path(path).relative_to(self.docs).parts
        page, _, heading = self[name]["page"].partition("#")
        target = Path(os.path.relpath(self.docs / language / page, Path(path).parent)).as_posix()
        return f"#{heading}" if target == Path(path).name else f"{target}#{heading}"
