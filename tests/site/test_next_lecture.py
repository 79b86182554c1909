"""The next lecture, and the next language, take pages, snippets and lines in mkdocs.yml, and no machinery.

A small lecture 99 and a third language are added to a copy of the project, as CONTRIBUTING.md says, and it is tested.
"""

import json
import shutil
import subprocess

import pytest
import yaml
from copies import PARTS, SNIPPETS, Copy
from project import languages

pytestmark = pytest.mark.long

LANGUAGES = [*languages(), "eo"]
CELLS = 4  # in the lecturer's notebook
FOLDED = 5  # answers, a hint and a solution
FEW_KERNELS = "(not prints_what_it_says or counting or lecture-99.ipynb)"  # one page, and the whole lecture
EVERYWHERE = "test_figures.py or test_languages.py or test_site.py or test_words.py"
ESPERANTO = """name: Esperanto
site_name: Kiel funkcias GPT
palette_system: "Koloroj de la sistemo"
palette_light: "Helaj koloroj"
palette_dark: "Malhelaj koloroj"
decimal: "."
thousands: ","
correction: Korekto
corrections: Korektoj
corrections_note: Kio malbonis en la kajero
no_break_after: ""
foreign: "angle en, pole pl"
search: ""
position: "Paĝo {number} el {count}"
minutes: "{minutes} minutoj"
exercises: "ekzercoj: {count}"
read_on: Legi plu
kept: Konservita
report: Raporti eraron
edit: Redakti
author: "De {author}"
contact: Kontakto
pdf: PDF
zip: ZIP
search_for: "Serĉi {query}"
full: Plenekrane
hall: Prelega maniero
hall_next: Antaŭen
hall_back: Reen
hall_leave: Fino
hall_place: "{number} el {count}"
hall_key: La klavo L komencas tion
about: Kurso pri GPT.
search_hint: Serĉu
copy_output: Kopii la eligon
copy_code: Kopii la tutan kodon
search_found: "Trovitaj lokoj: {count}"
search_similar: "Similaj: {count}"
search_none: Nenio
search_failed: La serĉo ne venis
close: Fermi
proven: "{examples} ekzemploj provitaj sur {device} per PyTorch {torch}, NumPy {numpy} je {date}."
changed: "Ŝanĝita post {date}."
answers: Respondoj
answer_place: "{answer}: fine."
promises_kept: "Ĉio estis provita je {date} en Chromium {browser}."
licence: Teksto laŭ CC BY 4.0, kodo laŭ MIT
draft: Ankoraŭ ne en Esperanto
moved: Tiu paĝo translokiĝis
go_there: Al la nova adreso
not_found: Tiu paĝo ne ekzistas
to_start: Al la komenco
whole: tuta sur unu paĝo
whole_title: La tuta prelego sur unu paĝo
given: La kajero de la prelego
given_note: "Jen la kajero de la preleganto mem. Ĝi estas lia verko."
cell: "Ĉelo {number}"
download: Elŝuti la kajeron
colab: Malfermi en Colab
versions: "La eligoj estas tiuj de PyTorch {torch} kaj NumPy {numpy}."
go_on: Plu
script: Kiel programo (.py)
predict: Kion ĝi montras?
predict_check: Kontroli
predict_show: Montri
predict_cell: Kion montros la sekva ĉelo?
predict_answers: "Jen la eligoj:"
verdict_errors: eraro
verdict_yes: vera jes
verdict_no: malvera ne
verdict_infinite: nefinia
verdict_same: Ĝuste.
verdict_wrong: Ne.
verdict_nothing: Skribu ion.
verdict_unread: Komparu mem.
verdict_error: Estas eraro.
verdict_other_error: "Estas alia eraro: {name}."
verdict_no_error: Ne estas eraro.
verdict_axes: "La aksoj estas {count}, ne {typed}."
verdict_axis: "La longo de akso {number} estas alia."
verdict_count: "La valoroj estas {count}, ne {typed}."
verdict_order: La ordo estas alia.
verdict_shape: La formo estas alia.
verdict_sign: "La signo de valoro {number} estas alia."
verdict_close: "Valoro {number} estas proksima."
verdict_value: "Valoro {number} estas alia."
verdict_value_in_shape: "Nur valoro {number} estas alia."
mistakes: "Kiam io misfunkcias:"
mistake: "Eraro:"
repair: "Ĝuste estas:"
alphabet: abcĉdefgĝhĥijĵklmnoprsŝtuŭvz
rejected: "Ne „{term}”: {why}."
explained: Kie ĝi estas klarigita
also_used: Ankaŭ
arguments: Argumentoj
argument_of: Argumento de
documentation: Dokumentado
start: Komenco
check: Kontrolo
check_cell: Ĉi tiu ĉelo eble fiaskos.
script_versions: "La eligoj estas tiuj de PyTorch {torch} kaj NumPy {numpy}."
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory, site):
    """A copy of the project, whose site can be built, with a third language and a second lecture, committed."""
    copy = Copy(tmp_path_factory.mktemp("next"))
    copy.add_sample()
    shutil.copytree(copy.path("docs/en"), copy.path("docs/eo"))
    copy.path("docs/eo/words.yml").write_text(ESPERANTO, "utf-8")
    copy.change("mkdocs.yml", "    - en\n", "    - en\n    - eo\n")
    terms = {name: {**term, "eo": term["en"]} for name, term in yaml.safe_load(copy.read("docs/terms.yml")).items()}
    copy.path("docs/terms.yml").write_text(yaml.safe_dump(terms), "utf-8")
    assert copy.pytest("--update", "tests/pages/test_figures.py").status == 0
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Lecture 99, and Esperanto"]):
        subprocess.run([*git, *command], cwd=copy.folder, check=True)
    return copy


def test_it_is_built_and_tested(copy, tmp_path):
    """All that is tested of a lecture and of a language, for lecture 99 and for Esperanto, on the site that it has."""
    some = f"(lecture-99 or [eo/ or {EVERYWHERE}) and not ({' or '.join(PARTS)}) and {FEW_KERNELS}"
    run = copy.pytest("tests/pages", "tests/site", "-k", some, "--basetemp", tmp_path / "tests")
    assert run.status == 0, run.printed
    assert "proven on" in run.printed
    for code in LANGUAGES:
        folder = tmp_path / f"tests/site/course/{code}/lecture-99"
        page = (folder / "counting.html").read_text("utf-8")
        assert f'<html lang="{code}"' in page
        assert page.count('class="md-header__button language"') == len(LANGUAGES) - 1
        assert page.count('<figure class="figure"') == 1
        title = copy.read(f"docs/{code}/lecture-99/counting.md").partition("\n# ")[2].partition(" {")[0]
        assert title in (folder / "whole.html").read_text("utf-8")
        assert (folder / "given.html").read_text("utf-8").count('<p class="cell"') == CELLS
        notebook = json.loads((folder / "lecture-99.ipynb").read_text("utf-8"))
        headings = [cell["metadata"] for cell in notebook["cells"] if cell["source"].startswith("###### ")]
        assert headings.count({"jp-MarkdownHeadingCollapsed": True}) == FOLDED


def test_a_cell_that_it_lacks_is_noticed(copy):
    """A page that says too much, and one that shows something else."""
    page, snippet = "docs/eo/lecture-99/counting.md", f"{SNIPPETS}/counting.pycon"
    line = copy.change(page, "1–2 / 4", "1–3 / 4")
    copy.change(snippet, "torch.bincount(numbers)", "numbers.bincount()")
    run = copy.pytest("tests/pages/test_lecture_cells.py", "-k", "lecture-99")
    copy.change(page, "1–3 / 4", "1–2 / 4")
    copy.change(snippet, "numbers.bincount()", "torch.bincount(numbers)")
    assert run.status == pytest.ExitCode.TESTS_FAILED
    assert f"{page}:{line}: up to the next page's first, this page covers cells 1–2 of {CELLS}" in run.printed
    for code in LANGUAGES:
        assert f"docs/{code}/lecture-99/counting.md lacks cell 2" in run.printed


def test_pixels_of_another_drawing_are_noticed_and_drawn_anew(copy):
    """Those of a figure that was drawn by hand since, say, or that are missing."""
    here, tests = "docs/eo/lecture-99/figures/counts.png", ["tests/pages/test_figures.py", "-k", "that_are_drawn"]
    before = copy.path(here).read_bytes()
    shutil.copy(next(copy.folder.glob("docs/en/lecture-[0-8]*/figures/*.png")), copy.path(here))
    other, missing = copy.pytest(*tests), (copy.path(here).unlink(), copy.pytest(*tests))[1]
    assert f"{here} is not of the counts.svg beside it: pytest --update draws it" in other.printed
    assert f"{here} is missing, which notebooks show: pytest --update draws it" in missing.printed
    run = copy.pytest("--update", *tests)
    assert [line for line in run.printed.splitlines() if line.startswith("updated")] == [f"updated {here}"]
    assert copy.path(here).read_bytes() == before


def test_a_wrong_number_in_it_is_noticed(copy):
    line = copy.change(f"{SNIPPETS}/counting.pycon", "tensor([3, 1, 2])", "tensor([3, 1, 3])")
    run = copy.pytest("tests/pages/test_examples.py", "-k", "lecture-99/counting and test_examples")
    assert run.status == pytest.ExitCode.TESTS_FAILED
    for code in LANGUAGES:
        place = f"{SNIPPETS}/counting.pycon:{line - 1}: on page docs/{code}/lecture-99/counting.md"
        assert place in run.printed
