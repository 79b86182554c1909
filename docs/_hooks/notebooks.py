"""A notebook of each page, and one of each lecture, for download: made of the parts of the pages.

Prose becomes Markdown as Jupyter, VS Code and Colab read it. Each example that prints something is a cell of its own: a
notebook shows only the last value of a cell, and "Run all" stops at an error unless its cell says that it is meant.
"""

import ast
import base64
import json
import mimetypes
import re
import tomllib
import warnings
from doctest import DocTestParser
from itertools import chain, count
from pathlib import Path
from urllib.parse import unquote, urljoin

from contact import on_github
from lectures import notebook_uri
from links import target
from mkdocs.structure.files import File
from parts import Changes, changed, classes, fence_info, indent_of
from places import PageError
from practice import is_marked
from sessions import BLANK_LINE
from words import named

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
SIXTH = "######"  # the level of headings that boxes have in a notebook: below all others
TRACEBACK = re.compile(r"(?:^|(?<= ))Traceback \(most recent call last\):\n", re.M)
GROUP = re.compile(r"^  \+ Exception Group Traceback \(most recent call last\):\n(?:  \|     \.\.\.\n)?", re.M)
WARNINGS = re.compile(r"(?:\w*Warning: .*\n)*")  # which come before all else in most outputs
# Marks of sessions, and what stands above their cells.
ABOVE = {"predict": "predict_cell", "check": "check_cell", "mistake": "mistake", "repair": "repair"}
ATTACHMENT = "attachment:"
ATTACHED = re.compile(rf"\]\({ATTACHMENT}([\w.-]+)")
NOT_IN_NAMES = re.compile(r"[^\w.-]", re.A)
VERSIONS = 'import numpy\nimport torch\n\nprint("PyTorch", torch.__version__)\nprint("NumPy", numpy.__version__)'


def pinned():
    """The versions that the documented outputs are of, by package."""
    requirements = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["optional-dependencies"]["test"]
    return dict(requirement.split("==") for requirement in requirements)


class InNotebook(Changes):
    """A page as a notebook has it: images are attachments, links lead to the published site, no attribute lists.

    `address_of` gives the published address of a link from this page, or None if that is not known. `images` are the
    files of the images, by the names that they have as attachments.
    """

    def __init__(self, folder, address_of, demoted=0):
        self.folder, self.address_of, self.demoted = folder, address_of, demoted
        self.images = {}

    def link(self, address):
        return self.address_of(address)

    def image(self, address):
        path = self.folder / unquote(address)
        if ":" in address or not path.is_file():  # MkDocs warns of one that is missing
            return address
        return ATTACHMENT + self.name_of(as_pixels(path))

    def name_of(self, path):
        """The name of an image as an attachment: its file's, behind a number if another image has that already."""
        plain = NOT_IN_NAMES.sub("-", path.name)
        names = chain([plain], (f"{number}-{plain}" for number in count(2)))
        return next(name for name in names if self.images.setdefault(name, path) == path)

    def attachments(self, source):
        """The images in the Markdown of a cell, as Jupyter keeps them."""
        for name in sorted(set(ATTACHED.findall(source)) & set(self.images)):
            kind, _ = mimetypes.guess_type(name, strict=False)
            yield name, {kind: base64.b64encode(self.images[name].read_bytes()).decode()}

    def attributes(self, text):
        return ""


def as_pixels(path):
    """Of a drawing the PNG beside it, since VS Code shows no SVG in notebooks; of another image, itself."""
    if path.suffix != ".svg":
        return path
    png = path.with_suffix(".png")
    if not png.is_file():
        raise PageError(f"{named(path)}: notebooks need {png.name} beside it; pytest --update draws it")
    return png


class Cells:
    """The cells of a page. `words` are those of its language; `note` stands below the title, before the versions."""

    def __init__(self, page, changes, words, note=""):
        self.page, self.words, self.note = page, words, note
        self.lines = changed(page, changes)
        self.cells, self.prose = [], []
        self.is_quoted = self.is_folded = self.is_inside_fold = False
        self.add_all(page.tree.children)
        self.end_prose()
        for cell in self.cells:
            if cell["cell_type"] == "markdown" and (attachments := dict(changes.attachments(cell["source"]))):
                cell["attachments"] = attachments

    def add_all(self, nodes):
        for node in nodes:
            if self.is_folded and not has_heading(node) and "cells" not in classes(node):
                self.add_heading(self.words["go_on"])
            self.add(node)

    def add(self, node):
        if node.type == "heading":
            self.is_folded = False
        if node.type == "heading" and self.is_inside_fold:  # a heading would end the fold
            self.add_prose(f"**{self.text(node).lstrip('# ')}**")
        elif is_session(node):
            self.add_session(node)
        elif node.type == "admonition":
            self.add_box(node)
        elif any(map(has_cells, node.children)):  # a list or a quote, which code divides
            self.add_all(node.children)
        elif "cells" not in classes(node):  # which cells of the lecture a page covers: notebooks do not link to them
            self.add_prose(self.text(node))
        if node.type == "heading" and self.note:
            self.add_prose(self.note)
            self.end_prose()
            self.cells.append(code_cell(VERSIONS, ["versions"], []))
            self.note = ""

    def add_session(self, node):
        for mark, word in ABOVE.items():
            if is_marked(node, mark):
                self.add_prose(self.words[word])
        session = "\n".join(self.page.code(node)) + "\n"
        try:
            if is_marked(node, "solution"):  # run with all others it would make the names that the check asks for
                sources = [cell["source"] for cell in code_cells(session, [])]
                self.add_prose("\n".join(["```python", *sources, "```"]))
            else:
                self.end_prose()
                self.cells += code_cells(session, fence_info(node)[1])
        except (ValueError, SyntaxError) as error:
            place = self.page.place(node.map[0])
            raise PageError(f"{place}: this is not a session that doctest can read ({error}); correct it") from None

    def add_box(self, node):
        has_title = bool(node.content)  # "" takes it away
        title = self.text(node.children[0]).partition('"')[2].rpartition('"')[0] or node.content if has_title else ""
        body = node.children[has_title:]
        self.end_prose()
        if node.markup.startswith("?"):
            self.add_heading(title, folded=True)
            self.is_inside_fold = True
            self.add_body(body, is_quoted=False)
            self.is_folded, self.is_inside_fold = True, False
        elif is_question(node):
            self.add_heading(title)
            self.add_body(body, is_quoted=True)
        else:
            self.add_body(body, is_quoted=True, title=f"**{title}**" if title else "")

    def add_body(self, nodes, is_quoted, title=""):
        outside, self.is_quoted = self.is_quoted, is_quoted
        self.add_prose(title)
        self.add_all(nodes)
        self.end_prose()
        self.is_quoted = outside

    def add_heading(self, title, folded=False):
        """The title of a box. Jupyter hides what is below one that is folded, up to the next heading."""
        self.end_prose()
        self.cells.append(markdown_cell(f"{SIXTH} {title}"))
        self.cells[-1]["metadata"] = {"jp-MarkdownHeadingCollapsed": True} if folded else {}
        self.is_folded = False

    def add_prose(self, text):
        if text.strip():
            self.prose.append(text)

    def end_prose(self):
        if self.prose:
            text = "\n\n".join(self.prose)
            self.cells.append(markdown_cell(quoted(text) if self.is_quoted else text))
            self.prose = []

    def text(self, node):
        """A block's Markdown, as far to the left as it goes."""
        if node.type == "code_block":
            return "\n".join(f"    {line}".rstrip() for line in node.content.split("\n")).rstrip()
        first, end = node.map
        lines = [line for line in self.lines[first:end] if line is not None]
        indent = indent_of(lines[0]) if lines else 0
        return "\n".join(trimmed(line[min(indent, indent_of(line)) :]) for line in lines).strip("\n")


def trimmed(line):
    """A line without spaces at its end, but for two, which end it on the page."""
    return line.rstrip() + "  " * (line.endswith("  ") and bool(line.strip()))


def is_session(node):
    return node.type == "fence" and fence_info(node)[0] == "pycon"


def is_question(node):
    return node.type == "admonition" and node.meta["tag"] in ("question", "exercise") and node.markup == "!!!"


def has_heading(node):
    """Whether a block begins with a heading in a notebook, which ends what is folded above it."""
    return node.type == "heading" or is_question(node) or (node.type == "admonition" and node.markup.startswith("?"))


def has_cells(node):
    return is_session(node) or node.type == "admonition" or any(map(has_cells, node.children))


def quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def markdown_cell(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code_cells(session, tags):
    """A cell for each example that prints something, with those before it that print nothing.

    What is no Python stands alone: nothing in its cell is run.
    """
    source = ""
    for example in DocTestParser().get_examples(session):
        if source and not is_python(example.source):
            yield code_cell(source, tags, [])
            source = ""
        source += example.source
        if example.want:
            shown = [] if "predict" in tags else list(outputs(example))
            yield code_cell(source, tags + ["raises-exception"] * is_error(example), shown)
            source = ""
    if source:
        yield code_cell(source, tags + ["raises-exception"] * ("check" in tags), [])


def is_error(example):
    return bool(GROUP.search(example.want) or TRACEBACK.search(example.want))


def is_python(source):
    with warnings.catch_warnings(action="ignore"):
        try:
            compile(source, "example", "exec", dont_inherit=True)
        except SyntaxError:
            return False
    return True


def code_cell(source, tags, outputs):
    metadata = {"tags": tags} if tags else {}
    cell = {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": outputs}
    return {**cell, "source": source.rstrip()}


def outputs(example):
    """The documented output of a doctest example as Jupyter keeps it: warnings, what was printed, a value, an error."""
    text = BLANK_LINE.sub("", example.want)
    warnings, text = WARNINGS.match(text)[0], WARNINGS.sub("", text, count=1)
    is_group = GROUP.search(text)
    begin = is_group or TRACEBACK.search(text)
    shown, error = (text[: begin.start()], text[begin.end() :]) if begin else (text, None)
    if warnings:
        yield {"output_type": "stream", "name": "stderr", "text": warnings}
    if shown and error is None and is_value(example.source):
        value = {"data": {"text/plain": shown.removesuffix("\n")}, "execution_count": None, "metadata": {}}
        yield {"output_type": "execute_result", **value}
    elif shown:
        yield {"output_type": "stream", "name": "stdout", "text": shown}
    if error is not None:
        last = error.partition("\n")[0].strip(" |") if is_group else error.rpartition("    ...\n")[2].strip()
        name, _, message = last.partition(": ")
        traceback = text[len(shown) :].rstrip("\n").split("\n")
        yield {"output_type": "error", "ename": name.rpartition(".")[2], "evalue": message, "traceback": traceback}


def is_value(source):
    """Whether an example shows a value, as far as its code says that: a call may print something instead."""
    last = ast.parse(source).body[-1]
    return isinstance(last, ast.Expr) and not source.startswith("print(")


class Notebooks:
    """Makes the notebooks of a language, and adds them to the `files` of its build."""

    def __init__(self, files, config, words, elsewhere):
        self.files, self.config, self.words, self.elsewhere = files, config, words, elsewhere
        self.docs, self.site_url = Path(config.docs_dir), config.site_url

    def add(self, lecture):
        made = {lecture.notebook_uri: self.of_lecture(lecture.pages)}
        for page in lecture.pages[1:]:  # the first one has the lecture's
            made[notebook_uri(page.uri)] = self.of_page(page)
        for uri, content in made.items():
            self.files.append(File.generated(self.config, uri, content=content))

    def of_page(self, page):
        """A page's notebook, as the text of a file."""
        return self.written(page, self.cells(page, is_first=True))

    def of_lecture(self, pages):
        """The notebook of a lecture; the title of its first page is its title."""
        first, *others = pages
        parts = [self.cells(first, is_first=True), *(self.cells(page, demoted=1) for page in others)]
        return self.written(first, [cell for part in parts for cell in part])

    def cells(self, page, is_first=False, demoted=0):
        changes = InNotebook(self.docs.joinpath(page.uri).parent, lambda link: self.address(page, link), demoted)
        note = self.words["versions"].format(**pinned()) if is_first else ""
        return Cells(page, changes, self.words, note).cells

    def address(self, page, link=""):
        """Where what a page links to is published; None if that is not known."""
        if ":" in link.partition("/")[0]:
            return link
        path, mark, heading = link.partition("#")
        uri = target(page.uri, path)
        file = self.files.get_file_from_path(uri)
        url = file.url if file else path
        if uri in self.elsewhere:
            url = f"../{self.elsewhere[uri]}/{url}"
        return urljoin(self.site_url, url + mark + heading) if self.site_url else None

    def written(self, first, cells):
        for number, cell in enumerate(cells, 1):
            cell["id"] = f"cell-{number}"
        metadata = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "title": first.title,
            "lang": self.words["code"],
            "license": self.words["licence"],
            "source": self.address(first),
        }
        notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def colab(repo_url, path):
    """The address at which Colab opens a file that GitHub has; None if the repository is not there."""
    repository = on_github(repo_url)
    return repository and f"https://colab.research.google.com/github/{repository}/blob/{path}"
