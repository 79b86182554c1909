"""What becomes of a page in its notebook, on small pages: where cells begin and end, and what is in them."""

import base64

import nbformat
import pytest
import words
from notebooks import VERSIONS, Cells, InNotebook, as_pixels
from places import PageError
from project import ROOT, languages
from small_pages import PLACE, page_of

WORDS = {**words.read(languages()[0]), "go_on": "Go on"}
FOLDED = {"jp-MarkdownHeadingCollapsed": True}


def address(link):
    """Where a link leads from a notebook; nothing is known of some pages."""
    return None if link.startswith("unknown") else f"https://example.org/{link}"


def cells_of(text, note=""):
    return Cells(page_of(text), InNotebook(ROOT, address), WORDS, note).cells


def shown(text):
    """The cells of a page as short lines: code behind `>`, folded headings behind `+`, Markdown as it is."""
    marks = {True: "> ", False: ""}
    return [
        ("+ " if cell["metadata"] == FOLDED else marks[cell["cell_type"] == "code"]) + cell["source"]
        for cell in cells_of(text)
    ]


SESSION = "```pycon\n>>> 1\n1\n```"
IN_BOX = "    ```pycon\n    >>> 1\n    1\n    ```"
IN_ANSWER = "        ```pycon\n        >>> 1\n        1\n        ```"
EXERCISE = f'!!! question "Q"\n\n    What?\n\n    ??? success "A"\n\n        This.\n\n{IN_ANSWER}'
FOLDED_EXERCISE = ["###### Q", "> What?", "+ ###### A", "This.", "> 1"]

BECOMES = {
    "prose around code": (f"a\n\nb\n\n{SESSION}\n\nc", ["a\n\nb", "> 1", "c"]),
    "two examples": ("```pycon\n>>> a = 1\n>>> a\n1\n>>> b = 2\n```", ["> a = 1\na", "> b = 2"]),
    "fence of tildes": ("~~~pycon\n>>> 1\n1\n~~~", ["> 1"]),
    "fence in a list": (f"1. a\n\n{IN_BOX}\n\n2. b", ["1. a", "> 1", "2. b"]),
    "quote": ("> a", ["> a"]),
    "fence in a quote": ("> a\n>\n> ```pycon\n> >>> 1\n> 1\n> ```", ["> a", "> 1"]),
    "heading in an answer": (
        f'??? success "A"\n\n    a\n\n    ## B {{ #b }}\n\n    c\n\n{IN_BOX}\n\nd',
        ["+ ###### A", "a\n\n**B**\n\nc", "> 1", "###### Go on", "d"],
    ),
    "shell block": ("a\n\n```sh\npip install torch\n```\n\nb", ["a\n\n```sh\npip install torch\n```\n\nb"]),
    "session that is only shown": ("```text\n>>> 1\n```", ["```text\n>>> 1\n```"]),
    "indented code": ("a\n\n    >>> 1\n    1\n\nb", ["a\n\n    >>> 1\n    1\n\nb"]),
    "exercise": (EXERCISE, FOLDED_EXERCISE),
    "two exercises": (f"{EXERCISE}\n\n{EXERCISE}", FOLDED_EXERCISE * 2),
    "prose after an answer": (f"{EXERCISE}\n\nb", [*FOLDED_EXERCISE, "###### Go on", "b"]),
    "prose in the box after an answer": (f"{EXERCISE}\n\n    b", [*FOLDED_EXERCISE, "###### Go on", "> b"]),
    "code after an answer": (f"{EXERCISE}\n\n{SESSION}", [*FOLDED_EXERCISE, "###### Go on", "> 1"]),
    "box after an answer": (
        f'{EXERCISE}\n\n!!! info "I"\n\n    b',
        [*FOLDED_EXERCISE, "###### Go on", "> **I**\n>\n> b"],
    ),
    "two answers": (
        f'{EXERCISE}\n\n    ??? success "B"\n\n        That.',
        [*FOLDED_EXERCISE, "+ ###### B", "That."],
    ),
    "heading after an answer": (f"{EXERCISE}\n\n## B {{ #b }}\n\nc", [*FOLDED_EXERCISE, "## B\n\nc"]),
    "cells of the lecture after an answer": (f"{EXERCISE}\n\n[1–2](given.ipynb#c1)\n{{ .cells }}", FOLDED_EXERCISE),
    "box": ('!!! info "I"\n\n    a\n\n\n    b', ["> **I**\n>\n> a\n>\n> b"]),
    "box with code": (f'!!! info "I"\n\n    a\n\n{IN_BOX}\n\n    b', ["> **I**\n>\n> a", "> 1", "> b"]),
    "box without a title": ("!!! info\n\n    a", ["> **Info**\n>\n> a"]),
    "box with an empty title": ('!!! info ""\n\n    a', ["> a"]),
    "answer without a title": ("??? success\n\n    a", ["+ ###### Success", "a"]),
    "title with code and a formula": ('??? success "The `a` and $b$"\n\n    c', ["+ ###### The `a` and $b$", "c"]),
    "open answer": ('???+ success "A"\n\n    b', ["+ ###### A", "b"]),
    "box in an answer": (
        '??? success "A"\n\n    a\n\n    !!! info "I"\n\n        b\n\n    c',
        ["+ ###### A", "a", "> **I**\n>\n> b", "c"],
    ),
    "box in a list": ('1. a\n\n    !!! info "I"\n\n        b\n\n2. c', ["1. a", "> **I**\n>\n> b", "2. c"]),
    "attribute lists": (
        "# A { #a }\n\n[b](c){ .d } *e*{ .f } `g`{ .h }\n{ .i }\n\n| j { .k } |\n| - |\n| l { #m } |",
        ["# A\n\n[b](https://example.org/c) *e* `g`\n\n| j  |\n| - |\n| l  |"],
    ),
    "braces that are no attribute list": ("The set {1, 2} and `{ #a }`", ["The set {1, 2} and `{ #a }`"]),
    "links": ("[a](b.md#c) and <https://d.org>", ["[a](https://example.org/b.md#c) and <https://d.org>"]),
    "title of a link": ('[a](b "The c")', ['[a](https://example.org/b "The c")']),
    "title of a link with quotes": ('[a](b "A \\"c\\"")', ["[a](https://example.org/b 'A \"c\"')"]),
    "link by reference": (
        '[a][b] and [b]\n\n[b]: c "D"',
        ['[a](https://example.org/c "D") and [b](https://example.org/c "D")'],
    ),
    "link to nobody knows where": ("[a *b*](unknown.md) c", ["a *b* c"]),
    "link in code": (
        "`[a](b)`\n\n```markdown\n[a](b) { #c }\n```\n\n    [a](b)",
        ["`[a](b)`\n\n```markdown\n[a](b) { #c }\n```\n\n    [a](b)"],
    ),
    "link in a table": (
        "| a |\n| - |\n| [b](c) [b](d) |",
        ["| a |\n| - |\n| [b](https://example.org/c) [b](https://example.org/d) |"],
    ),
    "image that is not there": ("![a](https://b.org/c.png)", ["![a](https://b.org/c.png)"]),
    "two headings": ("# A { #a }\n\n## B { #b }", ["# A\n\n## B"]),
    "underlined heading": ("A { #a }\n========\n\nb", ["# A\n\nb"]),
}


@pytest.mark.parametrize("name", BECOMES)
def test_page_becomes_cells(name):
    text, cells = BECOMES[name]
    assert shown(text) == cells


def test_versions_come_first():
    title, versions, rest = cells_of("# A\n\nb", note="The versions:")
    assert title["source"] == "# A\n\nThe versions:"
    assert versions["source"] == VERSIONS
    assert versions["metadata"] == {"tags": ["versions"]}
    assert versions["outputs"] == []
    assert rest["source"] == "b"


def test_outputs_and_errors_are_kept():
    error = ">>> 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero\n"
    value, text, failed = cells_of(f"``` {{ .pycon .random }}\n>>> 1\n1\n>>> print(2)\n2\n{error}```")
    assert value["outputs"][0]["data"] == {"text/plain": "1"}
    assert text["outputs"][0]["text"] == "2\n"
    assert failed["outputs"][0]["evalue"] == "division by zero"
    assert value["metadata"]["tags"] == ["random"]
    assert failed["metadata"]["tags"] == ["random", "raises-exception"]


def test_reader_is_asked_before_an_output():
    error = "Traceback (most recent call last):\n    ...\nZeroDivisionError: division by zero"
    asked, value, _, failed = cells_of(
        f"``` {{ .pycon .predict }}\n>>> 1\n1\n```\n\n``` {{ .pycon .predict }}\n>>> 1 / 0\n{error}\n```"
    )
    assert asked["source"] == WORDS["predict_cell"]
    assert value["outputs"] == failed["outputs"] == []
    assert value["metadata"]["tags"] == ["predict"]
    assert failed["metadata"]["tags"] == ["predict", "raises-exception"]


def test_exercise_is_cells():
    parts = [f"    ``` {{ .pycon .{part} }}\n    >>> {part} = 1\n    ```\n\n" for part in ("start", "check")]
    solution = '    ??? success "S"\n\n        ``` { .pycon .solution }\n        >>> b = 1\n        ```'
    cells = cells_of(f'!!! exercise "E"\n\n    a\n\n{"".join(parts)}{solution}')
    assert [cell["source"] for cell in cells] == [
        "###### E",
        "> a",
        "start = 1",
        f"> {WORDS['check_cell']}",
        "check = 1",
        "###### S",
        "```python\nb = 1\n```",  # "Run all" does not solve it
    ]
    assert cells[6]["cell_type"] == "markdown"
    assert cells[4]["metadata"]["tags"] == ["check", "raises-exception"]  # JupyterLab goes on behind it
    assert cells[5]["metadata"] == FOLDED


def test_session_that_cannot_be_read_is_named():
    with pytest.raises(PageError, match=rf"{PLACE}:3: this is not a session that doctest can read"):
        cells_of("a\n\n```pycon\n>>>1\n```")


def test_headings_go_down():
    changes = InNotebook(ROOT, address, demoted=1)
    cells = Cells(page_of("# A { #a }\n\n## B\n\n```sh\n# c\n```"), changes, WORDS).cells
    assert [cell["source"] for cell in cells] == ["## A\n\n### B\n\n```sh\n# c\n```"]


# A page may show images of all kinds, wherever text may be; of a drawing the notebook has the PNG beside it.
FILES = ["a.png", "a.svg", "b/a.png", "b/a.svg", "c d.jpg"]
IMAGES = {
    "drawing": ("![A](a.svg)", [("![A](attachment:a.png)", {"a.png": "a.png"})]),
    "photograph": ("![A](<c d.jpg>)", [("![A](attachment:c-d.jpg)", {"c-d.jpg": "c d.jpg"})]),
    "image of the same name": (
        "![A](a.svg)\n\n![B](b/a.svg) ![A](a.png)",
        [
            (
                "![A](attachment:a.png)\n\n![B](attachment:2-a.png) ![A](attachment:a.png)",
                {"2-a.png": "b/a.png", "a.png": "a.png"},
            )
        ],
    ),
    "in two cells": (
        f"![A](a.svg)\n\n{SESSION}\n\n![B](b/a.svg)",
        [("![A](attachment:a.png)", {"a.png": "a.png"}), ("![B](attachment:2-a.png)", {"2-a.png": "b/a.png"})],
    ),
    "in a box": ('!!! info ""\n\n    ![A](a.svg)', [("> ![A](attachment:a.png)", {"a.png": "a.png"})]),
    "in an answer": ('??? success "A"\n\n    ![A](a.svg)', [("![A](attachment:a.png)", {"a.png": "a.png"})]),
    "in a list": (f"1. a\n\n    ![A](a.svg)\n\n{IN_BOX}", [("1. a\n\n![A](attachment:a.png)", {"a.png": "a.png"})]),
    "with a title": ('![A](a.svg "B")', [('![A](attachment:a.png "B")', {"a.png": "a.png"})]),
    "in code": ("`![A](a.svg)`", []),
    "elsewhere": ("![A](https://b.org/a.png)", []),
    "missing": ("![A](d.svg)", []),
}


@pytest.mark.parametrize("name", IMAGES)
def test_images_are_attachments_of_their_cells(name, tmp_path):
    (tmp_path / "b").mkdir()
    for file in FILES:
        (tmp_path / file).write_text(file, "utf-8")
    text, wanted = IMAGES[name]
    cells = Cells(page_of(text), InNotebook(tmp_path, address), WORDS).cells
    found = [(cell["source"], cell["attachments"]) for cell in cells if "attachments" in cell]
    kinds = {".png": "image/png", ".jpg": "image/jpeg"}
    assert [source for source, _ in found] == [source for source, _ in wanted]
    for (_, attachments), (_, files) in zip(found, wanted, strict=True):
        assert attachments == {
            name: {kinds[name[-4:]]: base64.b64encode(file.encode()).decode()} for name, file in files.items()
        }
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    nbformat.validate({"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_drawing_without_pixels_is_named():
    drawing = next(ROOT.glob("docs/*/*/figures/*.svg"))
    alone = ROOT / "docs" / "a.svg"
    with pytest.raises(PageError, match=r"^docs/a.svg: notebooks need a.png beside it; pytest --update draws it$"):
        as_pixels(alone)
    assert as_pixels(drawing) == drawing.with_suffix(".png")
