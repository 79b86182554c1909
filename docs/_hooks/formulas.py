"""Formulas: TeX becomes MathML, which needs no script, and which screen readers read."""

import re
from xml.etree import ElementTree

from math_core import LatexError, LatexToMathML

PRIMES = ("\N{PRIME}", "\N{DOUBLE PRIME}", "\N{TRIPLE PRIME}")
COMMENT = re.compile(r"(?<!\\)%")
POSITION = re.compile(r"\d+: ")  # of a mistake in the TeX: formulas are short
# What a formula is made of whose letters stand one after another, as search reads them.
IN_A_ROW = {"math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mspace", "mtext"}
# The styles of what math-core writes. The site's policy forbids them, so they become classes of docs/assets/site.css.
CLASSES = {
    "text-align: left": "left",
    "text-align: right": "right",
    "justify-items: start": "",  # as text-align, for browsers that take a table for a grid
    "justify-items: end": "",
    "padding-left: 0": "joined-left",
    "padding-right: 0": "joined-right",
    "padding-left:1em": "apart",
    "padding-left: 0.1em": "near-left",
    "padding-right: 0.1em": "near-right",
    "padding-top: 0": "near-top",
    "padding-bottom: 0": "near-bottom",
    "border-left: 0.05em solid currentcolor": "line-left",
    "border-right: 0.05em solid currentcolor": "line-right",
    "border-top: 0.05em solid currentcolor": "line-top",
    "border-bottom: 0.05em solid currentcolor": "line-bottom",
    "width: 50%": "half",
    "width: 100%": "numbered",
}


class Formulas:
    """The formulas of one page, in their order: those with numbers are counted."""

    def __init__(self):
        self.converter = LatexToMathML(fancy_error=False, annotation=True)

    def mathml(self, tex, is_block=False):
        """A formula as an element `<math>` that keeps its TeX as an annotation; a block, in a box that can scroll.

        Raises ValueError if the TeX cannot be read.
        """
        if COMMENT.search(tex):
            raise ValueError(r"what is behind % would be lost; \% is the sign")
        try:
            found = self.converter.convert_with_global_state(tex, displaystyle=is_block)
        except LatexError as error:
            raise ValueError(POSITION.sub("", str(error), count=1).rstrip(".")) from None
        math = ElementTree.fromstring(found.replace("&ApplyFunction;", "\N{FUNCTION APPLICATION}"))
        for element in list(math.iter()):
            check(element)
            if element.tag == "mtable" and element.get("scriptlevel") == "0":
                del element.attrib["scriptlevel"]  # which changes nothing, and which validators do not know there
            lower_prime(element)
            set_classes(element)
        math.find(".//annotation").set("data-search-exclude", "")
        if not is_block:
            if any(element.tag not in IN_A_ROW for element in math.iter()):
                math.set("data-search-exclude", "")  # search would read 10² as 102
            return math
        box = ElementTree.Element("div", {"class": "formula", "data-search-exclude": ""})
        box.append(math)
        return box


def check(element):
    if element.tag == "menclose":
        raise ValueError("browsers draw no frame or line through a part of a formula")
    if element.text == "(??)":
        raise ValueError(r"there is no \label of this name above")


def lower_prime(element):
    """Puts a prime beside its letter, not above: the font has raised it already."""
    if element.tag not in ("msup", "msubsup"):
        return
    letter, power = element[0], element[-1]
    first = power[0] if power.tag == "mrow" and len(power) else power
    if first.text not in PRIMES:
        return
    primed = ElementTree.Element("mrow")
    primed.extend([letter, first])
    if power is first:
        element.remove(power)
        element.tag = "msub" if len(element) == 2 else "mrow"
    else:
        power.remove(first)
    element[0] = primed


def set_classes(element):
    """Moves the styles of an element into classes; the space around it, into elements."""
    for style in filter(None, map(str.strip, element.attrib.pop("style", "").split(";"))):
        name, _, value = style.partition(":")
        if element.tag == "mpadded" and name in ("padding-left", "padding-right"):
            place = 0 if name == "padding-left" else len(element)
            element.insert(place, ElementTree.Element("mspace", {"width": value.strip()}))
        elif style not in CLASSES:
            raise ValueError(f"the site has no {style} in formulas")
        elif CLASSES[style]:
            element.set("class", f"{element.get('class', '')} {CLASSES[style]}".strip())
