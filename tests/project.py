"""Where things are: the project, its configuration, its pages in each language."""

import functools
from pathlib import Path
from urllib.parse import unquote

from includes import Includes
from lectures import lectures
from mkdocs.config import load_config
from parts import Page

ROOT = Path(__file__).parents[1]


@functools.cache
def config():
    """What mkdocs.yml says, but for hooks and plugins: to load these takes as long as to prove the pages."""
    return load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])


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
    from given import Given  # takes half a second

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
