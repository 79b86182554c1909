"""A page that is published in one language before it is translated is a draft in the other; no link leads nowhere."""

import pytest
from bs4 import BeautifulSoup
from copies import ADDRESSES, EN, Copy, assert_reported
from project import search_index

PL, NAME = "docs/pl/lecture-99", "shares"
STUB = "---\ndraft: true\n---\n\n# Udziały { #shares }\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy, and its site, in which a page is a draft in Polish that covers a cell and that other pages link to."""
    copy = Copy(tmp_path_factory.mktemp("draft"), sample=True)
    copy.path(f"{PL}/{NAME}.md").write_text(STUB, "utf-8")
    run = copy.build(**ADDRESSES)
    assert run.status == 0, run.errors
    return copy


def page(copy, name):
    return BeautifulSoup(copy.read(f"site/{name}"), "html.parser")


def test_it_is_published_in_the_other_language_alone(copy):
    assert copy.path(f"site/en/lecture-99/{NAME}.html").is_file()
    for name in (f"{NAME}.html", f"{NAME}.ipynb"):
        assert not copy.path(f"site/pl/lecture-99/{name}").exists()
    places = [entry["location"] for entry in search_index(copy.path("site"), "pl")]
    assert not [place for place in places if NAME in place]
    assert not page(copy, "pl/lecture-99/whole.html").find(id=NAME)
    assert not page(copy, "pl/lecture-99/counting.html").select(f".md-nav a[href='{NAME}.html']")


def test_the_language_switch_says_so(copy):
    document = page(copy, f"en/lecture-99/{NAME}.html")
    assert not document.select("a.language")
    mark = document.select_one("span.language[lang=pl]")
    assert (mark.get_text(strip=True), mark["data-code"]) == ("Jeszcze nie po polsku", "pl")
    assert page(copy, "en/lecture-99/counting.html").select("a.language[hreflang=pl]")


def test_links_lead_to_the_page_in_the_other_language(copy):
    for name in ("index", "counting", "whole"):
        links = page(copy, f"pl/lecture-99/{name}.html").article.find_all("a", hreflang="en")
        assert links
        assert {link["href"] for link in links} == {f"../../en/lecture-99/{NAME}.html"}
    assert page(copy, "pl/lecture-99/counting.html").select("article svg a[hreflang=en]")
    notebook = copy.read("site/pl/lecture-99/counting.ipynb")
    assert f"https://example.org/course/en/lecture-99/{NAME}.html" in notebook


def test_cells_of_the_lecture_are_not_given_to_another_page(copy):
    cells = page(copy, "pl/lecture-99/given.html").select("article .cell")
    assert [bool(cell.a) for cell in cells] == [True, True, False, True]


def test_sitemap_has_it_in_the_other_language_alone(copy):
    assert NAME not in copy.read("site/pl/sitemap.xml")
    english = copy.read("site/en/sitemap.xml")
    assert f"en/lecture-99/{NAME}.html" in english
    assert f"pl/lecture-99/{NAME}.html" not in english


def test_all_else_is_tested_as_before(copy):
    tests = [f"tests/site/test_{name}.py" for name in ("site", "given", "notebooks")]
    run = copy.pytest(
        "tests/pages", *tests, "-k", "not versions and (not prints_what_it_says or shares or lecture-99.ipynb)"
    )
    assert run.status == 0, run.printed
    assert_reported(run, [f"{PL}/{NAME}.md is a draft, and not published"])


# What else may be written in the stub, and what is said of it.
MISTAKES = {
    "another id": (STUB.replace("#shares", "#share"), [f"{PL}/{NAME}.md:5 has", "'id': 'share'"]),
    "no draft": (STUB.replace("true", "false"), [f"{EN}/{NAME}.md", "is in one language only"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_nothing_else_is_loosened(tmp_path, mistake):
    text, said = MISTAKES[mistake]
    copy = Copy(tmp_path, sample=True)
    copy.path(f"{PL}/{NAME}.md").write_text(text, "utf-8")
    run = copy.pytest("tests/pages/test_languages.py", "-k", NAME)
    assert run.status == pytest.ExitCode.TESTS_FAILED
    assert_reported(run, said)


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ([f"{PL}/{NAME}.md", f"{EN}/{NAME}.md"], f"{NAME}.md: a draft in every language; take `draft: true` out"),
        ([f"{PL}/index.md"], f"{PL}/index.md: a first page is no draft; translate it, or take it out of nav"),
    ],
    ids=["in every language", "first page"],
)
def test_draft_that_cannot_be_is_named(tmp_path, pages, message):
    copy = Copy(tmp_path, sample=True)
    for name in pages:
        copy.path(name).write_text(STUB, "utf-8")
    run = copy.build()
    assert run.status
    assert_reported(run, [message])
