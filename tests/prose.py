"""What the sentences of a page say, each piece with the place that it stands at."""

from bs4 import BeautifulSoup
from parts import Changes, Page, changed, classes
from places import line_of
from project import ROOT, config


class WithoutAttributes(Changes):
    def attributes(self, text):
        return ""


def prose(page, *kinds):
    """The words of a `parts.Page`, with its title and description, as (place, kind, text).

    Of `kinds` are `text`, `code_inline`, `math_inline` and `math_block`; text if none is named. The words below a page
    that say which cells it covers are none.
    """
    kinds = kinds or ("text",)
    for name in sorted({"description", "title"} & page.meta.keys()):
        yield line_of(config(), ROOT / "docs" / page.uri, f"{name}:"), "text", page.meta[name]
    for node in sentences(page):
        end = 0
        for kind, text in words(node, kinds):
            end = max(end, node.content.find(text, end))
            yield page.place(node.map[0] + node.content.count("\n", 0, end)), kind, text


def sentences(page):
    """The parts of a page that have words, without attribute lists, but for those that say which cells it covers."""
    cells = {node.map[0] for node in page.nodes("paragraph") if "cells" in classes(node)}
    lines = [line if line is not None else "" for line in changed(page, WithoutAttributes())]
    bare = Page(lines, {}, page.uri)
    return [node for node in bare.nodes("inline", "html_block", "math_block") if node.map[0] not in cells]


def words(node, kinds):
    """The words in a part of a page, and the titles of links and images, which a reader sees when pointing at them."""
    if node.type == "html_block" and "text" in kinds:
        yield from (("text", text) for text in BeautifulSoup(node.content, "html.parser").stripped_strings)
    for part in node.walk():
        yield from [(part.type, part.content)] if part.type in kinds else []
        yield from [("text", part.attrs["title"])] if "title" in part.attrs else []


def parents(node):
    while node := node.parent:
        yield node
