"""Cuts the font for formulas down to the characters that the built site's formulas use.

Run it when a test says that a character is missing: mkdocs build && python docs/_hooks/cut_math_font.py
It needs pip install -e ".[font]". The font is STIX Two Math, as the package ziamath brings it, under the OFL; a cut
font may not keep the name, so this one is called Lecture Math.
"""

import unicodedata
from importlib.resources import files
from pathlib import Path

from bs4 import BeautifulSoup, SoupStrainer
from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont

DOCS = Path(__file__).parents[1]
FONT = DOCS / "assets/fonts/lecture-math.woff2"
NAME = "Lecture Math"


def characters(page):
    """The characters in the formulas of a built page, with what browsers put in: slanted letters, signs of roots."""
    formulas = BeautifulSoup(page, "html.parser", parse_only=SoupStrainer("math"))
    for annotation in formulas.find_all("annotation"):
        annotation.decompose()
    used = {character for character in formulas.get_text() if character.isprintable() and not character.isspace()}
    if formulas.find(["msqrt", "mroot"]):
        used.add("√")
    return used | {italic(character) for character in used if character.isalpha()}


def italic(character):
    """The mathematical italic form of a Latin or Greek letter, if Unicode has one: `x` gives `𝑥`."""
    if character == "h":
        return "\N{PLANCK CONSTANT}"
    name = unicodedata.name(character).replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL ITALIC {name}")
    except KeyError:
        return character


def cut(used):
    font = TTFont(files("ziamath") / "fonts/STIXTwoMath-Regular.ttf")
    options = Options(flavor="woff2", layout_features=["ssty"], hinting=False, drop_tables=["DSIG"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, used))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = NAME.replace(" ", "") if record.nameID == 6 else NAME
    save_font(font, FONT, options)


if __name__ == "__main__":
    pages = list((DOCS.parent / "site").rglob("*.html"))
    if not pages:
        raise SystemExit("site/ is empty: run mkdocs build first")
    cut(set.union(*(characters(page.read_text("utf-8")) for page in pages)))
    print(f"{FONT.relative_to(DOCS.parent)}: {FONT.stat().st_size} bytes")
