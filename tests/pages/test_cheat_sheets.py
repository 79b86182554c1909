"""The line at the head of a cheat sheet, the shapes of the whole way, is what its session prints."""

import re

import pytest
from examples.running import as_shown
from project import cheat_sheets, read_as_written

SHAPE = re.compile(r"[(\[]([\d, ]*)[)\]]")


def shapes(text):
    """Those in a text, `(2, 3)` or `[2, 3]`, as lists of their numbers."""
    return [re.findall(r"\d+", shape) for shape in SHAPE.findall(text)]


@pytest.mark.parametrize("name", cheat_sheets())
def test_shapes_of_the_whole_way_are_those_of_the_session(name):
    box = read_as_written(name).nodes("admonition")[0]
    printed = next(example.parsed.want for example in as_shown(name).examples() if example.parsed.want)
    assert shapes(box.content) == shapes(printed.strip()[1:-1])
    assert len(shapes(box.content)) > 2
