"""How long it takes to prove all pages, beside the least that it could take and the usual other ways.

    pip install -e ".[test,benchmark]" && python tests/benchmarks/proving.py

It needs hyperfine (Debian's package of that name). Each line is a median of several runs; the ratio is to the floor: a
plain Python process that imports PyTorch and runs the same code once, and compares nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "docs/_hooks")]

import nbformat  # noqa: E402
from examples.running import Page, only_code  # noqa: E402
from project import ROOT, all_pages  # noqa: E402

FLOOR = """
import contextlib, io, json, torch, numpy
for page in json.load(open("sources.json")):
    namespace = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for source in page:
            try:
                exec(compile(source, "page", "single"), namespace)
            except Exception:
                pass
"""
NOTEBOOKS = """
import nbclient, nbformat, pathlib
for path in sorted(pathlib.Path("notebooks").iterdir()):
    nbclient.NotebookClient(nbformat.read(path, 4), allow_errors=True).execute()
"""


def prepare(folder, copies):
    """Writes the project with its pages so many times, and the same pages for the other ways to run them."""
    for name in ("docs", "snippets", "tests", "mkdocs.yml", "pyproject.toml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    names = [name for name in all_pages() if list(Page(name).examples())]
    for name in names:
        for copy in range(1, copies):
            target = folder / "docs" / name.replace("/lecture-2/", f"/copy-{copy}/")
            target.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "docs" / name, target)
    pages = [Page(name) for name in names]
    sources = [[example.parsed.source for example in page.examples()] for page in pages]
    (folder / "sources.json").write_text(json.dumps(sources * copies))
    (folder / "floor.py").write_text(FLOOR)
    (folder / "notebooks.py").write_text(NOTEBOOKS)
    for other in ("doctests", "notebooks"):
        (folder / other).mkdir()
    for copy in range(copies):
        for number, (page, cells) in enumerate(zip(pages, sources, strict=True)):
            stem = f"{copy}-{number}"
            (folder / "doctests" / f"{stem}.md").write_text(only_code(page.parts), "utf-8")
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
            nbformat.write(notebook, folder / "notebooks" / f"{stem}.ipynb")
    return sum(map(len, sources)) * copies


def measure(folder, commands, runs):
    """The median time of each command in seconds, by hyperfine, and its peak memory in MiB."""
    export = folder / "times.json"
    options = ["--runs", str(runs), "--ignore-failure", "--export-json", str(export)]
    subprocess.run(["hyperfine", *options, *commands.values()], cwd=folder, check=True)
    medians = [result["median"] for result in json.loads(export.read_text())["results"]]
    return {name: (median, peak(folder, commands[name])) for name, median in zip(commands, medians, strict=True)}


def peak(folder, command):
    process = subprocess.Popen(command, shell=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.wait4(process.pid, 0)[2].ru_maxrss / 1024


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--copies", type=int, nargs="+", default=[1, 10, 100], help="times the lecture's pages")
    arguments.add_argument("--runs", type=int, default=5, help="runs of each command (a third as many for 100 copies)")
    arguments = arguments.parse_args()
    python = f"exec {sys.executable}"
    rows = []
    for copies in arguments.copies:
        with tempfile.TemporaryDirectory() as folder:
            examples = prepare(Path(folder), copies)
            commands = {
                "floor": f"{python} floor.py",
                "pytest": f"{python} -m pytest -q tests/pages/test_examples.py::test_examples",
                "pytest --doctest-glob": f"{python} -m pytest -q -c /dev/null --doctest-glob='*.md' doctests",
            }
            runs = max(2, arguments.runs // 3) if copies >= 100 else arguments.runs
            measured = measure(Path(folder), commands, runs)
            if copies == 1:  # minutes, and far from the others: once is enough
                measured |= measure(Path(folder), {"notebooks, nbclient": f"{python} notebooks.py"}, runs=1)
        rows += [(copies, examples, name, *figures) for name, figures in measured.items()]
    floors = {copies: seconds for copies, _, name, seconds, _ in rows if name == "floor"}
    print("\n| pages | examples | | time | to the floor | an example | peak memory |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for copies, examples, name, seconds, memory in rows:
        ratio, each = seconds / floors[copies], 1000 * seconds / examples
        print(f"| {copies}× | {examples} | {name} | {seconds:.1f} s | {ratio:.2f} | {each:.2f} ms | {memory:.0f} MiB |")


if __name__ == "__main__":
    main()
