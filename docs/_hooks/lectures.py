"""A lecture as one Markdown text, for `whole.html`: the pages one after another, with ids and links of their own."""

import json
import re
from itertools import pairwise
from posixpath import basename, dirname, splitext

from parts import Changes, Page, changed

REFERENCE = "reference"  # the section of `nav` that is no lecture: what is looked up
ID = re.compile(r"(?<=[{ ])#(?=\S)")


class Lecture:
    """A lecture: a section of `nav` in mkdocs.yml. `uris` are its pages there, `pages` those that have been read."""

    def __init__(self, section):
        self.section, self.uris, self.pages = section, list(uris_in(section)), []
        self.folder = dirname(self.uris[0])
        self.whole_uri = f"{self.folder}/whole.md"
        self.notebook_uri = f"{self.folder}/{basename(self.folder)}.ipynb"

    def notebook_beside(self, uri):
        """The notebook that a page offers: its own; the lecture's on its first page, and where all of it is."""
        return self.notebook_uri if uri in (self.uris[0], self.whole_uri) else notebook_uri(uri)


def notebook_uri(uri):
    """`lecture-2/softmax.ipynb`."""
    return f"{splitext(uri)[0]}.ipynb"


def script_uri(uri):
    """`lecture-2/softmax.py`."""
    return f"{splitext(uri)[0]}.py"


def lectures(nav):
    """The lectures in a `nav`: its entries that have entries of their own, but for the reference."""
    sections = [entries for entry in nav if isinstance(entry, dict) for entries in entry.values()]
    found = [Lecture(section) for section in sections if isinstance(section, list)]
    return [lecture for lecture in found if lecture.folder != REFERENCE]


def uris_in(entry):
    """The pages in an entry of `nav`, which may have a title, and entries in it."""
    if isinstance(entry, str):
        yield entry
    else:
        for inside in entry.values() if isinstance(entry, dict) else entry:
            yield from uris_in(inside)


def set_reading_order(nav, lectures, uris):
    """At the foot of a page the next one is the next that was written; the whole lecture is not.

    What stands beside the lectures, such as the accessibility statement, has none before or after it.
    """
    folders = {lecture.folder for lecture in lectures}

    def is_read(page):
        return page is not None and (page.is_homepage or dirname(page.file.src_uri) in folders)

    for page in nav.pages:
        if not (is_read(page) and is_read(page.previous_page)):
            page.previous_page = None
        if not (is_read(page) and is_read(page.next_page)):
            page.next_page = None
    reading = [page for page in nav.pages if page.file.src_uri in uris and is_read(page)]
    for page, following in pairwise(reading):
        page.next_page, following.previous_page = following, page
    for last in reading[-1:]:
        last.next_page = None


class AsPart(Changes):
    """A page as a part of the whole: ids begin with its name, and links between the lecture's pages stay inside."""

    def __init__(self, page, names):
        self.name, self.names, self.demoted = page.name, names, int(page.name != "index")

    def link(self, address):
        page, mark, heading = address.partition("#")
        name = page.removesuffix(".md") or self.name
        if name not in self.names or name == page:
            return address
        return f"#{name}.{heading}" if mark else f"#{name}"

    def attributes(self, text):
        return ID.sub(f"#{self.name}.", text)


def whole(lecture, below, words):
    """The `Page` of a whole lecture; `below` gives what stands below each of its pages."""
    names = [page.name for page in lecture.pages]
    lines = []
    for page in lecture.pages:
        # Material names a block of code by the nearest id around it, so no id may be around code: this is beside it.
        lines += at(page, f'<div class="chapter" id="{page.name}"></div>', "")
        lines += [line for line in changed(page, AsPart(page, names)) if line is not None]
        lines += at(page, *below(page).split("\n"), "")
    first = lecture.pages[0]
    meta = {**first.meta, "title": f"{first.title} ({words['whole']})", "search": {"exclude": True}}
    return Page(lines, meta, lecture.whole_uri)


def at(page, *texts):
    return [page.lines[0].changed_to(text) for text in texts]


def with_front_matter(page):
    """A `Page` as the text of a file."""
    return f"---\n{json.dumps(page.meta)}\n---\n\n{page.text}\n"
