"""What a page asks of its reader: each has a prediction, its exercises are whole, and it ends with what one can do then.

That solutions pass their checks, and other answers do not, is proven with the other examples: test_examples.py.
"""

import re

import pytest
from parts import fence_info, id_of
from practice import is_marked
from project import all_lectures, all_pages, read_as_written
from prose import parents

PARTS = ("start", "check", "solution")
REGION = re.compile(r'--8<-- "(.+)"$')

PAGES_OF_LECTURES = {uri for lecture in all_lectures() for uri in lecture.uris[1:]}
every_page = pytest.mark.parametrize("page", all_pages())
every_page_of_a_lecture = pytest.mark.parametrize(
    "page", [page for page in all_pages() if page.partition("/")[2] in PAGES_OF_LECTURES]
)


def fail(text):
    pytest.fail(text, pytrace=False)


def is_exercise(node):
    return node.type == "admonition" and "exercise" in node.attrs["class"].split()


def marked_parts(page, node):
    """The parts of an exercise in a box or a page: the mark and the region of each."""
    for fence in node.walk():
        if is_marked(fence, *PARTS):
            match = REGION.match(page.code(fence)[0].strip()) if page.code(fence) else None
            yield next(mark for mark in fence_info(fence)[1] if mark in PARTS), match and match[1]


@every_page
def test_exercises_are_whole(page):
    """A start, its check and its solution, which begin with one name, and are in a box of their own."""
    document = read_as_written(page)
    for node in document.nodes("fence"):
        if is_marked(node, *PARTS) and not any(map(is_exercise, parents(node))):
            fail(f"{document.place(node.map[0])}: this is a part of an exercise; put it into a box !!! exercise")
    for box in filter(is_exercise, document.nodes("admonition")):
        found = list(marked_parts(document, box))
        name = (found[0][1] or "").removesuffix("-start") if found else "file.pycon:NAME"
        wanted = [(part, f"{name}-{part}") for part in PARTS]
        if found != wanted:
            regions = ", ".join(f"{region} in a fence marked .{part}" for part, region in wanted)
            fail(f"{document.place(box.map[0])}: an exercise embeds, in this order, {regions}")


@every_page_of_a_lecture
def test_reader_predicts_on_every_page(page):
    if not any(is_marked(node, "predict") for node in read_as_written(page).nodes("fence")):
        fail(f"docs/{page}: there is no prediction; mark a fence that asks a good question {{ .pycon .predict }}")


@every_page_of_a_lecture
def test_page_ends_with_what_its_reader_can_do(page):
    document = read_as_written(page)
    *_, last = document.nodes("heading")
    if id_of(last) != "you-can":
        fail(f"{document.place(last.map[0])}: the last section of a page is ## After this page you can {{ #you-can }}")
    items = [node for node in document.nodes("list_item") if node.map[0] > last.map[0]]
    if len(items) not in (3, 4):
        fail(f"{document.place(last.map[0])}: name three or four things that a reader can check, not {len(items)}")
