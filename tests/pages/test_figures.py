"""Figures show the values of the snippets: in numbers that the page has, and at the places where the values are."""

import importlib.util
import re
from collections import Counter
from xml.etree import ElementTree

import card
import drawing
import pytest
from examples.running import with_hidden
from PIL import Image
from places import PageError
from project import ROOT, figures, languages, pages, pages_elsewhere
from raster import digest, digest_in, png
from words import named

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"(?<![\w.])[-\N{MINUS SIGN}]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?(?!\w)")


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


def each(found):
    return pytest.mark.parametrize(
        ("language", "page", "alternative", "file"),
        list(found),
        ids=lambda value: getattr(value, "stem", value if value in languages() else ""),
    )


every_figure = each(images())


def number(text, decimal="."):
    """A number as a figure, or an output, has it: its value, and how many decimals are shown."""
    text = text.replace("\N{MINUS SIGN}", "-").replace(decimal, ".")
    return float(text), len(text.partition(".")[2])


def texts(file, kept=lambda text: True):
    """The words in a figure. Raises PageError if there is none of that name."""
    if not file.is_file():
        raise PageError(f"{named(file)}: no such figure, but a page shows it; correct its address")
    return [text.text for text in ElementTree.parse(file).iter(f"{SVG}text") if kept(text)]


def numbers(phrases, file):
    """The numbers in phrases about a figure; those of shapes and lists, (2, 4), are not decimal fractions."""
    decimal = drawing.Words(file.parents[1] / "figures.yml")["decimal"]
    for text in phrases:
        apart = re.sub(r",(?=\s|\))", ";", text)
        for found in NUMBER.findall(apart) if not re.search(r"\w\[", text) else []:
            if {",": ".", ".": ","}[decimal] in found:
                raise PageError(
                    f"{named(file)}: {found} on it, or in its text alternative; decimals follow {decimal!r}"
                )
            yield number(found, decimal)


@pytest.mark.updates
@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.parent.name)
def test_figures_are_those_that_are_drawn(script, request, record_property):
    """An update writes those that are not, and the PNG of each that has changed."""
    wanted = drawn(script)
    stale = {place: svg for place, svg in wanted.items() if text_of(ROOT / place) != svg}
    old_pixels = {pixels(place): svg for place, svg in wanted.items() if digest_in(pixels(place)) != digest(svg)}
    if request.config.getoption("--update"):
        for place, svg in stale.items():
            (ROOT / place).parent.mkdir(exist_ok=True)
            (ROOT / place).write_text(svg, "utf-8")
        for path, svg in old_pixels.items():
            path.write_bytes(png(svg))
        record_property("updated", [*stale, *map(named, old_pixels)])
    elif stale:
        pytest.fail(f"{min(stale)} is not what the snippets give now: pytest --update", pytrace=False)
    elif old_pixels:
        path = min(old_pixels)
        what = f"is not of the {path.stem}.svg beside it" if path.is_file() else "is missing, which notebooks show"
        pytest.fail(f"{named(path)} {what}: pytest --update draws it", pytrace=False)
    if old := kept(script) - set(wanted) - set(map(named, map(pixels, wanted))):
        pytest.fail(f"{min(old)} is no longer drawn by {script.relative_to(ROOT)}: delete it", pytrace=False)


@every_figure
def test_lines_keep_their_width_where_units_are_stretched(language, page, alternative, file):
    for group in ElementTree.parse(file).iter(f"{SVG}g"):
        for path in group.iter(f"{SVG}path") if "scale(" in group.get("transform", "") else ():
            if path.get("vector-effect") != "non-scaling-stroke":
                pytest.fail(
                    f"{named(file)}: a path of kind {path.get('class')} in a plot has the plot's units", pytrace=False
                )


@pytest.mark.updates
@pytest.mark.parametrize("language", languages())
def test_card_is_that_of_the_words(language, request, record_property):
    path, svg = ROOT / "docs" / language / "card.png", card.card(language)
    if digest_in(path) == digest(svg):
        with Image.open(path) as image:
            assert image.size == (card.WIDTH, card.HEIGHT)
    elif request.config.getoption("--update"):
        path.write_bytes(png(svg, scale=1))
        record_property("updated", [named(path)])
    else:
        pytest.fail(
            f"{named(path)} has not the words of {language} in words.yml: pytest --update draws it", pytrace=False
        )


def pixels(place):
    """Where the PNG of a figure is."""
    return (ROOT / place).with_suffix(".png")


def kept(script):
    """The places of the drawings beside a lecture's pages, and of each PNG of a drawing."""
    files = ROOT.glob(f"docs/*/{script.parent.name}/figures/*")
    return {named(file) for file in files if file.suffix == ".svg" or (file.suffix == ".png" and digest_in(file))}


def text_of(path):
    return path.read_text("utf-8") if path.is_file() else ""


def test_every_figure_is_on_a_page():
    """Those of a draft are on the page that another language has."""
    shown = [file.relative_to(ROOT).as_posix() for *_, file in images()]
    for language in languages():
        for uri, code in pages_elsewhere(language).items():
            found = [file.relative_to(ROOT / "docs" / code) for _, file in figures(ROOT / "docs" / code / uri)]
            shown += [f"docs/{language}/{place.as_posix()}" for place in found]
    known = {place: script for script in scripts() for place in drawn(script)}
    for place, script in known.items():
        if place not in shown:
            pytest.fail(f"{place}: is on no page; show it, or take it out of {named(script)}", pytrace=False)
    for place in shown:
        if place not in known:
            pytest.fail(f"{place}: is drawn by no figures.py, but a page shows it", pytrace=False)
        if shown.count(place) > 1:
            pytest.fail(f"{place}: is on more than one page; show it once", pytrace=False)


def documented(page):
    """The numbers in a page's code and outputs, and in what proves its sentences: a figure shows steps on the way."""
    lines = with_hidden(page.relative_to(ROOT / "docs").as_posix()).lines
    return [number(found)[0] for line in lines if ".pycon" in line.path for found in NUMBER.findall(line)]


@every_figure
def test_numbers_are_those_of_the_page(language, page, alternative, file):
    known = documented(page)
    for value, decimals in numbers(texts(file, lambda text: "tick" not in text.get("class", "")), file):
        if not any(round(one, decimals) == value for one in known):
            wrong = f"{named(file)}: {value} is in no code or output of {named(page)}, nor in its region numbers"
            pytest.fail(wrong, pytrace=False)


@pytest.mark.promise("figures")
@every_figure
def test_alternative_says_what_is_shown(language, page, alternative, file):
    if len(alternative.split()) <= 15:
        pytest.fail(f"{named(page)}: say what {file.name} shows, in more than 15 words", pytrace=False)
    shown = Counter(value for value, _ in numbers(texts(file), file))
    said = Counter(value for value, _ in numbers([alternative], file))
    for value in said - shown:
        times = (
            f"{said[value]} times in the text alternative, but {shown[value]} times"
            if shown[value]
            else "in the text alternative, but not"
        )
        pytest.fail(f"{named(page)}: {value} is {times} in {file.name}", pytrace=False)


@each(image for image in images() if image[0] in ("pl", "en"))
def test_words_are_polish_or_english(language, page, alternative, file):
    """Polish can be told from English by its letters. What stands at an axis is data, such as letters of names."""
    data = ElementTree.parse(file).getroot().get("data-words", "")
    words = texts(file, lambda text: "tick" not in text.get("class", ""))
    polish = re.search("[ąćęłńóśźż]", " ".join([alternative, *words, data]), re.I)
    assert bool(polish) == (language == "pl")
