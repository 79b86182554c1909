"""Figures drawn as SVG in one style. A lecture's `figures.py` draws its own with this.

A figure is as wide as a phone's column, so that its letters have the size of the text there. Its colours here are for
where it stands alone, in a notebook or on GitHub; on a page `docs/assets/site.css` gives it those of the palette.
"""

import contextlib
import io
import json
from doctest import DocTestParser
from html import escape
from pathlib import Path

from places import PageError
from words import named, read, read_file

SNIPPETS = Path(__file__).parent
DOCS = SNIPPETS.with_name("docs")
WIDTH = 328
CELL = 34, 28
A, B, INK, FAINT = "#0b62a8", "#a34a00", "#222", "#767676"

# What there is to draw with; docs/assets/site.css has the same kinds. A colour never says anything alone.
KINDS = {
    "paper": 'fill="#fff"',
    "line": f'fill="none" stroke="{INK}" stroke-width="1.5"',
    "faint": f'fill="none" stroke="{FAINT}"',
    "ghost": f'fill="none" stroke="{FAINT}" stroke-dasharray="3 3"',
    "a": f'fill="#e1edf7" stroke="{A}" stroke-width="1.5"',
    "b": f'fill="#fbeadd" stroke="{B}" stroke-width="1.5"',
    "bar": f'fill="#e1edf7" stroke="{A}" stroke-width="1.5" vector-effect="non-scaling-stroke"',
    "b-bar": f'fill="#fbeadd" stroke="{B}" stroke-width="1.5" vector-effect="non-scaling-stroke"',
    # The shades of a heat map, the strongest last.
    **{f"shade-{step}": f'fill="{A}" fill-opacity="{step / 5 + 0.2:g}"' for step in range(1, 5)},
    "a-node": f'stroke="{A}" stroke-width="24" stroke-linecap="round"',
    "b-node": f'stroke="{B}" stroke-width="24" stroke-linecap="round"',
    "dashed": f'fill="none" stroke="{B}" stroke-width="1.5" stroke-dasharray="5 4"',
    # In the units of a plot, whose lines and dots keep their width: a dot is a line of no length.
    "curve": f'fill="none" stroke="{INK}" stroke-width="2" vector-effect="non-scaling-stroke"',
    "trail": f'fill="none" stroke="{A}" stroke-width="1.5" stroke-dasharray="4 3" vector-effect="non-scaling-stroke"',
    "dots": f'fill="none" stroke="{A}" stroke-width="9" stroke-linecap="round" vector-effect="non-scaling-stroke"',
    "mark": f'fill="none" stroke="{B}" stroke-width="13" stroke-linecap="round" vector-effect="non-scaling-stroke"',
}


def names_after(lecture, *regions):
    """The names defined when regions of a lecture's snippets, `softmax:exp`, have been run one after another."""
    names = {}
    for region in regions:
        snippet, _, mark = region.partition(":")
        text = SNIPPETS.joinpath(lecture, f"{snippet}.pycon").read_text("utf-8")
        code = text.partition(f"[start:{mark}]\n")[2].partition(f"[end:{mark}]")[0]
        if not code:
            raise PageError(f"snippets/{lecture}/{snippet}.pycon: there is no region {mark}")
        with contextlib.redirect_stdout(io.StringIO()):
            for example in DocTestParser().get_examples(code):
                exec(example.source, names)
    return names


def coordinate(value):
    """A coordinate as a path has it, to four decimals."""
    return f"{round(float(value), 4):g}"


def points(pairs):
    """The path through points (x, y)."""
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in pairs)


def dots(pairs):
    """The path of lines without length, which round ends make dots, at points (x, y)."""
    return "".join(f"M{coordinate(x)} {coordinate(y)}h0" for x, y in pairs)


class Figure:
    """A drawing `height` units high, with numbers as its language writes them.

    A live one carries, as JSON for its script, the phrases named in `says` and the `values`.
    """

    def __init__(self, words, height, live="", says=(), **values):
        self.decimal, self.height, self.parts = words["decimal"], height, []
        names = {name: f"{live} {name}" for name in says} | {name: name for name in ("reset", "decimal")}
        said = {name: words[key] for name, key in names.items()} if live else {}
        values = {name: json.dumps(value, ensure_ascii=False) for name, value in {"words": said, **values}.items()}
        self.data = {"live": live, **values} if live else {}
        self.path(f"M0 0h{WIDTH}v{height}h-{WIDTH}z", "paper")

    def number(self, value, decimals=0):
        """A number with so many decimals, as text."""
        return f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}").replace(".", self.decimal)

    def numbers(self, values, decimals=0):
        """The numbers of a tensor, as rows of text."""
        return [[self.number(value, decimals) for value in row] for row in values]

    def text(self, x, y, words, kind="", anchor="middle", **data):
        """Words around (x, y), or beside it if `anchor` is `start` or `end`; `kind` may be `code`."""
        more = f' class="{kind}"' if kind else ""
        more += ' font-family="monospace"' if "code" in kind else ""
        more += "" if anchor == "start" else f' text-anchor="{anchor}"'
        more += attributes(data)
        self.parts.append(
            f'<text x="{coordinate(x)}" y="{coordinate(y + 5)}"{more}>{escape(words, quote=False)}</text>'
        )

    def path(self, d, kind, **data):
        """A path of one of KINDS; `data` are marks by which a script finds it."""
        self.parts.append(f'<path class="{kind}" d="{d}" {KINDS[kind]}{attributes(data)}/>')

    def grid(self, x, y, rows, kind="a", cell=CELL):
        """Cells with texts in them, whose upper left corner is (x, y)."""
        width, height = cell
        across, down = len(rows[0]) * width, len(rows) * height
        lines = "".join(f"M{x} {y + height * row}h{across}" for row in range(1, len(rows)))
        lines += "".join(f"M{x + width * column} {y}v{down}" for column in range(1, len(rows[0])))
        self.path(f"M{x} {y}h{across}v{down}h-{across}z{lines}", kind)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.text(x + width * (column + 0.5), y + height * (row + 0.5), text, "soft" if kind == "ghost" else "")

    def arrow(self, *corners, kind="line"):
        """A line through points, with a head at the last."""
        (x0, y0), (x, y) = corners[-2:]
        length = max(abs(x - x0), abs(y - y0))
        dx, dy = 6 * (x - x0) / length, 6 * (y - y0) / length
        head = points([(x - dx - dy / 1.5, y - dy + dx / 1.5), (x, y), (x - dx + dy / 1.5, y - dy - dx / 1.5)])
        self.path(points(corners) + head, kind)

    @contextlib.contextmanager
    def plot(self, x, y, scale_x, scale_y):
        """Draws in units of its own: (0, 0) is at (x, y), and y grows upwards."""
        self.parts.append(f'<g transform="translate({x} {y})scale({scale_x} {-scale_y})">')
        yield
        self.parts.append("</g>")

    @contextlib.contextmanager
    def link(self, address):
        """What is drawn in it leads to an address, from the page."""
        self.parts.append(f'<a href="{address}">')
        yield
        self.parts.append("</a>")

    def svg(self):
        """The figure as a file."""
        size = f'viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}"'
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="14"'
        return "\n".join([f"{opening}{attributes(self.data)}>", *self.parts, "</svg>\n"])


def attributes(data):
    """The data-* attributes of an element."""
    return "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())


class Words(dict):
    """The words of a lecture's figures in a language, `docs/<code>/<lecture>/figures.yml`, and its decimal mark."""

    def __init__(self, path):
        super().__init__(read_file(path) | {"decimal": read(path.parts[-3])["decimal"]})
        self.path = named(path)

    def __missing__(self, name):
        raise PageError(f"{self.path}: {name} is missing; write it as in the other languages")


def drawn(lecture, figures):
    """The SVG of each figure of a lecture in each language that has words for them, by its place in the project."""
    return {
        f"docs/{path.parts[-3]}/{lecture}/figures/{draw.__name__.replace('_', '-')}.svg": draw(Words(path)).svg()
        for path in sorted(DOCS.glob(f"*/{lecture}/figures.yml"))
        for draw in figures
    }
