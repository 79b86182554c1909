"""What the sentences of a page say, each piece with the place that it stands at."""

from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from parts import Changes, Page, changed, classes
from places import line_of
from project import ROOT, config


class WithoutAttributes(Changes):
    def attributes(self, text):
        return ""


class Words(NamedTuple):
    """A piece of a sentence."""

    place: str
    kind: str  # `text`, `code_inline`, `math_inline` or `math_block`
    text: str
    node: Any = None  # the part of the page that it is, if it is one: a title or HTML is none

    def is_in(self, *kinds):
        """Whether a part of one of some kinds, such as `image` or `heading`, has it."""
        return self.node is not None and any(above.type in kinds for above in parents(self.node))


def prose(page, *kinds):
    """The Words of a `parts.Page`, with its title and description, of some kinds; text if none is named.

    The words below a page that say which cells it covers are none.
    """
    kinds = kinds or ("text",)
    for name in sorted({"description", "title"} & page.meta.keys()):
        yield Words(line_of(config(), ROOT / "docs" / page.uri, f"{name}:"), "text", page.meta[name])
    for node in sentences(page):
        end = 0
        for kind, text, part in words(node, kinds):
            end = max(end, node.content.find(text, end))
            yield Words(page.place(node.map[0] + node.content.count("\n", 0, end)), kind, text, part)


def sentences(page):
    """The parts of a page that have words, without attribute lists, but for those that say which cells it covers."""
    cells = {node.map[0] for node in page.nodes("paragraph") if "cells" in classes(node)}
    lines = [line if line is not None else "" for line in changed(page, WithoutAttributes())]
    bare = Page(lines, {}, page.uri)
    return [node for node in bare.nodes("inline", "html_block", "math_block") if node.map[0] not in cells]


def words(node, kinds):
    """The words in a part of a page, and the titles of links and images, which a reader sees when pointing at them."""
    if node.type == "html_block" and "text" in kinds:
        yield from (("text", text, None) for text in BeautifulSoup(node.content, "html.parser").stripped_strings)
    for part in node.walk():
        yield from [(part.type, part.content, part)] if part.type in kinds else []
        yield from [("text", part.attrs["title"], None)] if "title" in part.attrs else []


def parents(node):
    while node := node.parent:
        yield node
