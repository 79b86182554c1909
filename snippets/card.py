"""The card of a link to the site that is shared: its name, what it is, and the bars of its logo."""

import re
import textwrap
from html import escape

import words
from drawing import INK, A, B

WIDTH, HEIGHT = 1200, 630
LETTERS = 30  # in a line of what the site is
BARS = "M800 530v-90h80v90zM1040 530v-240h80v240zM760 542h400v6h-400z"
DRAWN = "M920 530v-420h80v420z"


def card(code):
    """The card of a language as SVG."""
    own = words.read(code)
    short = "|".join(own["no_break_after"].split())
    about = re.sub(rf"(?<!\S)({short}) ", "\\1\N{NO-BREAK SPACE}", own["about"]) if short else own["about"]
    lines = [text(190, 72, own["site_name"], ' font-weight="bold"')]
    for number, line in enumerate(textwrap.wrap(about, LETTERS)):
        lines.append(text(290 + 58 * number, 38, line))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" fill="{INK}" '
        f'font-family="sans-serif"><path fill="#fff" d="M0 0h{WIDTH}v{HEIGHT}h-{WIDTH}z"/>'
        f'<path fill="{A}" d="{BARS}"/><path fill="{B}" d="{DRAWN}"/>{"".join(lines)}</svg>\n'
    )


def text(y, size, words, more=""):
    return f'<text x="80" y="{y}" font-size="{size}"{more}>{escape(words, quote=False)}</text>'
