"""Console sessions in a page: each prompt, each output and each coloured word is one element, and nothing else is.

Pygments alone makes an element of every name, bracket and line, half of all elements of a page. What the copy button
takes stands beside it in `data-copy`, which Material's script looks for.
"""

import re
from functools import cache
from html import escape
from itertools import groupby, pairwise

from pygments.lexers import PythonConsoleLexer, PythonLexer
from pygments.token import Comment, Generic, Keyword, Operator, String

PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |$)")
STATEMENT = re.compile(r"^(?=>>>)", re.M)
BLANK_LINE = re.compile(r"^<BLANKLINE>$", re.M)  # which doctest wants where an output has an empty line
# Of an error, after its abridged traceback; of a warning, one line of the output.
MESSAGE = re.compile(r"(?<=^    \.\.\.\n).+\Z|^\w+Warning: [^\n]+", re.M | re.S)
SHORT = 10  # lines; a block of so many stays on one sheet of paper
# The token types that have a colour, and Material's classes for them. Numbers have none, and neither have `print` and
# `range`: they are a tenth of a page's elements.
CLASSES = {
    Generic.Prompt: "gp",
    Keyword: "k",
    Operator.Word: "k",
    String: "s",
    Comment: "c",
}


def class_of(kind):
    return next((CLASSES[ancestor] for ancestor in reversed(kind.split()) if ancestor in CLASSES), "")


def element(css_class, text):
    return f'<span class="{css_class}">{text}</span>' if css_class else text


def code(lines, lexer):
    tokens = [(class_of(kind), text) for kind, text in lexer.get_tokens(lines)]
    for number in range(1, len(tokens) - 1):
        (before, _), (_, text), (after, _) = tokens[number - 1 : number + 2]
        if before == after and text.isspace():  # lines of a comment are one
            tokens[number] = before, text
    for css_class, group in groupby(tokens, key=lambda token: token[0]):
        yield element(css_class, escape("".join(text for _, text in group), quote=False))


def output(lines):
    css_class = "go" + " long" * is_long(lines)
    return element(css_class, MESSAGE.sub(lambda message: message_of(message[0]), escape(lines, quote=False)))


def error(lines):
    """An error that a notebook shows; its message, one long line, wraps."""
    return element("go", message_of(escape(lines, quote=False)))


def message_of(lines):
    """The message of an error or a warning, which is in English on the pages of every language."""
    return f'<span class="gr" lang="en">{lines}</span>'


@cache  # a session is on its page and in the whole lecture, in every language
def shown(session):
    """Code with its prompts and words marked, and outputs, in which the messages of errors and warnings are."""
    parts = []
    session = BLANK_LINE.sub("", session.rstrip())
    for is_code, group in groupby(session.splitlines(True), key=lambda line: bool(PROMPT.match(line))):
        lines = "".join(group)
        parts += code_in(session, lines) if is_code else [output(lines)]
    return "".join(parts)


def code_in(session, lines):
    """Code without outputs between its lines; in a long session each statement of several lines is one element."""
    for statement in STATEMENT.split(lines) if is_long(session) else [lines]:
        shown = "".join(code(statement, PythonConsoleLexer())) if statement else ""
        is_one = is_long(session) and statement.count("\n") > 1
        yield element("statement" + " long" * is_long(statement) if is_one else "", shown)


def is_long(text):
    """Whether code is so long that on paper it may be broken between statements, or an output between its lines."""
    return len(text.splitlines()) > SHORT


def code_of(session):
    """The code alone, without prompts and outputs. A block ends with an empty line, as a prompt needs it."""
    lines = [line for line in session.splitlines() if PROMPT.match(line)]
    ends = [line.startswith("...") and not after.startswith("...") for line, after in pairwise([*lines, ""])]
    return "".join(f"{line[4:]}\n" + "\n" * end for line, end in zip(lines, ends, strict=True))


def block(css_class, shown, copied):
    css_class += " long" * is_long(shown)
    return f'<div class="{css_class}" data-copy="{escape(copied)}"><pre><code>{shown}</code></pre></div>'


def fence(session, language, css_class, options, md, classes=(), **_):
    """What pymdownx.superfences puts into the page for a fence ```pycon."""
    return block(" ".join([css_class, *classes]), shown(session), code_of(session))


def cell_html(source, outputs):
    """A notebook's code cell, which has no prompts, with the HTML of its outputs below it."""
    return block("highlight", "".join(code(source, PythonLexer())) + outputs, source)
