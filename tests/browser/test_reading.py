"""Reading in a real browser: nothing from elsewhere, nothing refused, also from a folder; copying takes the code."""

import contextlib
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import served
from copies import Copy, build
from project import languages, shown_pages
from stage import HEADING, MOVED, MOVED_TO, PAGE, live_pages, searched, soon, visit

both_ways = pytest.mark.parametrize(("language", "other"), [*pairwise(languages()), (languages()[-1], languages()[0])])

IN_WHOLE = f"{Path(PAGE).stem}.{HEADING}"  # where a lecture is on one page


def search_and_switch(page, word):
    """Searches for a word, changes the palette, and changes the language; gives the addresses found."""
    page.click(".search-button")
    page.keyboard.type(word)
    page.wait_for_selector(".search__result")
    found = page.eval_on_selector_all(".search__result", "links => links.map((link) => link.href)")
    page.keyboard.press("Escape")
    page.click(".palette", click_count=2)
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    page.click("a.language")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    return found


@both_ways
def test_site_works_on_a_server(page, address, problems, language, other):
    query, wanted = searched(language)
    visit(page, f"{address}{language}/{PAGE}#{HEADING}")
    found = search_and_switch(page, query)
    assert found[0].startswith(f"{address}{wanted}")
    assert page.url.startswith(f"{address}{other}/{PAGE}#")
    assert not problems


@both_ways
def test_site_works_from_a_folder(page, site, tmp_path, problems, language, other):
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-c", tmp_path / "lecture.zip", site.name], cwd=site.parent, check=True
    )
    with zipfile.ZipFile(tmp_path / "lecture.zip") as packed:  # as the README packs it
        packed.extractall(tmp_path / "zażółć gęślą kopia")
    folder = tmp_path / "zażółć gęślą kopia" / site.name
    query, wanted = searched(language)
    visit(page, f"{folder.as_uri()}/{language}/{PAGE}#{HEADING}")
    found = search_and_switch(page, query)
    assert found[0].startswith(f"{folder.as_uri()}/{wanted}")
    assert page.url.startswith(f"{folder.as_uri()}/{other}/{PAGE}#")
    assert not problems


def test_language_switch_keeps_the_heading_that_is_read(page, address):
    visit(page, f"{address}pl/{PAGE}")
    page.evaluate(f"document.getElementById('{HEADING}').scrollIntoView()")
    page.wait_for_selector(f".md-sidebar--secondary .md-nav__link--active[href='#{HEADING}']")
    page.click("a.language")
    page.wait_for_url(f"{address}en/{PAGE}#{HEADING}")


@pytest.mark.parametrize(("locale", "language"), [("pl-PL", "pl"), ("en-GB", "en"), ("de-DE", None)])
def test_root_opens_the_readers_language(browser, address, locale, language):
    with contextlib.closing(browser.new_context(locale=locale, service_workers="block")) as context:
        page = context.new_page()
        page.goto(f"{address}index.html", wait_until="networkidle")
        page.wait_for_load_state("networkidle")
        assert page.url == f"{address}{f'{language}/' if language else ''}index.html"


@pytest.mark.parametrize("in_folder", [False, True])
@pytest.mark.parametrize("language", languages())
def test_page_that_has_moved_opens_the_new_one_at_the_same_heading(page, address, site, problems, language, in_folder):
    root = f"{site.as_uri() if in_folder else address.rstrip('/')}/{language}"
    page.goto(f"{root}/{MOVED}#{IN_WHOLE}")
    page.wait_for_url(f"{root}/{MOVED_TO}#{IN_WHOLE}")
    page.wait_for_selector("h3:target")
    assert not problems


@pytest.mark.parametrize("in_folder", [False, True])
def test_page_that_has_moved_opens_the_new_one_without_script(browser, address, site, in_folder):
    root = f"{site.as_uri() if in_folder else address.rstrip('/')}/pl"
    with contextlib.closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{root}/{MOVED}#{IN_WHOLE}")
        page.wait_for_url(re.compile(re.escape(f"{root}/{MOVED_TO}")))
        assert page.locator(f"h3[id='{IN_WHOLE}']").count() == 1


@pytest.mark.promise("reflow")
@pytest.mark.parametrize("language", languages())
def test_no_page_goes_sideways(page, address, language):
    for name in [name for name in shown_pages() if name.startswith(f"{language}/")]:
        page.goto(address + name, wait_until="load")
        page.wait_for_selector(".md-code__button, article:not(:has(.highlight))", state="attached")
        for width in (320, 360, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("language", languages())
def test_no_line_tears_apart_what_is_in_one_piece(page, address, language):
    page.goto(f"{address}{language}/{PAGE}")
    for width in range(320, 420, 5):
        page.set_viewport_size({"width": width, "height": 800})
        lines = page.eval_on_selector_all("article .piece", "all => all.map((one) => one.getClientRects().length)")
        assert set(lines) == {1}, width


@pytest.mark.promise("reflow")
def test_what_is_wide_scrolls_in_its_box(page, address):
    page.set_viewport_size({"width": 320, "height": 800})
    visit(page, f"{address}en/{PAGE}")
    wide = page.evaluate_handle(
        "() => [...document.querySelectorAll('pre > code')].find((box) => box.scrollWidth > box.clientWidth)"
    )
    assert wide.evaluate("(box) => (box.scrollTo(40, 0), box.scrollLeft)") == 40
    assert wide.evaluate("(box) => box.tabIndex") == 0


@pytest.mark.parametrize("environment", [{}, {"SITE_URL": "https://example.org/course/"}])
def test_address_that_does_not_exist_leads_on(page, tmp_path_factory, environment):
    """Also in a folder of a server that the build did not know of."""
    copy = Copy(tmp_path_factory.mktemp("course"), sample=True)
    assert build(copy.folder, copy.folder / "course", **{"SITE_URL": "", **environment}).status == 0
    with served(copy.folder / "course") as (address, _):
        page.goto(f"{address}en/lecture-99/learnin.html")
        page.get_by_role("heading", name="404: /course/en/lecture-99/learnin.html").wait_for()
        assert soon(page, "getComputedStyle(document.querySelector('main')).maxWidth !== 'none'")
        page.goto(f"{address}en/lecture-99/bad%ZZ.html")  # of an address that is no text
        page.get_by_role("heading", name="404: /course/en/lecture-99/bad%ZZ.html").wait_for()
        page.goto(f"{address}en/lecture-99/learnin.html")
        page.get_by_role("heading", name="404: /course/en/lecture-99/learnin.html").wait_for()
        page.get_by_text("Search for “learnin”").click()
        page.wait_for_url(f"{address}en/index.html?q=learnin")
        page.locator("dialog a").first.click()
        page.wait_for_url("**/en/lecture-99/learning.html?*")
        page.goto(f"{address}nothing/here/")
        page.get_by_role("heading", name="404: /course/nothing/here/").wait_for()
        page.get_by_text("Przejdź do początku").click()
        page.wait_for_url(f"{address}pl/index.html")


# The height of a live figure from its drawing to its last control, and of the screen without what stays at its top.
HEIGHTS = """
() => {
  const fixed = [...document.querySelectorAll(".md-header, details.contents")]
    .filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position))
    .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)
  const shown = "svg, .figure__controls, .figure__controls :not(option)" // a closed list's options have no place
  const parts = document.querySelectorAll(`.figure:has(input) :is(${shown})`)
  const boxes = [...parts].map((one) => one.getBoundingClientRect())
  const [end, begin] = [Math.max(...boxes.map(({ bottom }) => bottom)), Math.min(...boxes.map(({ top }) => top))]
  return [end - begin, innerHeight - fixed]
}
"""


@pytest.mark.parametrize(("width", "height"), [(683, 512), (800, 360)])  # 1024 x 768 at 150 %, and a phone on its side
def test_a_live_figure_and_its_controls_are_seen_together(page, address, site, width, height):
    page.set_viewport_size({"width": width, "height": height})
    live = [name for language in languages() for name in live_pages(site, language)]
    assert live
    for name in live:
        page.goto(address + name)
        page.wait_for_selector(".figure input")
        figure, screen = page.evaluate(HEIGHTS)
        assert figure <= screen, name
