"""What is left of the theme's styles: what the words of the site's pages and scripts are enough for."""

import pytest
from assets import digest
from project import shown_pages
from theme_styles import trimmed

WORDS = {"a", "p", "md-nav", "md-nav__link", "type", "checkbox", "menu", "--own"}
# Styles, and what is left of them.
STYLES = [
    (".md-nav a{x:y}", ".md-nav a{x:y}"),
    (".md-nav .md-tabs{x:y}", ""),
    (".md-tabs,.md-nav,.md-post,p{x:y}", ".md-nav,p{x:y}"),
    ("blockquote{x:y}", ""),
    ("*,#menu{x:y}", "*,#menu{x:y}"),
    ("#search{x:y}", ""),
    ("[type=checkbox]{x:y}", "[type=checkbox]{x:y}"),
    ('[type="radio"]{x:y}', ""),
    ("[dir]{x:y}", ""),
    (":root,a:hover,p::before{x:y}", ":root,a:hover,p::before{x:y}"),
    (".md-nav:not(.md-tabs),:is(.md-tabs,a){x:y}", ".md-nav:not(.md-tabs),:is(.md-tabs,a){x:y}"),
    ("@media print{a{x:y}.md-tabs{x:y}}", "@media print{a{x:y}}"),
    ("@keyframes turn{from{x:y}to{x:y}}", "@keyframes turn{from{x:y}to{x:y}}"),
    ("@page{margin:0}", "@page{margin:0}"),
    (':root{--icon:url("a;b,c");--own:1;x:y}', ":root{--own:1;x:y}"),
    ("a{--icon:1;x:var(--icon)}", "a{--icon:1;x:var(--icon)}"),
    ("a{--icon:1;x:y}.md-tabs{x:var(--icon)}", "a{x:y}"),
]


@pytest.mark.parametrize(("styles", "left"), STYLES)
def test_what_is_left(styles, left):
    assert trimmed(styles, WORDS) == left


def test_site_has_less_of_the_theme_and_pages_ask_for_that(site):
    [styles] = site.glob("assets/stylesheets/main.*.css")
    text = styles.read_text("utf-8")
    assert ".md-nav__link" in text
    assert ".tabbed-set" not in text
    for page in shown_pages():
        assert f"{styles.name}?{digest(styles.read_bytes())}" in (site / page).read_text("utf-8")
