"""A page of all elements, built in a copy, for whoever changes the styles: `pytest tests/browser/test_elements.py -rP`.

It says where the pictures of the page are, in each palette and at each width.
"""

from pathlib import Path

import pytest
from conftest import served
from copies import EN, Copy
from parts import fence_info
from project import all_pages, read_page
from small_pages import page_of
from stage import visit
from test_accessibility import SCHEMES, violations

PAGE = Path(__file__).with_name("elements.md")
WIDTHS = [360, 820, 1440]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A small course with the page in its lecture, built."""
    copy = Copy(tmp_path_factory.mktemp("elements"), sample=True)
    for folder in (EN, EN.replace("/en/", "/pl/")):
        copy.path(f"{folder}/elements.md").write_text(PAGE.read_text("utf-8"), "utf-8")
    copy.change(
        "mkdocs.yml", "      - lecture-99/index.md\n", "      - lecture-99/index.md\n      - lecture-99/elements.md\n"
    )
    run = copy.build()
    assert run.status == 0, run.errors
    return copy


@pytest.fixture
def address(copy):
    with served(copy.path("site")) as (address, _):
        yield address


# Where paragraphs, headings, code and figures begin, also in boxes and beside a line. Figures and closed boxes have
# an edge of one pixel.
EDGES = """
() => {
  const boxes = ":is(.admonition, .answers > details) > p:not(.admonition-title)"
  const read = `article > :is(p, h2), ${boxes}, pre > code, .figure`
  const edge = (one) => one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).paddingLeft)
  return [...document.querySelectorAll(read)].filter((one) => one.checkVisibility()).map(edge)
}
"""


def kinds(page):
    """The kinds of boxes and of code that a page has, as its author writes them."""
    boxes = {(node.markup, *node.attrs["class"].split()) for node in page.nodes("admonition")}
    return boxes | {(language, mark) for language, marks in map(fence_info, page.fences) for mark in ("", *marks)}


def test_page_has_each_kind_of_box_and_code():
    known = kinds(page_of(PAGE.read_text("utf-8")))
    for name in all_pages():
        assert not kinds(read_page(name)) - known, f"{PAGE.name} lacks what {name} has"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_elements_can_be_read_at_each_width(page, address, tmp_path, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, f"{address}en/lecture-99/elements.html")
    page.evaluate("document.querySelectorAll('details:not(.contents)').forEach((box) => (box.open = true))")
    assert violations(page, [(scheme, width) for width in WIDTHS]) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture = tmp_path / f"{scheme}-{width}.png"
        page.screenshot(path=picture, full_page=True)
        print(picture)


@pytest.mark.parametrize("media", ["screen", "print"])
def test_all_that_is_read_begins_at_one_edge(page, address, media):
    visit(page, f"{address}en/lecture-99/elements.html")
    page.evaluate("document.querySelectorAll('details:not(.contents)').forEach((box) => (box.open = true))")
    page.emulate_media(media=media)
    if media == "print":
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        edges = page.evaluate(EDGES)
        assert len(edges) > 15
        assert max(edges) - min(edges) <= 1.1, width
