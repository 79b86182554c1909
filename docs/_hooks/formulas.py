"""Formulas: TeX becomes MathML, which needs no script, and which screen readers read."""

import re
import unicodedata
from xml.etree import ElementTree

from latex2mathml.converter import convert

BRACE = re.compile(r"\\[{}]|([{}])")  # a written one, or one that groups
ALIGNED = re.compile(r"(?<=\\begin\{)aligned(?=\})|(?<=\\end\{)aligned(?=\})")  # which latex2mathml knows as align*
MINUS, PRIME = "\N{MINUS SIGN}", "\N{PRIME}"
SPACES = {"/": "0", "×": "0.222em", "·": "0.222em"}  # around operators that TeX and browsers space differently
VARIANTS = {"bold-italic": "BOLD ITALIC", "bold": "BOLD"}  # that latex2mathml leaves to browsers
ARGUMENTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}


def mathml(tex, is_block=False):
    """A formula as an element `<math>` that keeps its TeX as an annotation; a block, in a box that can scroll.

    Raises ValueError if the TeX cannot be read.
    """
    braces = BRACE.findall(tex)
    if braces.count("{") != braces.count("}"):
        raise ValueError("as many { as } are needed")
    try:
        math = ElementTree.fromstring(
            convert(ALIGNED.sub("align*", tex), xmlns="", display="block" if is_block else "inline")
        )
    except Exception as error:
        raise ValueError(type(error).__name__) from error
    for element in list(math.iter()):
        if (element.text or "").startswith("\\"):
            raise ValueError(f"unknown command {element.text}")
        if len(element) != ARGUMENTS.get(element.tag, len(element)):
            raise ValueError("an argument is missing")
    set_spacing(math)
    semantics = ElementTree.Element("semantics")
    annotation = ElementTree.Element("annotation", {"encoding": "application/x-tex", "data-search-exclude": ""})
    annotation.text = tex
    semantics.extend([*math, annotation])
    math[:] = [semantics]
    if not is_block:
        math.set("data-search-exclude", "")  # its parts would be read as one word
        return math
    box = ElementTree.Element("div", {"class": "formula", "data-search-exclude": ""})
    box.append(math)
    return box


def set_spacing(row, in_script=False):
    """Spaces in a MathML element and in its children as TeX has them, where latex2mathml or browsers have others."""
    spaced = []
    for index, element in enumerate(row):
        before = row[index - 1] if index else None
        after = row[index + 1] if index + 1 < len(row) else None
        mend(element)
        if element.tag == "mo":
            space_operator(element, before, in_script)
        set_spacing(element, in_script or (row.tag in ARGUMENTS and row.tag != "mfrac" and index > 0))
        spaced += [element] if row.tag in ARGUMENTS else with_thin_spaces(element, before, after)
    row[:] = spaced


def mend(element):
    """What latex2mathml writes otherwise than MathML means it."""
    if element.tag == "mo" and is_word(element):
        element.tag = "mi"  # \operatorname
    if variant := VARIANTS.get(element.get("mathvariant")):  # browsers know the letter alone
        del element.attrib["mathvariant"]
        element.text = in_variant(element.text, variant)
    if element.tag == "mover" and element[1].text == "^":  # \hat: the accent, not the character of that shape
        element[1].text = "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}"
        element[1].set("stretchy", "false")
    if element.tag == "msup" and element[1].text == PRIME:  # the font has raised it already
        element.tag = "mrow"
    if len(element) == 1 and element[0].text == ",":  # {,}: a decimal comma, not a separator
        element[0].set("rspace", "0")


def in_variant(letters, variant):
    """Letters as those of Unicode's mathematical alphabets: `x` in `BOLD ITALIC` is 𝒙."""
    names = [
        unicodedata.name(letter, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
        for letter in letters
    ]
    found = [find(f"MATHEMATICAL {variant} {name}") for name in names]
    return "".join(new or old for new, old in zip(found, letters, strict=True))


def find(name):
    """The character of a name; None if there is none."""
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None


def space_operator(element, before, in_script):
    if element.text == MINUS and (before is None or is_operator(before)):
        element.set("form", "prefix")  # a sign, not a subtraction
    elif in_script or element.text in SPACES:
        space = "0" if in_script else SPACES[element.text]
        element.attrib.update(lspace=space, rspace=space)


def with_thin_spaces(element, before, after):
    """An element, between thin spaces if it is a function in words, such as log, and what is beside it has none."""
    if not is_function(element):
        return [element]
    thin = ElementTree.Element("mspace", {"width": "0.167em"})
    before_it = [thin] if before is not None and not takes_space(before) else []
    after_it = [thin] if after is not None and after.text != "(" else []
    return [*before_it, element, *after_it]


def is_function(element):
    """Whether an element is a function in words, or one with an index or a power."""
    if element.tag in ARGUMENTS and element.tag not in ("mfrac", "mroot"):
        return is_function(element[0])
    return element.tag == "mi" and is_word(element)


def is_word(element):
    return len(element.text or "") > 1 and element.text.isalpha()


def is_operator(element):
    return element.tag == "mo" and element.text not in (")", "]", "}")


def takes_space(element):
    """Whether an element brings the space after it along."""
    is_sign = element.get("form") == "prefix" or element.text == "/"
    return element.tag == "mspace" or (is_operator(element) and not is_sign)
