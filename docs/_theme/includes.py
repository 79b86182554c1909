"""Snippets put into a page, each line remembering the file and the line it was written in.

As a MkDocs hook it names the place of an include that cannot be resolved. The tests read pages through it, so that
they test what the site shows and name the line to mend.
"""

from pathlib import Path

from markdown import Markdown
from mkdocs.exceptions import PluginError
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor


class Line(str):
    """A line of text that knows where it stands."""

    def __new__(cls, text, path, number, indent=0):
        line = super().__new__(cls, text)
        line.path, line.number, line.indent = path, number, indent
        return line

    def __radd__(self, space):  # pymdownx indents an included line with `space + line`
        return Line(str.__add__(space, self), self.path, self.number, self.indent + len(space))


class Includes(SnippetPreprocessor):
    """pymdownx's own preprocessor, set up as the site is."""

    def __init__(self, config):
        settings = SnippetExtension(**config.mdx_configs["pymdownx.snippets"]).getConfigs()
        super().__init__(settings, Markdown())
        self.root = Path(config.config_file_path).parent

    def read_lines(self, path):
        place = Path(path).resolve().relative_to(self.root).as_posix()
        return [Line(text, place, number) for number, text in enumerate(super().read_lines(path), 1)]

    def expand(self, path):
        """The lines of a page with its includes resolved.

        Raises PluginError, with the file and line of the include, if it names a file or a region that is not there.
        """
        expanded = []
        for line in self.read_lines(path):
            try:
                expanded += self.run([line]) if "8<-" in line else [line]
            except SnippetMissingError as error:
                raise PluginError(
                    f"{line.path}:{line.number}: {error}; name a file in snippets/ and a region that it marks"
                ) from None
        return expanded


def is_written(page):
    """Whether a page is a file in docs/, not made by a hook."""
    return page.file.src_uri.endswith(".md") and not page.file.generated_by


def on_page_markdown(markdown, page, config, files):
    if is_written(page):
        Includes(config).expand(page.file.abs_src_path)
