"""No cell of the lecture is lost: each is on the page that says so, in order, and prints what it did in the lecture."""

import ast
import json
import re
from pathlib import Path

import pytest
from examples import Page
from site_config import ROOT, languages, listed_pages

CELLS = {cell["id"]: cell for cell in json.loads(Path(__file__).with_name("cells.json").read_text("utf-8"))}
COVERS = re.compile(r"^.*?(\d+)–(\d+)[^\n]*\n\{ \.cells \}$", re.M)

# Names on the pages are English, in both languages.
RENAMED = {"lista1": "left", "lista2": "right", "lista": "letters", "el": "letter"}

# Where a page differs from the lecture: (cell, what the lecture has, what the page has, why).
CHANGED = [
    ("C16", "b = torch.arange(1, 5)", "b = torch.arange(5, 9)", "two equal vectors hide which row is which"),
    ("C16", "tensor([1, 2, 3, 4])\ntensor([1, 2, 3, 4])", "tensor([1, 2, 3, 4])\ntensor([5, 6, 7, 8])", "its output"),
    ("C17", "[1, 2, 3, 4]]", "[5, 6, 7, 8]]", "its output"),
    ("C20", "torch.normal(mean=0, std=1, size=(2, 4))", "torch.tensor(...)", "drawn without a seed: written out"),
    ("C21", "torch.normal(mean=0, std=1, size=(4, 3))", "torch.tensor(...)", "drawn without a seed: written out"),
    ("C26", "(axis=1)\nprobs", "(axis=1)", "the cell raises before it gets here"),
    ("C40", "Krok ", "", "labels are the same in both languages"),
    ("C40", "Loss", "loss", "labels are the same in both languages"),
    ("C40", "Końcowa wartość x:", "x =", "labels are the same in both languages"),
    ("C40", "x.grad.zero_()", "_ = x.grad.zero_()", "at a Python prompt a bare call prints its result"),
]
# Drawn without a seed: the numbers are the lecture's alone. Only the code is compared.
RANDOM = {"C18", "C19"}
# The lecture's notes break off in the middle of the output.
CUT_OFF = {"C40"}


def changed(cell):
    """The source and the output of a cell as the pages have them."""
    source, output = CELLS[cell]["source"], CELLS[cell]["output"]
    for name, new in RENAMED.items():
        source = re.sub(rf"\b{name}\b", new, source)
    for where, old, new, _ in CHANGED:
        if where == cell:
            assert old in source + output, f"{cell} has no {old!r} any more: take it out of CHANGED"
            source, output = source.replace(old, new), output.replace(old, new)
    return source, output


def statements(source):
    """The statements of a piece of code in one spelling; a tensor written out in full counts as `torch.tensor(...)`."""
    lines = [ast.unparse(statement) for statement in ast.parse(source).body]
    return [re.sub(r"torch\.tensor\(\[\[-?\d\.\d{5},.*\]\]\)", "torch.tensor(...)", line) for line in lines]


def same_output(cell, lecture, page):
    """Whether a page shows a cell's output, but for spaces; of an error the lecture has the last line alone."""
    lecture, page = " ".join(lecture.split()), " ".join(page.split())
    page = page.removeprefix("Traceback (most recent call last): ... ")
    return page.startswith(lecture) if cell in CUT_OFF else page == lecture


def covered(page):
    """The ids of the cells that a page says it covers."""
    path = ROOT.joinpath("docs", page)
    match = path.is_file() and COVERS.search(path.read_text("utf-8"))  # test_languages names a page that is missing
    return [f"C{number:02}" for number in range(int(match[1]), int(match[2]) + 1)] if match else []


def find(cell, examples):
    """The number of examples up to and including the last one of a cell, or None if the cell is not among them."""
    source, output = changed(cell)
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
        if cell in RANDOM or not output or same_output(cell, output, "".join(shown)):
            return position
    return None


@pytest.mark.parametrize("language", languages())
def test_pages_cover_all_cells_in_order(language):
    claimed = [cell for page in listed_pages() for cell in covered(f"{language}/{page}")]
    assert claimed == list(CELLS)


@pytest.mark.parametrize("page", [page for page in listed_pages() if covered(f"{languages()[0]}/{page}")])
@pytest.mark.parametrize("language", languages())
def test_cells_are_on_their_page(language, page):
    examples = list(Page(f"{language}/{page}").examples())
    for cell in covered(f"{language}/{page}"):
        found = find(cell, examples)
        assert found, f"docs/{language}/{page} lacks {cell}, or shows it out of order:\n{changed(cell)}"
        examples = examples[found:]
