"""What the closed block of a page begins with is what the pages before it have made."""

from doctest import DocTestParser

import drawing
import pytest
from project import ROOT


def statements(region):
    """The statements of a file of snippets, or of one region of it, in their order."""
    file, _, mark = region.partition(":")
    text = (ROOT / "snippets/lab-2" / f"{file}.pycon").read_text("utf-8")
    begin, end = f"[start:{mark}]\n", f"[end:{mark}]"
    return [
        one.source.strip()
        for one in DocTestParser().get_examples(text.partition(begin)[2].partition(end)[0] if mark else text)
    ]


def test_names_are_those_of_the_file():
    file = ROOT / "snippets/lab-2/names_pl.txt"
    assert drawing.names_after("lab-2", "data:names")["names"] == file.read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ["chars", "stoi", "pairs", "xs", "ys"])
def test_page_of_names_makes_them_as_the_block_does(name):
    (made,) = [one for one in statements("data:counts") if one.startswith(f"{name} = ")]
    assert made in statements("names")
