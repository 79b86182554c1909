"""Pages to try things on, chosen by what is on them: no lecture is named."""

from pathlib import Path

import yaml
from parts import id_of
from project import (
    all_lectures,
    config,
    correction_pages,
    given_pages,
    languages,
    listed_pages,
    pages,
    read_as_written,
    read_page,
    short_pages,
)

FIRST, *_ = all_lectures()

# What readers of a lecture type, and the section that has to be found: by lecture, language and query.
SEARCHES = {
    path.parent.name: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(Path(__file__).parent.glob("lecture-*/searches.yml"))
}


def searched(language, kind=None):
    """The first query in a language, and the address of what it finds; or one of the `other forms` of a word."""
    queries = SEARCHES[FIRST.folder][kind or language]
    query, section = next(iter((queries[language] if kind else queries).items()))
    return query, f"{language}/{FIRST.folder}/{section.partition('#')[0]}"


def longest_pages(language, count):
    """The longest pages of a language that have headings: these have most of what there is on pages."""
    uris = [uri for uri in listed_pages(language) if uri in FIRST.uris[1:] and headings(uri)]
    by_length = sorted(uris, key=lambda uri: len(read_page(f"{language}/{uri}").lines))
    return [uri.replace(".md", ".html") for uri in by_length[-count:]]


def page_with(language, *types, where=lambda node: True):
    """The first page of a lecture that has a part of each of these types, for one of which `where` is true."""
    for uri in listed_pages(language):
        nodes = [read_as_written(f"{language}/{uri}").nodes(kind) for kind in types]
        if uri in FIRST.uris[1:] and all(nodes) and any(where(node) for found in nodes for node in found):
            return uri.replace(".md", ".html")
    raise LookupError(f"no page with {types}")


def headings(page):
    """The ids of the headings of a page, but for its title; they are the same in every language."""
    nodes = read_as_written(f"{languages()[0]}/{page.replace('.html', '.md')}").nodes("heading")
    return [id_of(node) for node in nodes[1:]]


def soon(page, expression):
    """Whether an expression becomes true in a page: in ten seconds, or in one where it is not expected to."""
    for _ in range(getattr(page, "looks", 200)):
        if page.evaluate(expression):
            return True
        page.wait_for_timeout(50)
    return False


# The theme's script comes last; it gives each block of code a button.
IS_COMPLETE = """
document.readyState === "complete"
  && (!document.querySelector("script[data-theme]") || document.documentElement.classList.contains("js"))
  && !document.querySelector(".highlight:not(:has(button))")
"""


def visit(page, address):
    """Opens a page, and waits until its scripts are there: a slow machine may pause before the last is asked for."""
    page.goto(address, wait_until="networkidle")
    assert soon(page, IS_COMPLETE), address


def live_pages(site, language):
    """The pages of a language that have a live figure."""
    names = [name for name in short_pages() if name.startswith(f"{language}/")]
    return [name for name in names if "<live-" in (site / name).read_text("utf-8")]


def one_of_each_kind(language):
    """A page of each kind: those that are no lecture's, a lecture's first and its longest, and those that are made."""
    own = [uri.replace(".md", ".html") for uri in pages(language) if "/" not in uri]
    made = [name.partition("/")[2] for name in (*given_pages()[:1], *correction_pages()[:1])]
    return [f"{language}/{name}" for name in (*own, INDEX, PAGE, *made)]


PAGE = longest_pages("en", 1)[0]  # `lecture-2/softmax.html`, say
HEADING = headings(PAGE)[len(headings(PAGE)) // 2]
INDEX = FIRST.uris[0].replace(".md", ".html")
MOVED, MOVED_TO = next(redirect for redirect in config().extra["redirects"].items() if redirect[0].endswith(".html"))
