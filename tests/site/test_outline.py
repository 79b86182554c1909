"""The two readings of a page agree, or the build says where they do not: a page and its notebook show the same."""

import pytest
from places import PageError
from small_pages import PLACE, converted, page_of

# What both read alike, and some of the HTML that the site has for it.
AGREED = {
    "fence": ("```python\na\n\n\nb\n```", "<code>"),
    "fence of tildes": ("~~~python\na\n~~~", "<code>"),
    "session": ("```pycon\n>>> 1\n1\n```", 'class="gp"'),
    "fence with attributes": ("``` { .pycon .random }\n>>> 1\n1\n```", 'class="highlight random"'),
    "fence without a language": ("```\na\n```", "<code>"),
    "fence in a fence": ("````markdown\n```python\na\n```\n````", "```"),
    "fence with a blank first line": ("```python\n\na\n```", "<code>"),
    "fence with spaces at the ends": ("```python \na  \n   \nb\n``` ", "<code>"),
    "fence with a tab": ("```python\nif a:\n\tb\n```", "<code>"),
    "fence with a title": ('```python title="a.py"\na\n```', "<code>"),
    "fence in a list": ("1. a\n\n    ```python\n    a\n    ```\n\n2. b", "<li>"),
    "fence in a quote": ("> ```python\n> a\n>\n> b\n> ```", "<blockquote>"),
    "fence in a quote below a paragraph": ("> a\n>\n> ```python\n> b\n> ```", "<blockquote>"),
    "fence right below a box's title": ('!!! info "A"\n    ```python\n    a\n    ```', "<code>"),
    "dollars in a fence": ("```sh\necho $HOME and $PATH\n```", "$PATH</span>"),
    "HTML in a fence": ("```html\n<b>a</b> <!-- b --> &amp;\n```", "&amp;amp;"),
    "indented code": ("a\n\n    b\n      c\n\n\n    d <e>\n\nf", "<code>b"),
    "indented code in a box": ('!!! info "A"\n\n    a\n\n        b', "<code>b"),
    "box": ('!!! info "A"\n\n    b', '<p class="admonition-title">A</p>'),
    "box right below its title": ('!!! info "A"\n    b\nc', "<p>c</p>"),
    "box without a title": ("!!! info\n\n    a", ">Info</p>"),
    "box with an empty title": ('!!! info ""\n\n    a', '<div class="admonition info">\n<p>a</p>'),
    "box with code and quotes in its title": ('!!! info "The `a` and „b”"\n\n    c', "<code>a</code>"),
    "box with classes": ('!!! info inline "A"\n\n    b', 'class="admonition info inline"'),
    "closed box": ('??? info "A"\n\n    b', "<details"),
    "open box": ('???+ info "A"\n\n    b', "open"),
    "box in a box": ('!!! question "A"\n\n    b\n\n    ??? success "C"\n\n        d', "<summary>C</summary>"),
    "two blank lines in a box": ('!!! info "A"\n\n    b\n\n\n    c', "<p>c</p>\n</div>"),
    "box in a list": ('1. a\n\n    !!! info "B"\n\n        c\n\n2. d', "<p>c</p>"),
    "two boxes": ('!!! info "A"\n\n    b\n\n!!! info "C"\n\n    d', ">C</p>"),
    "list": ("- a\n- b", "<li>b</li>"),
    "list with blank lines": ("* a\n\n\n* b", "<ul>"),
    "list in a list": ("1. a\n    - b\n2. c", "<ul>"),
    "list that goes on": ("- a\n  b\n- c\nd", "d</li>"),
    "list that counts on below code": ("1. a\n\n```python\nb\n```\n\n2. c\n3. d", '<ol start="2">'),
    "list with paragraphs": ("- a\n\n    b\n\n- c", "<p>b</p>"),
    "list in a box below a paragraph": ('!!! question "A"\n\n    b\n\n    1. c\n    2. d', "<ol>"),
    "heading": ("# A { #a }\n\n## The `b` and $c$ { #b }", 'id="b"'),
    "heading right below a paragraph": ("a\n## B\nc", "<h2"),
    "underlined heading": ("A { #a }\n========\n\nB\n-", '<h1 id="a">'),
    "table": ("| a | b |\n| :-- | --: |\n| 1 | |", "<td"),
    "table with a short row": ("| a | b |\n| - | - |\n| 1 |", "<td>1</td>"),
    "table with an escaped pipe": ("| a | b |\n| - | - |\n| c \\| d | 2 |", "c | d"),
    "table with code, formulas and links": (
        "| a | b |\n| - | - |\n| `$c` $d$ | `$e` [f](g.md) |",
        "<td><code>$c</code>",
    ),
    "table with columns to the right": ("| a | b |\n| :- | -: |\n| 1 | 2 |", '<td class="right">2</td>'),
    "dollars in prose and in code": ("a \\$5 and \\$6, `$b`", "a $5 and $6"),
    "table in a list": ("1. a\n\n    | b | c |\n    | - | - |\n    | 1 | 2 |", "<td>1</td>"),
    "link": ('[a](b.md#c "D") and [`e`](<f g.md>)', 'title="D"'),
    "link over two lines": ("[a\nb](c.md)", "a\nb</a>"),
    "link by reference": ('[a][b], [b][] and [b]\n\n[b]: c.md "D"', 'href="c.md"'),
    "link by reference in a box": ('!!! info "A"\n\n    [a][b]\n\n    [b]: c.md', 'href="c.md"'),
    "brackets": ("[a] (b) and [[1, 2], [3, 4]] and [c]", "[[1, 2]"),
    "link in code": ("`[a](b.md)`", "<code>[a]"),
    "link with special characters": ("[a](łąka%20b.md) <https://x.org/?a=1&b=2>", "%20"),
    "mail": ("<a@example.org>", "<a href"),
    "address without a link": ("See https://example.org/a_b_c", "See https"),
    "image": ('a ![the $b$, of `c`](d.png "E")', "<img"),
    "image as a link": ("[![a](b.png)](c.md)", "<img"),
    "attributes": ("[a](b.md){ .c } *d*{ .e } `f`{ .g }\n{ #h }", 'id="h"'),
    "code": ("`` a`b `` `a\nb` `<c> &amp;` `\\d`", "a`b"),
    "dollars in code": ("`$HOME and $PATH`, `$HOME` and `$PATH`", "<code>$HOME and $PATH</code>"),
    "dollars in prose": ("It costs $5, then $6 more, or \\$5.", "$5, then $6"),
    "formula": ("$a_1$ and $b_2$, ($c$), „$d$”, $e <\nf$ and **$g * h$** $i * j$", "<math"),
    "formula in a block": ("a\n\n$$b$$\n\n$$\nc\n= d\n$$\n\ne", 'display="block"'),
    "formula in a block in a list": ("1. a\n\n    $$b$$\n\n2. c", 'display="block"'),
    "HTML": ("<div>\n*a*\n</div>\n\n<b>c</b>\n\n<br>\n\na<sup>2</sup> <br> &nbsp;", "<sup>2</sup>"),
    "comment": ("<!-- a\n\n# b\n\n-->\n\na <!-- [b](c.md) --> d", "<!--"),
    "quote": ("> a\nb\n>\n> - c", "<blockquote>"),
    "line": ("a\n\n---\n\nb\n\n***", "<hr"),
    "line in a paragraph": ("a\n***\nb", "<hr"),
    "emphasis": ("**a**b a_b_c *d* **f _g_ h** **i**, „**j**” (*k*)", "<strong>a</strong>b a_b_c <em>d</em>"),
    "line ends": ("a  \nb", "<br"),
    "escapes": ("\\* a \\_ b \\[c](d.md) snake_case_name __init__ 2 * 3 * 4", "snake_case_name"),
    "less than": ("a < b and x<y", "&lt;"),
    "braces": ("the set {1, 2}", "{1, 2}"),
    "number at the start of a line": ("It was\n1986. And\n3.14", "1986. And"),
    "nothing": ("", ""),
}

# What they read otherwise, the line of it, and what the site would show there, and a notebook.
REFUSED = {
    "list right below a paragraph": ("a\n\nb\n- c", 4, "nothing more", "bullet list"),
    "list by a dash at the start of a line": ("It is\n- by the way - so.", 2, "nothing more", "bullet list"),
    "list in a list, indented by two": ("- a\n  - b", 2, "list item", "bullet list"),
    "list of another kind": ("- a\n\n1. b", 3, "list item", "ordered list '1'"),
    "paragraph in a list, indented by two": ("- a\n\n  b\n\n- c", 5, "bullet list", "list item"),
    "list with brackets": ("1) a\n2) b", 1, "nothing more", "ordered list '1'"),
    "table right below a paragraph": ("a\n| b |\n| - |\n| 1 |", 2, "nothing more", "table"),
    "fence right below a paragraph": ("a\n```python\nb\n```", 2, "nothing more", "code in python 'b'"),
    "fence right below a list item": (
        "1. a\n    ```python\n    b\n    ```\n2. c",
        2,
        "list item",
        "code in python 'b'",
    ),
    "fence with three spaces in a list": (
        "1. a\n\n   ```python\n   b\n   ```\n\n2. c",
        7,
        "ordered list '2'",
        "list item",
    ),
    "fence without an end": ("```python\na", 1, "nothing more", "code in python"),
    "formula in a block right above a paragraph": ("a\n\n$$b$$\nc", 3, "nothing more", "formula 'b'"),
    "formula in a block with a blank line": ("$$\na\n\nb\n$$", 1, "nothing more", "formula 'a b'"),
    "heading without a space": ("#A", 1, "h1", "nothing more"),
    "heading that is indented": (" # A", 1, "nothing more", "h1"),
    "heading of level seven": ("####### A", 1, "h6", "nothing more"),
    "box with an attribute list": ('!!! info "A" { #b }\n\n    c', 1, "indented code 'c'", "box 'info \"a\" { #b }'"),
    "bold that ends behind a quote": ("**„a”**em", 1, "bold", "nothing more"),
    "bold italics": ("a ***b***", 1, "bold", "italics"),
    "line end by a backslash": ("a\\\nb", 1, "nothing more", "line end"),
    "box without its kind": ('!!! "A"\n\n    b', 1, "indented code 'b'", 'box \'"a" "a"\''),
    "pipe in code in a table": ("| a | b |\n| - | - |\n| `c \\| d` | 1 |", 3, r"code 'c \\| d'", "code 'c | d'"),
    "formula of two dollars in a sentence": (
        "x $$a$$ y",
        1,
        "formula 'a'",
        "formula of its own in the middle of a sentence 'a'",
    ),
    "address with a space": ("[a](b c.md)", 1, "link 'b c.md'", "nothing more"),
}


@pytest.mark.parametrize("name", AGREED)
def test_readings_agree(name):
    text, html = AGREED[name]
    assert html in converted(page_of(text))


@pytest.mark.parametrize("name", REFUSED)
def test_difference_is_refused_by_its_place(name):
    text, line, site, notebook = REFUSED[name]
    with pytest.raises(PageError) as error:
        converted(page_of(text))
    assert str(error.value).startswith(f"{PLACE}:{line}: the site shows {site} here, a notebook {notebook}; ")


UNPREDICTABLE = {
    "a prediction has one output, that of its last example": [
        ">>> a = 1",
        ">>> 1\n1\n>>> 2\n2",
        ">>> 1\n1\n>>> a = 1",
        "",
    ],
    "a reader can predict a shape, at most 6 numbers, a word, or an error": [
        ">>> list(range(7))\n[0, 1, 2, 3, 4, 5, 6]",
        ">>> ['a', 'b']\n['a', 'b']",
        ">>> print('two words')\ntwo words",
        ">>> 1, 'a'\n(1, 'a')",
    ],
}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n\n```python\nb\n\nc\n\n```python\nd\n```", ":3: this fence has no end; another begins in line 8"),
        ("``` { .pycon }\n>>> 1\n\n``` { .pycon }\n>>> 2\n```", ":1: this fence has no end; another begins in line 4"),
        ('??? success "A"\n\n   b', ":1: the box 'A' is empty; indent what is in it by four spaces more"),
        ('!!! question "Q"\n\n    a\n\n    ??? success "A"\n\n      b', ":5: the box 'A' is empty; indent"),
        ('!!! info ""', ":1: the box '' is empty; indent"),
        (
            "a\n\n``` { .pycon .randm }\n>>> 1\n1\n```",
            ":3: a session is marked .random or .cpu or .predict or .mistake or .repair or .start or .check or "
            ".solution, not .randm",
        ),
        *[
            (f"a\n\n``` {{ .pycon .predict }}\n{session}\n```", f":3: {wrong}; correct it, or take the mark off")
            for wrong, sessions in UNPREDICTABLE.items()
            for session in sessions
        ],
        ("a\n\n<h2>b</h2>", ":3: a heading in HTML is none on the page; write it in Markdown"),
        ("<!-- a\n\n```python\nb\n```\n-->", ":3: a code block in HTML is none on the page; write it in Markdown"),
        ("a\n\n<div>\n\n[a](b.md)\n\n</div>", ":3: <div> would show what is in it as it is written; write a box"),
        ("<details><summary>a</summary>\n\nb\n\n</details>", ":1: <details> would show what is in it as it is written"),
        (
            "| a | b |\n| - | - |\n| $P(c|d)$ | 1 |",
            ":3: this row has 3 cells, and the head of its table 2; write \\| for a",
        ),
        (
            "| a | b |\n| - | - |\n| `c|d` | 1 |",
            ":3: this row has 3 cells, and the head of its table 2; write \\| for a",
        ),
        (
            "| a | b |\n| - | - |\n| 1 | 2 | 3 |",
            ":3: this row has 3 cells, and the head of its table 2; write \\| for a",
        ),
        ("a\n\n## The [b](c.md)", ":3: a heading is a link to itself; put this link into a sentence"),
        ("a[^1]\n\n[^1]: b", ":3: the site has no footnotes; write it in the text"),
        ("<div>\n~~~python\nb\n~~~\n</div>", ":2: a code block in HTML is none on the page; write it in Markdown"),
    ],
)
def test_what_both_read_otherwise_than_it_was_meant_is_refused(text, message):
    with pytest.raises(PageError) as error:
        converted(page_of(text))
    assert str(error.value).startswith(PLACE + message)


# Markup that the site does not have, and what of it would be shown.
LEFT_OVER = {
    "task": ("- [ ] a\n- [x] b", 1, "[ ]"),
    "struck out": ("a ~~b~~", 1, "~~"),
    "marked": ("a\n==b==", 2, "==b"),
    "below": ("H~2~O", 1, "~2~"),
    "above": ("m^2^", 1, "^2^"),
    "key": ("Press ++ctrl+c++.", 1, "++c"),
    "definition": ("a\n:   b", 2, ":   b"),
    "footnote": ("a[^1]\n\nb", 1, "[^1"),
    "abbreviation": ("*[GPT]: a", 1, "*[G"),
    "note": ("> [!NOTE]\n> a", 1, "[!N"),
    "emoji": ("a :smile: b", 1, ":smile:"),
    "icon": (":material-account:", 1, ":material-account:"),
    "tab": ('=== "A"\n\n    b', 1, "==="),
    "documentation of a module": ("::: torch.nn", 1, ":::"),
    "template": ("{{ config.site_name }}", 1, "{{"),
    "template's tag": ("{% raw %}", 1, "{%"),
    "attributes": ("a { .b } c", 1, "{ .b"),
    "reference that leads nowhere": ("a\n[b][c]", 2, "[b]["),
    "wiki's link": ("[[page]]", 1, "[[p"),
    "link without an end": ("a [b](c.md d", 1, "[b]("),
    "bold without an end": ("**a", 1, "**"),
    "code without an end": ("a\n\nb `c", 3, "`"),
    "formula by brackets": (r"\[ x^2 \]", 1, r"\[ x^2 \]"),
    "formula by parentheses": (r"a \(x\) b", 1, r"\("),
    "escape that is none": (r"a \~ b", 1, r"\~"),
}


@pytest.mark.parametrize("name", LEFT_OVER)
def test_markup_that_the_site_does_not_have_is_refused(name):
    text, line, shown = LEFT_OVER[name]
    with pytest.raises(PageError) as error:
        converted(page_of(text))
    assert str(error.value).startswith(f"{PLACE}:{line}: {shown} is no markup of this site, in: ")


def test_place_is_below_the_front_matter():
    with pytest.raises(PageError, match=rf"{PLACE}:6: the site shows nothing more"):
        converted(page_of("---\ndescription: a\n---\n\na\n- b\n\nc"))


def test_nothing_is_missed_at_the_end():
    """The site has one part more than was read, and one part less."""
    page = page_of("# A\n\n[b](c.md)")
    page.parsed = page_of("# A\n\nb").parsed
    with pytest.raises(PageError, match=r"shows link 'c.md' here, a notebook nothing more"):
        converted(page)
    page = page_of("# A\n\nb")
    page.parsed = page_of("# A\n\n[b](c.md)").parsed
    with pytest.raises(PageError, match=r"shows nothing more here, a notebook link 'c.md'"):
        converted(page)


@pytest.mark.parametrize(
    "output",
    [
        "torch.Size([2, 3])",
        "torch.Size([])",
        "tensor([[1, 2],\n        [3, 4]], dtype=torch.int32)",
        "tensor([0.5, nan, -inf, 1e-3, 5., 6.], grad_fn=<MulBackward0>)",
        "tensor([True, False])",
        "np.float64(0.5)",
        "torch.float32",
        "'anna'",
        "Traceback (most recent call last):\n    ...\nValueError: many words are in this message",
    ],
)
def test_what_a_reader_can_predict(output):
    html = converted(page_of(f"``` {{ .pycon .predict }}\n>>> f()\n{output}\n```"))
    assert html.count('<details class="output">') == 1
    assert "<li><samp>" in html  # on paper
