"""What Material gets wrong for this site, and where that is put right: the catalogue.

Each repair has a name, a reason, and the text of the theme that it is about. A newer Material in which that text is
gone fails the build by the repair's name: see whether it is still needed, then adapt it or take it out. With the repair
off its test in tests/browser/test_repairs.py fails.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BaseLoader
from mkdocs.exceptions import PluginError

BUNDLE = "assets/javascripts/bundle.*.min.js"
STYLES = "assets/stylesheets/main.*.min.css"
PALETTE_FILE = "{% if config.theme.palette %}\n        {% set palette"  # in base.html, which goes on with its link


@dataclass(frozen=True)
class Repair:
    name: str
    why: str
    by: str  # the file that does it, in docs/_hooks/, docs/_overrides/ or docs/assets/
    targets: tuple  # (file of the theme, text that it has to have), ...


CATALOGUE = [
    # In the text of every page.
    Repair(
        "checkboxes-without-autocomplete",
        "the attribute is not allowed on checkboxes, such as those that open menu and search",
        "theme_repairs.py",
        (("base.html", 'id="__drawer" autocomplete="off">'), ("base.html", 'id="__search" autocomplete="off">')),
    ),
    Repair(
        "contents-without-label",
        "a section's first page has contents, but no checkbox for them; a label names one that is not there",
        "theme_repairs.py",
        (("partials/toc.html", 'class="md-nav__title" for="__toc"'),),
    ),
    Repair(
        "menu-in-fewer-elements",
        "the theme puts each title of the menu and of the contents into a <span> that this site has no use for",
        "theme_repairs.py",
        (
            ("partials/nav-item.html", '<span class="md-ellipsis">'),
            ("partials/toc-item.html", '<span class="md-ellipsis">'),
        ),
    ),
    # While the page is used.
    Repair(
        "theme-script-later",
        "the theme's long script delays the first sight of a page; site.js, in its place, starts it later",
        "site.js",
        (("base.html", "<script src=\"{{ 'assets/javascripts/bundle."), (BUNDLE, '"DOMContentLoaded"')),
    ),
    Repair(
        "language-at-the-heading",
        "the language switch leads to the top of the other page, not to the heading that is read",
        "site.js",
        ((BUNDLE, '"md-nav__link--active"'),),
    ),
    Repair(
        "wide-boxes-by-keys",
        "formulas and code that are too wide cannot be scrolled by keys: the theme takes the focus from code",
        "site.js",
        ((BUNDLE, 'removeAttribute("tabindex")'),),
    ),
    Repair(
        "copy-button-without-landmark",
        "the theme puts every copy button into a <nav> without a name, a landmark for screen readers",
        "site.js",
        ((BUNDLE, '"nav",{class:"md-code__nav"}'),),
    ),
    Repair(
        "copy-buttons-by-name",
        "all copy buttons of a page have the same name for a screen reader",
        "site.js",
        ((BUNDLE, '"md-code__button"'),),
    ),
    Repair(
        "no-single-keys",
        "the keys n, p, . and , leave the page, which nobody is told and nobody can switch off",
        "site.js",
        ((BUNDLE, 'case"p":case",":'), (BUNDLE, 'case"n":case".":')),
    ),
    Repair(
        "copied-is-said",
        "a screen reader does not say that something was copied",
        "site.js",
        (("base.html", '<div class="md-dialog__inner md-typeset"></div>'),),
    ),
    Repair(
        "menu-by-keys",
        "on narrow screens a <label> opens the menu, which no key reaches",
        "site.js",
        (
            ("partials/header.html", '<label class="md-header__button md-icon" for="__drawer">'),
            ("base.html", 'id="__drawer"'),
            ("partials/nav.html", "md-nav--primary"),
        ),
    ),
    Repair(
        "copying-code-alone",
        "the theme copies a block's whole text, prompts and outputs with it, but for what says what is to be copied",
        "sessions.py",
        ((BUNDLE, 'closest("[data-copy]")'),),
    ),
    # In what it looks like.
    Repair(
        "closed-menu-without-focus",
        "below this width the links of the closed menu take the focus where nobody sees it",
        "site.css",
        ((STYLES, "76.234375em"), ("base.html", "md-sidebar--primary")),
    ),
    Repair(
        "contrast",
        "texts of the theme are too pale in both palettes",
        "site.css",
        ((STYLES, "--md-default-fg-color--light:"), (STYLES, "--md-code-hl-keyword-color:")),
    ),
    Repair(
        "copy-button-seen",
        "the copy button is too pale to be seen before it is pointed at, and lies on the code",
        "site.css",
        ((BUNDLE, '"md-code__button"'),),
    ),
    # In its templates.
    Repair(
        "palette-of-the-system",
        "the theme sets the palette after its script has come, a white flash in the dark, and freezes the first choice",
        "partials/palette.html",
        (("partials/header.html", 'include "partials/alternate.html"'), ("base.html", 'data-md-color-scheme="{{')),
    ),
    Repair(
        "one-palette-file",
        "the theme's file of palettes has twenty colours, of which the site uses none: it has its own, in site.css",
        "theme_repairs.py",
        (("base.html", PALETTE_FILE),),
    ),
    Repair(
        "repository-without-stars",
        "the theme's link to the repository asks another server for its stars",
        "partials/source.html",
        (("partials/header.html", 'include "partials/source.html"'),),
    ),
    Repair(
        "language-switch-as-a-link",
        "the theme's switch needs absolute addresses, which a copy in a folder does not have",
        "partials/alternate.html",
        (("partials/header.html", 'include "partials/alternate.html"'),),
    ),
]


@functools.cache  # the files of an installed theme stay as they are
def check(folder):
    """Raises PluginError for the first repair whose targets are not in the theme's folder."""
    for repair in CATALOGUE:
        for pattern, text in repair.targets:
            files = list(Path(folder).glob(pattern))
            if not any(text in file.read_text("utf-8") for file in files):
                raise PluginError(gone(repair.name, f"{text!r} is no longer in the theme's {pattern}"))


def gone(name, what):
    repair = next((repair for repair in CATALOGUE if repair.name == name), None)
    reason = f" Why it was made: {repair.why}; {repair.by} does it." if repair else ""
    return f"docs/_hooks/theme_repairs.py: repair {name}: {what}; adapt the repair, or take it out.{reason}"


def replace(text, name, old, new, count):
    """A text of the theme with `new` in the `count` places where it has `old`; PluginError if there are others."""
    if (found := text.count(old)) != count:
        raise PluginError(gone(name, f"{old!r} is there {found} times, not {count}"))
    return text.replace(old, new)


# What templates have, and what stands there instead, by the repair's name.
ENCRYPTED = "\n  {% if nav_item.meta and nav_item.encrypted %}"
IN_TEMPLATES = {
    "partials/nav-item.html": [
        (
            "menu-in-fewer-elements",
            '<span class="md-ellipsis">\n    {{ render_title(ref) }}',
            "{{- render_title(ref) | trim -}}",
        ),
        ("menu-in-fewer-elements", f"</span>{ENCRYPTED}", ENCRYPTED),
    ],
    "partials/toc-item.html": [
        ("menu-in-fewer-elements", '<span class="md-ellipsis">', ""),
        ("menu-in-fewer-elements", "</span>\n  </a>", "</a>"),
    ],
    "base.html": [
        (
            "one-palette-file",
            PALETTE_FILE,
            PALETTE_FILE.replace("config.theme.palette", "false"),
        )
    ],
}


class RepairedTemplates(BaseLoader):
    """Another loader's templates, repaired."""

    def __init__(self, loader):
        self.loader = loader

    def get_source(self, environment, template):
        text, *rest = self.loader.get_source(environment, template)
        for name, old, new in IN_TEMPLATES.get(template, ()):
            text = replace(text, name, old, new, 1)
        return text, *rest


def repair_page(page):
    """The text of a page of the theme, repaired."""
    page = replace(page, "checkboxes-without-autocomplete", ' autocomplete="off">', ">", 2)
    if 'id="__toc"' not in page:  # some pages have no label either: one with a title alone that begins a section
        page = page.replace(' for="__toc"', "")
    return page
