"""The next lecture, and the next language, take pages, snippets and lines in mkdocs.yml, and no machinery.

A small lecture 99 and a third language are added to a copy of the project, as CONTRIBUTING.md says, and it is tested.
"""

import json
import shutil
import subprocess
import sys

import pytest
from site_config import build_site
from test_mistakes import copy_project, make

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
"""
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
WORDS = {"pl": {"decimal": ","}, "en": {"decimal": "."}, "eo": {"decimal": "."}}


def counts(words):
    figure = Figure(words, 40)
    figure.grid(4, 4, figure.numbers([names_after(LECTURE, "counting:count")["counts"]]))
    return figure


FIGURES = [counts]

if __name__ == "__main__":
    write(LECTURE, FIGURES, WORDS)
"""
SHOWN = {
    "pl": "Trzy komórki w jednym rzędzie; stoją w nich, kolejno od lewej do prawej, liczby 1, 0 i 2, nic więcej.",
    "en": "Three cells in one row; in them, one after another from left to right, are the numbers 1, 0 and 2.",
    "eo": "Tri ĉeloj en unu vico; en ili staras, unu post la alia de maldekstre, la nombroj 1, 0 kaj 2, nenio alia.",
}
ESPERANTO = """    eo:
      name: Esperanto
      site_name: Kiel funkcias GPT
      light: Helaj koloroj
      dark: Malhelaj koloroj
      permalink: Ligilo al tiu loko
      no_break_after: ""
      search: ""
      proven: "{examples} ekzemploj provitaj sur {device} per PyTorch {torch} je {date}."
      licence: Teksto laŭ CC BY 4.0, kodo laŭ MIT
      notebook: kajero
      download: Elŝuti la kajeron
      colab: Malfermi en Colab
      whole: tuta sur unu paĝo
      not_found: Tiu paĝo ne ekzistas
      start: Al la komenco
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with a third language and a second lecture, committed."""
    project = copy_project(tmp_path_factory.mktemp("next"))
    shutil.copytree(project / "docs/en", project / "docs/eo")
    make(project, "mkdocs.yml", "  alternate: true", f"{ESPERANTO}  alternate: true")
    make(
        project,
        "mkdocs.yml",
        "\nextra:\n",
        "  - lecture-99:\n      - lecture-99/index.md\n      - lecture-99/counting.md\n\nextra:\n",
    )
    for code, title in LANGUAGES.items():
        folder = project / "docs" / code / "lecture-99"
        folder.mkdir()
        (folder / "index.md").write_text(PAGE.format(title=f"{title} 99", id="lecture-99", figure=""), "utf-8")
        figure = f"![{SHOWN[code]}](figures/counts.svg)"
        (folder / "counting.md").write_text(PAGE.format(title=title, id="counting", figure=figure), "utf-8")
    (project / "snippets/lecture-99").mkdir()
    (project / "snippets/lecture-99/counting.pycon").write_text(SNIPPET, "utf-8")
    (project / "snippets/lecture-99/figures.py").write_text(FIGURES, "utf-8")
    make(project, "snippets/lecture-2/figures.py", "FIGURES = [", 'WORDS["eo"] = WORDS["en"]\nFIGURES = [')
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
        assert json.loads((folder / "lecture-99.ipynb").read_text("utf-8"))["metadata"]["title"] == f"{title} 99"


def test_it_is_tested(project):
    tests = [f"tests/test_{what}.py" for what in ("languages", "site", "examples", "notebooks", "figures")]
    chosen = "lecture-99 or test_examples[eo/ or test_figures or ((test_site or test_languages) and not lecture-2)"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *tests, "-k", chosen], cwd=project, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout
    assert "proven on" in run.stdout


def test_a_wrong_number_in_it_is_noticed(project):
    make(project, "snippets/lecture-99/counting.pycon", "tensor([1, 0, 2])", "tensor([1, 0, 3])")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_examples.py", "-k", "counting and test_examples"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    for code in LANGUAGES:
        assert f"snippets/lecture-99/counting.pycon:4: on page docs/{code}/lecture-99/counting.md" in run.stdout
