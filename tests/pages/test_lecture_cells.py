"""No cell of a lecture is lost: each is on the page that says so, in order, and prints what it did in the lecture.

The cells are those of the lecture's own notebook, `docs/given/lecture-2.ipynb`. Where its pages differ from it on
purpose stands in a file of that lecture, `lecture-2/cells.yml` in this folder; one whose pages do not differ has none.
"""

import ast
import functools
import re
from itertools import chain, groupby, pairwise
from pathlib import Path

import pytest
from examples.outputs import documented, text_of
from examples.running import Page
from given import cells_linked
from parts import classes
from project import given_lectures, languages, pages_of_lecture
from words import read_yaml

HERE = Path(__file__).parent
NOTHING = {"renamed": {"names": {}}, "changed": [], "only_code": {}, "only_beginning": {}}
GIVEN = {given.path.stem: given for given in given_lectures()}

every_lecture = pytest.mark.parametrize("lecture", GIVEN)
in_every_language = pytest.mark.parametrize("language", languages())


@functools.cache
def differences(lecture):
    """Where the pages of a lecture differ from its notebook."""
    path = HERE / lecture / "cells.yml"
    return {**NOTHING, **read_yaml(path)} if path.is_file() else NOTHING


def fail(text):
    pytest.fail(text, pytrace=False)


@functools.cache
def cells(lecture):
    """The cells of a lecture by number, each as its source and its output on the pages."""
    return {number: as_on_page(lecture, number, cell) for number, cell in enumerate(GIVEN[lecture].cells, 1)}


def as_on_page(lecture, number, cell):
    source, output = "".join(cell["source"]), documented(text_of(cell["outputs"]))
    for name, new in differences(lecture)["renamed"]["names"].items():
        source = re.sub(rf"\b{name}\b", new, source)
    for change in differences(lecture)["changed"]:
        if change["cell"] == number:
            old, new = change["notebook"], change["page"]
            if old not in source + output:
                fail(f"tests/pages/{lecture}/cells.yml: cell {number} has no {old!r}; correct it, or take it out")
            source, output = source.replace(old, new), output.replace(old, new)
    return source, output


@functools.cache
def pages(lecture, language):
    """The pages of a lecture that are there, drafts as another language has them; test_languages names the others."""
    return pages_of_lecture(GIVEN[lecture].lecture, language)


def covered(lecture, language):
    """The numbers of the cells that each page covers, by the page's path in `docs/`."""
    pairs = GIVEN[lecture].covered(pages(lecture, language)).items()
    found = {page.uri: [] for page in pages(lecture, language)}
    for number, page in pairs:
        found[page.uri].append(number)
    return found


def statements(source):
    """The statements of a piece of code in one spelling; a tensor written out in full counts as `torch.tensor(...)`."""
    lines = [ast.unparse(statement) for statement in ast.parse(source).body]
    return [re.sub(r"torch\.tensor\(\[\[-?\d\.\d{5},.*\]\]\)", "torch.tensor(...)", line) for line in lines]


def same_output(lecture, number, given, shown):
    """Whether a page shows a cell's output, but for spaces; of an error the last line alone is compared."""
    given, shown = " ".join(given.split()), " ".join(shown.split())
    shown = shown.removeprefix("Traceback (most recent call last): ... ")
    return shown.startswith(given) if number in differences(lecture)["only_beginning"] else shown == given


def find(lecture, number, examples):
    """How many examples there are up to the last one of a cell, or None if the cell is not among them."""
    source, output = cells(lecture)[number]
    wanted = statements(source)
    for start in range(len(examples)):
        position, shown = start, []
        for statement in wanted:
            while position < len(examples) and statements(examples[position].parsed.source) != [statement]:
                position += 1
            if position == len(examples):
                return None
            shown.append(examples[position].parsed.want)
            position += 1
        is_compared = output and number not in differences(lecture)["only_code"]
        if not is_compared or same_output(lecture, number, output, "".join(shown)):
            return position
    return None


@in_every_language
@every_lecture
def test_pages_cover_all_cells_in_order(lecture, language):
    linked = [
        (number, place_of_link(page, number)) for page in pages(lecture, language) for number in cells_linked(page)
    ]
    last = len(cells(lecture))
    if [number for number, _ in linked[:1]] != [1]:
        where = linked[0][1] if linked else f"docs/{language}/{lecture}"
        fail(f"{where}: the first page that says which cells it covers has to begin with cell 1 (given.ipynb#c1)")
    for (before, there), (number, place) in pairwise(linked):
        if not before < number <= last:
            fail(f"{place}: links to cell {number}, but {there} to cell {before}, and there are {last} code cells")


@in_every_language
@every_lecture
def test_page_says_which_cells_it_covers(lecture, language):
    """The link says at which cell a page begins; the text says where it ends too, and how many there are."""
    numbers_of, number_of_cells = covered(lecture, language), len(cells(lecture))
    for page in pages(lecture, language):
        said = [node for node in page.nodes("paragraph") if "cells" in classes(node)]
        shown = [int(number) for node in said for number in re.findall(r"\d+", words(node))]
        wanted = ranges(numbers_of[page.uri])
        if shown != [*chain(*wanted), *[number_of_cells] * bool(wanted)]:
            place = page.place(said[0].map[0]) if said else page.place(0)
            named = ", ".join("–".join(map(str, numbers)) for numbers in wanted) or "none"
            fail(f"{place}: up to the next page's first, this page covers cells {named} of {number_of_cells}; say so")


def place_of_link(page, number):
    """Where a page links to a cell."""
    link = re.compile(rf"given\.ipynb#c{number}\b")
    return page.place(next((line for line, text in enumerate(page.lines) if link.search(text)), 0))


def words(node):
    return " ".join(part.content for part in node.walk() if part.type == "text").partition("{")[0]


def ranges(numbers):
    """The first and the last of the numbers that follow each other: [1, 2, 3, 7] are [1, 3] and [7]."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in run] for _, run in runs]
    return [run if len(run) == 1 else [run[0], run[-1]] for run in runs]


def claims():
    """Each page that covers cells, as its lecture and its path in `docs/`."""
    return [
        pytest.param(lecture, name, id=name)
        for lecture in GIVEN
        for language in languages()
        for name, numbers in covered(lecture, language).items()
        if numbers and name.startswith(f"{language}/")
    ]


@pytest.mark.parametrize(("lecture", "page"), claims())
def test_cells_are_on_their_page(lecture, page):
    examples = list(Page(page).examples())
    for number in covered(lecture, page.partition("/")[0])[page]:
        found = find(lecture, number, examples)
        source, output = cells(lecture)[number]
        if not found:
            fail(
                f"docs/{page} lacks cell {number}, or shows it out of order; if that is meant, "
                f"say why in tests/pages/{lecture}/cells.yml:\n{source}\n{output}"
            )
        examples = examples[found:]


@every_lecture
def test_every_difference_has_a_reason_and_a_cell(lecture):
    found, file = differences(lecture), f"tests/pages/{lecture}/cells.yml"
    if found["renamed"]["names"] and not found["renamed"].get("why"):
        fail(f"{file}: say why names are renamed")
    changed = [(change["cell"], change.get("why")) for change in found["changed"]]
    for cell, why in [*changed, *found["only_code"].items(), *found["only_beginning"].items()]:
        if cell not in cells(lecture):
            fail(f"{file}: there is no cell {cell}, the notebook has {len(cells(lecture))} code cells")
        if not why:
            fail(f"{file}: say why cell {cell} differs")


def test_lists_of_differences_are_of_lectures():
    assert {path.parent.name for path in HERE.glob("*/cells.yml")} <= set(GIVEN)
