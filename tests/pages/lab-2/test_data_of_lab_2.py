"""The pages of lab 2 begin with one closed block: the names of the project's list, and what pages have made of them."""

from doctest import DocTestParser
from pathlib import Path

import drawing
import pytest
from project import ROOT, languages, listed_pages, read_as_written

PAGES = [uri for uri in listed_pages(languages()[0]) if uri.startswith("lab-2/")][1:]


def statements(region):
    """The statements of a file of snippets, or of one region of it, in their order."""
    file, _, mark = region.partition(":")
    text = (ROOT / "snippets/lab-2" / f"{file}.pycon").read_text("utf-8")
    begin, end = f"[start:{mark}]\n", f"[end:{mark}]"
    return [
        one.source.strip()
        for one in DocTestParser().get_examples(text.partition(begin)[2].partition(end)[0] if mark else text)
    ]


@pytest.mark.parametrize(("region", "code"), [("data:names", "pl"), ("towards-gpt:english", "en")])
def test_names_are_those_of_the_file(region, code):
    file = ROOT / f"snippets/lab-2/names_{code}.txt"
    assert drawing.names_after("lab-2", region)["names"] == file.read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ["chars", "stoi", "pairs", "xs", "ys"])
def test_page_of_names_makes_them_as_the_block_does(name):
    (made,) = [one for one in statements("data:counts") if one.startswith(f"{name} = ")]
    assert made in statements("names")


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("language", languages())
def test_page_begins_with_the_block(language, uri):
    page = read_as_written(f"{language}/{uri}")
    block, *_ = page.nodes("admonition")
    wanted = ["names"] if Path(uri).stem == "names" else ["names", "counts"]
    assert block.markup == "???", "the block is closed"
    assert [line.strip() for fence in block.walk() if fence.type == "fence" for line in page.code(fence)] == [
        f'--8<-- "lab-2/data.pycon:{region}"' for region in wanted
    ]
    assert not [fence for fence in page.fences if fence.map[0] < block.map[0]]
