"""The figures of lecture 2 have their lines, dots and bars where the values are."""

import math
import re
from xml.etree import ElementTree

import pytest
import torch
from drawing import names_after
from project import ROOT, languages

SVG = "{http://www.w3.org/2000/svg}"
COORDINATE = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


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
        value = float(tick.text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
        stands = (float(tick.get("x")) - left) / right, (float(tick.get("y")) - 5 - bottom) / down
        assert pytest.approx(value) in stands


def test_plots_have_the_values_of_the_lecture():
    (group, _), *_ = plot(ROOT / "docs/en/lecture-2/figures/descent.svg")
    trail = points(next(path for path in group if path.get("class") == "dots"))
    assert [x for x, _ in trail] == pytest.approx([3 * (1 - 0.8**step) for step in range(9)], abs=1e-4)
    (group, _), *_ = plot(ROOT / "docs/en/lecture-2/figures/cross-entropy.svg")
    examples = points(next(path for path in group if path.get("class") == "dots"))
    assert [p for p, _ in examples] == pytest.approx([6.7886e-02, 9.1915e-01], abs=1e-4)


@pytest.mark.parametrize("language", languages())
def test_trails_in_a_valley_are_those_of_their_rates(language):
    """A step multiplies x by 1 - 2η and y by 1 - 10η, the derivatives of x² + 5y² being 2x and 10y."""
    plots = list(plot(ROOT / f"docs/{language}/lecture-2/figures/two-parameters.svg"))
    for (group, _), rate in zip(plots, (0.05, 0.18), strict=True):
        trail = [(4 * (1 - 2 * rate) ** step, (1 - 10 * rate) ** step) for step in range(7)]
        for path in group.iter(f"{SVG}path"):
            shown = trail[-1:] if path.get("class") == "mark" else trail
            assert points(path) == [pytest.approx(place, abs=1e-3) for place in shown], (rate, path.get("class"))


@pytest.mark.parametrize("language", languages())
def test_lines_in_a_valley_are_of_one_height(language):
    file = ROOT / f"docs/{language}/lecture-2/figures/two-parameters.svg"
    places = [place for _, place in plot(file)]
    lines = [points(path) for path in ElementTree.parse(file).iter(f"{SVG}path") if path.get("d").count("L") > 20]
    assert len(lines) == 8
    for number, line in enumerate(lines):
        left, bottom, right, down = places[number // 4]
        heights = [((x - left) / right) ** 2 + 5 * ((y - bottom) / down) ** 2 for x, y in line]
        assert heights == pytest.approx([heights[0]] * len(line), rel=1e-3)
        assert min(x for x, _ in line) + max(x for x, _ in line) == pytest.approx(2 * left), "a line is cut"


@pytest.mark.parametrize("name", ["ghosts", "keepdim", "column-and-vector", "shapes", "one-hot"])
def test_what_is_given_has_one_colour_and_what_is_computed_the_other(name):
    """Operands and result, from above and from the left: the result stands last, and in each operation."""
    figure = ElementTree.parse(ROOT / f"docs/en/lecture-2/figures/{name}.svg")
    colours = "".join(path.get("class") for path in figure.iter(f"{SVG}path") if path.get("class") in ("a", "b"))
    assert colours in ("aab", "aabaab")


def test_loss_curve_is_that_of_the_training():
    """By the gradient as it is derived on paper, xᵀ(ŷ - y) / n, and of the mean of -log of what is right."""
    network = names_after("lecture-2", "network:logits")
    x, weights, labels = network["x"], network["W"].clone(), torch.tensor([0, 2])
    curve = []
    for step in range(21):
        probs = torch.softmax(x @ weights, dim=1)
        curve.append((step, -probs[[0, 1], labels].log().mean().item()))
        weights -= 0.5 * x.T @ (probs - torch.eye(3)[labels]) / 2
    file = ROOT / "docs/en/lecture-2/figures/loss-curve.svg"
    (group, (_, bottom, _, down)), *_ = plot(file)
    for path in group.iter(f"{SVG}path"):
        assert points(path) == [pytest.approx(place, abs=1e-3) for place in curve], path.get("class")
    guess = next(path for path in ElementTree.parse(file).iter(f"{SVG}path") if path.get("class") == "dashed")
    _, height = COORDINATE.findall(guess.get("d"))[:2]
    assert (float(height) - bottom) / down == pytest.approx(math.log(3), abs=1e-3)


def test_bars_are_as_long_as_the_probabilities():
    bars = [next(group.iter(f"{SVG}path")) for group, _ in plot(ROOT / "docs/en/lecture-2/figures/softmax.svg")]
    lengths = [float(re.search(r"h([\d.]+)v1", bar.get("d"))[1]) for bar in bars]
    assert lengths == pytest.approx(torch.softmax(torch.tensor([2.0, 1.0, 0.0]), dim=0).tolist(), abs=1e-4)
    pipeline = ElementTree.parse(ROOT / "docs/en/lecture-2/figures/pipeline.svg")
    heights = [float(re.search(r"v-([\d.]+)h", bar.get("d"))[1]) for bar in pipeline.iter() if bar.get("class") == "b"]
    assert heights == pytest.approx((50 * torch.softmax(torch.tensor([2.0, 3.0, -1.0]), dim=0)).tolist(), abs=1e-2)
