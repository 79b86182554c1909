"""Every page says the same in every language: the same parts in the same order; only the prose is its own."""

import functools
import re
from collections import Counter

import pytest
from drafts import uris
from parts import fence_info, id_of, span
from project import all_drafts, languages, pages, read_as_written
from prose import parents, prose

FIRST, *OTHERS = languages()

# What is not Polish, and what it uses instead; words that it does not use are in docs/terms.yml.
REJECTED_IN_POLISH = {r"(?<!WCAG )\d+\.\d+": "przecinek dziesiętny", r'"': "„…”"}


@functools.cache
def read(language, page):
    return read_as_written(f"{language}/{page}")


def parts(page):
    """What a page is made of, apart from its prose, as (place, kind and content) of each part."""
    for node in page.tree.walk():
        if part := PARTS.get(node.type, no_part)(node):
            yield page.place(first_line(node)), part
        if node.type == "fence":
            yield from ((line.place, {"code": line}) for line in page.code(node) if is_compared(node, line))


def first_line(node):
    """The number of the line that a part begins on; one inside a sentence, the line of the sentence on which it is."""
    if node.type not in INLINES:
        return node.map[0]
    around = next(above for above in parents(node) if above.type == "inline")
    return around.map[0] + around.content.count("\n", 0, span(node)[0])


def is_compared(fence, line):
    """Examples are the same in all languages, and so are the snippets in other code; other code may have words."""
    return fence_info(fence)[0] == "pycon" or "--8<--" in line


def no_part(node):
    return None


def formula(node):
    return {"formula": node.content.strip().replace("{,}", ".")}  # the decimal comma


def paragraph(node):
    """A snippet that is not inside code."""
    text = node.children[0].content
    return {"include": text} if text.startswith("--8<--") else None


PARTS = {
    "heading": lambda node: {"heading": node.tag, "id": id_of(node)},
    "fence": lambda node: {"fence": node.info.strip()},
    "code_block": lambda node: {"indented code": ""},
    "admonition": lambda node: {"box": f"{node.markup} {node.attrs['class']}"},
    "list_item": lambda node: {"item": "1." if node.parent.type == "ordered_list" else "-"},
    "tr": lambda node: {"row": f"{len(node.children)} cells"},
    "paragraph": paragraph,
    "math_block": formula,
    "math_inline": formula,
    "image": lambda node: {"image": node.attrs["src"]},
    "link": lambda node: {"link": node.attrs["href"]},
}
INLINES = ("math_inline", "image", "link")


@pytest.mark.parametrize("language", OTHERS)
def test_same_pages(language):
    """Drafts among them."""
    for code, other in ((language, FIRST), (FIRST, language)):
        for page in uris(other):
            if page not in uris(code):
                wrong = (
                    f"docs/{code}/{page} is missing: write it, or a stub with draft: true; docs/{other}/{page} is there"
                )
                pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("page", uris(FIRST))
@pytest.mark.parametrize("language", OTHERS)
def test_same_parts(language, page):
    if page not in uris(language):
        pytest.fail(f"docs/{language}/{page} is missing: write it, or a stub with draft: true", pytrace=False)
    here, there = list(parts(read(FIRST, page))), list(parts(read(language, page)))
    if page in all_drafts()[FIRST] | all_drafts()[language]:  # a draft has its title, and the rest when it is ready
        here, there = here[:1], there[:1]
    for (place, part), (other_place, other_part) in zip(here, there, strict=False):
        if part != other_part:
            pytest.fail(f"{other_place}: {other_part}, but {place} has {part}", pytrace=False)
    for place, part in here[len(there) :] + there[len(here) :]:
        pytest.fail(f"{place}: {part} is in one language only", pytrace=False)


@pytest.mark.parametrize(("language", "page"), [(code, page) for code in languages() for page in uris(code)])
def test_every_heading_has_an_id(language, page):
    """Ids made from the words of a heading would differ between languages, and change with every correction."""
    headings = [(place, part["id"]) for place, part in parts(read(language, page)) if "heading" in part]
    times = Counter(name for _, name in headings)
    for place, name in headings:
        if not name:
            pytest.fail(f"{place}: write {{ #id }} after the heading", pytrace=False)
        if times[name] > 1:
            pytest.fail(f"{place}: the id {name} is there twice; rename one", pytrace=False)


@pytest.mark.parametrize("page", pages(FIRST))
@pytest.mark.parametrize("language", languages())
def test_every_page_has_a_description(language, page):
    """Search engines show it, and Lighthouse asks for it."""
    if page in pages(language) and len(read(language, page).meta.get("description", "")) < 40:
        pytest.fail(
            f"docs/{language}/{page}:1: begin with ---, description: (40 characters or more), ---",
            pytrace=False,
        )


def titles(language, page):
    """The title of each box on a page, with its place."""
    for node in read(language, page).nodes("admonition"):
        yield read(language, page).place(node.map[0]), node.info.partition('"')[2].rstrip().removesuffix('"')


@pytest.mark.parametrize("language", OTHERS)
def test_box_is_called_the_same_everywhere(language):
    """What is an Answer in one language is the same word in another on every page."""
    known = {}
    for page in [page for page in pages(FIRST) if page in pages(language)]:
        for pair in zip(titles(FIRST, page), titles(language, page), strict=False):
            for (place, title), (_, other) in (pair, pair[::-1]):
                before, there = known.setdefault((place.split("/")[1], other), (title, place))
                if title != before:
                    wrong = (
                        f"{place}: the box “{title}” is “{other}” in the other language; at {there} that is “{before}”"
                    )
                    pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("page", pages("pl"))
def test_polish_is_polish(page):
    for place, _, text, _ in prose(read("pl", page)):
        for pattern, better in REJECTED_IN_POLISH.items():
            if match := re.search(pattern, text):
                pytest.fail(f"{place}: {match[0]!r}; better: {better}", pytrace=False)


@pytest.mark.parametrize("page", pages("en"))
def test_english_is_english(page):
    for place, _, text, _ in prose(read("en", page)):
        if match := re.search(r"\w*[ąćęłńóśźż]\w*", text, re.I):
            pytest.fail(f"{place}: {match[0]!r} is Polish", pytrace=False)
