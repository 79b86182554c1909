"""How long `mkdocs build` takes for all languages, beside stock Material on the same pages, and how soon an edit shows.

    pip install -e . && python tests/benchmarks/building.py [--before FOLDER]

Stock is the same mkdocs.yml without hooks, templates, styles and search settings: a plain build of each language, all
in one process, for a process each would import MkDocs anew. It has each whole lecture as one more page, in Markdown as
this site puts it together, with its includes still to be read. That favours stock, as does what it leaves out: the
command line, notebooks, the lecture as it was given, and the page that chooses a language. Since pages link to some of
these, stock is built without --strict, which only counts warnings. Stock and mkdocs-jupyter shows the notebook of each
lecture besides: in no settings but the plugin's own, and, which takes less, without code cells, as this site once had
it. The plugin's cache, which is on as it comes, is emptied before each build, as on a new machine.

`--before` is a checkout of an earlier commit of this project, which is built with the same packages.

They take turns, so that noise hits all alike, and figures are medians. A build runs on one core: processor time, user
and system, is what it takes where nothing else runs. Ratios and times of a page are made of it.
"""

import argparse
import contextlib
import json
import os
import pstats
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "docs/_hooks")]

import lectures  # noqa: E402
import words  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from parts import Page  # noqa: E402
from project import ROOT, AsWritten, config, languages  # noqa: E402

OURS, BEFORE = "this site", "before"
STOCK, JUPYTER, PROSE = "stock Material", "stock and mkdocs-jupyter", "the same without code cells"
IMPORTS, WITH_JUPYTER = "importing MkDocs and the theme's plugin", "and mkdocs-jupyter"

BUILD = [sys.executable, "-m", "mkdocs", "build", "--strict"]
BUILD_STOCK = """
import json, sys
from posixpath import dirname
from mkdocs.commands.build import build
from mkdocs.config import load_config

docs, plugins, theme, added, *codes = sys.argv[1:]
for code in codes:
    folders = {"docs_dir": f"{docs}/{code}", "site_dir": f"site-of-{docs}/{code}"}
    plain = {"hooks": [], "plugins": json.loads(plugins), "extra": {}, "extra_css": []}
    config = load_config("mkdocs.yml", theme=json.loads(theme) | {"language": code}, **folders, **plain)
    for pages in [pages for entry in config.nav if isinstance(entry, dict) for pages in entry.values()]:
        pages += [f"{dirname(pages[0])}/{name}" for name in json.loads(added)]
    build(config)
"""
IMPORT = "import mkdocs.__main__, mkdocs.commands.build, material.plugins.search.plugin"
OWN = ("custom_dir", "icon")  # which stock Material does not have
THEME = {name: value for name, value in config().user_configs[0]["theme"].items() if name not in OWN}
WITHOUT_CODE = {"include": ["*.ipynb"], "ignore": ["*.md"], "cache": False, "no_input": True}
STOCKS = {  # their plugins, and what each lecture has besides its pages
    STOCK: (["search"], ["whole.md"]),
    JUPYTER: (["search", "mkdocs-jupyter"], ["whole.md", "lecture-2.ipynb"]),
    PROSE: (["search", {"mkdocs-jupyter": WITHOUT_CODE}], ["whole.md", "lecture-2.ipynb"]),
}
DOCS = {STOCK: "stock", JUPYTER: "stock-with-notebooks", PROSE: "stock-with-notebooks"}  # where their pages are

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
PATIENCE = 60  # seconds until a preview that does not show an edit is given up
PAGE, SNIPPET, SHOWN = "docs/{}/lecture-2/softmax.md", "snippets/lecture-2/softmax.pycon", "lecture-2/softmax.html"

# For --profile: where the time of a build goes, by the functions in which it is spent; a line below another is in it.
PARTS = """
all of it: mkdocs/__main__.py <module>
  importing mkdocs-jupyter: mkdocs_jupyter/plugin.py <module>
  listing the theme's files: structure/files.py add_files_from_theme
  Markdown, by Python-Markdown: markdown/core.py convert
    code blocks: pymdownx/superfences.py run
      sessions: _hooks/sessions.py fence
    comparison with markdown-it: _hooks/outline.py run
    formulas, figures and spaces: _hooks/page_markdown.py run
  templates, by Jinja: jinja2/environment.py render
  repairs of pages: _hooks/theme_repairs.py repair_page
  policy: _hooks/policy.py add
  search, by the theme's plugin: search/plugin.py on_page_context
  search, its index: search/plugin.py on_post_build
  reading pages and snippets: _hooks/parts.py read
  whole lectures: _hooks/lectures.py whole
  notebooks: _hooks/language.py on_nav
  lectures as they were given: mkdocs_jupyter/plugin.py new_render
  parsing by markdown-it, for all of these: _hooks/parts.py parsed
"""


def copy_project(source, folder):
    ignored = shutil.ignore_patterns(".git", ".*_cache", "site", "node_modules", "__pycache__")
    return shutil.copytree(source, folder, ignore=ignored)


def multiply(project, copies):
    """Writes the lecture so many times: its pages in each language, its snippets, and its notebook as it was given."""
    configuration = project / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    lecture = re.search(r"  - lecture-2:\n(?: {6}.*\n)+", text)[0]
    names = [f"copy-{number}/lecture-2" for number in range(1, copies)]
    for name in names:
        copy_snippets(project / "snippets", name)
        for code in languages():
            copy_pages(project / "docs" / code, name)
        if (project / "docs/given").is_dir():
            copy = project / f"docs/given/{name}.ipynb"
            copy.parent.mkdir()
            shutil.copy(project / "docs/given/lecture-2.ipynb", copy)
    added = [lecture, *(lecture.replace("lecture-2", name) for name in names)]
    configuration.write_text(text.replace(lecture, "".join(added)), "utf-8")


def copy_snippets(snippets, name):
    """Each copy has sessions of its own, as another lecture would: nothing is to be gained by remembering them."""
    shutil.copytree(snippets / "lecture-2", snippets / name)
    for path in (snippets / name).glob("*.pycon"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(\[start:.*\n)", rf'\1>>> copy = "{name}"\n', text), "utf-8")


def copy_pages(docs, name):
    shutil.copytree(docs / "lecture-2", docs / name)
    for path in (docs / name).glob("*.md"):
        path.write_text(path.read_text("utf-8").replace('--8<-- "lecture-2/', f'--8<-- "{name}/'), "utf-8")


def write_whole(project, folder, code):
    """Writes each lecture of a language on one page, as this site makes it, into a folder of pages in the project."""
    settings = load_config(str(project / "mkdocs.yml"))
    includes = AsWritten(settings)
    includes.terms.docs = project / folder
    for lecture in lectures.lectures(settings.nav):
        lecture.pages = [Page.read(includes, project / folder / code, uri) for uri in lecture.uris]
        whole = lectures.whole(lecture, lambda page: "", words.read(code))
        (project / folder / code / lecture.whole_uri).write_text(lectures.with_front_matter(whole), "utf-8")


def prepare_stock(project):
    """Writes the folders of stock: the pages, the whole lectures, and the notebooks that this site has made."""
    for folder in set(DOCS.values()):
        shutil.copytree(project / "docs", project / folder, ignore=shutil.ignore_patterns("_*", "*.yml", "*.ipynb"))
        for code in languages():
            write_whole(project, folder, code)
    for notebook in (project / "site").rglob("lecture-2.ipynb"):
        shutil.copy(notebook, project / DOCS[JUPYTER] / notebook.relative_to(project / "site"))


def commands(project, before):
    """What is measured, by its name: a command, and the folder in which it runs. The sites are built once already."""
    found = {OURS: (BUILD, project)}
    if before:
        found[BEFORE] = BUILD, before
    for command, folder in found.values():
        measure(command, folder)
    prepare_stock(project)
    for name, (plugins, added) in STOCKS.items():
        arguments = [DOCS[name], *map(json.dumps, (plugins, THEME, added)), *languages()]
        found[name] = [sys.executable, "-c", BUILD_STOCK, *arguments], project
    found[IMPORTS] = [sys.executable, "-c", IMPORT], project
    found[WITH_JUPYTER] = [sys.executable, "-c", f"{IMPORT}, mkdocs_jupyter.plugin"], project
    return found


def measure(command, folder):
    """One run: seconds on the clock, seconds of the processor, and peak memory in MiB."""
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    start = time.perf_counter()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            printed.seek(0)
            end = printed.read().decode()[-2000:]
            raise SystemExit(f"{end}\n{command[:5]}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build(copies, runs, before):
    """The number of pages with the lecture so many times, and the medians of what the runs of each command took."""
    with tempfile.TemporaryDirectory() as folder:
        sources = {"project": ROOT, **({"before": before} if before else {})}
        project, *old = [copy_project(source, Path(folder, name)) for name, source in sources.items()]
        for copy in [project, *old]:
            multiply(copy, copies)
        measured = commands(project, *(old or [None]))
        number = sum(len(list((project / "docs" / code).rglob("*.md"))) for code in languages())
        figures = {name: [] for name in measured}
        for turn in range(runs):
            print(f"{number} pages, round {turn + 1} of {runs}", file=sys.stderr)
            for name, command in measured.items():
                figures[name].append(measure(*command))
    return number, {name: [*map(statistics.median, zip(*rows, strict=True))] for name, rows in figures.items()}


def table(all_copies, runs, before):
    """Prints what the builds take, and what importing mkdocs-jupyter does."""
    print(f"| pages | | time | processor | to {' | to '.join(STOCKS)} | a page | a further page | peak memory |")
    print("| --- " * 10 + "|")
    last = {}
    for copies in all_copies:
        number, figures = build(copies, runs, before)
        imports = figures.pop(WITH_JUPYTER)[1] - figures.pop(IMPORTS)[1]
        further = {name: 1000 * (figures[name][1] - less) / (number - fewer) for name, (fewer, less) in last.items()}
        for name, (clock, seconds, memory) in figures.items():
            ratios = " | ".join(f"{seconds / figures[stock][1]:.2f}" for stock in STOCKS)
            more = f"{further[name]:.0f} ms, {further[name] / further[STOCK]:.2f} of stock's" if further else ""
            times = f"{clock:.1f} s | {seconds:.2f} s | {ratios} | {1000 * seconds / number:.0f} ms | {more}"
            print(f"| {copies}×: {number} | {name} | {times} | {memory:.0f} MiB |", flush=True)
        without = figures[OURS][1] - imports
        ratio = f"{without / figures[STOCK][1]:.2f}"
        print(f"| | importing mkdocs-jupyter | | {imports:.2f} s | | | | | | |")
        print(f"| | this site without that | | {without:.2f} s | {ratio} | | | | | |", flush=True)
        last = {name: (number, seconds) for name, (_, seconds, _) in figures.items()}


def profile(copies):
    """Prints where the time of a build goes, on the clock; the profiler makes it twice as long."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(ROOT, Path(folder, "project"))
        multiply(project, copies)
        written = Path(folder, "profile")
        measure(BUILD, project)
        measure([sys.executable, "-m", "cProfile", "-o", str(written), *BUILD[1:]], project)
        functions = pstats.Stats(str(written)).stats
    total = None
    print(f"\n| {copies}×, under the profiler | time | share |\n| --- | --- | --- |")
    for line in PARTS.strip().split("\n"):
        name, where = line.split(": ")
        file, function = where.split(" ")
        seconds = [row[3] for key, row in functions.items() if key[0].endswith(file) and key[2] == function]
        if not seconds:
            raise SystemExit(f"{where} has not run; correct PARTS")
        total = total or sum(seconds)  # of the first line
        print(f"| {name.replace('  ', '· ')} | {sum(seconds):.2f} s | {sum(seconds) / total:.0%} |")


@contextlib.contextmanager
def preview(project):
    """The addresses at which `mkdocs serve` shows a page in each language."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    server = subprocess.Popen(command, cwd=project, env=ENVIRONMENT)
    try:
        yield [f"http://{address}/{code}/{SHOWN}" for code in languages()]
    finally:
        server.terminate()
        server.wait()


def wait_for(text, addresses):
    """Asks for the pages, every 20 ms, until all of them contain a text."""
    end = time.monotonic() + PATIENCE
    for address in addresses:
        while text not in read(address):
            if time.monotonic() > end:
                raise SystemExit(f"{address} does not show {text!r} after {PATIENCE} s")
            time.sleep(0.02)


def read(address):
    try:
        with urllib.request.urlopen(address) as response:
            return response.read().decode()
    except urllib.error.URLError:  # not served yet
        return ""


def edit(path, text, mark, addresses):
    """Seconds from writing a file until the pages show a mark in it."""
    time.sleep(random.uniform(1, 2))  # the server looks for edits twice a second: come at any moment in between
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    wait_for(mark, addresses)
    return time.perf_counter() - start


def reload(edits):
    """The median seconds until an edit of a page shows, and one of a snippet in all languages."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(ROOT, Path(folder, "project"))
        page, snippet = project / PAGE.format(languages()[0]), project / SNIPPET
        written, code = page.read_text("utf-8"), snippet.read_text("utf-8")
        with preview(project) as addresses:
            wait_for("</html>", addresses)
            marks = [f"edit {number}" for number in range(edits)]
            shown = [edit(page, f"{written}\n\n{mark}\n", mark, addresses[:1]) for mark in marks]
            marks = [f"change {number}" for number in range(edits)]
            texts = [re.sub(r"(\[start:.*\n)", rf'\1>>> "{mark}"\n', code, count=1) for mark in marks]
            changed = [edit(snippet, text, mark, addresses) for text, mark in zip(texts, marks, strict=True)]
    return statistics.median(shown), statistics.median(changed)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--copies", type=int, nargs="+", default=[1, 10, 50], help="times the lecture's pages")
    arguments.add_argument("--runs", type=int, default=5, help="runs of each build")
    arguments.add_argument("--before", type=Path, help="the folder of an earlier commit, to be built as well")
    arguments.add_argument("--edits", type=int, default=5, help="edits of a page, and of a snippet; 0 for none")
    arguments.add_argument("--profile", action="store_true", help="say only where the time of this site's build goes")
    arguments = arguments.parse_args()
    if arguments.profile:
        for copies in arguments.copies:
            profile(copies)
        return
    table(arguments.copies, arguments.runs, arguments.before)
    if arguments.edits:
        page, snippet = reload(arguments.edits)
        print("\n| an edit of | shows after |\n| --- | --- |")
        print(f"| a page | {page:.2f} s |\n| a snippet, in all languages | {snippet:.2f} s |")


if __name__ == "__main__":
    main()
