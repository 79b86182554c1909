"""A lecture as it was given: a notebook in `docs/given/`, which mkdocs-jupyter shows beside the lecture's pages.

mkdocs-jupyter's own page has 754 KB, most of it JupyterLab's styles and scripts, which the site's policy forbids. It
gets a template of two lines instead, in `notebook_templates/`, which hands each cell to the functions here.
"""

import json
import re
from functools import cached_property
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import sessions
from formulas import Formulas
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mkdocs.structure.toc import TableOfContents
from mkdocs_jupyter.config import settings
from nbconvert.exporters.templateexporter import default_filters
from nbconvert.filters.ansi import strip_ansi
from parts import classes
from places import PageError

DOCS = Path(__file__).parents[1]
TEMPLATES = Path(__file__).with_name("notebook_templates")
CELL = re.compile(r"given\.ipynb#c(\d+)$")  # what a page links to where it says which cells it covers


class Given:
    """The notebook of a `Lecture`, shown at `uri`; `is_there` says whether there is one.

    `pages` are the lecture's in their order, those that are drafts as another language has them.
    """

    def __init__(self, lecture):
        self.lecture, self.uri = lecture, f"{lecture.folder}/given.ipynb"
        self.path = DOCS / "given" / f"{lecture.folder}.ipynb"
        self.is_there = self.path.is_file()
        self.corrected = set()  # the numbers of the cells that have a correction

    @property
    def name(self):
        return self.path.relative_to(DOCS.parent).as_posix()

    @cached_property
    def notebook(self):
        try:
            notebook = json.loads(self.path.read_text("utf-8"))
            _ = notebook["cells"], notebook["metadata"]["lang"]
        except (ValueError, KeyError, TypeError):
            raise PageError(
                f'{self.name}: not a notebook whose metadata has its language, "lang": "pl"; add it'
            ) from None
        return notebook

    @property
    def cells(self):
        """Its code cells; the first one is number 1."""
        return [cell for cell in self.notebook["cells"] if cell["cell_type"] == "code"]

    def covered(self, pages):
        """The page of each cell, by its number: from the cell that a page links to, up to the next page's first."""
        found = {}
        for page in pages:
            for first in cells_linked(page):
                found |= dict.fromkeys(range(first, len(self.cells) + 1), page)
        return found

    def show(self, words):
        """Tells mkdocs-jupyter how the cells of the notebook are shown that it reads next.

        It takes its templates from a setting of its own and its filters from a table of nbconvert's. There is no other
        way to give it either, so both hold for the whole process.
        """
        covered = self.covered([page for page in self.pages if page])
        sources = ["".join(cell["source"]) for cell in self.notebook["cells"] if cell["cell_type"] == "markdown"]
        levels = [int(token.tag[1]) for source in sources for token in headings(MARKDOWN.parse(source))]
        raised = min(levels, default=2) - 2  # the title of the page is above all of them

        def code(cell, number):
            name, page = words["cell"].format(number=number), covered.get(number)
            is_there = page in self.lecture.pages  # or it is a draft
            link = f'{name} · <a href="{page.name}.html">{escape(page.title)}</a>' if is_there else name
            if number in self.corrected:
                link += f' · <a href="corrections.html#c{number}">{escape(words["correction"])}</a>'
            outputs = cell["outputs"]
            shown = sessions.cell_html(cell["source"], "".join(map(text_of, outputs))) + "".join(map(image, outputs))
            return f'<p class="cell" id="c{number}" lang="{words["code"]}">{link}</p>\n{shown}\n'

        def prose(cell):
            tokens = MARKDOWN.parse(cell["source"])
            for token in headings(tokens):
                token.tag = f"h{int(token.tag[1]) - raised}"
            try:
                return MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
            except ValueError as error:
                begin = cell["source"].partition("\n")[0]
                raise PageError(
                    f"{self.name}: cannot read a formula ({error}); correct its TeX below {begin!r}"
                ) from None

        settings.templates_dir = str(TEMPLATES)
        default_filters.update(given_code=code, given_prose=prose)

    def finish(self, page, words):
        """What mkdocs-jupyter does not know of its page: a title and a description in the site's language."""
        page.title, page.toc = words["given"], TableOfContents([])
        page.meta = {"description": words["given_note"], "search": {"exclude": True}}
        page.present_anchor_ids = {f"c{number + 1}" for number in range(len(self.cells))}
        content = page.content.partition("<style>")[0]  # mkdocs-jupyter puts one behind it, for its own template
        language = self.notebook["metadata"]["lang"]
        return f'<p>{words["given_note"]}</p>\n<div lang="{language}">{content}</div>'


def cells_linked(page):
    """The numbers of the cells that a page links to where it says which it covers: in a paragraph marked `.cells`."""
    paragraphs = [node for node in page.nodes("paragraph") if "cells" in classes(node)]
    links = [part for node in paragraphs for part in node.walk() if part.type == "link"]
    matches = [CELL.search(link.attrs["href"]) for link in links]
    return [int(match[1]) for match in matches if match]


def text_of(output):
    """The text of an output as a page shows it: of an error its traceback, of an image nothing."""
    if output["output_type"] == "error":
        return sessions.error(strip_ansi("\n".join(output["traceback"])))
    if output["output_type"] == "stream":
        return sessions.output(output["text"])
    has_image = "image/png" in output["data"]
    return "" if has_image else sessions.output(output["data"].get("text/plain", ""))


def image(output):
    data = output.get("data", {})
    if "image/png" not in data:
        return ""
    return f'<img alt="{escape(data.get("text/plain", ""))}" src="data:image/png;base64,{data["image/png"].strip()}">'


def headings(tokens):
    return [token for token in tokens if token.type in ("heading_open", "heading_close")]


def markdown():
    """What reads Markdown cells: markdown-it, as in JupyterLab's relatives, with the site's formulas."""
    md = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)
    formulas = Formulas()

    def formula(renderer, tokens, index, options, env):
        kind = tokens[index].type
        element = formulas.mathml(tokens[index].content.strip(), is_block=kind != "math_inline")
        if kind == "math_inline_double":  # in a paragraph, where its box may not be
            element = element[0]
        return ElementTree.tostring(element, encoding="unicode")

    for kind in ("math_inline", "math_inline_double", "math_block"):
        md.add_render_rule(kind, formula)
    return md


MARKDOWN = markdown()
