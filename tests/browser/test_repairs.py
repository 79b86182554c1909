"""Each repair of the theme, as a reader has it; and with the repair off a reader does not have it."""

import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import stage
from project import ROOT
from test_accessibility import axe
from test_code import COPY
from theme_repairs import CATALOGUE

REPAIRS = {repair.name: repair for repair in CATALOGUE}
CHECKS = []
STYLES = ROOT / "docs/assets/site.css"
PAGE = f"en/{stage.PAGE}"


@dataclass
class Check:
    repair: str
    run: Callable
    in_folder: bool


def check(repair, in_folder=False):
    """Marks a function that takes a page and the site's address, and asserts what a reader has of the repair."""

    def add(function):
        CHECKS.append(Check(repair, function, in_folder))
        return function

    return add


def opened(page, address, width=1440, idle=False):
    """Opens a page, and waits until the theme has started, which is when there are copy buttons."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address, wait_until="networkidle" if idle else "load")
    page.wait_for_selector(".md-code__button", state="attached")


def focusable(page, selector):
    """How many elements take the focus."""
    take = "all => all.filter((one) => (one.focus(), document.activeElement === one)).length"
    return page.eval_on_selector_all(selector, take)


def opacity(colour):
    """How opaque a colour is, `rgb(…)` or `rgba(…)`."""
    numbers = re.findall(r"[\d.]+", colour)
    return float(numbers[3]) if len(numbers) == 4 else 1


# What a reader has.


@check("checkboxes-without-autocomplete")
def checkboxes_are_valid(page, address):
    page.goto(address + PAGE)
    assert page.locator("input[type=checkbox]").count() >= 2
    assert page.locator("input[type=checkbox][autocomplete]").count() == 0


@check("contents-without-label")
def every_label_names_something(page, address):
    page.goto(f"{address}en/{stage.INDEX}")
    labels = page.eval_on_selector_all(
        "label[for]", "all => all.map((label) => [label.htmlFor, label.control !== null])"
    )
    assert [name for name, is_there in labels if not is_there] == []


@check("menu-in-fewer-elements")
def titles_of_the_menu_stand_in_their_links(page, address):
    page.goto(address + PAGE)
    assert page.locator(".md-nav__link").count() > 20
    assert page.locator(".md-nav__link > span:not([class*=icon])").count() == 0


LIVE = "[...document.querySelectorAll('figure *')].some((one) => customElements.get(one.localName))"


@check("theme-script-later")
def page_is_ready_while_the_themes_script_is_on_its_way(page, address):
    waiting = []
    page.route("**/bundle.*.js*", lambda route: waiting.append(route))
    page.goto(address + PAGE, wait_until="commit")
    assert stage.soon(page, f"document.readyState !== 'loading' && {LIVE}")
    assert stage.soon(page, "document.querySelector('script[src*=bundle]') !== null")
    for _ in range(100):
        if not waiting:
            page.wait_for_timeout(50)
    waiting[0].fallback()
    assert stage.soon(page, "document.querySelector('.md-code__button') !== null")


@check("language-at-the-heading")
def language_switch_keeps_the_heading(page, address):
    opened(page, address + PAGE)
    page.evaluate(f"document.getElementById('{stage.HEADING}').scrollIntoView()")
    page.wait_for_selector(f".md-sidebar--secondary .md-nav__link--active[href='#{stage.HEADING}']")
    page.click("a.language")
    page.wait_for_url("**/pl/**")
    assert page.url == f"{address}pl/{stage.PAGE}#{stage.HEADING}"


@check("wide-boxes-by-keys")
def tab_reaches_what_is_too_wide(page, address):
    opened(page, address + PAGE, width=120)
    wide = "[...document.querySelectorAll('.formula, pre > code')].filter((box) => box.scrollWidth > box.clientWidth)"
    assert page.evaluate(f"new Set({wide}.map((box) => box.localName)).size") == 2
    assert stage.soon(page, f"{wide}.every((box) => box.tabIndex === 0)")


@check("copy-button-without-landmark")
def article_has_no_landmarks_without_a_name(page, address):
    opened(page, address + PAGE)
    assert page.get_by_role("navigation").count() > 0
    assert page.locator("article").get_by_role("navigation").count() == 0


@check("copy-buttons-by-name")
def copy_buttons_have_names_of_their_own(page, address):
    opened(page, address + PAGE)
    names = page.eval_on_selector_all(".md-code__button", "all => all.map((one) => one.ariaLabel ?? one.title)")
    assert len(set(names)) > len(names) / 2


@check("no-single-keys")
def single_keys_stay_on_the_page(page, address):
    opened(page, address + PAGE)
    for key in "np.,":
        page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert page.url == address + PAGE


@check("copied-is-said")
def screen_readers_hear_that_something_was_copied(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address + PAGE)
    page.locator(".md-code__button").first.click()
    assert stage.soon(
        page, "document.querySelector('[role=status].md-dialog__inner')?.textContent === 'Copied to clipboard'"
    )


@check("palette-of-the-system")
def palette_is_there_before_the_first_frame(page, address):
    page.emulate_media(color_scheme="dark")
    page.route("**/*.js*", lambda route: None)  # on its way for ever
    page.goto(address + PAGE, wait_until="commit")
    page.wait_for_selector("h1")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


@check("menu-by-keys")
def keys_open_and_close_the_menu(page, address):
    opened(page, address + PAGE, width=360)
    button = page.get_by_role("button", name="Navigation")
    assert button.count() == 1
    button.focus()
    page.keyboard.press("Enter")
    assert stage.soon(page, "document.activeElement.matches('.md-sidebar--primary a')")
    page.keyboard.press("Escape")
    assert stage.soon(page, "!document.getElementById('__drawer').checked")
    assert button.evaluate("(button) => button === document.activeElement")


@check("copying-code-alone")
def copy_button_takes_no_prompts_and_no_outputs(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address + PAGE)
    block = page.locator(".highlight:has(.go)").first
    assert ">>> " in block.inner_text()
    copied = block.evaluate(COPY)
    assert copied.splitlines()[0] == next(
        line[4:] for line in block.inner_text().splitlines() if line.startswith(">>> ")
    )
    assert ">>>" not in copied
    assert copied == block.get_attribute("data-copy").rstrip("\n")


@check("closed-menu-without-focus")
def closed_menu_takes_no_focus(page, address):
    opened(page, address + PAGE, width=360)
    assert focusable(page, ".md-sidebar--primary a") == 0
    page.evaluate("document.getElementById('__drawer').click()")
    assert focusable(page, ".md-sidebar--primary a") > 10


@check("contrast")
def texts_are_not_too_pale(page, address):
    page.emulate_media(color_scheme="dark")
    opened(page, address + PAGE)
    assert axe(page, runOnly=["color-contrast"]) == []


@check("copy-button-seen")
def copy_button_is_seen(page, address):
    opened(page, address + PAGE)
    colours = page.eval_on_selector(
        ".md-code__button", "one => ['color', 'background-color'].map((name) => getComputedStyle(one)[name])"
    )
    button, behind = map(opacity, colours)
    assert button > 0.5
    assert behind == 1


@check("one-palette-file")
def page_has_the_colours_of_the_site_alone(page, address):
    opened(page, address + PAGE)
    addresses = page.eval_on_selector_all("link[rel=stylesheet]", "all => all.map((link) => link.href)")
    assert len(addresses) == 2
    assert not [url for url in addresses if "palette" in url]


@check("repository-without-stars")
def page_asks_no_other_server(page, address):
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: message.type == "error" and refused.append(message.text))
    opened(page, address + PAGE, idle=True)
    assert page.locator(".md-source").count() > 0
    assert [url for url in asked if not url.startswith(address)] == []
    assert refused == []


@check("language-switch-as-a-link", in_folder=True)
def language_switch_leads_to_the_same_page(page, address):
    opened(page, address + PAGE)
    link = page.locator("header a[hreflang=pl]")
    assert link.evaluate("(link) => link.href") == f"{address}pl/{stage.PAGE}"


# What takes a repair out of the files that a page is made of.

LOOP = "  for (const [name, repair] of Object.entries(repairs)) {"
THEMES_SWITCH = f"""
<div class="md-select"><button class="md-header__button md-icon" aria-label="Select language">A</button>
<div class="md-select__inner"><ul class="md-select__list"><li class="md-select__item">
<a class="md-select__link" href="/pl/{stage.PAGE}" hreflang="pl">Polski</a></li></ul></div></div>
"""
# Of repairs that are in pages: a pattern, and what the theme has in its place.
IN_PAGES = {
    "checkboxes-without-autocomplete": (r'(?<=id="__drawer"|id="__search")>', ' autocomplete="off">'),
    "contents-without-label": (r'(?<=<label class="md-nav__title")>', ' for="__toc">'),
    "menu-in-fewer-elements": (r'(class="md-nav__link[^>]*>)([^<]+)', r"\1<span>\2</span>"),
    "theme-script-later": (r"(<script defer[^>]*) data-theme(=[^>]*></script>)", r"\1></script><script src\2"),
    "copying-code-alone": (r' data-copy="[^"]*"', ""),
    "palette-of-the-system": (r"(?s)<script>\s*\{\s*let chosen.*?</script>", ""),
    "one-palette-file": (r"</head>", '<link rel="stylesheet" href="palette.css"></head>'),
    "repository-without-stars": (r'(?<=class="md-source")', ' data-md-component="source"'),
    "language-switch-as-a-link": (r'(?s)<a class="md-header__button language".*?</a>', THEMES_SWITCH),
}


def without(name):
    """What takes a repair out: for each pattern of addresses a function that changes the text found there."""
    changes = {
        "site.js": {"site.js": lambda text: text.replace(LOOP, f'delete repairs["{name}"];\n{LOOP}')},
        "site.css": {"site.css": lambda text: re.sub(rf"(?s)/\* Repair {name}[:.].*?\n\n", "", text)},
    }.get(REPAIRS[name].by, {})
    if name in IN_PAGES:
        changes["*.html"] = lambda text: re.sub(*IN_PAGES[name], text)
    return changes


def serve_changed(page, site, changes):
    """Gives a page changed files, whether it comes from a server or from a folder."""

    def serve(change, route):
        path = Path(unquote(urlsplit(route.request.url).path))
        file = path if path.is_relative_to(site) else site.parent / path.relative_to("/")
        written = ROOT / "docs/assets" / file.name  # where a repair is found by its comment, or by a line
        file = written if written.is_file() else file
        text = file.read_text("utf-8")
        assert change(text) != text
        route.fulfill(body=change(text), content_type=mimetypes.guess_type(file)[0])

    for pattern, change in changes.items():
        page.route(f"**/{pattern}*", lambda route, _, change=change: serve(change, route))


def root(checked, address, site):
    return f"{site.as_uri()}/" if checked.in_folder else address


def each(checks):
    return pytest.mark.parametrize("checked", checks, ids=lambda checked: checked.run.__name__)


@each(CHECKS)
def test_reader_has_the_repair(page, address, site, checked):
    checked.run(page, root(checked, address, site))


@each(CHECKS)
def test_reader_does_not_have_it_without_the_repair(page, address, site, checked):
    changes = without(checked.repair)
    assert changes
    serve_changed(page, site, changes)
    page.looks = 20
    with pytest.raises(AssertionError):
        checked.run(page, root(checked, address, site))


def test_every_repair_has_a_check():
    assert {checked.repair for checked in CHECKS} == set(REPAIRS)


def test_scripts_and_styles_name_the_repairs_of_the_catalogue(page, address, site):
    serve_changed(
        page, site, {"site.js": lambda text: text.replace(LOOP, f"window.names = Object.keys(repairs);\n{LOOP}")}
    )
    page.goto(address + PAGE)
    assert page.evaluate("names") == [repair.name for repair in CATALOGUE if repair.by == "site.js"]
    styles = re.findall(r"/\* Repair (.*?)[:.]", STYLES.read_text("utf-8"))
    assert sorted(styles) == sorted(repair.name for repair in CATALOGUE if repair.by == "site.css")


@each([checked for checked in CHECKS if REPAIRS[checked.repair].by == "site.js"])
def test_repair_that_fails_does_not_stop_the_others(page, address, site, checked):
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    broken = 'const repairs = {\n    broken: () => { throw new Error("on purpose"); },'
    serve_changed(page, site, {"site.js": lambda text: text.replace("const repairs = {", broken)})
    checked.run(page, root(checked, address, site))
    assert "site.js, repair broken: Error: on purpose" in messages
