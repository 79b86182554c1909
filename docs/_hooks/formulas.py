"""Formulas: TeX becomes MathML, which needs no script, and which screen readers read."""

from xml.etree import ElementTree

from latex2mathml.converter import convert

MINUS, PRIME = "\N{MINUS SIGN}", "\N{PRIME}"
SPACES = {"/": "0", "×": "0.222em", "·": "0.222em"}  # around operators that TeX and browsers space differently
ARGUMENTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}


def mathml(tex, is_block=False):
    """A formula as an element `<math>` that keeps its TeX as an annotation; a block, in a box that can scroll.

    Raises ValueError if the TeX cannot be read.
    """
    if tex.count("{") != tex.count("}"):
        raise ValueError("as many { as } are needed")
    try:
        math = ElementTree.fromstring(convert(tex, xmlns="", display="block" if is_block else "inline"))
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
        spaced += with_thin_spaces(element, before, after)
    row[:] = spaced


def mend(element):
    """What latex2mathml writes otherwise than MathML means it."""
    if element.tag == "mo" and is_word(element):
        element.tag = "mi"  # \operatorname
    if element.tag == "mover" and element[1].text == "^":  # \hat: the accent, not the character of that shape
        element[1].text = "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}"
        element[1].set("stretchy", "false")
    if element.tag == "msup" and element[1].text == PRIME:  # the font has raised it already
        element.tag = "mrow"
    if len(element) == 1 and element[0].text == ",":  # {,}: a decimal comma, not a separator
        element[0].set("rspace", "0")


def space_operator(element, before, in_script):
    if element.text == MINUS and (before is None or is_operator(before)):
        element.set("form", "prefix")  # a sign, not a subtraction
    elif in_script or element.text in SPACES:
        space = "0" if in_script else SPACES[element.text]
        element.attrib.update(lspace=space, rspace=space)


def with_thin_spaces(element, before, after):
    """An element, between thin spaces if it is a function in words, such as log, and what is beside it has none."""
    if element.tag != "mi" or not is_word(element):
        return [element]
    thin = ElementTree.Element("mspace", {"width": "0.167em"})
    before_it = [thin] if before is not None and not takes_space(before) else []
    after_it = [thin] if after is not None and after.text != "(" else []
    return [*before_it, element, *after_it]


def is_word(element):
    return len(element.text or "") > 1 and element.text.isalpha()


def is_operator(element):
    return element.tag == "mo" and element.text not in (")", "]", "}")


def takes_space(element):
    """Whether an element brings the space after it along."""
    is_sign = element.get("form") == "prefix" or element.text == "/"
    return element.tag == "mspace" or (is_operator(element) and not is_sign)
