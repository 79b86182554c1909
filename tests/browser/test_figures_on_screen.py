"""A figure fills the screen, and what a reader has set in it stands in the address."""

import pytest
from project import languages
from stage import live_pages, soon

SVG = ".figure svg"
every_language = pytest.mark.parametrize("language", languages())


@pytest.fixture(scope="module")
def live(site):
    return live_pages(site, "en")


def values(page):
    return page.eval_on_selector_all(".figure input", "all => all.map((input) => input.value)")


def shown(page):
    """The drawing, without what only says how it was named before."""
    return page.locator(SVG).first.evaluate("(svg) => svg.innerHTML")


def test_figure_that_is_set_can_be_linked_to(page, address, live):
    """Each control, one step on from where it begins; the link leads to the same drawing, the button back."""
    assert live
    for name in live:
        page.goto(address + name)
        page.wait_for_selector(".figure input")
        begin = page.url, values(page), shown(page)
        for control in page.locator(".figure input").all():
            if control.get_attribute("type") == "range":
                control.press("ArrowRight")
            else:
                control.fill("(3, 1)")
                control.blur()
        link, now = page.url, (values(page), shown(page))
        assert link != begin[0]
        assert now != begin[1:]
        page.goto("about:blank")
        page.goto(link)
        page.wait_for_selector(".figure input")
        assert (values(page), shown(page)) == now, name
        page.locator(".figure__controls button").last.click()
        assert (page.url, values(page), shown(page)) == begin, name


@pytest.mark.parametrize("value", ["", "a", "9999", "-9999", ";;;;;;;;", "1e400", "NaN", "%00"])
def test_link_with_a_value_that_cannot_be_is_not_heeded(page, address, problems, live, value):
    for name in live:
        page.goto(address + name)
        page.wait_for_selector(".figure input[type=range], .figure input")
        if not page.locator(".figure input[type=range]").count():
            continue
        begin = values(page), shown(page)
        key = page.locator(".figure:has(input) > *").first.evaluate("(one) => one.localName.replace('live-', '')")
        page.goto(f"{address}{name}?{key}={value}")
        page.wait_for_selector(".figure input")
        assert (values(page), shown(page)) == begin, name
    assert not problems


def test_language_switch_keeps_what_is_set(page, address, live):
    page.goto(address + live[-1])
    page.locator(".figure input").last.press("ArrowRight")
    wanted = values(page)
    page.click("a.language")
    page.wait_for_url("**/pl/**")
    page.wait_for_selector(".figure input")
    assert values(page) == wanted


@every_language
def test_figure_fills_the_screen_and_leaves_it(page, address, site, language):
    page.goto(address + live_pages(site, language)[-1])
    for number, figure in enumerate(page.locator(".figure").all()):
        button = figure.locator(".figure__full")
        button.wait_for(state="attached")
        before = figure.locator("svg").bounding_box()
        button.focus()
        page.keyboard.press("Enter")
        assert soon(page, f"document.fullscreenElement === document.querySelectorAll('.figure')[{number}]")
        page.wait_for_timeout(200)
        large = figure.locator("svg").bounding_box()
        assert large["width"] * large["height"] > 1.5 * before["width"] * before["height"]
        assert large["y"] >= 0
        assert large["y"] + large["height"] <= page.evaluate("innerHeight")
        for control in figure.locator("input, button").all():
            assert control.is_visible()
        button.click()
        assert soon(page, "document.fullscreenElement === null")
