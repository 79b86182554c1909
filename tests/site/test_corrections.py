"""What was wrong in a lecture stands on one page, in the order of its cells; a page keeps what is marked as shown."""

import re

import pytest
from bs4 import BeautifulSoup
from corrections import taken
from places import PageError
from project import corrected_lectures, corrections, languages, pages, read_page
from small_pages import page_of

WORDS = {"correction": "Correction"}
PAGE = """# A page { #a }

## One { #one }

!!! correction "C7: two of them"

    See [below](#two) and [there](b.md#c).

    ```pycon
    >>> 1
    1
    ```

Text.

## Two { #two }

- An item

    !!! correction shown "C3: seen here"

        It is **so**.
"""


def test_page_keeps_what_is_shown():
    page, found = taken(page_of(PAGE), WORDS)
    text = page.text
    assert "two of them" not in text
    assert ">>> 1" not in text
    assert '    !!! correction "Correction: seen here"\n\n        It is **so**.' in text
    assert [(one.cell, one.title, one.section) for one in found] == [(7, "two of them", "one"), (3, "seen here", "two")]


def test_correction_reads_the_same_elsewhere():
    first, second = taken(page_of(PAGE), WORDS)[1]
    assert [line for line in first.lines if line] == [
        "See [below](page.md#two) and [there](b.md#c).",
        *("```pycon", ">>> 1", "1", "```"),
    ]
    assert [line for line in second.lines if line] == ["It is **so**."]


def test_correction_without_a_cell_is_named():
    with pytest.raises(
        PageError, match=r"^docs/en/lecture-0/page.md:5: a correction names a cell of the lecture; write "
    ):
        taken(page_of(PAGE.replace("C7: ", "")), WORDS)


def soup(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


every_corrected_lecture = pytest.mark.parametrize("lecture", corrected_lectures(), ids=lambda lecture: lecture.folder)


@pytest.mark.parametrize("language", languages())
@every_corrected_lecture
def test_all_corrections_are_on_one_page_by_cell(site, language, lecture):
    folder, found = site / language / lecture.folder, corrections(language, lecture)
    page, given = soup(folder / "corrections.html"), soup(folder / "given.html")
    titles = [heading.get_text() for heading in page.select("article h2")]
    assert len(titles) == len(found) > 0
    cells = [one.cell for one in sorted(found, key=lambda one: one.cell)]
    assert [int(title.split()[1].rstrip(":")) for title in titles] == cells
    for heading, cell in zip(page.select("article h2"), cells, strict=True):
        assert heading.find_next("a", href=re.compile("^given"))["href"] == f"given.html#c{cell}"
        assert page.select_one(
            given.select_one(f"#c{cell} a[href^=corrections]")["href"].removeprefix("corrections.html")
        )


@pytest.mark.parametrize("language", languages())
@every_corrected_lecture
def test_a_page_has_those_that_are_shown_and_no_others(site, language, lecture):
    whole = soup(site / language / lecture.folder / "whole.html")
    boxes = [title.get_text() for title in whole.select(".correction .admonition-title")]
    written = [read_page(f"{language}/{uri}") for uri in lecture.uris if uri in pages(language)]
    shown = [node for page in written for node in page.nodes("admonition") if "shown" in node.attrs["class"].split()]
    assert len(boxes) == len(shown) > 0
