"""The figures of lab 2 have the counts of the lists of names, and the probabilities of these."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import torch
from drawing import names_after
from project import ROOT, languages

SVG = "{http://www.w3.org/2000/svg}"
FILE = {"pl": "names_pl.txt"}  # other languages have the English one


def names_in(language):
    path = ROOT / "snippets/lab-2" / FILE.get(language, "names_en.txt")
    return path.read_text("utf-8").splitlines()


@pytest.mark.parametrize("language", languages())
def test_table_has_the_counts_of_the_names(language):
    """Counted anew in a tensor, one pair after another."""
    names = names_in(language)
    characters = [".", *sorted({letter for name in names for letter in name})]
    counts = torch.zeros(len(characters), len(characters), dtype=torch.int64)
    for name in names:
        for first, second in pairwise(f".{name}."):
            counts[characters.index(first), characters.index(second)] += 1
    svg = drawing(language, "names")
    assert json.loads(svg.get("data-characters")) == characters
    assert json.loads(svg.get("data-counts")) == counts.tolist()


@pytest.mark.parametrize("language", languages())
def test_table_on_the_page_is_that_of_the_page(language):
    """The figure of the Polish names writes with the N that the reader has made."""
    found = names_after("lab-2", "data:names", "data:counts")
    svg = drawing(language, "polish-names")
    assert json.loads(svg.get("data-characters")) == found["chars"]
    assert json.loads(svg.get("data-counts")) == found["N"].tolist()


@pytest.mark.parametrize("language", languages())
def test_names_are_letters_alone(language):
    """In one normal form, each once, in order: so that a letter is one character, and no name is counted twice."""
    names = names_in(language)
    assert len(names) > 200
    assert names == sorted(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-zóęłżąćńśź]+", name)] == []


@pytest.mark.parametrize("figure", ["names", "polish-names"])
@pytest.mark.parametrize("language", languages())
def test_dots_and_bars_are_those_of_the_last_letter(language, figure):
    svg = drawing(language, figure)
    text = next(text for text in svg.iter(f"{SVG}text") if "data-text" in text.attrib)
    characters, counts = json.loads(svg.get("data-characters")), torch.tensor(json.loads(svg.get("data-counts")))
    row = counts[characters.index(text.text[-1])].double()
    paths = {
        name: path.get("d")
        for path in svg.iter(f"{SVG}path")
        for name in ("logits", "probs")
        if f"data-{name}" in path.attrib
    }
    dots = re.findall(r"M([\d.]+) ([\d.]+)h0", paths["logits"])
    assert [(float(x) - 0.5, float(y)) for x, y in dots] == [
        (at, pytest.approx(count.log().item(), abs=1e-4)) for at, count in enumerate(row) if count
    ]
    assert bars(paths["probs"]) == high(row / row.sum())


@pytest.mark.parametrize("language", languages())
def test_heat_map_has_the_shade_of_each_count(language):
    """Behind the first square of a shade, which explains it; the more, the stronger and the larger."""
    counts = names_after("lab-2", "data:names", "data:counts")["N"]
    svg = drawing(language, "heat-map")
    ticks = [text for text in svg.iter(f"{SVG}text") if text.get("class") == "tick"]
    columns, rows, legend = ticks[0:56:2], ticks[1:56:2], ticks[56:]
    assert [text.text for text in columns] == [text.text for text in rows]
    shades = [path for path in svg.iter(f"{SVG}path") if path.get("class").startswith("shade-")]
    assert len(shades) == len(legend)
    drawn, looks = torch.zeros_like(counts), []
    for path, text in zip(shades, legend, strict=True):
        least, greatest = map(int, text.text.split("\N{EN DASH}"))
        _, *squares = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", path.get("d"))
        for x, y, side in squares:
            middle = float(x) + float(side) / 2, float(y) + float(side) / 2
            column = [float(tick.get("x")) for tick in columns].index(pytest.approx(middle[0]))
            row = [float(tick.get("y")) - 5 for tick in rows].index(pytest.approx(middle[1]))
            assert least <= counts[row, column] <= greatest
            drawn[row, column] += 1
        looks.append((float(path.get("fill-opacity")), float(side)))
    assert torch.equal(drawn, (counts > 0).float())
    assert looks == sorted(set(looks))


@pytest.mark.parametrize("language", languages())
def test_bars_of_each_temperature_are_its_probabilities(language):
    """Powers of the probabilities of what follows a; the dot has a bar of its own."""
    probs = names_after("lab-2", "data:names", "data:counts", "writing:probs")["P"][1].double()
    paths = [path.get("d") for path in drawing(language, "temperature").iter(f"{SVG}path")]
    drawn = [bars(path) for path in paths if bars(path)]
    assert len(drawn) == 6
    for number, T in enumerate((0.5, 1, 2)):
        powers = probs ** (1 / T)
        assert drawn[2 * number] == high(powers / powers.sum())
        assert drawn[2 * number + 1] == high(powers / powers.sum())[:1]


def drawing(language, figure):
    return ElementTree.parse(ROOT / f"docs/{language}/lab-2/figures/{figure}.svg").getroot()


def bars(path):
    """The places and heights of bars of width 0.8 in a path."""
    found = re.findall(r"M([\d.]+) 0L\1 ([\d.e-]+)L", path)
    return [(float(x) - 0.1, float(height)) for x, height in found]


def high(probs):
    """The bars that there have to be."""
    return [(pytest.approx(at), pytest.approx(prob.item(), abs=1e-4)) for at, prob in enumerate(probs) if prob]
