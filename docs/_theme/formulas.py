"""Formulas, written in TeX between dollar signs, become MathML in the page: no script, and screen readers read them."""

import html
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError
from places import place

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.S)
MINUS, PRIME = "\N{MINUS SIGN}", "\N{PRIME}"
SPACES = {"/": "0", "×": "0.222em", "·": "0.222em"}  # around an operator, where TeX's are not the browsers'
ARGUMENTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}


def mathml(tex, display="inline"):
    """One formula as a `<math>` element that keeps its TeX as an annotation. Raises ValueError if it does not parse."""
    if tex.count("{") != tex.count("}"):
        raise ValueError("as many { as } are needed")
    try:
        math = ElementTree.fromstring(convert(tex, xmlns="", display=display))
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
    return ElementTree.tostring(math, encoding="unicode")


def set_spacing(row, in_script=False):
    """Spaces among the children of a MathML element, and in them, as TeX has them, where MathML has others or none."""
    spaced = []
    for index, element in enumerate(row):
        before = row[index - 1] if index else None
        after = row[index + 1] if index + 1 < len(row) else None
        if element.tag == "mo" and is_word(element):
            element.tag = "mi"  # \operatorname
        if element.tag == "mover" and element[1].text == "^":  # \hat: the accent, not the character of that shape
            element[1].text = "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}"
            element[1].set("stretchy", "false")
        if element.tag == "msup" and element[1].text == PRIME:  # it is raised in the font already
            element.tag = "mrow"
        if element.tag == "mo" and element.text == MINUS and (before is None or is_operator(before)):
            element.set("form", "prefix")  # a sign, not a subtraction
        elif element.tag == "mo" and (in_script or element.text in SPACES):
            space = "0" if in_script else SPACES[element.text]
            element.attrib.update(lspace=space, rspace=space)
        if len(element) == 1 and element[0].text == ",":  # {,}: a decimal comma, not a separator
            element[0].set("rspace", "0")
        thin = ElementTree.Element("mspace", {"width": "0.167em"})
        function = element.tag == "mi" and is_word(element)
        before_it = [thin] if function and before is not None and not takes_space(before) else []
        after_it = [thin] if function and after is not None and after.text != "(" else []
        set_spacing(element, in_script or (row.tag in ARGUMENTS and row.tag != "mfrac" and index > 0))
        spaced += [*before_it, element, *after_it]
    row[:] = spaced


def is_word(element):
    return len(element.text or "") > 1 and element.text.isalpha()


def is_operator(element):
    return element.tag == "mo" and element.text not in (")", "]", "}")


def takes_space(element):
    """Whether an element brings the space after it along."""
    is_sign = element.get("form") == "prefix" or element.text == "/"
    return element.tag == "mspace" or (is_operator(element) and not is_sign)


def on_page_content(content, page, config, files):
    def replace(match):
        tex = html.unescape(match[2]).strip()
        try:
            element = mathml(tex, "block" if match[1] == "div" else "inline")
        except ValueError as error:
            where = place(config, page.file.src_uri, tex)
            raise PluginError(f"{where}: cannot read the formula {tex} ({error}); correct its TeX") from None
        return f'<div class="formula" data-search-exclude>{element}</div>' if match[1] == "div" else element

    return FORMULA.sub(replace, content)
