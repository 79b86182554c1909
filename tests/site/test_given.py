"""The notebook that was given in a lecture, as the site shows it: each cell, with the page that it is on."""

import functools
import re

import pytest
import words
from bs4 import BeautifulSoup
from examples.outputs import text_of
from project import given_lectures, languages, pages_of_lecture

MOST_ELEMENTS = 1000  # before scripts run, as for the other pages: tests/browser/test_budget.py
EACH = [(language, given) for language in languages() for given in given_lectures()]

every_notebook = pytest.mark.parametrize(
    ("language", "given"), EACH, ids=[f"{language}-{given.lecture.folder}" for language, given in EACH]
)


@functools.cache
def soup(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.fixture
def page(site, language, given):
    return soup(site / language / given.uri.replace(".ipynb", ".html"))


def pages(language, given):
    """The pages of its lecture in a language, those that are drafts there in another."""
    return pages_of_lecture(given.lecture, language)


def language_of(element):
    return (element if element.has_attr("lang") else element.find_parent(lang=True))["lang"]


@every_notebook
def test_every_cell_is_shown(given, page):
    cells = page.select("article .cell")
    assert [cell["id"] for cell in cells] == [f"c{number}" for number in range(1, len(given.cells) + 1)]
    for cell, wanted in zip(cells, given.cells, strict=True):
        shown = cell.find_next("pre").get_text()
        assert shown.startswith("".join(wanted["source"]))
        assert text_of(wanted["outputs"]).strip() in shown  # of an error its message
        assert language_of(cell.find_next("pre")) == given.notebook["metadata"]["lang"]


@every_notebook
def test_prose_is_shown(given, page):
    """All of its words in their order, in the language of the notebook."""
    shown = page.select_one("article > div[lang]")
    assert shown["lang"] == given.notebook["metadata"]["lang"]
    text, end = shown.get_text(), 0
    for cell in [cell for cell in given.notebook["cells"] if cell["cell_type"] == "markdown"]:
        for word in re.findall(r"\w{5,}", re.sub(r"\$.*?\$|\]\(.*?\)", "", "".join(cell["source"]), flags=re.S)):
            assert word in text[end:], word
            end = text.index(word, end) + len(word)


@every_notebook
def test_cell_leads_to_its_page_and_the_page_back(site, language, given, page):
    covered = given.covered(pages(language, given))
    for number, cell in enumerate(page.select("article .cell"), 1):
        link = cell.a
        if not covered[number].uri.startswith(f"{language}/"):  # a draft
            assert link is None
            continue
        other = soup((site / language / given.uri).parent / link["href"])
        assert link["href"] == f"{covered[number].name}.html"
        assert link.get_text() == other.h1.get_text().replace("\N{NO-BREAK SPACE}", " ")
        back = [int(address["href"].partition("#c")[2]) for address in other.select("article .cells a")]
        first = max(first for first in back if first <= number)
        assert {covered[between].name for between in range(first, number + 1)} == {covered[number].name}


@every_notebook
def test_two_sentences_say_what_it_is(language, page):
    """In the language of the site, as are its title and the names of the cells."""
    said = words.read(language)
    first = page.article.p
    assert first.get_text() == said["given_note"]
    assert language_of(first) == language_of(page.article.h1) == language
    assert page.article.h1.contents[0] == said["given"]
    assert page.find("meta", {"name": "description"})["content"] == said["given_note"]
    assert page.select_one(".cell").get_text().startswith(said["cell"].format(number=1))
    assert language_of(page.select_one(".cell")) == language


@every_notebook
def test_it_is_as_light_as_other_pages(page):
    assert not page.select("style, [style]")
    assert len(page.find_all(True)) <= MOST_ELEMENTS
