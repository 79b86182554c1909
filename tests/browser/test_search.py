"""What students type is found: in any form of the word, with and without diacritics, in their language only."""

import pytest
from project import languages
from stage import SEARCHES

EACH = [(lecture, language) for lecture in SEARCHES for language in languages()]


# The addresses that the first three results in the search box lead to.
SHOWN = """
() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3).flatMap(
  (result) => [...result.querySelectorAll("a")].filter((link) => link.checkVisibility()).map((link) => link.href))
"""


def results(page, query, wanted):
    """Types a query into the search box, and gives what it shows for it: as wanted, or as it is after three seconds."""
    page.fill(".md-search__input", "")
    page.keyboard.type(query)
    for _ in range(60):
        page.wait_for_timeout(50)
        if wanted in page.evaluate(SHOWN):
            break
    page.wait_for_timeout(50)  # it may have been there for the first letters alone
    return page.evaluate(SHOWN)


@pytest.mark.parametrize(("lecture", "language"), EACH)
def test_box_shows_what_is_looked_for(page, address, lecture, language):
    assert len(SEARCHES[lecture][language]) >= 40
    page.goto(f"{address}{language}/index.html", wait_until="networkidle")
    page.wait_for_timeout(300)  # the theme closes search 125 ms after it has opened a page
    page.click(".md-search__input")
    missed = {}
    for query, section in SEARCHES[lecture][language].items():
        wanted = f"{address}{language}/{lecture}/{section}"
        for typed in (query[:-1], query):  # as one types, too
            links = results(page, typed, wanted)
            assert all(link.startswith(f"{address}{language}/") for link in links), typed
            if wanted not in links:
                missed[typed] = [link.removeprefix(f"{address}{language}/") for link in links]
    assert not missed
