"""Formulas, written in TeX between dollar signs, become MathML in the page: no script, and screen readers read them."""

import html
import re

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.S)


def mathml(tex, display):
    """One formula as a `<math>` element. Raises ValueError if it does not parse."""
    try:
        element = convert(tex, display=display)
    except Exception as error:
        raise ValueError(type(error).__name__) from error
    if unknown := re.search(r"<mi>(\\\w*)</mi>", element):
        raise ValueError(f"unknown command {unknown[1]}")
    return element


def on_page_content(content, page, config, files):
    def replace(match):
        tex = html.unescape(match[2]).strip()
        try:
            element = mathml(tex, "block" if match[1] == "div" else "inline")
        except ValueError as error:
            raise PluginError(f"{page.file.abs_src_path}: cannot read the formula {tex!r} ({error})") from None
        return f'<div class="formula">{element}</div>' if match[1] == "div" else element

    return FORMULA.sub(replace, content)
