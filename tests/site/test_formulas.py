"""Formulas: TeX in a page, MathML on the site."""

from xml.etree import ElementTree

import pytest
from cut_math_font import FONT, characters, italic
from fontTools.ttLib import TTFont
from formulas import Formulas
from project import all_pages
from small_pages import contents, converted, page_of


def mathml(tex, is_block=False):
    return Formulas().mathml(tex, is_block)


def shown(tex):
    """The MathML of a formula without its annotation, and its text."""
    formula = mathml(tex)
    semantics = formula[0]
    semantics.remove(semantics.find("annotation"))
    text = "".join(formula.itertext()).replace("\N{FUNCTION APPLICATION}", "")
    return ElementTree.tostring(formula, encoding="unicode"), text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Q = 3a^3 - b^2", "Q=3a3−b2"),
        (r"\operatorname{softmax}(\mathbf{z})_i", "softmax(𝐳)i"),
        (r"\eta = 0{,}1", "η=0,1"),
        (r"x \leftarrow x - \eta f'(x)", "x←x−ηf′(x)"),
        (r"a < b", "a<b"),
        (r"\{x", "{x"),
        (r"\left\{ \begin{array}{ll} 1 & x > 0 \\ 0 & x \le 0 \end{array} \right.", "{1x>00x≤0\N{INVISIBLE SEPARATOR}"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a=b=c"),
        (r"\boldsymbol{\theta} \bm{x}", "𝜽𝒙"),
        (r"100\%", "100%"),
        (r"\arg\max_i z_i", "argmaxizi"),
        (r"\text{gdy } x > 0", "gdy\N{NO-BREAK SPACE}x>0"),
    ],
)
def test_text(tex, text):
    assert shown(tex)[1] == text


@pytest.mark.parametrize(
    ("tex", "primed"),
    [
        ("f'", "<mrow><mrow><mi>f</mi><mo>′</mo></mrow></mrow>"),
        ("f''", "<mrow><mrow><mi>f</mi><mo>″</mo></mrow></mrow>"),
        ("x'_i", "<msub><mrow><mi>x</mi><mo>′</mo></mrow><mi>i</mi></msub>"),
        ("f'^2", "<msup><mrow><mi>f</mi><mo>′</mo></mrow><mrow><mn>2</mn></mrow></msup>"),
    ],
)
def test_prime_stands_beside_its_letter(tex, primed):
    """The font has raised it already."""
    assert primed in shown(tex)[0]


def test_tex_is_kept():
    annotation = mathml(r"a < \frac{1}{2}").find(".//annotation")
    assert annotation.text == r"a < \frac{1}{2}"


def test_minus_is_a_sign_or_a_subtraction():
    for sign in (r"x = -2b", r"-\log y"):
        assert '<mo lspace="0" rspace="0">−</mo>' in shown(sign)[0]
    for subtraction in (r"(a) - b", r"a - b"):
        assert "<mo>−</mo>" in shown(subtraction)[0]


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
    scripted = next(mathml(tex).iter("msup" if "^" in tex else "msub"))
    assert ["".join(element.itertext()) for element in scripted] == [base, script]


def test_functions_are_words_set_apart():
    assert '<mi>y</mi><mspace width="0.1667em" /><mrow><mrow><mspace /><mi>log</mi></mrow>' in shown(r"y \log p")[0]
    for tex, apart in ((r"\log_2 8", True), (r"\log p", True), (r"\operatorname{softmax}(z)", False)):
        application = next(element for element in mathml(tex).iter("mo") if element.text == "\N{FUNCTION APPLICATION}")
        assert application.get("lspace") == ("0.1667em" if apart else None)


def test_operators_have_the_spaces_of_tex():
    assert '<mo lspace="0" rspace="0">−</mo>' in shown("e^{z - c}")[0]
    block = ElementTree.tostring(mathml(r"\frac{a - c}{m}", is_block=True), encoding="unicode")
    assert "<mo>−</mo>" in block  # in a sentence a fraction is as small as an index, and TeX joins it too
    assert '<mo lspace="0.2222em" rspace="0.2222em">×</mo>' in shown(r"2 \times 3")[0]
    assert '/</mo><mspace width="0.1667em" /><mrow><mrow><mspace /><mi>ln</mi>' in shown(r"\ln a / \ln b")[0]
    assert '−</mo><mspace width="0.1667em" /><mrow><mrow><mspace /><mi>log</mi>' in shown(r"-\log y")[0]
    assert "<mo>=</mo><mrow><mrow><mspace /><mi>log</mi>" in shown(r"x = \log y")[0]


def test_decimal_comma_is_no_separator():
    assert '<mo rspace="0">,</mo>' in shown("0{,}1")[0]
    assert "rspace" not in shown("(2, 3)")[0]


def classes(tex, name):
    return [element.get("class", "") for element in mathml(tex).iter(name)]


def test_columns_have_sides():
    """As classes: the site's policy forbids styles."""
    aligned = classes(r"\begin{aligned} a &= b \\ &= c \end{aligned}", "mtd")
    assert aligned == ["right joined-right", "left joined-left"] * 2
    cases = classes(r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", "mtd")
    assert cases == ["left joined-right", "left joined-right apart"] * 2
    assert classes(r"\begin{array}{lr|c} a & b & c \end{array}", "mtd") == ["left", "right line-right", ""]
    assert classes(r"\begin{align} a &= b \end{align}", "mtd") == [
        "half", "right joined-right", "left joined-left", "half right"]  # fmt: skip
    assert " style=" not in shown(r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}")[0]


def test_formulas_are_numbered_through_the_page():
    first, second, named = (
        f"$$\n\\begin{{equation}} {name} \\end{{equation}}\n$$" for name in [r"a", r"b", r"c\label{c}"]
    )
    page = converted(page_of(f"{first}\n\n{second}\n\n{named}\n\nSee $\\eqref{{c}}$."))
    assert [number in page for number in ("(1)", "(2)", "(3)", "(4)")] == [True, True, True, False]
    assert '<a href="#c">(3)</a>' in page


def test_block_stands_in_a_box_that_can_scroll():
    box = mathml("a", is_block=True)
    assert (box.tag, box.get("class"), box[0].get("display")) == ("div", "formula", "block")
    assert (mathml("a").tag, mathml("a").get("display")) == ("math", None)


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\fracc{1}{2}", r'Unknown command "\\fracc"'),
        (r"\frac{1}{2", "reached end of input"),
        (r"x^{2}}", "Unmatched closing"),
        (r"\frac{1}", "Expected argument"),
        ("x^", "Expected argument"),
        (r"x_a_b", "Duplicate subscript"),
        (r"\begin{matrix}1", "Expected closing token"),
        (r"\{x}", "Unmatched closing"),
        (r"\left( x", "Expected closing token"),
        ("a & b", "only appear in a table"),
        ("x \\label{a}", "only appear in a numbered"),
        (r"\eqref{a}", r"there is no \\label of this name"),
        ("100%", "what is behind % would be lost"),
        (r"\textcolor{red}{x}", "the site has no color:#FF0000 in formulas"),
        (r"\cancel{x}", "browsers draw no frame or line"),
    ],
)
def test_what_cannot_be_shown_is_refused(tex, message):
    with pytest.raises(ValueError, match=message):
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
