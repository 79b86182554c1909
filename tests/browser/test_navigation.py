"""Finding one's way: what is on the page, where it is in the lecture, back to the top, and the menu by keys."""

import contextlib
import re

import pytest
import words as all_words
from bs4 import BeautifulSoup
from project import languages, listed_pages, whole_lectures
from stage import FIRST, HEADING, INDEX, PAGE, headings, soon, visit

CONTENTS = {"pl": "Spis treści", "en": "Table of contents"}
WHOLE = [name for name in whole_lectures() if name.startswith("en/")]
# Whether what has the focus is seen where it is, and lies in the menu.
SEEN = """
() => {
  const element = document.activeElement
  const { x, y, width, height } = element.getBoundingClientRect()
  const there = document.elementFromPoint(x + width / 2, y + height / 2)
  const isSeen = there !== null && (element.contains(there) || there.contains(element))
  return [isSeen, element.closest(".md-sidebar--primary") !== null]
}
"""


NAMED = "document.querySelector('.contents summary').innerText"
SECTION_READ = "[...document.querySelectorAll('.md-sidebar--secondary .md-nav__link--active')].pop()?.hash.slice(1)"


def phone(browser, width=360, **options):
    context = browser.new_context(
        viewport={"width": width, "height": 740}, has_touch=True, is_mobile=True, service_workers="block", **options
    )
    return contextlib.closing(context)


@pytest.mark.parametrize("width", [320, 412, 768])
@pytest.mark.parametrize("language", languages())
def test_contents_are_reached_from_anywhere_on_a_phone(browser, address, language, width):
    with phone(browser, width) as context:
        page = context.new_page()
        page.goto(f"{address}{language}/{PAGE}")
        summary = page.locator(".contents summary")
        header, closed = page.locator(".md-header").bounding_box(), page.locator(".contents").bounding_box()
        assert closed["y"] == pytest.approx(header["height"], abs=1)  # nothing is between them, scrolled or not
        page.evaluate("scrollTo(0, 2000)")
        read = f"document.querySelector('article [id=\"' + {SECTION_READ} + '\"]').innerText.replaceAll('\u00a0', ' ')"
        assert soon(
            page, f"{SECTION_READ} && {NAMED}.replaceAll('\u00a0', ' ') === '{CONTENTS[language]} \u00b7 ' + {read}"
        )
        assert page.locator(".contents").bounding_box()["height"] == closed["height"]
        summary.tap()
        links = page.locator(".contents a")
        assert links.evaluate_all("all => all.map((one) => one.hash.slice(1))") == headings(PAGE)
        page.locator(f".contents a[href='#{HEADING}']").tap()
        page.wait_for_url(f"**#{HEADING}")
        assert soon(page, "!document.querySelector('.contents').open")
        page.wait_for_timeout(300)
        bar, heading = page.locator(".contents").bounding_box(), page.locator(f"#{HEADING}").bounding_box()
        assert bar["y"] + bar["height"] <= heading["y"] < 740 / 2


@pytest.mark.parametrize("language", languages())
def test_start_page_leads_back_to_the_section_that_was_read(page, address, language):
    page.goto(f"{address}{language}/index.html")
    assert page.locator(".read-on").is_hidden()
    page.goto(f"{address}{language}/{PAGE}")
    heading = page.locator(f"[id='{HEADING}']")
    heading.evaluate("(one) => one.scrollIntoView()")
    page.wait_for_selector(f".md-sidebar--secondary .md-nav__link--active[href='#{HEADING}']")
    names = [
        text.replace("\N{NO-BREAK SPACE}", " ") for text in (page.locator("h1").inner_text(), heading.inner_text())
    ]
    page.goto(f"{address}{language}/index.html")
    link = page.locator(".read-on a")
    assert link.inner_text().replace("\N{NO-BREAK SPACE}", " ") == " \u00b7 ".join(names)
    link.click()
    page.wait_for_url(f"{address}{language}/{PAGE}#{HEADING}")


@pytest.mark.parametrize("name", WHOLE)
def test_whole_lecture_has_contents_on_a_phone(browser, address, name):
    with phone(browser) as context:
        page = context.new_page()
        page.goto(address + name)
        page.locator(".contents summary").tap()
        assert page.locator(".contents a").count() > len(FIRST.uris)


@pytest.mark.parametrize("language", languages())
def test_contents_are_there_without_scripts(browser, address, language):
    with phone(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{language}/{PAGE}")
        page.locator(".contents summary").tap()
        page.locator(f".contents a[href='#{HEADING}']").tap()
        page.wait_for_url(f"**#{HEADING}")


@pytest.mark.parametrize("width", [1000, 1440])
def test_contents_are_at_the_side_of_a_wide_screen(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}en/{PAGE}")
    assert page.locator(".contents").is_hidden()
    assert page.locator(f".md-sidebar--secondary a[href='#{HEADING}']").is_visible()


@pytest.mark.parametrize(
    ("language", "words", "read"),
    [("pl", "Strona {} z {} · ", r"(\d+) min czytania"), ("en", "Page {} of {} · ", r"(\d+) min read")],
)
def test_page_says_which_of_the_lecture_it_is_and_how_long(site, language, words, read):
    def minutes(name):
        document = BeautifulSoup((site / language / name).read_text("utf-8"), "html.parser")
        before, *found = re.split(read, document.select_one(".position").get_text().strip())
        return before, int(found[0])

    uris = [uri for uri in FIRST.uris[1:] if uri in listed_pages(language)]
    for number, uri in enumerate(uris, 1):
        before, long = minutes(uri.replace(".md", ".html"))
        assert before == words.format(number, len(FIRST.uris) - 1)
        assert 1 <= long <= 30
    before, long = minutes("index.html")
    assert before == ""
    assert 1 <= long <= 30
    before, long = minutes(f"{FIRST.folder}/whole.html")
    assert before == f"{all_words.read(language)['whole_title']} · "
    assert long > 3 * len(uris)


def test_pages_before_and_after_have_their_titles_on_a_phone(browser, address):
    with phone(browser) as context:
        page = context.new_page()
        page.goto(f"{address}en/{PAGE}")
        titles = page.locator(".md-footer__title")
        assert titles.count() == 2
        assert all(title.is_visible() for title in titles.all())


def test_heading_has_a_link_on_a_phone(browser, address):
    with phone(browser) as context:
        page = context.new_page()
        page.goto(f"{address}en/{PAGE}")
        link = page.locator(f"#{HEADING} .toclink")
        assert link.evaluate("(one) => getComputedStyle(one, '::after').opacity") == "1"
        link.tap()
        page.wait_for_url(f"**#{HEADING}")


def test_button_leads_back_to_the_top(page, address):
    visit(page, f"{address}en/{PAGE}")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)
    page.mouse.wheel(0, -400)
    page.get_by_role("button", name="Back to top").click()
    assert soon(page, "scrollY < 100")


@pytest.mark.promise("focus")
@pytest.mark.parametrize("width", [360, 720, 1100])
def test_menu_by_keys_shows_where_the_focus_is(page, address, width):
    page.set_viewport_size({"width": width, "height": 740})
    visit(page, f"{address}en/{PAGE}")
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:focus")
    page.wait_for_timeout(400)
    current = page.evaluate("document.activeElement.pathname")
    assert current.endswith(PAGE)
    stops = 0
    for key in ["Tab"] * 40:
        seen, is_inside = page.evaluate(SEEN)
        if not is_inside:
            break
        assert seen, page.evaluate("document.activeElement.outerHTML")
        stops += 1
        page.keyboard.press(key)
    assert stops > 3
    assert not page.evaluate("document.getElementById('__drawer').checked")
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:focus")
    page.wait_for_timeout(400)
    for _ in range(12):
        seen, is_inside = page.evaluate(SEEN)
        assert seen or not is_inside, page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Shift+Tab")


@pytest.mark.parametrize(("locale", "chosen"), [("pl-PL", "en"), ("en-GB", "pl"), ("de-DE", "pl")])
def test_start_keeps_the_language_that_was_chosen(browser, address, locale, chosen):
    with contextlib.closing(browser.new_context(locale=locale, service_workers="block")) as context:
        page = context.new_page()
        other = next(code for code in languages() if code != chosen)
        page.goto(f"{address}{other}/{PAGE}")
        page.click(f"a.language[hreflang={chosen}]")
        page.wait_for_url(f"**/{chosen}/**")
        page.goto(f"{address}index.html", wait_until="networkidle")
        assert page.url == f"{address}{chosen}/index.html"


@pytest.mark.promise("keys")
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_menu_by_keys_leads_up_and_back(browser, address, motion):
    """From a lecture's pages to the course, and into them again."""
    size = {"width": 720, "height": 450}
    with contextlib.closing(
        browser.new_context(viewport=size, reduced_motion=motion, service_workers="block")
    ) as context:
        page = context.new_page()
        visit(page, f"{address}en/{PAGE}")
        page.focus(".menu-button")
        page.keyboard.press("Enter")
        assert soon(page, "document.activeElement.getAttribute('aria-current') === 'page'")
        page.focus(".md-nav__title .menu-button >> visible=true")
        page.keyboard.press("Enter")
        assert soon(page, f"document.activeElement.href?.endsWith('{INDEX}')")
        statement = page.locator(".md-nav a[href$='accessibility.html']")
        assert statement.is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press(" ")
        assert soon(page, "document.activeElement.getAttribute('aria-current') === 'page'")
        page.wait_for_timeout(600)
        box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        assert 0 <= box["left"] < box["right"] < size["width"] / 2
        assert 0 <= box["top"] < box["bottom"] <= size["height"]


def test_start_keeps_the_language_that_was_chosen_there(browser, address):
    """By a reader whose language the site does not have."""
    with contextlib.closing(browser.new_context(locale="de-DE", service_workers="block")) as context:
        page = context.new_page()
        page.goto(f"{address}index.html")
        page.click("a[hreflang=en]")
        page.wait_for_url("**/en/index.html")
        page.goto(f"{address}index.html")
        page.wait_for_url("**/en/index.html")


def test_start_says_what_this_is(browser, address):
    with contextlib.closing(browser.new_context(locale="de-DE")) as context:
        page = context.new_page()
        page.goto(f"{address}index.html")
        for language in languages():
            assert len(page.locator(f"li[lang={language}]").inner_text().split()) > 8


@pytest.mark.parametrize("language", languages())
def test_name_of_the_site_is_whole_on_a_narrow_phone(browser, address, language):
    with phone(browser, width=320) as context:
        page = context.new_page()
        page.goto(f"{address}{language}/{PAGE}")
        name = page.locator(".md-header__topic .md-ellipsis").first
        assert name.inner_text() == all_words.read(language)["site_name"]
        assert name.evaluate("(name) => name.scrollWidth <= name.clientWidth")
