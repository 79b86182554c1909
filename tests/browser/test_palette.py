"""The palette is the system's until the reader chooses one; it is there at once, without scripts too."""

import contextlib

import pytest
from project import languages
from stage import PAGE, soon

SCHEME = "document.body.dataset.mdColorScheme"
NAMES = {
    "pl": ["Wygląd: jak w systemie", "Wygląd: jasny", "Wygląd: ciemny"],
    "en": ["Colours: as in the system", "Colours: light", "Colours: dark"],
}


@pytest.mark.parametrize("language", languages())
def test_switch_says_what_is_chosen(page, address, language):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}{language}/{PAGE}")
    for name, scheme in zip(NAMES[language] * 2, ["slate", "default", "slate"] * 2, strict=True):
        button = page.get_by_role("button", name=name)
        assert button.count() == 1
        assert page.evaluate(SCHEME) == scheme
        button.click()


@pytest.mark.promise("colours")
def test_it_follows_the_system_until_the_reader_chooses(page, address):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}en/{PAGE}")
    assert soon(page, f"{SCHEME} === 'slate'")
    page.emulate_media(color_scheme="light")
    assert soon(page, f"{SCHEME} === 'default'")
    page.click(".palette", click_count=2)
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}pl/index.html")
    assert page.evaluate(SCHEME) == "slate"


def test_another_tab_follows(page, address):
    page.goto(f"{address}en/{PAGE}")
    other = page.context.new_page()
    other.goto(f"{address}pl/{PAGE}")
    page.click(".palette", click_count=2)
    assert soon(other, f"{SCHEME} === 'slate'")


@pytest.mark.promise("colours")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_it_is_the_systems(browser, address, scheme):
    """It has the colours that it has with scripts."""
    colours = []
    for is_scripted in (True, False):
        context = browser.new_context(java_script_enabled=is_scripted, color_scheme=scheme, service_workers="block")
        with contextlib.closing(context) as opened:
            page = opened.new_page()
            page.goto(f"{address}en/{PAGE}")
            for selector in ("body", "article p", "article a", "pre > code", ".highlight .go", ".md-header"):
                style = page.locator(selector).first
                colours.append(
                    style.evaluate("(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]")
                )
    assert colours[:6] == colours[6:]


@pytest.mark.promise("forced")
def test_forced_colours_show_buttons_boxes_code_and_the_page(browser, address):
    context = browser.new_context(
        forced_colors="active", viewport={"width": 1440, "height": 900}, service_workers="block"
    )
    with contextlib.closing(context) as opened:
        page = opened.new_page()
        page.goto(f"{address}en/{PAGE}")
        page.wait_for_selector(".md-code__button", state="attached")
        colour = "([one, part]) => getComputedStyle(document.querySelector(one), part).backgroundColor"
        text = page.evaluate("getComputedStyle(document.querySelector('article')).color")
        for part in ([".md-code__button", "::after"], [".admonition-title", "::before"]):
            assert page.evaluate(colour, part) == text
        assert page.locator(".highlight pre").first.evaluate("(one) => getComputedStyle(one).borderTopWidth") == "1px"
        link = page.locator(".md-sidebar--primary a.md-nav__link--active").last
        assert "underline" in link.evaluate("(one) => getComputedStyle(one).textDecoration")
