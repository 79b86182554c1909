"""The pages of lab 2 begin with the same closed block, and the names in it are those of the project's lists."""

import re
from pathlib import Path

import pytest
from project import ROOT, languages, listed_pages, read_as_written

LAB = ROOT / "snippets/lab-2"
NAMES = re.compile(r'>>> (?:names|english) = """\n(.*?)"""', re.S)
PAGES = [uri for uri in listed_pages(languages()[0]) if uri.startswith("lab-2/")][1:]


def names_in(snippet):
    """The names that a snippet has, one text after another."""
    return [found.replace("...", "").split() for found in NAMES.findall((LAB / snippet).read_text("utf-8"))]


def listed(code):
    return (LAB / f"names_{code}.txt").read_text("utf-8").split()


def test_names_are_those_of_the_lists():
    assert names_in("data.pycon") == [listed("pl")]
    assert names_in("towards-gpt.pycon") == [listed("en")]


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("language", languages())
def test_page_begins_with_the_names_and_what_is_made_of_them(language, uri):
    page = read_as_written(f"{language}/{uri}")
    block, *_ = page.nodes("admonition")
    wanted = ["names"] if Path(uri).stem == "names" else ["names", "counts"]
    assert block.markup == "???", "the block is closed"
    assert [line.strip() for fence in block.walk() if fence.type == "fence" for line in page.code(fence)] == [
        f'--8<-- "lab-2/data.pycon:{region}"' for region in wanted
    ]
    assert not [fence for fence in page.fences if fence.map[0] < block.map[0]]
