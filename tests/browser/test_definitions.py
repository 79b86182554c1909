"""A term has its definition at the word, by pointer, focus and touch; without scripts it leads to the glossary."""

import pytest
from bs4 import BeautifulSoup
from project import languages, listed_pages
from stage import PAGE, visit
from test_accessibility import SCHEMES, violations

each_language = pytest.mark.parametrize("language", languages())
TERM = "article a[data-definition]"
OPEN = ".definition:popover-open"
WITHIN = """
(box) => {
  const { left, right, top, bottom } = box.getBoundingClientRect()
  return left >= 0 && right <= document.documentElement.clientWidth && top >= 0 && bottom <= innerHeight
}
"""


@pytest.fixture
def page_with_terms(site, language):
    """The page of a language that links to most terms, and how many."""
    pages = [uri.replace(".md", ".html") for uri in listed_pages(language)]
    return max(
        pages,
        key=lambda name: len(BeautifulSoup((site / language / name).read_text("utf-8"), "html.parser").select(TERM)),
    )


@each_language
def test_pointer_opens_it_and_may_go_into_it(page, root, language, page_with_terms):
    visit(page, f"{root}{language}/{page_with_terms}")
    term = page.locator(TERM).first
    term.hover()
    page.wait_for_selector(OPEN)
    assert term.get_attribute("data-definition") in page.inner_text(OPEN)
    page.locator(f"{OPEN} a").hover()
    page.wait_for_timeout(500)
    assert page.locator(OPEN).count() == 1
    page.mouse.move(2, 400)
    page.wait_for_selector(OPEN, state="detached")


@pytest.mark.promise("keys")
@each_language
def test_focus_opens_it_and_escape_closes_it(page, root, language, page_with_terms):
    visit(page, f"{root}{language}/{page_with_terms}")
    first, second = page.locator(TERM).nth(0), page.locator(TERM).nth(1)
    first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(OPEN)
    described = page.locator(f"#{first.get_attribute('aria-describedby')}")
    assert described.inner_text() == first.get_attribute("data-definition")
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")
    assert first.evaluate("(link) => link === document.activeElement")
    assert first.get_attribute("aria-describedby") is None
    second.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(OPEN)
    page.keyboard.press("Tab")
    assert page.locator(f"{OPEN} a").evaluate("(link) => link === document.activeElement")
    explained = second.get_attribute("data-explained")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{explained.rpartition('/')[2]}")


@each_language
def test_touch_opens_it_and_touches_again_to_go(browser, root, language, page_with_terms):
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    visit(page, f"{root}{language}/{page_with_terms}")
    terms = page.locator(f"{TERM}:visible")
    for number in range(terms.count()):
        terms.nth(number).tap()
        page.wait_for_selector(OPEN)
        assert page.locator(OPEN).evaluate(WITHIN), terms.nth(number).inner_text()
    page.locator("h1").tap()
    page.wait_for_selector(OPEN, state="detached")
    terms.first.tap()
    page.wait_for_selector(OPEN)
    terms.first.tap()
    page.wait_for_url("**/glossary.html#*")
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_an_open_one(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, f"{address}en/{PAGE}")
    page.locator(TERM).first.hover()
    page.wait_for_selector(OPEN)
    assert violations(page, [(scheme, 1440)]) == []


@each_language
def test_without_scripts_it_leads_to_the_glossary(browser, root, language, page_with_terms):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}{language}/{page_with_terms}")
    term = page.locator(TERM).first
    name, definition = term.get_attribute("href").partition("#")[2], term.get_attribute("data-definition")
    term.click()
    page.wait_for_url("**/glossary.html#*")
    entry = page.locator(f"#{name} + p")
    assert definition in entry.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert entry.locator("a").count() == 1
    context.close()
