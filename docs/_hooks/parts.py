"""The parts of a page, by one parse of its Markdown: notebooks, the whole lecture and tests are made of it.

markdown-it reads it. The site is made by Python-Markdown; outline.py refuses a page that the two read differently.
"""

import re
from functools import cached_property
from math import ceil
from pathlib import Path

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown_it import MarkdownIt
from markdown_it.rules_inline import autolink, backtick, html_inline, image, link
from markdown_it.rules_inline.emphasis import tokenize as emphasis
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar
from mkdocs.utils.meta import get_data
from places import PageError

TAB = 4
WORDS_A_MINUTE = 150  # less than prose alone, of which some 200 are read
MARKS = re.compile(r"\{ [.#][^{}\n]*\}")  # attribute lists, which nobody reads
FRONT_MATTER = re.compile(r"---\n(?:\w+:.*\n)+---$", re.M)
INLINE_ATTRIBUTES, BLOCK_ATTRIBUTES, CELL_ATTRIBUTES = (
    AttrListTreeprocessor.INLINE_RE,
    AttrListTreeprocessor.BLOCK_RE,
    AttrListTreeprocessor.HEADER_RE,
)


def with_span(rule):
    """An inline rule of markdown-it that also says where in the text its tokens stand, and where a link's words end."""

    def run(state, silent):
        start, first = state.pos, len(state.tokens) + bool(state.pending)
        if not rule(state, silent):
            return False
        for token in [] if silent else state.tokens[first:]:
            token.meta.setdefault("span", (start, state.pos))
        if rule in (link, image) and not silent:
            words = start + (rule is image)
            state.tokens[first].meta["words_end"] = state.md.helpers.parseLinkLabel(state, words)
        return True

    return run


def parser():
    md = MarkdownIt("commonmark").enable("table").use(admon_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_labels=False)
    formula = math_inline_dollar(allow_space=False, allow_double=True)
    rules = {"link": link, "image": image, "backticks": backtick, "emphasis": emphasis, "math_inline": formula}
    for name, rule in {**rules, "autolink": autolink, "html_inline": html_inline}.items():
        md.inline.ruler.at(name, with_span(rule))
    return md


PARSER, BLOCKS = parser(), parser().disable("inline")


def padded(lines):
    """The lines with blank ones as far indented as the line below: markdown-it would end a box at two empty lines."""
    indent, found = 0, []
    for line in reversed(lines):
        indent = indent_of(line) if line.strip() else indent
        found.append(line if line.strip() else " " * indent)
    return found[::-1]


def without_tabs(line):
    return line.changed_to(line.expandtabs(TAB)) if "\t" in line else line


def indent_of(line):
    return len(line) - len(line.lstrip(" "))


class Page:
    """A page as it is written, with its snippets in it.

    `lines` are those below the front matter, each with its place; `meta` is what the front matter says.
    """

    def __init__(self, lines, meta, uri):
        self.lines, self.meta, self.uri = lines, meta, uri

    @classmethod
    def read(cls, includes, docs, uri):
        """The page `lecture-2/softmax.md` in a folder of pages, by an `Includes`."""
        lines = [without_tabs(line) for line in includes.expand(Path(docs, uri))]
        text = "\n".join(lines)
        body, meta = get_data(text)
        if FRONT_MATTER.match(text) and not meta:
            raise PageError(
                f"{lines[0].place}: this front matter cannot be read; put a text that has : in it in quotes"
            )
        above = text[: len(text) - len(body)].count("\n")
        return cls(lines[above:] if body else [lines[-1].changed_to("")], meta, uri)

    @property
    def name(self):
        """`softmax`."""
        return Path(self.uri).stem

    @property
    def text(self):
        return "\n".join(self.lines)

    @cached_property
    def parsed(self):
        """markdown-it's tree of the page's blocks, and the addresses that reference links have from elsewhere."""
        found = {}
        tree = SyntaxTreeNode(PARSER.parse("\n".join(padded(self.lines)), found))
        return tree, found.get("references", {})

    @property
    def tree(self):
        return self.parsed[0]

    def place(self, number):
        """Where line `number` was written, counted from 0: `docs/en/lecture-2/softmax.md:12`."""
        return self.lines[min(number, len(self.lines) - 1)].place

    def place_of(self, text, above=0):
        """Where a text begins that stands on the page, or below line `above`, counted from 0."""
        first = text.strip().partition("\n")[0]
        return next((line.place for line in self.lines[above:] if first in line), self.place(above))

    def nodes(self, *types):
        """The parts of these types, in order."""
        return [node for node in self.all_nodes if node.type in types]

    @cached_property
    def all_nodes(self):
        return list(self.tree.walk())

    @cached_property
    def fences(self):
        """The code fences, in order. It needs no tree, and takes a third of the time."""
        return [token for token in BLOCKS.parse("\n".join(padded(self.lines))) if token.type == "fence"]

    @property
    def references(self):
        return self.parsed[1]

    @property
    def minutes(self):
        """In how many minutes it is read, code and outputs too; not its exercises, which take what they take."""
        inside = {number for box in self.exercises for number in range(*box.map)}
        text = " ".join(line for number, line in enumerate(self.lines) if number not in inside)
        return ceil(len(MARKS.sub("", text).split()) / WORDS_A_MINUTE)

    @property
    def exercises(self):
        """The boxes that have an exercise."""
        return [box for box in self.nodes("admonition") if box.meta["tag"] == "exercise"]

    @property
    def title(self):
        """The words of its first heading. Raises PageError if it has none."""
        headings = self.nodes("heading")
        if not headings:
            raise PageError(f"{self.place(0)}: there is no heading; begin with # and a title, and {{ #id }} behind it")
        return heading_text(headings[0])

    def code(self, node):
        """The lines of a code block, without its fence and its indentation."""
        first = node.map[0] + (node.type == "fence")
        texts = node.content.split("\n")[:-1]
        lines = self.lines[first : first + len(texts)]
        return [line.changed_to(text if text.strip() else "") for line, text in zip(lines, texts, strict=True)]


def attributes(text):
    """What is said in an attribute list, `.pycon .random #id key=value`: (name, value), ...; None if it is not one."""
    found, rest = get_attrs_and_remainder(text)
    return None if rest else found


def block_attributes(node):
    """The match of the attribute list at the end of a block's text, or None."""
    pattern = CELL_ATTRIBUTES if node.parent.type in ("heading", "td", "th") else BLOCK_ATTRIBUTES
    match = pattern.search(node.content)
    return match if match and attributes(match[1]) is not None else None


def classes(node):
    """The classes that the attribute list of a paragraph or heading gives it."""
    match = node.children and node.children[0].type == "inline" and block_attributes(node.children[0])
    return [value for name, value in attributes(match[1]) if name in (".", "class")] if match else []


def heading_text(node):
    """The words of a heading, as they are written."""
    return CELL_ATTRIBUTES.sub("", node.children[0].content).strip()


def promises(page):
    """What the accessibility statement promises: the ids of the items marked `.promise`."""
    return [id_of(node) for node in page.nodes("paragraph") if "promise" in classes(node)]


def id_of(node):
    """The id that the attribute list of a heading or paragraph gives it; None if it gives none."""
    match = block_attributes(node.children[0])
    return dict(attributes(match[1])).get("id") if match else None


def fence_info(node):
    """The language of a fence, and its further classes."""
    return read_info(node.info.strip())


def read_info(info):
    """What is written behind a fence, `{ .pycon .random }` or `pycon`, as its language and its further classes."""
    if info.startswith("{"):
        names = [value for name, value in attributes(info.strip("{: }")) or [] if name == "."]
        return (names or [""])[0], names[1:]
    return (info.split() or [""])[0], []


class Changes:
    """What becomes of a page's Markdown where it is put into another document; this leaves it as it is."""

    demoted = 0  # by how many levels its headings go down

    def link(self, address):
        """The address that a link gets; None leaves its words alone."""
        return address

    def image(self, address):
        return address

    def attributes(self, text):
        """What stands in place of an attribute list `{ #id .class }`."""
        return text


def changed(page, changes):
    """The lines of a page after `changes`, a `Changes`; None in place of a line that is left out."""
    lines, cursors = list(page.lines), {}
    for node in page.nodes("inline"):
        replace(page, lines, cursors, node, edits(node, changes))
    for reference in page.references.values():
        for number in range(*reference["map"]):  # links have the address themselves
            lines[number] = None
    for node in page.nodes("heading"):
        mark = "#" * (int(node.tag[1]) + changes.demoted)
        line = lines[node.map[0]]
        if node.markup.startswith("#"):
            lines[node.map[0]] = line.changed_to(line.replace(node.markup, mark, 1))
        else:  # underlined
            lines[node.map[0]] = line.changed_to(f"{mark} {line}")
            lines[node.map[1] - 1] = None
    return lines


def edits(node, changes):
    """What `changes` does to the text of an inline node: (start, end, what stands there then)."""
    text, own = node.content, len(node.content)  # where the attribute list of the block itself begins
    if match := block_attributes(node):
        own = text.index("{", match.start())
        yield own, match.end(), changes.attributes(text[own : match.end()])
    parts = [part for part in node.walk() if part.type != "text" and (part is node or part.parent.type != "image")]
    starts = [place for part in parts for place in boundaries(part)]
    for part in parts:
        if part.type in ("link", "image") and "words_end" in part.meta:
            yield from edits_of_link(part, changes)
        if end := span(part)[1]:
            tail = text[end : min(place for place in [*starts, own, len(text)] if place >= end)]
            if match := INLINE_ATTRIBUTES.match(tail):
                yield end, end + match.end(), changes.attributes(match[0])


def edits_of_link(part, changes):
    start, end, words_end = *span(part), part.meta["words_end"]
    address = changes.link(part.attrs["href"]) if part.type == "link" else changes.image(part.attrs["src"])
    if address is None:
        yield start, start + 1 + (part.type == "image"), ""
    yield words_end, end, "" if address is None else f"]({written(address, part.attrs.get('title'))})"


def span(part):
    """Where an inline part begins and ends in its text; (0, 0) for what cannot have an attribute list."""
    tokens = part.nester_tokens
    first, last = (tokens.opening, tokens.closing) if tokens else (part, part)
    return first.meta.get("span", (0, 0))[0], last.meta.get("span", (0, 0))[1]


def boundaries(part):
    """Where an inline part begins, and where what is inside it ends: no text before it goes on after that."""
    yield span(part)[0]
    if "words_end" in part.meta:
        yield part.meta["words_end"]
    elif part.nester_tokens:
        yield part.nester_tokens.closing.meta.get("span", (0, 0))[0]


def written(address, title):
    """An address, and the title of a link, as Markdown has them."""
    address = f"<{address}>" if " " in address or "(" in address else address
    mark = "'" if '"' in (title or "") else '"'
    return f"{address} {mark}{title}{mark}" if title else address


def replace(page, lines, cursors, node, found):
    """Makes the edits of an inline node in the lines that it stands on."""
    old, new, end = node.content, "", 0
    for start, stop, text in sorted(found):
        new += old[end:start] + text + "\n" * old.count("\n", start, stop)  # as many lines as before
        end = stop
    pairs = zip(old.split("\n"), (new + old[end:]).split("\n"), strict=True)
    for number, (before, after) in enumerate(pairs, node.map[0]):
        line = lines[number]
        position = line.find(before, cursors.get(number, 0)) if node.parent.type in ("td", "th") else line.rfind(before)
        if position < 0 and before != after:
            raise PageError(f"{page.place(number)}: write this link or attribute list without \\ before a |")
        cursors[number] = position + len(after)
        rest = line[:position] + after + line[position + len(before) :]
        if before != after:
            lines[number] = line.changed_to(rest) if after.strip() else None
