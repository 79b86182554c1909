"""What a page asks of its reader: a prediction on each, whole exercises, and at the end what one can do now.

That solutions pass their checks, and other answers do not, is proven with the other examples: test_examples.py.
"""

import re

import pytest
from examples.alone import alone
from examples.console import Console
from examples.outputs import SHOWN
from examples.running import CPU, as_shown
from examples.settings import settings_of_a_page
from parts import fence_info, id_of
from practice import PARTS, is_marked
from project import all_lectures, all_pages, cheat_sheets, languages, listed_pages, read_as_written
from prose import parents
from small_pages import PLACE, page_of

REGION = re.compile(r'--8<-- "(.+)"$')

PAGES_OF_LECTURES = {uri for lecture in all_lectures() for uri in lecture.uris[1:]}
every_page_that_teaches = pytest.mark.parametrize(
    "page",
    [page for page in all_pages() if page.partition("/")[2] in PAGES_OF_LECTURES and page not in cheat_sheets()],
)


def parts_of(page, box):
    """The parts of an exercise: the mark and the region of each."""
    for fence in box.walk():
        if is_marked(fence, *PARTS):
            region = REGION.match("".join(page.code(fence)).strip())
            yield next(mark for mark in fence_info(fence)[1] if mark in PARTS), region and region[1]


def faults(page):
    """What is wrong with the exercises of a `parts.Page`, as it is written."""
    for node in page.nodes("fence"):
        if is_marked(node, *PARTS) and not any(above in page.exercises for above in parents(node)):
            yield f"{page.place(node.map[0])}: this is a part of an exercise; put it into a box !!! exercise"
    for box in page.exercises:
        found = list(parts_of(page, box))
        name = (found[0][1] or "" if found else "").removesuffix("-start") or "file.pycon:NAME"
        wanted = [(part, f"{name}-{part}") for part in PARTS]
        if found != wanted:
            regions = ", ".join(f"{region} in a fence marked .{part}" for part, region in wanted)
            yield f"{page.place(box.map[0])}: an exercise embeds, in this order, {regions}"


@pytest.mark.parametrize("page", all_pages())
def test_exercises_are_whole(page):
    """A start, its check and its solution, which begin with one name, in a box of their own."""
    if found := list(faults(read_as_written(page))):
        pytest.fail("\n".join(found), pytrace=False)


def fence(part, region):
    return f'    ``` {{ .pycon .{part} }}\n    --8<-- "a.pycon:{region}"\n    ```\n\n'


START, CHECK, SOLUTION = (fence(part, f"b-{part}") for part in PARTS)
BOX = '!!! exercise "Exercise: c"\n\n    d\n\n'
WHOLE = f"{PLACE}:1: an exercise embeds, in this order, a.pycon:b-start in a fence marked .start, a.pycon:b-check in"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (BOX + START + CHECK + SOLUTION, None),
        (BOX + START + SOLUTION, WHOLE),
        (BOX + START + SOLUTION + CHECK, WHOLE),
        (BOX + START + CHECK + fence("solution", "e-solution"), WHOLE),
        (BOX + fence("start", "b-check") + CHECK + SOLUTION, f"{PLACE}:1: an exercise embeds"),
        (BOX, f"{PLACE}:1: an exercise embeds, in this order, file.pycon:NAME-start in"),
        (BOX.replace("exercise", "question", 1) + START, f"{PLACE}:5: this is a part of an exercise; put it into"),
    ],
)
def test_part_that_is_missing_is_named(text, fault):
    found = list(faults(page_of(text)))
    assert [one.startswith(fault) for one in found] == ([True] if fault else [])


def unsolved(page):
    """The solutions and checks of a page that raise an error once all cells of its notebook have run."""
    console, found = Console(), []
    examples = list(as_shown(page).examples())
    with settings_of_a_page(CPU, SHOWN), console.opened():
        for example in examples:
            if example.part != "solution":
                console.run(example.parsed.source)
        for begins in dict.fromkeys(example.exercise for example in examples if example.part):
            with console.branch():
                parts = [example for example in examples if example.exercise is begins]
                for example in sorted(parts, key=lambda example: example.part != "solution"):
                    if example.part != "start":
                        console.run(example.parsed.source)
                        found += [example.parsed.source] if console.raised else []
    return found


@pytest.mark.parametrize("uri", sorted(PAGES_OF_LECTURES & set(listed_pages(languages()[0]))))
def test_exercise_can_be_solved_once_the_whole_page_has_run(uri):
    """A reader may run all cells first. The languages have the same code."""
    assert alone(unsolved, f"{languages()[0]}/{uri}") == []


@every_page_that_teaches
def test_reader_predicts_on_every_page(page):
    if not any(is_marked(node, "predict") for node in read_as_written(page).nodes("fence")):
        wrong = f"docs/{page}: there is no prediction; mark a fence that asks a good question {{ .pycon .predict }}"
        pytest.fail(wrong, pytrace=False)


@every_page_that_teaches
def test_page_ends_with_what_its_reader_can_do(page):
    document = read_as_written(page)
    *_, last = document.nodes("heading")
    items = [node for node in document.nodes("list_item") if node.map[0] > last.map[0]]
    if id_of(last) != "you-can" or len(items) not in (3, 4):
        what = "## After this page you can { #you-can }, three or four things that a reader can check"
        pytest.fail(f"{document.place(last.map[0])}: the last section of a page is {what}", pytrace=False)
