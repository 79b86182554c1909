"""Python sessions in a page: each prompt, each output and each coloured word is one element, and nothing else is.

Pygments alone makes an element of every name, bracket and line, half of all elements of a page. Here each output is one
element with all its lines, so that a style alone can take it off when code is copied.
"""

import re
from html import escape
from itertools import groupby

from pygments.lexers import PythonConsoleLexer, PythonLexer
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String

PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |$)")
MESSAGE = re.compile(r"(?<=^    \.\.\.\n).+\Z", re.M | re.S)  # of an error, after its abridged traceback
# The theme's classes for what it shows in a colour of its own, and the page in another than the text's.
CLASSES = {
    Generic.Prompt: "gp",
    Keyword: "k",
    Operator.Word: "k",
    Name.Builtin: "nb",
    Number: "m",
    String: "s",
    Comment: "c",
}


def class_of(kind):
    return next((CLASSES[ancestor] for ancestor in reversed(kind.split()) if ancestor in CLASSES), "")


def element(css_class, text):
    return f'<span class="{css_class}">{text}</span>' if css_class else text


def code(lines, lexer):
    for css_class, group in groupby(lexer.get_tokens(lines), key=lambda token: class_of(token[0])):
        yield element(css_class, escape("".join(text for _, text in group), quote=False))


def output(lines):
    return element("go", MESSAGE.sub(lambda message: element("gr", message[0]), escape(lines, quote=False)))


def session_parts(session):
    """Code with its prompts and words marked, and outputs, in which an error's message is."""
    for is_code, group in groupby(session.rstrip().splitlines(True), key=lambda line: bool(PROMPT.match(line))):
        lines = "".join(group)
        yield from code(lines, PythonConsoleLexer()) if is_code else [output(lines)]


def block(css_class, parts):
    return f'<div class="{css_class}"><pre><code>{"".join(parts)}</code></pre></div>'


def fence(source, language, css_class, options, md, classes=(), **_):
    """What pymdownx.superfences puts into the page for a fence ```pycon."""
    return block(" ".join([css_class, *classes]), session_parts(source))


def cell_html(source, outputs):
    """A cell of a notebook, which has no prompts, as a page shows it."""
    return block("highlight", [*code(source, PythonLexer()), *([output(outputs.lstrip("\n"))] if outputs else [])])


def on_config(config):
    fences = [{"name": "pycon", "class": "highlight", "format": fence}]
    config.mdx_configs["pymdownx.superfences"] = {"custom_fences": fences}
