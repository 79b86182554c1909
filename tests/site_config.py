"""Where things are: the project, its configuration, and its pages in each language."""

import functools
import os
import re
import subprocess
import sys
from pathlib import Path

from mkdocs.config import load_config

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


def whole_lectures():
    """The pages that have a whole lecture, as text and as a notebook: `pl/lecture-2/whole.html`, `…/lecture-2.html`."""
    folders = [page.removesuffix("/index.html") for page in html_pages() if re.search("/.+/index", page)]
    return [f"{folder}/{name}.html" for folder in folders for name in ("whole", folder.rpartition("/")[2])]


def figures(page):
    """The figures on a page, a path in the project: the text alternative and the file of each."""
    found = re.findall(r"!\[([^\]]*)\]\((\S+\.svg)\)", page.read_text("utf-8"))
    return [(alternative, page.parent / address) for alternative, address in found]


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
