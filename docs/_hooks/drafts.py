"""Drafts: pages that are published in one language before they are translated into another.

There the page is a stub with `draft: true` in its front matter, and is left out: of the navigation, the notebooks, the
whole lecture, search. Links to it lead to the page in a language that has it, and the language switch says that it is
not there yet.
"""

from pathlib import Path, PurePosixPath

from mkdocs.utils.meta import get_data
from places import PageError

DOCS = Path(__file__).parents[1]


def read(codes):
    """The drafts of each language, by its code: paths like `lecture-2/softmax.md`.

    Raises PageError for one that no language has, and for the first page of a lecture, which all of it counts on.
    """
    drafts = {code: {uri for uri in uris(code) if is_draft(DOCS / code / uri)} for code in codes}
    for language, found in drafts.items():
        for uri in sorted(found):
            check(language, uri, drafts)
    return drafts


def check(language, uri, drafts):
    if language_with(uri, drafts) is None:
        raise PageError(f"docs/{language}/{uri}: a draft in every language; take `draft: true` out of one of them")
    if PurePosixPath(uri).name == "index.md":
        raise PageError(f"docs/{language}/{uri}: a first page is no draft; translate it, or take it out of nav")


def uris(code):
    return sorted(path.relative_to(DOCS / code).as_posix() for path in DOCS.joinpath(code).rglob("*.md"))


def is_draft(path):
    text = path.read_text("utf-8-sig", errors="replace")  # the build names a page in another encoding
    return "draft" in text and bool(get_data(text)[1].get("draft"))  # the second takes a millisecond


def language_with(uri, drafts):
    """The first language in which a page is published, or None."""
    found = [code for code in drafts if uri not in drafts[code] and (DOCS / code / uri).is_file()]
    return found[0] if found else None


def elsewhere(code, drafts):
    """The drafts of a language, each with a language that has the page."""
    return {uri: language_with(uri, drafts) for uri in sorted(drafts[code])}


def take_out(nav, uris):
    """Takes pages out of a `nav`."""
    for entry in [entry for entry in nav if isinstance(entry, str) and entry in uris]:
        nav.remove(entry)
    for entry in nav:
        for section in entry.values() if isinstance(entry, dict) else []:
            if isinstance(section, list):
                take_out(section, uris)
