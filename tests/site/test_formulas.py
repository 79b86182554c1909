"""Formulas: TeX in a page, MathML on the site."""

from xml.etree import ElementTree

import pytest
from cut_math_font import FONT, characters, italic
from fontTools.ttLib import TTFont
from formulas import mathml
from project import all_pages
from small_pages import contents, page_of


def shown(tex):
    """The MathML of a formula without its annotation, and its text."""
    formula = mathml(tex)
    semantics = formula[0]
    semantics.remove(semantics.find("annotation"))
    return ElementTree.tostring(formula, encoding="unicode"), "".join(formula.itertext())


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Q = 3a^3 - b^2", "Q=3a3−b2"),
        (r"\operatorname{softmax}(\mathbf{z})_i", "softmax(𝐳)i"),
        (r"\eta = 0{,}1", "η=0,1"),
        (r"x \leftarrow x - \eta f'(x)", "x←x−ηf′(x)"),
        (r"a < b", "a<b"),
        (r"\{x", "{x"),
        (r"\left\{ \begin{array}{ll} 1 & x > 0 \\ 0 & x \le 0 \end{array} \right.", "{1x>00x≤0"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a=b=c"),
        (r"\boldsymbol{\theta} \bm{x}", "𝜽𝒙"),
    ],
)
def test_text(tex, text):
    assert shown(tex)[1] == text


def test_tex_is_kept():
    annotation = mathml(r"a < \frac{1}{2}").find(".//annotation")
    assert annotation.text == r"a < \frac{1}{2}"


def test_minus_is_a_sign_or_a_subtraction():
    assert 'form="prefix"' in shown(r"x = -2b")[0]
    assert 'form="prefix"' in shown(r"-\log y")[0]
    assert 'form="prefix"' not in shown(r"(a) - b")[0]
    assert 'form="prefix"' not in shown(r"a - b")[0]


def test_functions_are_words_set_apart():
    space = '<mspace width="0.167em" />'
    assert f"<mi>y</mi>{space}<mi>log</mi>{space}<mi>p</mi>" in shown(r"y \log p")[0]
    assert "<mi>softmax</mi><mo" in shown(r"\operatorname{softmax}(z)")[0]


@pytest.mark.parametrize(
    ("tex", "base", "script"),
    [
        (r"\log_2 8", "log", "2"),
        (r"\log^2 x", "log", "2"),
        (r"\max_j z_j", "max", "j"),
        (r"\operatorname{argmax}_x f(x)", "argmax", "x"),
    ],
)
def test_index_of_a_function_is_an_index(tex, base, script):
    """The space that sets the function apart stands after it."""
    scripted = next(mathml(tex).iter("msup" if "^" in tex else "msub"))
    assert [element.text for element in scripted] == [base, script]
    assert f'</{scripted.tag}><mspace width="0.167em" />' in shown(tex)[0]


def test_columns_are_aligned():
    table = shown(r"\begin{aligned} a &= b \\ &= c \end{aligned}")[0]
    assert table.count('columnalign="right"') == table.count('columnalign="left"') == 2
    assert shown(r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}")[0].count('columnalign="left"') == 4


def test_operators_have_the_spaces_of_tex():
    assert '<mo lspace="0" rspace="0">−</mo>' in shown("e^{z - c}")[0]
    assert "<mo>−</mo>" in shown(r"\frac{a - c}{m}")[0]
    assert '<mo lspace="0.222em" rspace="0.222em">×</mo>' in shown(r"2 \times 3")[0]
    assert '/</mo><mspace width="0.167em" /><mi>ln</mi>' in shown(r"\ln a / \ln b")[0]
    assert '−</mo><mspace width="0.167em" /><mi>log</mi>' in shown(r"-\log y")[0]
    assert "<mo>=</mo><mi>log</mi>" in shown(r"x = \log y")[0]


def test_decimal_comma_is_no_separator():
    assert '<mo rspace="0">,</mo>' in shown("0{,}1")[0]
    assert "rspace" not in shown("(2, 3)")[0]


def test_block_stands_in_a_box_that_can_scroll():
    box = mathml("a", is_block=True)
    assert (box.tag, box.get("class"), box[0].get("display")) == ("div", "formula", "block")
    assert (mathml("a").tag, mathml("a").get("display")) == ("math", "inline")


@pytest.mark.parametrize(
    "tex", [r"\fracc{1}{2}", r"\frac{1}{2", r"x^{2}}", r"\frac{1}", "x^", r"\begin{matrix}1", r"\{x}", r"\arg x"]
)
def test_broken(tex):
    with pytest.raises(ValueError, match=r"\w"):
        mathml(tex)


def test_formula_in_a_heading_can_be_read_in_the_contents():
    """Menus show text alone."""
    page = page_of(r"## The *value* of $x_i$ { #a }" + "\n\n" + r"## $\alpha$ and `b` { #b }")
    assert contents(page) == ["The value of x_i", "alpha and b"]


def test_italic():
    assert [italic(letter) for letter in "xhQη∂3"] == ["𝑥", "ℎ", "𝑄", "𝜂", "𝜕", "3"]


@pytest.mark.parametrize("page", all_pages())
def test_font_has_every_character(site, page):
    used = characters(site.joinpath(page).with_suffix(".html").read_text("utf-8"))
    with TTFont(FONT) as font:
        missing = used - {chr(code) for code in font.getBestCmap()}
    assert not missing, "run: mkdocs build && python docs/_hooks/cut_math_font.py"
