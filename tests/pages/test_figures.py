"""Figures show the values of the snippets: in numbers that the page has, and at the places where the values are."""

import importlib.util
import math
import re
from xml.etree import ElementTree

import drawing
import pytest
import torch
from examples.running import Page
from project import ROOT, figures, languages, pages

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"(?<![\w.])[-\N{MINUS SIGN}]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?(?!\w)")
COORDINATE = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
# Numbers that a figure has and its page has not: steps on the way to what is there.
ON_THE_WAY = {"graph": {3 * 2**3, 3 * 3**3, 6**2, 4**2, -1}, "keepdim": {1 + 1 + 2, 3 + 3 + 6}}


def scripts():
    return sorted(ROOT.glob("snippets/*/figures.py"))


def drawn(script):
    """What a lecture's figures.py draws: SVG by the place where it is kept."""
    spec = importlib.util.spec_from_file_location(f"figures_of_{script.parent.name.replace('-', '_')}", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return drawing.drawn(module.LECTURE, module.FIGURES)


def images():
    """Each figure on a page, as its language, its page, its text alternative and its file."""
    for language in languages():
        for path in [ROOT / "docs" / language / page for page in pages(language)]:
            for alternative, file in figures(path):
                yield language, path, alternative, file


every_figure = pytest.mark.parametrize(
    ("language", "page", "alternative", "file"),
    list(images()),
    ids=lambda value: getattr(value, "stem", value if value in languages() else ""),
)


def number(text, language="en"):
    """A number as a figure, or an output, has it: its value, and how many decimals are shown."""
    text = text.replace("\N{MINUS SIGN}", "-")
    if language == "pl":
        assert "." not in text, f"{text}: a decimal comma in Polish"
        text = text.replace(",", ".")
    return float(text), len(text.partition(".")[2])


def texts(file, kept=lambda text: True):
    return [text.text for text in ElementTree.parse(file).iter(f"{SVG}text") if kept(text)]


def numbers(words, language):
    """The numbers in a figure's words; those of shapes and lists, (2, 4), are not decimal fractions."""
    for text in words:
        apart = re.sub(r",(?=\s|\))", ";", text)
        yield from (number(found, language) for found in NUMBER.findall(apart) if not re.search(r"\w\[", text))


@pytest.mark.updates
@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.parent.name)
def test_figures_are_those_that_are_drawn(script, request, record_property):
    """An update writes those that are not."""
    try:
        wanted = drawn(script)
    except LookupError as error:
        pytest.fail(str(error), pytrace=False)
    stale = {place: svg for place, svg in wanted.items() if text_of(ROOT / place) != svg}
    if request.config.getoption("--update"):
        for place, svg in stale.items():
            (ROOT / place).parent.mkdir(exist_ok=True)
            (ROOT / place).write_text(svg, "utf-8")
        record_property("updated", list(stale))
    elif stale:
        pytest.fail(f"{min(stale)} is not what the snippets give now: pytest --update", pytrace=False)
    kept = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(f"docs/*/{script.parent.name}/figures/*.svg")}
    if old := kept - set(wanted):
        pytest.fail(f"{min(old)} is no longer drawn by {script.relative_to(ROOT)}: delete it", pytrace=False)


def text_of(path):
    return path.read_text("utf-8") if path.is_file() else ""


def test_every_figure_is_on_a_page():
    shown = [file.relative_to(ROOT).as_posix() for *_, file in images()]
    assert sorted(shown) == sorted(place for script in scripts() for place in drawn(script))


def documented(page):
    """The numbers in a page's code and outputs."""
    lines = Page(page.relative_to(ROOT / "docs").as_posix()).lines
    return [number(found)[0] for line in lines if ".pycon" in line.path for found in NUMBER.findall(line)]


@every_figure
def test_numbers_are_those_of_the_page(language, page, alternative, file):
    known = [*documented(page), *ON_THE_WAY.get(file.stem, ())]
    for value, decimals in numbers(texts(file, lambda text: "tick" not in text.get("class", "")), language):
        assert any(round(one, decimals) == value for one in known), f"{value} is in no code or output of {page.name}"


@every_figure
def test_alternative_says_what_is_shown(language, page, alternative, file):
    assert len(alternative.split()) > 15, f"{page.name}: say what {file.name} shows"
    shown = {value for value, _ in numbers(texts(file), language)}
    for value, _ in numbers([alternative], language):
        assert value in shown, f"{value} is in the text alternative, but not in {file.name}"


@every_figure
def test_words_are_in_the_language(language, page, alternative, file):
    data = " ".join(value for name, value in ElementTree.parse(file).getroot().items() if name.startswith("data-"))
    polish = re.search("[ąćęłńóśźż]", " ".join([alternative, *texts(file), data]), re.I)
    assert bool(polish) == (language == "pl")


def plot(file):
    """The group of a figure that has units of its own: (0, 0) in the figure, and the scales to the right and down."""
    for group in ElementTree.parse(file).iter(f"{SVG}g"):
        if "transform" in group.attrib:
            yield group, [float(found) for found in COORDINATE.findall(group.get("transform"))]


def points(path):
    values = [float(found) for found in COORDINATE.findall(path.get("d").replace("h0", ""))]
    return list(zip(values[::2], values[1::2], strict=True))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("name", "function"), [("cross-entropy", lambda p: -math.log(p)), ("descent", lambda x: (x - 3) ** 2)]
)
def test_plot_is_that_of_its_function(language, name, function):
    file = ROOT / f"docs/{language}/lecture-2/figures/{name}.svg"
    (group, (left, bottom, right, down)), *others = plot(file)
    assert not others
    paths = {path.get("class"): points(path) for path in group.iter(f"{SVG}path")}
    assert {"curve", "dots", "mark"} <= set(paths)
    for path in paths.values():
        assert path == [pytest.approx((x, function(x)), abs=1e-2) for x, _ in path]
    ticks = [text for text in ElementTree.parse(file).iter(f"{SVG}text") if "tick" in text.get("class", "")]
    assert len(ticks) > 5
    for tick in ticks:
        value, _ = number(tick.text, language)
        stands = (float(tick.get("x")) - left) / right, (float(tick.get("y")) - 5 - bottom) / down
        assert pytest.approx(value) in stands


def test_plots_have_the_values_of_the_lecture():
    (group, _), *_ = plot(ROOT / "docs/en/lecture-2/figures/descent.svg")
    trail = points(next(path for path in group if path.get("class") == "dots"))
    assert [x for x, _ in trail] == pytest.approx([3 * (1 - 0.8**step) for step in range(9)], abs=1e-4)
    (group, _), *_ = plot(ROOT / "docs/en/lecture-2/figures/cross-entropy.svg")
    examples = points(next(path for path in group if path.get("class") == "dots"))
    assert [p for p, _ in examples] == pytest.approx([6.7886e-02, 9.1915e-01], abs=1e-4)


def test_bars_are_as_long_as_the_probabilities():
    bars = [next(group.iter(f"{SVG}path")) for group, _ in plot(ROOT / "docs/en/lecture-2/figures/softmax.svg")]
    lengths = [float(re.search(r"h([\d.]+)v1", bar.get("d"))[1]) for bar in bars]
    assert lengths == pytest.approx(torch.softmax(torch.tensor([2.0, 1.0, 0.0]), dim=0).tolist(), abs=1e-4)
    pipeline = ElementTree.parse(ROOT / "docs/en/lecture-2/figures/pipeline.svg")
    heights = [float(re.search(r"v-([\d.]+)h", bar.get("d"))[1]) for bar in pipeline.iter() if bar.get("class") == "b"]
    assert heights == pytest.approx((50 * torch.softmax(torch.tensor([2.0, 3.0, -1.0]), dim=0)).tolist(), abs=1e-2)
