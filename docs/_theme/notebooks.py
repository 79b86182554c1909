"""A notebook of each page, and one of each lecture, made of the pages and their snippets while the site is built.

Prose becomes Markdown as Jupyter, VS Code and Colab read it. Each example that prints something is a cell of its own: a
notebook shows only the last value of a cell, and "Run all" stops at an error unless its cell says that it is meant.
mkdocs-jupyter shows the notebook of a lecture as a page, with the ids, formulas and colours that the other pages have.
It takes milliseconds for each cell, so it gets all prose in one.
"""

import ast
import json
import re
from doctest import DocTestParser
from functools import partial
from pathlib import Path
from posixpath import basename, dirname, splitext
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from figures import embedded
from includes import Includes
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import write_file
from sessions import cell_html
from whole import lectures

# `mkdocs serve` offers a lecture's notebook for download alone: to show it takes mkdocs-jupyter seconds.
previewing = False
made = {}  # in this build, by language and path: the Markdown of its pages by their names, and the notebook

FOLDER = TemporaryDirectory(prefix="notebooks-")  # mkdocs-jupyter reads from the disk
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
BLOCK = re.compile(
    r"""
      ^(?P<mark>`{3,})[ {.]*pycon\b(?P<classes>.*)\n(?P<session>(?:.*\n)*?)(?P=mark)$
    | ^(?P<box>!!!|\?\?\?\+?)\ (?P<kind>[\w-]+)\ "(?P<title>.*)"\n(?P<body>(?:(?:\ {4}.*)?\n)*)
    """,
    re.M | re.X,
)
HEADING = re.compile(r"^#+ (?P<title>.+?) \{ #(?P<id>[\w-]+) \}$", re.M)
ATTRIBUTES = re.compile(r"[ ]*\{ [#.][^}\n]*\}$", re.M)
ANSWER = "######"
BOX_END, CELL_END = "</details>", "<!-- end of a cell -->"
# In mkdocs-jupyter's page: where prose begins, and what it puts behind each heading.
PROSE, ANCHOR = 'data-mime-type="text/markdown">', re.compile(r'<a class="anchor-link".*?</a>')
FORMULAS = [  # as the notebook has them, and as pymdownx.arithmatex writes them
    (re.compile(r"<p>\$\$(.+?)\$\$</p>", re.S), r'<div class="arithmatex">\[\1\]</div>'),
    (re.compile(r"\$([^$\n]+?)\$"), r'<span class="arithmatex">\(\1\)</span>'),
]
FIGURE = re.compile(r"(?<=\]\()(?![a-z]+:)[^)\s]+\.svg(?=\))")
CODE_OR_LINK = re.compile(r"`[^`\n]*`|!?\[(?P<text>[^\]]*)\]\((?![a-z]+:)(?P<target>[^)]*)\)")


def quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def collapsed(title, text):
    return f"<details>\n<summary>{title}</summary>\n\n{text}\n\n{BOX_END}"


def cells(text, frame=str, hidden=False):
    """The cells of a page's Markdown, or of a box's, whose prose is put into a frame and whose code may be hidden."""
    end = 0
    for block in BLOCK.finditer(text):
        yield from prose_cells(text[end : block.start()], frame)
        end = block.end()
        body = re.sub("^ {4}", "", block["body"] or "", flags=re.M)
        if block["session"]:
            tags = re.findall(r"(?<=\.)\w+", block["classes"]) + (["hide-cell"] if hidden else [])
            yield from code_cells(block["session"], tags)
        elif block["box"] == "!!!":
            yield from cells(f"**{block['title']}**\n\n{body}", quoted)
        elif block["kind"] == "success":
            yield answer_heading(block["title"])
            yield from cells(body)
        else:
            inside = list(cells(body, partial(collapsed, block["title"]), hidden=True))
            if inside[0]["cell_type"] == "code":
                yield markdown_cell(collapsed(block["title"], ""))
            yield from inside
    yield from prose_cells(text[end:], frame)


def prose_cells(text, frame):
    if text.strip():
        yield markdown_cell(frame(ATTRIBUTES.sub("", text).strip()))


def answer_heading(title):
    """A heading under which Jupyter hides an answer, up to the next one. Hidden outputs it shows when it runs them."""
    return {**markdown_cell(f"{ANSWER} {title}"), "metadata": {"jp-MarkdownHeadingCollapsed": True}}


def markdown_cell(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code_cells(session, tags):
    """A cell for each example that prints something, with those before it that print nothing."""
    source = ""
    for example in DocTestParser().get_examples(session):
        source += example.source
        if example.want:
            yield code_cell(source, tags + (["raises-exception"] if example.exc_msg else []), [output(example)])
            source = ""
    if source:
        yield code_cell(source, tags, [])


def code_cell(source, tags, outputs):
    metadata = {"tags": tags} if tags else {}
    if "hide-cell" in tags:
        metadata["jupyter"] = {"outputs_hidden": True, "source_hidden": True}
    cell = {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": outputs}
    return {**cell, "source": source.rstrip()}


def output(example):
    """The documented output of a doctest example as Jupyter keeps it: an error, a value, or what was printed."""
    text = example.want.replace("<BLANKLINE>", "").rstrip("\n")
    if example.exc_msg:
        name, _, message = example.exc_msg.strip().partition(": ")
        return {"output_type": "error", "ename": name, "evalue": message, "traceback": text.split("\n")}
    last = ast.parse(example.source).body[-1]
    if isinstance(last, ast.Expr) and not example.source.startswith("print("):
        value = {"data": {"text/plain": text}, "execution_count": None, "metadata": {}}
        return {"output_type": "execute_result", **value}
    return {"output_type": "stream", "name": "stdout", "text": text + "\n"}


def with_full_links(text, address):
    """Markdown whose links lead to the published site; without the page's `address` there, only their words stay."""

    def full(match):
        if match["target"] is None:  # code
            return match[0]
        target = re.sub(r"\.(md|ipynb)(?=#|$)", ".html", match["target"])
        return f"{match[0].split('(')[0]}({urljoin(address, target)})" if address else match["text"]

    return CODE_OR_LINK.sub(full, text)


def page_text(file, config):
    """A page's Markdown as a notebook has it: snippets and figures in it, no front matter, full links."""
    text = "\n".join(Includes(config).expand(file.abs_src_path)) + "\n"
    folder = Path(file.abs_src_path).parent
    text = FIGURE.sub(lambda address: embedded(folder, address[0]), text)
    return with_full_links(FRONT_MATTER.sub("", text), address_of(file, config))


def address_of(file, config):
    """Where a page is published; None if that is not known."""
    return config.site_url and urljoin(config.site_url, file.url)


def demoted(text):
    return HEADING.sub(lambda heading: f"#{heading[0]}", text)


def notebook(texts, address, language):
    """The notebook of some pages' Markdown, by their names. The first one's heading is its title."""
    all_cells = []
    for name, text in texts.items():
        page_cells = list(cells(text))
        for number, cell in enumerate(page_cells, 1):
            cell["id"] = f"{name}-{number}"
        all_cells += page_cells
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "title": HEADING.search(next(iter(texts.values())))["title"],
        "lang": language["code"],
        "license": language["licence"],
        "source": address,
    }
    return {"cells": all_cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def written(notebook):
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def prose_of(notebook):
    """A notebook with all prose of another in one cell."""
    texts = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return {**notebook, "cells": [{**markdown_cell(f"\n\n{CELL_END}\n\n".join(texts)), "id": "prose"}]}


def notebook_of_lecture(lecture):
    """Where the notebook of a whole lecture is: `lecture-2/lecture-2.ipynb`."""
    folder = dirname(lecture[0])
    return f"{folder}/{basename(folder)}.ipynb"


def headings(texts):
    """The headings in a notebook: the level, the title and the id of each."""
    return [
        (len(heading[0].split()[0]), heading["title"], f"{name}.{heading['id']}")
        for name, text in texts.items()
        for heading in HEADING.finditer(text)
    ]


def on_startup(command, dirty):
    global previewing
    previewing = command == "serve"


@event_priority(100)  # before mkdocs-jupyter looks for notebooks
def on_files(files, config):
    if "language" not in config.extra:
        return
    language = config.extra["language"]
    folder = Path(FOLDER.name, language["code"])
    made[language["code"]] = {}

    def make(uri, texts, page):
        whole = notebook(texts, address_of(page, config), language)
        made[language["code"]][uri] = texts, whole
        return whole

    for lecture in lectures(config):
        pages = [page for page in map(files.get_file_from_path, lecture) if page]
        texts = {}
        for page in pages:
            text, uri = page_text(page, config), f"{splitext(page.src_uri)[0]}.ipynb"
            files.append(File.generated(config, uri, content=written(make(uri, {page.name: text}, page))))
            texts[page.name] = demoted(text) if texts else text
        uri = notebook_of_lecture(lecture)
        whole = make(uri, texts, pages[0])
        if previewing:
            files.append(File.generated(config, uri, content=written(whole)))
        else:
            write_file(written(prose_of(whole)).encode(), str(folder / uri))
            files.append(File(uri, str(folder), config.site_dir, config.use_directory_urls))


def text_of(output):
    """What an output shows: of an error its abridged traceback."""
    if output["output_type"] == "error":
        return "\n".join(output["traceback"])
    return output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"]


def shown_prose(html):
    """The cells of prose from mkdocs-jupyter's page, without JupyterLab's scaffold, styles and scripts."""
    start = html.index(PROSE) + len(PROSE)
    text = ANCHOR.sub("", html[start : html.index("</div>", start)])
    for formula, arithmatex in FORMULAS:
        text = formula.sub(arithmatex, text)
    return map(str.strip, text.split(CELL_END))


def shown_notebook(notebook, html):
    """A notebook as the site shows it: code as on the other pages; what is hidden is in a closed box."""
    parts, prose, in_answer = [], shown_prose(html), False
    for cell in notebook["cells"]:
        if in_answer and cell["cell_type"] == "markdown" and cell["source"].startswith("#"):
            parts.append(BOX_END)
            in_answer = False
        if cell["cell_type"] == "code":
            part = cell_html(cell["source"], "".join(map(text_of, cell["outputs"])))
        else:
            part = next(prose)
        if cell["metadata"].get("jp-MarkdownHeadingCollapsed"):
            part, in_answer = f"<details>\n<summary>{cell['source'].removeprefix(ANSWER).strip()}</summary>", True
        if "hide-cell" in cell["metadata"].get("tags", []):
            part = parts.pop().removesuffix(BOX_END) + part + BOX_END
        parts.append(part)
    return "\n".join([*parts, BOX_END] if in_answer else parts)


def on_page_content(content, page, config, files):
    if not page.file.src_uri.endswith(".ipynb"):
        return content
    texts, whole = made[config.extra["language"]["code"]][page.file.src_uri]
    found, content = headings(texts), shown_notebook(whole, content)
    ids = iter([id for *_, id in found])
    content = re.sub(r'(<h\d) id="[^"]*"', lambda heading: f'{heading[1]} id="{next(ids)}"', content)
    title, *sections = [AnchorLink(title, id, level) for level, title, id in found if level < 3]
    title.children = [section for section in sections if section.level == 2]
    page.toc = TableOfContents([title])
    page.title = f"{title.title} ({config.extra['language']['notebook']})"
    page.meta["search"] = {"exclude": True}
    return content


def on_page_context(context, page, config, nav):
    """For the template: the notebook beside a page, and its address in Colab, which opens what GitHub has."""
    uri = f"{splitext(page.file.src_uri)[0]}.ipynb"
    if "language" not in config.extra or uri not in made[config.extra["language"]["code"]]:
        return
    context["notebook"] = f"{page.file.name}.ipynb"
    if repository := re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", config.repo_url or ""):
        published = f"{repository[1]}/blob/{config.remote_branch}/{config.extra['language']['code']}/{uri}"
        context["colab"] = f"https://colab.research.google.com/github/{published}"


def on_post_page(output, page, config):
    """Beside the page that shows it, the notebook itself."""
    if page.file.src_uri.endswith(".ipynb"):
        _, whole = made[config.extra["language"]["code"]][page.file.src_uri]
        write_file(written(whole).encode(), str(Path(page.file.abs_dest_path).with_suffix(".ipynb")))
