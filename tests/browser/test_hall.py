"""A page in the hall: large letters, one section at a time, outputs after another press; by keys and by buttons."""

import pytest
from project import languages
from stage import HEADING, PAGE, headings, live_pages, soon, visit
from test_accessibility import EVERYTHING, violations

WORDS = {"pl": ["Tryb wykładu", "Dalej", "Wstecz", "Zakończ"], "en": ["Lecture mode", "Next", "Back", "Leave"]}
IS_HALL = "document.documentElement.classList.contains('hall')"
# The headings, and the outputs, of which some part can be seen now; outputs by their order on the page.
SEEN = """
() => {
  const bar = document.querySelector(".hall__bar").getBoundingClientRect().top
  const isSeen = (one) => {
    const { top, bottom } = one.getBoundingClientRect()
    return one.checkVisibility({ visibilityProperty: true }) && top < bar && bottom > 0
  }
  const outputs = [...document.querySelectorAll("article .go")]
  return [
    [...document.querySelectorAll("article h2[id]")].filter(isSeen).map((one) => one.id),
    outputs.flatMap((one, number) => isSeen(one) ? [number] : []),
  ]
}
"""
# The outputs that are to be seen: those that are not in closed boxes, and those that a reader predicts.
WANTED = """
() => [...document.querySelectorAll("article .go")].flatMap((one, number) =>
  one.closest(".predict") || one.checkVisibility() ? [number] : [])
"""


def opened(page, address, language="en", name=PAGE, width=683, height=512):
    page.set_viewport_size({"width": width, "height": height})
    visit(page, f"{address}{language}/{name}")


def started(page, language="en"):
    page.get_by_role("button", name=WORDS[language][0]).click()
    assert soon(page, "document.querySelector('.hall__bar') !== null")


def walk(page, key, steps=400):
    """The headings and the outputs that are seen on the way, with as many presses as it takes to stand still."""
    seen, before = [set(), set()], None
    for _ in range(steps):
        now = page.evaluate(SEEN)
        where = (*now, page.evaluate("scrollY"))
        if where == before:
            return seen
        before = where
        for found, new in zip(seen, now, strict=True):
            found.update(new)
        page.keyboard.press(key)
    raise AssertionError("it does not end")


@pytest.mark.parametrize("key", ["ArrowRight", "PageDown", " "])
def test_one_key_leads_through_the_page(page, address, key):
    """Past every section and every output, and back."""
    opened(page, address)
    wanted = page.evaluate(WANTED)
    started(page)
    page.evaluate("document.activeElement.blur()")
    found, outputs = walk(page, key)
    ids = [id for id in headings(PAGE) if page.locator(f"h2[id='{id}']").count()]
    assert found == set(ids)
    assert outputs == set(wanted)
    if key == "PageDown":
        assert walk(page, "PageUp")[0] == found
        assert page.locator("article h1").is_visible()


def test_an_output_waits_for_another_press(page, address):
    opened(page, address, width=1440, height=900)
    page.evaluate("document.querySelector('.go').scrollIntoView()")
    page.keyboard.press("l")
    assert soon(page, IS_HALL)
    assert soon(page, "document.querySelector('.hall__bar') !== null")
    output = page.locator(".highlight:not([data-away]) .go").first
    code = page.locator(".highlight:not([data-away]):has(.go) pre").first
    assert code.is_visible()
    assert output.evaluate("(one) => !one.checkVisibility({ visibilityProperty: true })")
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        if output.evaluate("(one) => one.checkVisibility({ visibilityProperty: true })"):
            break
    assert output.is_visible()
    box = output.bounding_box()
    assert 0 <= box["y"] < 900
    page.keyboard.press("Escape")
    assert page.locator("article .go").first.is_visible()


PLACE = "[document.querySelector('.hall__place').textContent, document.querySelectorAll('.is-shown').length, scrollY]"
# The figures all of which can be seen now, and those that are higher than the screen, by their order on the page.
WHOLE = """
(figures) => figures.flatMap((figure, number) => {
  const { top, bottom } = figure.getBoundingClientRect()
  const end = document.querySelector(".hall__bar").getBoundingClientRect().top
  return figure.checkVisibility() && ((top >= 0 && bottom < end + 1) || bottom - top > end) ? [number] : []
})
"""


def test_a_figure_is_seen_in_one_piece(page, address, site):
    """Also one that the step before would cut; not one that is higher than the screen."""
    for name in live_pages(site, "en"):
        opened(page, address, name=name.removeprefix("en/"))
        if not page.locator(".hall-button").count():
            continue
        started(page)
        figures, seen, before = page.locator("article .figure"), set(), None
        while before != (before := page.evaluate(PLACE)):
            seen.update(figures.evaluate_all(WHOLE))
            page.keyboard.press("ArrowRight")
        assert seen == set(range(figures.count())), name


def test_a_high_drawing_fits_on_the_screen(page, address):
    opened(page, address, name="lab-2/counting.html", width=1280, height=720)
    started(page)
    figure = page.locator(".figure", has=page.locator(":scope > svg"))
    for _ in range(40):
        if figure.evaluate_all(WHOLE):
            break
        page.keyboard.press("ArrowRight")
    height = figure.evaluate("one => one.getBoundingClientRect().height")
    assert height <= page.locator(".hall__bar").evaluate("bar => bar.getBoundingClientRect().top")


@pytest.mark.parametrize("language", languages())
def test_buttons_do_what_keys_do_and_leave_at_the_section(page, address, language):
    opened(page, address, language)
    page.evaluate(f"document.getElementById('{HEADING}').scrollIntoView()")
    page.keyboard.press("l")
    assert soon(page, "document.querySelector('.hall__bar') !== null")
    _, on, back, leave = (page.get_by_role("button", name=name, exact=True) for name in WORDS[language])
    assert page.locator(f"[id='{HEADING}']").is_visible()
    assert not page.locator("article h1").is_visible()
    before = page.locator(".hall__place").inner_text()
    for _ in range(60):
        on.click()
        if page.locator(".hall__place").inner_text() != before:
            break
    assert page.locator(".hall__place").inner_text() != before
    back.click()
    assert page.locator(".hall__place").inner_text() == before
    leave.click()
    assert not page.evaluate(IS_HALL)
    assert page.locator("article h1").count() == 1
    top = page.locator(f"[id='{HEADING}']").evaluate("(one) => one.getBoundingClientRect().top")
    contents = page.locator(".contents").bounding_box()
    assert contents["y"] + contents["height"] <= top < 200


def test_key_starts_it_but_not_in_a_field_and_can_be_switched_off(page, address):
    opened(page, address)
    page.keyboard.press("/")
    page.keyboard.type("l")
    assert page.locator(".search input").input_value() == "l"
    page.keyboard.press("Escape")
    assert not page.evaluate(IS_HALL)
    page.keyboard.press("l")
    assert soon(page, IS_HALL)
    page.get_by_role("checkbox").last.uncheck()
    page.keyboard.press("Escape")
    assert not page.evaluate(IS_HALL)
    page.keyboard.press("l")
    page.wait_for_timeout(200)
    assert not page.evaluate(IS_HALL)
    page.reload()
    page.keyboard.press("l")
    page.wait_for_timeout(200)
    assert not page.evaluate(IS_HALL)


def test_keys_of_a_slider_stay_its_own(page, address, site):
    opened(page, address, name=live_pages(site, "en")[-1].removeprefix("en/"))
    page.evaluate("document.querySelector('.figure').scrollIntoView()")
    started(page)
    slider = page.get_by_role("slider").first
    for _ in range(200):
        if slider.is_visible():
            break
        page.keyboard.press("ArrowRight")
    slider.focus()
    before = [slider.input_value(), page.locator(".hall__place").inner_text(), page.evaluate("scrollY")]
    page.keyboard.press("ArrowRight")
    after = [slider.input_value(), page.locator(".hall__place").inner_text(), page.evaluate("scrollY")]
    assert after[0] != before[0]
    assert after[1:] == before[1:]


def test_nothing_of_it_is_loaded_before_it_is_asked_for(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, address)
    assert not [url for url in asked if "hall" in url]
    started(page)
    assert len([url for url in asked if "hall" in url]) == 2


@pytest.mark.promise("faults")
def test_axe_finds_nothing_in_the_hall(page, address):
    opened(page, address)
    started(page)
    assert violations(page, [("light", 683), ("dark", 1440)], EVERYTHING) == []


def test_it_works_from_a_folder(page, site):
    opened(page, f"{site.as_uri()}/")
    started(page)
    assert walk(page, "PageDown")[0]
