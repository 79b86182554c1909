"""Each notebook runs from the top in a fresh kernel, prints what it says, and reads well in Jupyter."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from outputs import PRINTED, as_on_cpu, outputs_agree
from site_config import ROOT, figures, languages, listed_pages, pages

HERE = Path(__file__).parent
NAMES = [page.replace(".md", ".ipynb") for page in pages(languages()[0]) if "/" in page]
LECTURES = sorted({f"{Path(name).parent}/{Path(name).parent.name}.ipynb" for name in NAMES})
EVERY = [f"{language}/{name}" for language in languages() for name in [*NAMES, *LECTURES]]

# What goes before a notebook in its kernel: the device, and numbers with as many decimals as pages are tested with.
SETUP = f"""
import sys, torch
sys.path.append({str(HERE)!r})
from device import chosen_device
device = chosen_device({{device!r}}, "")
torch.set_default_device(device if device.type != "cpu" else None)
torch.set_printoptions(precision={PRINTED})
"""


def read(site, name):
    return nbformat.read(site / name, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text_of(outputs):
    """The outputs of a cell as a page has them; of an error its last line."""
    texts = []
    for output in outputs:
        if output.output_type == "error":
            texts.append(f"{output.ename}: {output.evalue}" if output.evalue else output.ename)
        else:
            texts.append(output.text if output.output_type == "stream" else output.data["text/plain"])
    return "".join(texts)


def kinds(outputs):
    return [output.output_type for output in outputs]


def differences(documented, executed, device):
    """Where the cells of an executed notebook show something else than documented, by the rule of the pages."""
    on_cpu = device.type == "cpu"
    for want, got in zip(documented, executed, strict=True):
        tags = want.metadata.get("tags", [])
        shown, printed = text_of(want.outputs), as_on_cpu(text_of(got.outputs), device)
        if "cpu" in tags and not on_cpu and "not implemented for" in printed:
            continue  # the page says that the device has no such operation
        agree = outputs_agree(shown, printed, on_cpu, on_cpu or "random" not in tags)
        if not agree or kinds(want.outputs) != kinds(got.outputs):
            yield f"{want.id}: {want.source}\nExpected:\n{shown}\nGot:\n{printed}"


@pytest.mark.parametrize("name", [*NAMES, *LECTURES])
def test_notebook_prints_what_it_says(site, device, name):
    """The languages have the same code and outputs, so one kernel proves a notebook in all of them."""
    first, *others = (
        [(cell.source, cell.outputs) for cell in code_cells(read(site, f"{code}/{name}"))] for code in languages()
    )
    assert all(other == first for other in others)
    notebook = read(site, f"{languages()[0]}/{name}")
    documented = code_cells(read(site, f"{languages()[0]}/{name}"))
    for cell in notebook.cells:
        cell.metadata["tags"] = ["raises-exception"]  # runs to its end, whatever happens; errors are compared below
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SETUP.format(device=device.type)))
    NotebookClient(notebook, timeout=120, coalesce_streams=True).execute()
    setup, *executed = code_cells(notebook)
    assert not setup.outputs, text_of(setup.outputs)
    assert list(differences(documented, executed, device)) == []


def test_difference_is_noticed(site, device):
    """One digit, and an error where there should be none."""
    cells = code_cells(read(site, "en/lecture-2/joining.ipynb"))
    wrong = code_cells(read(site, "en/lecture-2/joining.ipynb"))
    assert list(differences(cells, wrong, device)) == []
    printing = next(cell for cell in wrong if kinds(cell.outputs) == ["execute_result"])
    printing.outputs[0].data["text/plain"] = printing.outputs[0].data["text/plain"].replace("1", "7", 1)
    silent = next(cell for cell in wrong if not cell.outputs or kinds(cell.outputs) == ["stream"])
    silent.outputs = [
        nbformat.v4.new_output("error", ename="NameError", evalue="name 'a' is not defined", traceback=[])
    ]
    assert len(list(differences(cells, wrong, device))) == 2


@pytest.mark.parametrize("name", EVERY)
def test_notebook_is_well_formed(site, name):
    notebook = read(site, name)
    nbformat.validate(notebook)
    language = name.partition("/")[0]
    source = name.replace(".ipynb", ".html") if name.partition("/")[2] in NAMES else f"{Path(name).parent}/index.html"
    assert notebook.metadata.lang == language
    assert notebook.metadata.source == f"https://example.org/course/{source}"
    assert notebook.metadata.license
    assert notebook.cells[0].source.startswith(f"# {notebook.metadata.title}")
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    for cell in code_cells(notebook):
        assert ">>>" not in cell.source
        assert ("error" in kinds(cell.outputs)) == ("raises-exception" in cell.metadata.get("tags", []))
        assert ("hide-cell" in cell.metadata.get("tags", [])) == bool(cell.metadata.get("jupyter"))
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"--8<--|^\s*(?:!!!|\?\?\?)|\{ [#.]|```pycon|>>>", prose, re.M)
    assert not re.search(r"\]\((?!https://|data:image/svg)", prose)


@pytest.mark.parametrize("language", languages())
def test_notebooks_have_the_figures_of_their_pages(site, language):
    lecture = {}
    for name in NAMES:
        page = ROOT.joinpath("docs", language, name).with_suffix(".md")
        lecture[name] = sorted(file.read_bytes() for _, file in figures(page))
        assert sorted(figures_of(site, f"{language}/{name}")) == lecture[name]
    for name in LECTURES:
        wanted = [figure for page in NAMES if Path(page).parent == Path(name).parent for figure in lecture[page]]
        assert sorted(figures_of(site, f"{language}/{name}")) == sorted(wanted)
    assert sum(map(len, lecture.values())) > 10


def figures_of(site, name):
    images = re.findall(
        r"\]\(data:image/svg\+xml;base64,([^)]*)\)", "".join(cell.source for cell in read(site, name).cells)
    )
    return [base64.b64decode(image) for image in images]


@pytest.mark.parametrize("language", languages())
def test_jupyter_shows_it(site, tmp_path, language):
    """Jupyter's own converter: headings, formulas and boxes are there, and nothing is shown as it was written."""
    name = f"{language}/lecture-2/cross-entropy.ipynb"
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", tmp_path, site / name]
    subprocess.run(command, check=True, capture_output=True)
    body = BeautifulSoup((tmp_path / "cross-entropy.html").read_text("utf-8"), "html.parser").body
    notebook = read(site, name)
    assert len(body.select(".jp-CodeCell")) == len(code_cells(notebook))
    assert body.h1.contents[0] == notebook.metadata.title
    page = BeautifulSoup((site / name).with_suffix(".html").read_text("utf-8"), "html.parser").article
    assert len(body.select("h2")) == len(page.select("h2"))
    titles = [
        title.get_text().replace("\N{NO-BREAK SPACE}", " ") for title in page.select(".admonition > .admonition-title")
    ]
    assert titles
    assert [title.get_text() for title in body.select("blockquote > p:first-child > strong:only-child")] == titles
    answers = [answer.get_text() for answer in page.select("summary")]
    assert answers
    assert [answer.contents[0] for answer in body.select("h6")] == answers
    headings = [cell for cell in notebook.cells if cell.source.startswith("######")]
    assert [cell.metadata for cell in headings] == [{"jp-MarkdownHeadingCollapsed": True}] * len(answers)
    formulas = [formula.get_text() for formula in page.select("math[display=block] annotation")]
    assert formulas
    assert all(f"$${formula}$$" in body.get_text() for formula in formulas)
    images = [image["alt"] for image in body.select("img[src^='data:image/svg+xml']")]
    assert images
    assert images == [
        figure["aria-label"].replace("\N{NO-BREAK SPACE}", " ") for figure in page.select("figure > * svg")
    ]


@pytest.mark.parametrize("language", languages())
def test_answers_are_in_one_closed_box_each(site, language):
    shown = BeautifulSoup((site / f"{language}/{LECTURES[0]}").with_suffix(".html").read_text("utf-8"), "html.parser")
    boxes = shown.select("article details:not([open])")
    for name in [page for page in listed_pages() if "/" in page]:
        page = BeautifulSoup((site / language / name).with_suffix(".html").read_text("utf-8"), "html.parser")
        for wanted in page.select("article details"):
            box = boxes.pop(0)
            assert box.summary.get_text() == wanted.summary.get_text()
            assert len(box.select("pre")) >= len(wanted.select("pre"))
            assert not box.select("h1, h2, h3, h4, h5, h6")
    assert boxes == []


def test_sites_notebooks_are_bare_json(site):
    for name in EVERY:
        assert json.loads((site / name).read_text("utf-8"))["nbformat"] == 4
