"""Each notebook runs from the top in a fresh kernel, prints what it says, and reads well in Jupyter."""

import base64
import json
import re
import tempfile
from itertools import chain
from pathlib import Path

import forked
import nbformat
import numpy
import pytest
import torch
import words
from bs4 import BeautifulSoup
from examples.outputs import PRECISE, SHOWN, agree, as_on_cpu, differ_in_numbers, documented, text_of
from forked_kernel import ForkedKernelManager
from lectures import notebook_uri
from markdown_it import MarkdownIt
from nbclient import NotebookClient
from project import ROOT, all_lectures, figures, languages, languages_of, pages

TESTS = Path(__file__).parents[1]
NAMES = [page.replace(".md", ".ipynb") for lecture in all_lectures() for page in lecture.uris[1:]]
LECTURES = [lecture.notebook_uri for lecture in all_lectures()]
EVERY = [f"{language}/{name}" for name in [*NAMES, *LECTURES] for language in languages_of(name)]

# The place that Jupyter names of what is no Python.
LINE = re.compile(r" \(\S+, line \d+\)$", re.M)
# A group of errors, which Jupyter prints, and what it says of a cell each time that it reads it.
GROUP = re.compile(r"  \+ Exception Group Traceback .*?^  \| (ExceptionGroup: .*?)$.*\Z", re.M | re.S)
AGAIN = re.compile(r"^(SyntaxWarning: .*\n)\1+", re.M)
# What goes before a notebook in its kernel: the device, how many decimals, PyTorch's warnings each time and without
# places, all that is printed in its order, and values as a prompt shows them, which Jupyter would lay out otherwise.
# One thread, as in conftest.py: kernels that run beside each other would take turns with two, ten times as long.
SETUP = f"""
import sys, warnings, torch
sys.path.append({str(TESTS)!r})
from examples.console import show_warning
from examples.device import chosen_device, on_the_cpu
warnings.showwarning, sys.stderr = show_warning, sys.stdout
warnings.filterwarnings("ignore", "To exit: use")
device = chosen_device({{device!r}}, "")
torch.set_default_device(device if device.type != "cpu" else None)
torch.set_printoptions(precision={{decimals}})
torch.set_warn_always(True)
torch.set_num_threads(1)
get_ipython().display_formatter.formatters["text/plain"].pprint = False
"""


def read(site, name):
    return nbformat.read(site / name, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def kinds(outputs):
    return [output.output_type for output in outputs]


def executed(site, name, device, decimals=SHOWN):
    """What the code cells of a notebook print, as on the CPU, and whether it is an error; by a kernel, from the top."""
    notebook = read(site, name)
    for cell in code_cells(notebook):
        if "cpu" in cell.metadata.get("tags", []):
            cell.source = f"with on_the_cpu(globals()): _ = get_ipython().run_cell({cell.source!r})"
        cell.metadata["tags"] = ["raises-exception"]  # runs to its end, whatever happens; errors are compared below
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SETUP.format(device=device.type, decimals=decimals)))
    kernel = {"kernel_manager_class": ForkedKernelManager, "shutdown_kernel": "immediate"}
    with tempfile.TemporaryDirectory() as folder:
        place = {"metadata": {"path": folder}}
        NotebookClient(notebook, timeout=120, coalesce_streams=True, resources=place, **kernel).execute()
    setup, *cells = code_cells(notebook)
    assert not setup.outputs, text_of(setup.outputs)
    texts = [LINE.sub("", AGAIN.sub(r"\1", text_of(cell.outputs))) for cell in cells]
    groups = [GROUP.search(text) for text in texts]
    texts = [GROUP.sub(r"\1", text) for text in texts]
    raised = [is_error(cell) or bool(group) for cell, group in zip(cells, groups, strict=True)]
    return [(as_on_cpu(text, device), error) for text, error in zip(texts, raised, strict=True)]


def is_error(cell):
    return "error" in kinds(cell.outputs)


def differences(cells, printed, precise, device):
    """Where the cells of a notebook show something else than was printed, by the rule of the pages."""
    on_cpu = device.type == "cpu"
    for cell, (got, raised), (values, _) in zip(cells, printed, precise, strict=True):
        want, tags = documented(text_of(cell.outputs)), cell.metadata.get("tags", [])
        if "predict" in tags:  # what it prints is on the page alone
            continue
        if "check" in tags:  # of an exercise that nobody has solved
            want, got = "AssertionError", got.partition(":")[0]
        same_error = raised and want.startswith(got)  # a prompt adds notes, and what one may have meant
        agrees = same_error or agree(want, got, values, on_cpu, on_cpu or "random" not in tags)
        if not agrees or raised != ("raises-exception" in tags):
            yield f"{cell.id}: {cell.source}\nExpected:\n{want}\nGot:\n{got}"


def languages_with_all_of(name):
    """The languages in which a page is published, or a lecture without a draft."""
    uris = next((lecture.uris for lecture in all_lectures() if lecture.notebook_uri == name), [name])
    return [code for code in languages() if all(code in languages_of(uri) for uri in uris)]


@pytest.mark.parametrize("name", [*NAMES, *LECTURES])
def test_notebook_prints_what_it_says(site, device, name):
    """The languages have the same code and outputs, so one kernel proves a notebook in all of them."""
    codes = languages_with_all_of(name)
    first, *others = (
        [(cell.source, cell.outputs) for cell in code_cells(read(site, f"{code}/{name}"))] for code in codes
    )
    assert all(other == first for other in others)
    _, *cells = code_cells(read(site, f"{codes[0]}/{name}"))
    versions, *printed = precise = executed(site, f"{codes[0]}/{name}", device)
    assert versions == (f"PyTorch {torch.__version__}\nNumPy {numpy.__version__}", False)
    wanted = [documented(text_of(cell.outputs)) for cell in cells]
    if any(differ_in_numbers(want, got) for want, (got, _) in zip(wanted, printed, strict=True)):
        precise = executed(site, f"{codes[0]}/{name}", device, PRECISE)
    assert list(differences(cells, printed, precise[1:], device)) == []


def test_difference_is_noticed(site, device):
    """One digit, an error where there should be none, and none where an exercise is not solved yet."""
    name = f"{languages()[0]}/{LECTURES[0]}"
    cells, wrong = (  # all but the versions, and what only a page shows
        [cell for cell in code_cells(read(site, name))[1:] if "predict" not in cell.metadata.get("tags", [])]
        for _ in range(2)
    )
    checks = ["check" in cell.metadata.get("tags", []) for cell in cells]
    printed = [
        ("AssertionError: a = 1", True) if is_check else (documented(text_of(cell.outputs)), is_error(cell))
        for cell, is_check in zip(cells, checks, strict=True)
    ]
    assert list(differences(cells, printed, printed, device)) == []
    otherwise = [(text, not raised) for text, raised in printed]  # the same text, printed or raised
    assert len(list(differences(cells, otherwise, printed, device))) == len(cells)
    values = [cell for cell in wrong if kinds(cell.outputs) == ["execute_result"]]
    printing = next(cell for cell in values if re.search(r"\d", text_of(cell.outputs)))
    data = printing.outputs[0].data
    data["text/plain"] = re.sub(r"\d", lambda digit: str(9 - int(digit[0])), data["text/plain"], count=1)
    silent = next(cell for cell in wrong if not cell.outputs or kinds(cell.outputs) == ["stream"])
    silent.outputs = [
        nbformat.v4.new_output("error", ename="NameError", evalue="name 'a' is not defined", traceback=[])
    ]
    assert len(list(differences(wrong, printed, printed, device))) == 2


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
        tags = cell.metadata.get("tags", [])
        assert not {"predict", "check"} & {*tags} or cell.outputs == []
        assert "predict" in tags or ("error" in kinds(cell.outputs) or "check" in tags) == ("raises-exception" in tags)
    versions, *others = code_cells(notebook)
    assert versions.metadata.tags == ["versions"]
    assert versions.outputs == []
    assert not any("versions" in cell.metadata.get("tags", []) for cell in others)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"--8<--|^\s*(?:!!!|\?\?\?)|\{ [#.]|```pycon|>>>", prose, re.M)
    assert not re.search(r"\]\((?!https://|attachment:)", prose)


@pytest.mark.parametrize("language", languages())
def test_notebooks_have_the_figures_of_their_pages(site, language):
    for lecture in all_lectures():
        uris = [uri for uri in lecture.uris if uri in pages(language)]
        drawings = {uri: drawings_of(ROOT / "docs" / language / uri) for uri in uris}
        for uri in uris[1:]:
            assert [*figures_of(site, f"{language}/{notebook_uri(uri)}")] == drawings[uri]
        assert [*figures_of(site, f"{language}/{lecture.notebook_uri}")] == [*chain(*drawings.values())]


def drawings_of(page):
    return [file.with_suffix(".png").read_bytes() for _, file in figures(page)]


def figures_of(site, name):
    """The images that markdown-it, which VS Code uses, finds in the cells of a notebook: none is kept for nothing."""
    for cell in read(site, name).cells:
        if cell.cell_type == "markdown":
            tokens = [part for token in MarkdownIt().parse(cell.source) for part in token.children or []]
            names = [part.attrs["src"].removeprefix("attachment:") for part in tokens if part.type == "image"]
            attachments = cell.get("attachments", {})
            assert set(names) == set(attachments)
            yield from (base64.b64decode(attachments[image]["image/png"]) for image in names)


def whole(site, language, name):
    """The page that has the whole lecture of a notebook."""
    return parsed(site.joinpath(language, name).with_name("whole.html")).article


def parsed(path):
    """A page with its spaces and apostrophes as they are typed."""
    text = path.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return BeautifulSoup(text, "html.parser")


def squeezed(text):
    return "".join(text.split())


def texts(elements):
    """The words of headings and titles, without the mark that Jupyter puts behind headings."""
    return [element.get_text().removesuffix("¶") for element in elements]


@pytest.mark.parametrize("name", LECTURES)
@pytest.mark.parametrize("language", languages())
def test_jupyter_shows_it(site, tmp_path, language, name):
    """Jupyter's own converter: headings, formulas and boxes are there, and nothing is shown as it was written."""
    run = forked.run("nbconvert", "--to", "html", "--output-dir", str(tmp_path), name, folder=site / language)
    assert run.status == 0, run.errors
    body = parsed((tmp_path / Path(name).name).with_suffix(".html")).body
    notebook, page = read(site, f"{language}/{name}"), whole(site, language, name)
    assert len(body.select(".jp-CodeCell")) == len(code_cells(notebook))
    assert body.h1.contents[0] == notebook.metadata.title
    for level in ("h2", "h3"):
        assert texts(body.select(level)) == texts(page.select(level))
    titles = texts(page.select(".admonition:not(.question, .exercise) > .admonition-title"))
    assert texts(body.select("blockquote > p:first-child > strong:only-child")) == titles
    headings = texts(
        page.select(":is(.question, .exercise) > .admonition-title, details:not(.contents, .output) > summary")
    )
    go_on = words.read(language)["go_on"]
    assert [title for title in texts(body.select("h6")) if title != go_on] == headings
    formulas = [squeezed(formula.get_text()) for formula in page.select("math[display=block] annotation")]
    shown = [squeezed(formula) for formula in re.findall(r"\$\$(.*?)\$\$", body.get_text(), re.S)]
    assert shown == formulas
    images = [image["alt"] for image in body.select("img[src^='data:image/png;base64,']")]
    assert images == [figure["aria-label"] for figure in page.select("figure svg[aria-label]")]


@pytest.mark.parametrize("name", LECTURES)
@pytest.mark.parametrize("language", languages())
def test_answers_are_folded_and_nothing_else_is(site, language, name):
    """Jupyter hides what follows a folded heading, up to the next one: here the code in the boxes of the page."""
    hidden, is_hidden = [], False
    for cell in read(site, f"{language}/{name}").cells:
        if cell.source.startswith("#") and cell.cell_type == "markdown":
            is_hidden = cell.metadata.get("jp-MarkdownHeadingCollapsed", False)
            assert not is_hidden or cell.source.startswith("###### ")
        elif is_hidden:
            is_code = cell.cell_type == "code"
            hidden += [cell.source] if is_code else re.findall(r"```python\n(.*?)```", cell.source, re.S)
    answers = [block["data-copy"] for block in whole(site, language, name).select("details [data-copy]")]
    assert "".join("".join(hidden).split()) == "".join("".join(answers).split())


def test_sites_notebooks_are_bare_json_of_a_size_that_opens_at_once(site):
    for name in EVERY:
        assert json.loads((site / name).read_text("utf-8"))["nbformat"] == 4
        assert (site / name).stat().st_size < 1_500_000


def test_pixels_of_figures_are_in_notebooks_alone(site):
    """Pages have the drawings themselves."""
    drawings = [path for language in languages() for path in site.joinpath(language).rglob("*.svg")]
    assert [path for path in drawings if path.with_suffix(".png").is_file()] == []
    assert any(path.parent.name == "figures" for path in drawings)
