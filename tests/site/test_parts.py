"""The parts of a page: what is read of it, and where it stands."""

import pytest
from parts import Changes, changed, classes, fence_info, id_of
from places import PageError
from small_pages import PLACE, page_of

FRONT = "---\ndescription: A\nsearch: {boost: 2}\n---\n\n"


def test_front_matter_is_apart_and_lines_keep_their_places():
    page = page_of(f"{FRONT}# B {{ #b }}\n\nc")
    assert page.meta == {"description": "A", "search": {"boost": 2}}
    assert page.title == "B"
    assert page.place(page.nodes("heading")[0].map[0]) == f"{PLACE}:6"
    assert page.place_of("c") == f"{PLACE}:8"


@pytest.mark.parametrize("text", ["", "a", FRONT])
def test_page_without_a_heading_is_named(text):
    with pytest.raises(PageError, match=rf"^{PLACE}:\d: there is no heading; begin with # and a title"):
        _ = page_of(text).title


@pytest.mark.parametrize(
    ("opening", "info"),
    [
        ("```pycon", ("pycon", [])),
        ("~~~ pycon title", ("pycon", [])),
        ("``` { .pycon .random #a }", ("pycon", ["random"])),
        ("```{.pycon}", ("pycon", [])),
        ("```", ("", [])),
    ],
)
def test_fence_says_its_language_and_its_marks(opening, info):
    assert fence_info(page_of(f"{opening}\na\n{opening[:3]}").nodes("fence")[0]) == info


def test_code_is_as_far_to_the_left_as_its_fence():
    page = page_of("- a\n\n    ```python\n    b\n\n      c\n    ```\n\nd\n\n    e\n      f")
    fence, indented = page.nodes("fence", "code_block")
    assert page.code(fence) == ["b", "", "  c"]
    assert [line.place for line in page.code(fence)] == [f"{PLACE}:{number}" for number in (4, 5, 6)]
    assert page.code(indented) == ["e", "  f"]


def test_attribute_lists_are_read():
    page = page_of("# A { #a .b }\n\n[c](d)\n{ .e .f }\n\n## G\n\n{1, 2}")
    first, second = page.nodes("heading")
    assert (id_of(first), classes(first)) == ("a", ["b"])
    assert id_of(second) is None
    assert [classes(node) for node in page.nodes("paragraph")] == [["e", "f"], []]


def test_page_stays_as_it_is_without_changes():
    text = (
        '# A { #a }\n\n| `b` [c](d.md "e") | f |\n| - | - |\n| `[g](h)` \\| [g](h) | ![i](j){ .k } |\n\n```\n# l\n```'
    )
    assert "\n".join(changed(page_of(text), Changes())) == text


def test_marks_inside_a_heading_are_beside_its_own():
    class Bare(Changes):
        def attributes(self, text):
            return "{ * }"

    assert changed(page_of("# `a`{ .b } { #c }"), Bare()) == ["# `a`{ * } { * }"]


def test_link_behind_an_escaped_pipe_is_refused_by_its_place():
    class Elsewhere(Changes):
        def link(self, address):
            return "elsewhere"

    with pytest.raises(PageError, match=rf"^{PLACE}:3: write this link or attribute list without"):
        changed(page_of("| a |\n| - |\n| b \\| [c](d) |"), Elsewhere())
