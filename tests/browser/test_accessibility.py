"""Readable and usable by everybody: axe finds nothing, and keys reach everything that can be seen, and nothing else."""

import itertools
from pathlib import Path

import pytest
from examples.running import as_shown
from project import given_pages, languages, whole_lectures
from stage import PAGE, page_with, soon, visit

RUN = """
async ([where, options]) => {
  const { violations } = await axe.run(where, { resultTypes: ["violations"], ...options })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
}
"""
# What has the focus: its words, and whether it can be seen where it is. It is marked as reached.
FOCUS = """
() => {
  const element = document.activeElement
  if (element === document.body) return null
  element.dataset.reached = ""
  const box = element.getBoundingClientRect()
  const inside = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
  const seen = inside && getComputedStyle(element).visibility === "visible"
  return { words: (element.getAttribute("aria-label") || element.textContent).trim(), seen }
}
"""
# What can be pressed or opened, and was not reached by keys; what clears the search box is a key's matter in any case.
UNREACHED = """
() => [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width)
  .filter((element) => !element.matches("[data-reached], [type=checkbox], [type=reset], .md-top[hidden]"))
  .map((element) => element.outerHTML.slice(0, 200))
"""


SCHEMES = {"light": "default", "dark": "slate"}
EVERYTHING, AROUND = {"include": [["html"]]}, {"include": [["html"]], "exclude": [["article"]]}
# A page has the same colours at every width: it is looked at once in each palette, and once on each screen.
LOOKS = [("light", 1440), ("dark", 320)]
WITHOUT_COLOURS = {"color-contrast": {"enabled": False}}  # which take axe three quarters of its time


def axe(page, where=EVERYTHING, **options):
    """What axe finds on a page, or a part of it, by all of its rules, or as its options say."""
    import axe_playwright_python  # not at the top: without it these tests are skipped, see conftest.py

    if not page.evaluate("'axe' in window"):
        page.evaluate(Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8"))
    return page.evaluate(RUN, [where, options])


def violations(page, looks=LOOKS, where=EVERYTHING, **options):
    """What axe finds on a page, or a part of it, in palettes and at widths."""
    found = []
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert soon(
            page, f"!document.querySelector('.palette') || document.body.dataset.mdColorScheme === '{SCHEMES[scheme]}'"
        )
        page.wait_for_timeout(50)
        assert soon(page, "document.getAnimations().every((one) => one.playState !== 'running')")  # colours fade
        found += [f"{scheme}, {width}: {violation}" for violation in axe(page, where, **options)]
    return found


@pytest.mark.promise("faults")
@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_axe_finds_nothing(page, address, name):
    """Nor in the others, which test_budget.py has open."""
    visit(page, address + name)
    assert violations(page) == []


@pytest.mark.promise("faults")
@pytest.mark.parametrize("name", whole_lectures())
def test_axe_finds_nothing_in_a_whole_lecture(page, address, name):
    """Its parts have the colours that they have on their pages."""
    visit(page, address + name)
    assert violations(page, LOOKS[:1], rules=WITHOUT_COLOURS) == []


@pytest.mark.promise("faults")
@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_around_a_page(page, address, language):
    """As it is opened, in search, and at the language switch; its colours are the same in all languages."""
    looks = list(itertools.product(SCHEMES, [1440, 320])) if language == languages()[0] else LOOKS[:1]
    visit(page, f"{address}{language}/{PAGE}")
    assert violations(page, looks, AROUND) == []
    page.keyboard.press("/")
    page.keyboard.type("tensor")
    page.wait_for_selector(".search__result")
    assert violations(page, looks, AROUND) == []
    page.keyboard.press("Escape")
    page.focus("a.language")
    assert violations(page, looks, AROUND) == []
    page.hover("a.language")
    assert violations(page, looks, AROUND) == []


@pytest.mark.promise("faults")
@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_in_the_menu(page, address, language):
    page.set_viewport_size({"width": 320, "height": 900})
    visit(page, f"{address}{language}/{PAGE}")
    page.click(".menu-button")
    assert violations(page, [(scheme, 320) for scheme in SCHEMES], AROUND) == []


def names(page, role):
    """What a screen reader calls the parts of a page that have a role."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [node["name"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] == role]


@pytest.mark.promise("headings")
@pytest.mark.parametrize("language", languages())
def test_headings_and_their_links_are_called_by_their_words_alone(page, address, language):
    page.goto(f"{address}{language}/{PAGE}")
    headings = page.locator("article :is(h1, h2, h3)").all_text_contents()
    assert len(headings) > 3
    assert names(page, "heading") == headings
    assert page.locator("article :is(h1, h2, h3) > a").all_text_contents() == headings
    assert [name for name in names(page, "link") if not name.strip() or "¶" in name] == []


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


WALKED = [f"en/{page_with('en', 'admonition')}", f"pl/{PAGE}", "pl/index.html", *given_pages()[-1:]]


@pytest.mark.promise("focus")
@pytest.mark.parametrize("name", WALKED)
@pytest.mark.parametrize("width", [320, 720, 1440])  # 720: a laptop's 1440 at 200 % zoom
def test_tab_reaches_everything_and_nothing_out_of_sight(page, address, width, name):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address + name)
    stops = walk(page)
    assert page.evaluate(UNREACHED) == []
    words = {"en": ["Search", "Colours: as in the system"], "pl": ["Szukaj", "Wygląd: jak w systemie"]}[name[:2]]
    menu = {"en": "Navigation", "pl": "Nawigacja"}[name[:2]]
    for word in words:
        assert any(word in stop for stop in stops), (word, stops)
    assert (menu in stops) == (width < 1220)


@pytest.mark.promise("keys")
def test_keys_do_what_a_click_does(page, clipboard, address):
    name = page_with("en", "admonition", where=lambda node: node.markup == "???")
    visit(page, f"{address}en/{name}")
    page.focus(".palette")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-md-color-scheme=default]")
    page.focus("details:not(.contents) > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("details[open]")
    page.focus(".md-code__button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-dialog--active")
    first = next(iter(as_shown(f"en/{name.replace('.html', '.md')}").examples()))
    assert clipboard().startswith(first.parsed.source.rstrip())
    page.focus("a.language")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}pl/{name}")


@pytest.mark.promise("keys")
def test_menu_opens_and_closes_by_keys(page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    visit(page, f"{address}en/{PAGE}")
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:focus")
    assert page.get_attribute(".menu-button", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute(".menu-button", "aria-expanded") == "false"
    assert page.evaluate("document.activeElement.matches('.menu-button')")
