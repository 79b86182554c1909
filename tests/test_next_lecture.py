"""The next lecture, and the next language, take pages, snippets and lines in mkdocs.yml, and no machinery.

A small lecture 99 and a third language are added to a copy of the project, as CONTRIBUTING.md says, and it is tested.
"""

import json
import shutil
import subprocess
import sys

import nbformat
import pytest
from project import build_site, change, copy_project, run_tests

LANGUAGES = {"pl": "Zliczanie", "en": "Counting", "eo": "Kalkuli"}
PAGE = """---
description: {title}, with an example, a question and a figure.
---

# {title} {{ #{id} }}

$a = 0$, [{title}](counting.md)

{figure}

```pycon
--8<-- "lecture-99/counting.pycon:count"
```

!!! question "{title}"

    ??? success "{title}"

        ```pycon
        --8<-- "lecture-99/counting.pycon:answer"
        ```

!!! question "{title}"

    1. {title}

    ??? success "{title}"

        {title}

        ```sh
        echo $HOME and $PATH
        ```

{title}

[{cells} / 3](given.ipynb#c{first})
{{ .cells }}
"""
# The lecturer's own notebook: two cells are on the first page, one is on the other.
GIVEN = [
    ("counts = torch.bincount(torch.tensor([0, 2, 2]))\ncounts", "tensor([1, 0, 2])"),
    ("# ĉiuj\ntorch.tensor([1, 2]).size()", "torch.Size([2])"),
    ("import torch", ""),
]
SNIPPET = """# --8<-- [start:count]
>>> import torch
>>> counts = torch.bincount(torch.tensor([0, 2, 2]))
>>> counts
tensor([1, 0, 2])
# --8<-- [end:count]
# --8<-- [start:answer]
>>> torch.tensor([1, 2]).size()
torch.Size([2])
# --8<-- [end:answer]
"""
FIGURES = """import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from drawing import Figure, names_after, write

LECTURE = Path(__file__).parent.name


def counts(words):
    figure = Figure(words, 40)
    figure.grid(4, 4, figure.numbers([names_after(LECTURE, "counting:count")["counts"]]))
    return figure


FIGURES = [counts]

if __name__ == "__main__":
    write(LECTURE, FIGURES)
"""
SHOWN = {
    "pl": "Trzy komórki w jednym rzędzie; stoją w nich, kolejno od lewej do prawej, liczby 1, 0 i 2, nic więcej.",
    "en": "Three cells in one row; in them, one after another from left to right, are the numbers 1, 0 and 2.",
    "eo": "Tri ĉeloj en unu vico; en ili staras, unu post la alia de maldekstre, la nombroj 1, 0 kaj 2, nenio alia.",
}
ESPERANTO = """name: Esperanto
site_name: Kiel funkcias GPT
light: Helaj koloroj
dark: Malhelaj koloroj
permalink: Ligilo al tiu loko
no_break_after: ""
search: ""
proven: "{examples} ekzemploj provitaj sur {device} per PyTorch {torch} je {date}."
licence: Teksto laŭ CC BY 4.0, kodo laŭ MIT
moved: Tiu paĝo translokiĝis
go_there: Al la nova adreso
not_found: Tiu paĝo ne ekzistas
start: Al la komenco
whole: tuta sur unu paĝo
whole_title: La tuta prelego sur unu paĝo
given: La kajero de la prelego
given_note: "Jen la kajero de la preleganto mem. Ĝi estas lia verko."
cell: "Ĉelo {number}"
download: Elŝuti la kajeron
colab: Malfermi en Colab
versions: "La eligoj estas tiuj de PyTorch {torch} kaj NumPy {numpy}."
go_on: Plu
"""


def given_notebook():
    """The text of the lecturer's notebook, with the ids that a Jupyter gives."""
    cells = [nbformat.v4.new_markdown_cell("# Kalkuli\n\n$a = 0$ kaj [ligilo](https://example.org)")]
    for source, printed in GIVEN:
        value = nbformat.v4.new_output("execute_result", {"text/plain": printed})
        cells.append(nbformat.v4.new_code_cell(source, outputs=[value] if printed else []))
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata={"lang": "eo"}))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with a third language and a second lecture, committed."""
    project = copy_project(tmp_path_factory.mktemp("next"))
    shutil.copytree(project / "docs/en", project / "docs/eo")
    (project / "docs/eo/words.yml").write_text(ESPERANTO, "utf-8")
    change(project, "mkdocs.yml", "    - en\n", "    - en\n    - eo\n")
    (project / "docs/given/lecture-99.ipynb").write_text(given_notebook(), "utf-8")
    change(
        project,
        "mkdocs.yml",
        "\nextra:\n",
        "  - lecture-99:\n      - lecture-99/index.md\n      - lecture-99/counting.md\n\nextra:\n",
    )
    for code, title in LANGUAGES.items():
        folder = project / "docs" / code / "lecture-99"
        folder.mkdir()
        (folder / "figures.yml").write_text(f'decimal: "{"," if code == "pl" else "."}"\n', "utf-8")
        (folder / "index.md").write_text(
            PAGE.format(title=f"{title} 99", id="lecture-99", figure="", cells="1–2", first=1), "utf-8"
        )
        figure = f"![{SHOWN[code]}](figures/counts.svg)"
        (folder / "counting.md").write_text(
            PAGE.format(title=title, id="counting", figure=figure, cells="3", first=3), "utf-8"
        )
    (project / "snippets/lecture-99").mkdir()
    (project / "snippets/lecture-99/counting.pycon").write_text(SNIPPET, "utf-8")
    (project / "snippets/lecture-99/figures.py").write_text(FIGURES, "utf-8")
    for lecture in ("lecture-2", "lecture-99"):
        subprocess.run([sys.executable, f"snippets/{lecture}/figures.py"], cwd=project, check=True)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Lecture 99, and Esperanto"]):
        subprocess.run([*git, *command], cwd=project, check=True)
    return project


def test_it_is_built(project):
    run = build_site(project, project / "site")
    assert run.returncode == 0, run.stderr
    for code, title in LANGUAGES.items():
        folder = project / "site" / code / "lecture-99"
        page = (folder / "counting.html").read_text("utf-8")
        assert f'<html lang="{code}"' in page
        assert page.count('class="md-header__button language"') == 2
        assert page.count('<figure class="figure"') == 1
        assert title in (folder / "whole.html").read_text("utf-8")
        assert (folder / "given.html").read_text("utf-8").count('<p class="cell"') == len(GIVEN)
        notebook = json.loads((folder / "lecture-99.ipynb").read_text("utf-8"))
        assert notebook["metadata"]["title"] == f"{title} 99"
        folded = [cell["metadata"] for cell in notebook["cells"] if cell["source"] == f"###### {title}"]
        assert folded == [{}, {"jp-MarkdownHeadingCollapsed": True}] * 2


def test_it_is_tested(project):
    names = ("languages", "lecture_cells", "given", "site", "examples", "notebooks", "figures", "words")
    everywhere = "test_figures or test_words or ((test_site or test_languages) and not lecture-2)"
    status, printed = run_tests(
        project,
        "-q",
        *(f"tests/test_{name}.py" for name in names),
        "-k",
        f"lecture-99 or test_examples[eo/ or {everywhere}",
    )
    assert status == 0, printed
    assert "proven on" in printed


def test_a_cell_that_it_lacks_is_noticed(project):
    """A page that says too much, and one that shows something else."""
    page, snippet = "docs/eo/lecture-99/index.md", "snippets/lecture-99/counting.pycon"
    change(project, page, "[1–2 / 3]", "[1–3 / 3]")
    change(project, snippet, "torch.tensor([1, 2])", "torch.tensor([2, 1])")
    status, printed = run_tests(project, "-q", "tests/test_lecture_cells.py", "-k", "lecture-99")
    change(project, page, "[1–3 / 3]", "[1–2 / 3]")
    change(project, snippet, "torch.tensor([2, 1])", "torch.tensor([1, 2])")
    assert status == 1
    line = (project / page).read_text("utf-8").split("{ .cells }")[0].count("\n")
    assert f"{page}:{line}: write these numbers of cells" in printed
    for code in LANGUAGES:
        assert f"docs/{code}/lecture-99/index.md lacks cell 2" in printed


def test_a_wrong_number_in_it_is_noticed(project):
    change(project, "snippets/lecture-99/counting.pycon", "tensor([1, 0, 2])", "tensor([1, 0, 3])")
    status, printed = run_tests(project, "-q", "tests/test_examples.py", "-k", "counting and test_examples")
    assert status == 1
    for code in LANGUAGES:
        assert f"snippets/lecture-99/counting.pycon:4: on page docs/{code}/lecture-99/counting.md" in printed
