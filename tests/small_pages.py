"""Small pages for tests, and what the site makes of them."""

from types import SimpleNamespace

from includes import Line
from markdown import Markdown
from page_markdown import PageMarkdown, fences
from parts import Page
from project import ROOT, config
from words import read

PLACE = "docs/en/lecture-0/page.md"


def page_of(text):
    """The page that a file with this text would be."""
    lines = [Line(line, PLACE, number) for number, line in enumerate(text.split("\n"), 1)]
    return Page.read(SimpleNamespace(expand=lambda path: lines), "", "lecture-0/page.md")


def converted(page, **words):
    """The HTML of a page, with the site's extensions. Raises PageError if it is not what markdown-it has read."""
    return converter(page, **words).convert(page.text)


def contents(page):
    """The headings of a page as its table of contents has them."""
    md = converter(page)
    md.convert(page.text)
    return [heading["name"] for heading in md.toc_tokens]


def converter(page, no_break_after="", foreign="", functions=None):
    words = {**read("en"), "no_break_after": no_break_after, "foreign": foreign}
    extension = PageMarkdown(words, functions=functions)
    extension.show(page, ROOT)
    names = [name for name in config().markdown_extensions if name != "pymdownx.snippets"]
    settings = {**config().mdx_configs, "pymdownx.superfences": fences(words)}
    return Markdown(extensions=[*names, extension], extension_configs=settings)
