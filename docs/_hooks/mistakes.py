"""What goes wrong, and where it is explained: links in both directions, of which one is written.

A mistake is a section of a page that has a paragraph marked `{ .see }`, whose links lead to what explains it. At
the foot of each of the pages to which they lead stand links back.
"""

from dataclasses import dataclass
from itertools import takewhile

from links import relative, target
from parts import Page, classes, heading_text, id_of


@dataclass
class Mistake:
    """A section of a `Page`: its heading and the other parts of it, and the paths of the pages that explain it."""

    page: Page
    heading: object
    parts: list
    explained: list

    @property
    def id(self):
        return id_of(self.heading)

    @property
    def is_message(self):
        """Whether it is called after the message of an error, which is in English on the pages of every language."""
        return self.heading.children[0].children[0].type == "code_inline"

    @property
    def title(self):
        """The words of its heading: the message, or else all of it."""
        return self.heading.children[0].children[0].content if self.is_message else heading_text(self.heading)

    def address_from(self, uri):
        """Where it is, for a link on another page: `../mistakes/shape-errors.html#view`."""
        return relative(uri, f"{self.page.uri.removesuffix('.md')}.html#{self.id}")


def on(page):
    """The mistakes on a `Page`, in order."""
    for heading, parts in sections(page):
        if links := [link for part in parts if "see" in classes(part) for link in links_in(part)]:
            yield Mistake(page, heading, parts, [target(page.uri, link) for link in links])


def sections(page):
    """The sections of a `Page`, each as its heading and the parts below it."""
    nodes = page.tree.children
    for number, node in enumerate(nodes):
        if node.type == "heading":
            yield node, list(takewhile(lambda node: node.type != "heading", nodes[number + 1 :]))


def links_in(part):
    return [node.attrs["href"] for node in part.walk() if node.type == "link"]
