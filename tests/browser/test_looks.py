"""A page looks as it would with all of the theme's styles, of which docs/_hooks/theme_styles.py leaves some out."""

from pathlib import Path

import pytest
from language import theme_folder
from project import config, given_pages
from stage import PAGE, visit

# What looks different once a link has other styles: of each element, and of what is before and behind it.
DIFFERENCES = """
async (href) => {
  const all = [...document.querySelectorAll("*")]
  const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"))
  const looks = () => all.flatMap((element) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part)
    const values = part && style.content === "none" ? [] : names.map((name) => style.getPropertyValue(name))
    return [element, part, values]
  }))
  // What the theme's script does about a change comes with the next frame.
  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await frames()
  const before = looks()
  const link = document.querySelector("link[href*='/main.']")
  await new Promise((resolve) => Object.assign(link, { href, onload: resolve }))
  await frames()
  return looks().flatMap(([element, part, values], number) => {
    const other = names.filter((name, place) => values[place] !== before[number][2][place])
    return other.length ? [`${element.cloneNode().outerHTML}${part} would have another ${other.join(", ")}`] : []
  })
}
"""
STATES = {
    "closed": lambda page: None,
    "menu": lambda page: page.press(".menu-button", "Enter"),  # nothing is pointed at
    "saying": lambda page: page.eval_on_selector(".md-dialog", "one => one.classList.add('md-dialog--active')"),
    "paper": lambda page: page.emulate_media(media="print"),
}
LOOKS = [
    ("en/index.html", 1440, "paper"),
    *((name, 1440, "closed") for name in given_pages()[-1:]),
    (f"pl/{PAGE}", 360, "menu"),
    (f"pl/{PAGE}", 1440, "saying"),
]


@pytest.mark.parametrize(("name", "width", "state"), LOOKS)
def test_nothing_looks_different_without_what_is_left_out(page, address, name, width, state):
    [theirs] = Path(theme_folder(config())).glob("assets/stylesheets/main.*.css")
    page.route("**/all-of-the-theme.css", lambda route: route.fulfill(path=theirs, content_type="text/css"))
    page.emulate_media(reduced_motion="reduce")  # nothing is half-way
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, address + name)
    STATES[state](page)
    assert page.evaluate(DIFFERENCES, "/all-of-the-theme.css") == []
