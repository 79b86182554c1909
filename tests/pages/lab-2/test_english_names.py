"""The English names in the closed block of the last page are those of the file."""

import drawing
from project import ROOT


def test_names_are_those_of_the_file():
    file = ROOT / "snippets/lab-2/names_en.txt"
    assert drawing.names_after("lab-2", "towards-gpt:english")["names"] == file.read_text("utf-8").splitlines()
