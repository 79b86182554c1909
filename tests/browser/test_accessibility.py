"""Readable and usable by everybody: axe finds nothing, and keys reach everything that can be seen, and nothing else."""

from pathlib import Path

import pytest
from site_config import html_pages, languages

RUN = """
() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)))
"""
# What has the focus: its words, and whether it can be seen where it is.
FOCUS = """
() => {
  const element = document.activeElement
  if (element === document.body) return null
  const shown = element.matches(".md-option") ? element.nextElementSibling : element // the palette's switch: its label
  const box = shown.getBoundingClientRect()
  const inside = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
  const seen = inside && getComputedStyle(shown).visibility === "visible"
  return { words: (element.getAttribute("aria-label") || element.textContent).trim(), seen }
}
"""


@pytest.fixture
def tab(browser):
    """A tab without the site's policy, since axe is put into the page."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


LOOKS = [("light", 1440), ("dark", 320)]  # the width decides what is shown, the palette in which colours
ALL_LOOKS = [*LOOKS, ("light", 320), ("dark", 1440)]


def violations(tab, looks):
    """What axe finds on a page in some palettes and widths."""
    import axe_playwright_python  # not at the top: without it these tests are skipped, see conftest.py

    found = []
    tab.evaluate(Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8"))
    for scheme, width in looks:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_timeout(300)  # colours fade
        found += [f"{scheme}, {width}: {violation}" for violation in tab.evaluate(RUN)]
    return found


@pytest.mark.parametrize("name", ["index.html", "404.html", *html_pages()])
def test_axe_finds_nothing(tab, address, name):
    tab.goto(address + name)
    assert violations(tab, LOOKS) == []


@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_in_search(tab, address, language):
    tab.goto(f"{address}{language}/lecture-2/softmax.html")
    tab.wait_for_load_state("networkidle")
    tab.keyboard.press("/")
    tab.keyboard.type("tensor", delay=20)
    tab.wait_for_selector(".md-search-result__link")
    assert violations(tab, ALL_LOOKS) == []


@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_in_the_menu(tab, address, language):
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.goto(f"{address}{language}/lecture-2/softmax.html")
    tab.click(".menu-button")
    assert violations(tab, ALL_LOOKS) == []


def walk(page, steps=400):
    """The words of everything that Tab stops at, from the top of the page to its end."""
    stops = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            return stops
        assert focus["seen"], f"out of sight: {focus['words']!r}"
        stops.append(focus["words"])
    return stops


@pytest.mark.parametrize("width", [320, 720, 1440])  # 720: a laptop's 1440 at 200 % zoom
def test_tab_reaches_everything_and_nothing_out_of_sight(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}en/lecture-2/one-hot.html")
    page.wait_for_load_state("networkidle")
    stops = walk(page)
    for words in ("Switch to dark mode", "broadcasting", "Search"):
        assert any(words in stop for stop in stops), (words, stops)
    assert any(stop in ("Polski", "Polski\n    PL", "PolskiPL") for stop in stops), stops
    if width < 1220:
        assert "Navigation" in stops
    else:
        assert "Cross-entropy" in stops


def test_menu_opens_and_closes_by_keys(page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}en/lecture-2/softmax.html")
    page.wait_for_load_state("networkidle")
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:focus")
    assert page.get_attribute(".menu-button", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute(".menu-button", "aria-expanded") == "false"
    assert page.evaluate("document.activeElement.matches('.menu-button')")
