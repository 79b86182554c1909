"""Where things are: the project, its configuration, its pages in each language; and copies of it, to be spoilt."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

from given import Given
from includes import Includes
from lectures import lectures
from mkdocs.config import load_config
from parts import Page

ROOT = Path(__file__).parents[1]


@functools.cache
def config():
    return load_config(str(ROOT / "mkdocs.yml"))


def languages():
    return list(config().extra["languages"])


def pages(language):
    """The pages of a language, as paths inside its folder: `lecture-2/softmax.md`."""
    folder = ROOT / "docs" / language
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def all_pages():
    """The pages of all languages, as paths inside `docs/`: `pl/lecture-2/softmax.md`."""
    return [f"{language}/{page}" for language in languages() for page in pages(language)]


def html_pages():
    """The pages of all languages as the site has them: `pl/lecture-2/softmax.html`."""
    return [page.removesuffix(".md") + ".html" for page in all_pages()]


def all_lectures():
    """The lectures of the course, each a `Lecture`."""
    return lectures(config().nav)


def given_lectures():
    """The notebooks that were given in lectures, each a `Given`; not every lecture has one."""
    return [given for given in map(Given, all_lectures()) if given.is_there]


def whole_lectures():
    """The pages that have a whole lecture: `pl/lecture-2/whole.html`."""
    return [f"{language}/{lecture.folder}/whole.html" for language in languages() for lecture in all_lectures()]


def given_pages():
    """The pages that show the notebook of a lecture: `pl/lecture-2/given.html`."""
    return [f"{language}/{given.lecture.folder}/given.html" for language in languages() for given in given_lectures()]


def shown_pages():
    """All pages of all languages that the site shows, written by hand or made."""
    return [*html_pages(), *whole_lectures(), *given_pages()]


def read_page(name):
    """The parts of a page, `pl/lecture-2/softmax.md`, with its snippets in it."""
    return Page.read(Includes(config()), ROOT / "docs", name)


class AsWritten(Includes):
    """Reads a page, but not the snippets that it names."""

    def expand(self, path):
        return self.read_lines(str(path))


def read_as_written(name):
    """The parts of a page, `pl/lecture-2/softmax.md`, as its author wrote it: snippets are named where they will be."""
    return Page.read(AsWritten(config()), ROOT / "docs", name)


def figures(page):
    """The figures on a page, a path in the project: the text alternative and the file of each."""
    images = read_as_written(page.relative_to(ROOT / "docs").as_posix()).nodes("image")
    found = [(image.content, unquote(image.attrs["src"])) for image in images]
    return [(alternative, page.parent / address) for alternative, address in found if address.endswith(".svg")]


def listed_pages(nav=None):
    """The pages in the order in which a reader goes through them."""
    for entry in config().nav if nav is None else nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(value, list):
            yield from listed_pages(value)
        else:
            yield value


def build_site(project, folder, **environment):
    """Runs `mkdocs build --strict` for the project in `project`, as its README says, into `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        encoding="utf-8",
    )


# Copies of the project, to be spoilt.

EN, SNIPPETS = "docs/en/lecture-2", "snippets/lecture-2"
DELETE, CREATE = object(), object()


def copy_project(folder):
    """A copy of the project, without what git ignores."""
    for name in ("docs", "snippets", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("mkdocs.yml", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder)
    return folder


def change(project, file, old, new):
    """Replaces a text in a file of a project; `old` may also be DELETE or CREATE."""
    path = project / file
    if old is DELETE:
        path.unlink()
    elif old is CREATE:
        path.write_text(new, "utf-8")
    elif old:
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r} any more; correct this row"
        path.write_text(text.replace(old, new, 1), "utf-8")


def assert_reported(printed, file, old, parts):
    """Some line printed has all the parts, and no line is a traceback of the machinery."""
    text = ROOT.joinpath(file).read_text("utf-8") if isinstance(old, str) else ""
    line = text[: text.index(old)].count("\n") + 1 if text else 0
    for name, number in {"{line}": line, "{above}": line - 1, "{below}": line + 1, "{error}": line - 3}.items():
        parts = [part.replace(name, str(number)) for part in parts]
    reported = [line for line in printed.splitlines() if all(part in line for part in parts)]
    assert reported, f"no line with {parts}:\n{printed}"
    assert 'File "' not in printed, printed


def run_tests(project, *arguments, folder=".", **environment):
    """Runs pytest in a folder of the project; returns its exit status and what it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=project / folder,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200", "LECTURE_DEVICE": "", **environment},
        capture_output=True,
        encoding="utf-8",
    )
    return run.returncode, run.stdout + run.stderr
