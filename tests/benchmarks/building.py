"""How long `mkdocs build` takes for all languages, beside stock Material on the same pages, and how soon an edit shows.

    pip install -e . && python tests/benchmarks/building.py

Stock is the same mkdocs.yml without hooks, templates, styles and search settings: a plain build of each language, all
in one process, for a process each would import MkDocs anew. That favours stock, as does what it leaves out: the command
line, making notebooks, the whole lecture on one page, and the page that chooses a language. Since pages link to some of
these, stock is built without --strict, which only counts warnings. Stock with mkdocs-jupyter, in this site's settings,
shows the lectures' notebooks as this site does.

They take turns, so that noise hits both alike, and figures are medians. A build runs on one core: processor time,
user and system, is what it takes where nothing else runs. Ratios and times of a page are made of it.
"""

import argparse
import contextlib
import json
import os
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
sys.path.insert(0, str(TESTS))

from site_config import ROOT, config, languages  # noqa: E402

STOCK = """
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

docs, plugins, theme, *codes = sys.argv[1:]
for code in codes:
    folders = {"docs_dir": f"{docs}/{code}", "site_dir": f"stock/{code}"}
    plain = {"hooks": [], "plugins": json.loads(plugins), "extra": {}, "extra_css": []}
    build(load_config("mkdocs.yml", theme=json.loads(theme) | {"language": code}, **folders, **plain))
"""
THEME = {name: value for name, value in config().user_configs[0]["theme"].items() if name != "custom_dir"}
WITH_NOTEBOOKS = "docs-with-notebooks"  # the pages, and the notebooks of the lectures as this site has made them
JUPYTER = ["search", {"mkdocs-jupyter": config().plugins["mkdocs-jupyter"].config.user_configs[0]}]
BUILDS = {
    "this site": [sys.executable, "-m", "mkdocs", "build", "--strict"],
    "stock Material": [sys.executable, "-c", STOCK, "docs", '["search"]', json.dumps(THEME), *languages()],
    "stock and mkdocs-jupyter": [
        *[sys.executable, "-c", STOCK, WITH_NOTEBOOKS],
        *[json.dumps(JUPYTER), json.dumps(THEME), *languages()],
    ],
}
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
PATIENCE = 60  # seconds until a preview that does not show an edit is given up
PAGE, SNIPPET, SHOWN = "docs/{}/lecture-2/softmax.md", "snippets/lecture-2/softmax.pycon", "lecture-2/softmax.html"


def copy_project(folder):
    ignored = shutil.ignore_patterns(".*", "site", "node_modules", "__pycache__")
    return shutil.copytree(ROOT, Path(folder, "project"), ignore=ignored)


def multiply(project, copies):
    """Writes the lecture so many times, in each language and in nav."""
    configuration = project / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    lecture = re.search(r"  - lecture-2:\n(?: {6}.*\n)+", text)[0]
    names = [f"copy-{number}/lecture-2" for number in range(1, copies)]
    for name in names:
        for code in languages():
            shutil.copytree(project / "docs" / code / "lecture-2", project / "docs" / code / name)
    lectures = [lecture, *(lecture.replace("lecture-2", name) for name in names)]
    configuration.write_text(text.replace(lecture, "".join(lectures)), "utf-8")


def add_notebooks(project):
    """Builds this site once, and puts the lectures' notebooks beside their pages, for stock to show."""
    measure(BUILDS["this site"], project)
    shutil.copytree(project / "docs", project / WITH_NOTEBOOKS)
    for notebook in (project / "site").rglob("lecture-2.ipynb"):
        shutil.copy(notebook, project / WITH_NOTEBOOKS / notebook.relative_to(project / "site"))


def measure(command, folder):
    """One run: seconds on the clock, seconds of the processor, and peak memory in MiB."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            printed.seek(0)
            end = printed.read().decode()[-2000:]
            raise SystemExit(f"{end}\n{command[:5]}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build(copies, runs):
    """The pages of the lecture so many times, and for each of BUILDS the medians of what its runs took."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(folder)
        multiply(project, copies)
        add_notebooks(project)
        number = sum(len(list((project / "docs" / code).rglob("*.md"))) for code in languages())
        figures = {name: [] for name in BUILDS}
        for turn in range(runs):
            print(f"{number} pages, round {turn + 1} of {runs}", file=sys.stderr)
            for name, command in BUILDS.items():
                figures[name].append(measure(command, project))
    return number, {name: [*map(statistics.median, zip(*rows, strict=True))] for name, rows in figures.items()}


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
        project = copy_project(folder)
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
    arguments.add_argument("--edits", type=int, default=5, help="edits of a page, and of a snippet")
    arguments = arguments.parse_args()
    print("| pages | | time | processor | to stock | a page | a further page | peak memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    before = {}
    for copies in arguments.copies:
        number, figures = build(copies, arguments.runs)
        for name, (clock, seconds, memory) in figures.items():
            ratio, each = seconds / figures["stock Material"][1], 1000 * seconds / number
            fewer, less = before.get(name, (0, 0))
            further = f"{1000 * (seconds - less) / (number - fewer):.0f} ms" if fewer else ""
            before[name] = number, seconds
            times = f"{clock:.1f} s | {seconds:.1f} s | {ratio:.2f} | {each:.0f} ms | {further}"
            print(f"| {copies}×: {number} | {name} | {times} | {memory:.0f} MiB |", flush=True)
    page, snippet = reload(arguments.edits)
    print("\n| an edit of | shows after |\n| --- | --- |")
    print(f"| a page | {page:.2f} s |\n| a snippet, in all languages | {snippet:.2f} s |")


if __name__ == "__main__":
    main()
