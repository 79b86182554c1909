"""Snippets put into a page, each line remembering the file and the line it was written in.

Whatever reads a page, the build or the tests, reads it through this: what is tested is what the reader sees, and a
message names the line to mend.
"""

import os
import re
from pathlib import Path

from markdown import Markdown
from places import PageError
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor
from terms import Terms

BYTE_ORDER_MARK = "\ufeff"
INCLUDE = re.compile(r"\s*-+8<-+(?! \[)")  # but for the marks of a region
WHOLE_INCLUDE = re.compile(r'\s*-+8<-+ "[^"]+"$')


class Line(str):
    """A line of text that knows where it was written."""

    def __new__(cls, text, path, number, indent=0):
        line = super().__new__(cls, text)
        line.path, line.number, line.indent = path, number, indent
        return line

    def __radd__(self, space):  # pymdownx indents an included line with `space + line`
        return Line(str.__add__(space, self), self.path, self.number, self.indent + len(space))

    @property
    def place(self):
        """`snippets/lecture-2/softmax.pycon:27`."""
        return f"{self.path}:{self.number}"

    def changed_to(self, text):
        """Another text at the same place."""
        return Line(text, self.path, self.number, self.indent)


class Includes(SnippetPreprocessor):
    """pymdownx's own preprocessor, set up as the site is; it reads each file once."""

    def __init__(self, config):
        settings = SnippetExtension(**config.mdx_configs["pymdownx.snippets"]).getConfigs()
        super().__init__(settings, Markdown())
        self.root = Path(config.config_file_path).absolute().parent
        self.read, self.terms = {}, Terms(self.root / "docs")

    def read_lines(self, path):
        if path not in self.read:
            name = Path(os.path.relpath(path, self.root)).as_posix()  # a link to a file has its own name
            try:
                first, *others = super().read_lines(path) or [""]
            except UnicodeDecodeError:
                raise PageError(f"{name}: not in UTF-8; save it in that encoding") from None
            texts = [first.removeprefix(BYTE_ORDER_MARK), *others]
            self.read[path] = [Line(text, name, number) for number, text in enumerate(texts, 1)]
        return self.read[path]

    def expand(self, path):
        """The lines of a page with its includes resolved, and the places of the terms that it links to.

        Raises PageError, with the file and line, if it names a file, a region or a term that is not there, or if an
        include is written so that it would be shown instead.
        """
        return [self.terms.linked(line, path) for line in self.with_snippets(path)]

    def with_snippets(self, path):
        lines = self.read_lines(str(path))
        try:
            check(lines)
            return list(with_places(self.run(lines)))
        except SnippetMissingError as error:
            where = next(line.place for line in lines if self.is_missing(line, error))
            raise PageError(f"{where}: {error}; name a file in snippets/ and a region that it marks") from None

    def is_missing(self, line, error):
        """Whether a line is the include of which an error speaks; one in the block form stands on a line of its own."""
        try:
            self.run([line] if "8<-" in line else [f'--8<-- "{line}"'])
        except SnippetMissingError as found:
            return str(found) == str(error)
        return False


def check(lines):
    """Raises PageError for an include in another form than a line of its own: it would be shown, or not be run."""
    for line in lines:
        if INCLUDE.match(line) and not WHOLE_INCLUDE.match(line):
            form = '--8<-- "file.pycon:region"'
            raise PageError(f"{line.place}: write an include as {form} on a line of its own, with nothing behind it")


def with_places(lines):
    """Lines that all know their places; what pymdownx has made of an escaped include stands below the line before."""
    above = None
    for line in lines:
        above = line if isinstance(line, Line) else Line(line, above.path, above.number + 1)
        yield above
