"""Where things are: the project, its configuration, its pages in each language."""

import functools
import json
import re
from pathlib import Path
from urllib.parse import unquote

import drafts
import mistakes
import words
from corrections import taken
from functions import Functions
from includes import Includes
from lectures import lectures, uris_in
from mkdocs.config import load_config
from parts import Page, classes

ROOT = Path(__file__).parents[1]


@functools.cache
def config():
    """What mkdocs.yml says, but for hooks and plugins: to load these takes as long as to prove the pages."""
    return load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])


def languages():
    return list(config().extra["languages"])


@functools.cache
def all_drafts():
    """The pages of each language that are not published in it yet, by its code."""
    return drafts.read(languages())


def pages(language):
    """The pages of a language, as paths inside its folder: `lecture-2/softmax.md`; not its drafts."""
    return [uri for uri in drafts.uris(language) if uri not in all_drafts()[language]]


def languages_of(page):
    """The languages in which a page is published; a page of another kind, a notebook of it say, like it."""
    uri = Path(page).with_suffix(".md").as_posix()
    return [language for language in languages() if uri not in all_drafts()[language]]


def pages_elsewhere(language):
    """The pages that are drafts in a language, each with a language that has it."""
    return drafts.elsewhere(language, all_drafts())


def pages_of_lecture(lecture, language):
    """The pages of a `Lecture` that are there, as written; drafts as another language has them."""
    elsewhere = pages_elsewhere(language)
    names = [f"{elsewhere.get(uri, language)}/{uri}" for uri in lecture.uris]
    return [read_as_written(name) for name in names if (ROOT / "docs" / name).is_file()]


def pages_once():
    """The pages of one language, for what is the same in all: their examples."""
    return [page for page in all_pages() if page.startswith(f"{languages()[0]}/")]


def all_pages():
    """The pages of all languages, as paths inside `docs/`: `pl/lecture-2/softmax.md`."""
    return [f"{language}/{page}" for language in languages() for page in pages(language)]


@functools.cache
def cheat_sheets():
    """The pages of all languages that are a cheat sheet, marked `.sheet` in their titles: they teach nothing new."""
    return [page for page in all_pages() if "sheet" in classes(read_as_written(page).nodes("heading")[0])]


def html_pages():
    """The pages of all languages as the site has them: `pl/lecture-2/softmax.html`."""
    return [page.removesuffix(".md") + ".html" for page in all_pages()]


def all_lectures():
    """The lectures of the course, each a `Lecture`."""
    return lectures(config().nav)


@functools.cache
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


def corrections(language, lecture):
    """The corrections on a lecture's pages in a language."""
    written = [read_page(f"{language}/{uri}") for uri in lecture.uris if uri in pages(language)]
    return [one for page in written for one in taken(page, words.read(language))[1]]


@functools.cache
def corrected_lectures():
    """The lectures that have corrections."""
    return [lecture for lecture in all_lectures() if corrections(languages()[0], lecture)]


def correction_pages():
    """The pages that have the corrections of a lecture: `pl/lecture-2/corrections.html`."""
    folders = [lecture.folder for lecture in corrected_lectures()]
    return [f"{language}/{folder}/corrections.html" for language in languages() for folder in folders]


def short_pages():
    """Those that the site shows, written by hand or made, but for whole lectures, which are for printing."""
    return [*html_pages(), *given_pages(), *correction_pages()]


def shown_pages():
    """All pages of all languages that the site shows."""
    return [*short_pages(), *whole_lectures()]


def read_page(name):
    """The parts of a page, `pl/lecture-2/softmax.md`, with its snippets in it."""
    return Page.read(Includes(config()), ROOT / "docs", name)


def all_mistakes(language):
    """What goes wrong, on the pages of a language, each a `Mistake`."""
    includes, docs = Includes(config()), ROOT / "docs" / language
    return [mistake for uri in pages(language) for mistake in mistakes.on(Page.read(includes, docs, uri))]


@functools.cache
def all_functions():
    """The Functions that the pages use."""
    return Functions(ROOT / "docs")


@functools.cache
def explanations(language):
    """Where the pages of a language explain functions, by their names; drafts as another language has them."""
    there = {**dict.fromkeys(pages(language), language), **pages_elsewhere(language)}
    read = {uri: read_as_written(f"{code}/{uri}") for uri, code in there.items()}
    return all_functions().explanations([Page(page.lines, page.meta, uri) for uri, page in read.items()])


CHECK = re.compile(r'( *)--8<-- "(.+)-check"$')


class WithHidden(Includes):
    """Reads a page with what proves it and is not shown: behind each check of an exercise the wrong answer that has to
    fail it, and below the page the region `numbers` of its snippet, for the numbers in its sentences.
    """

    def read_lines(self, path):
        lines = super().read_lines(path)
        if not Path(path).is_relative_to(ROOT / "docs"):
            return lines
        return [*with_wrong_answers(lines), *numbers_of(Path(path).relative_to(ROOT / "docs"), lines[-1])]


def with_wrong_answers(lines):
    """The lines of a page as it is written, with a fence marked `.wrong` behind each check."""
    inside = None
    for line in lines:
        yield line
        inside = CHECK.match(line) or inside
        if inside and line.strip() == "```":
            yield from hidden(line, "wrong", f"{inside[2]}-wrong", inside[1])
            inside = None


def numbers_of(page, line):
    """A fence with the region `numbers` of a page's snippet, if it has one."""
    name = Path(*page.parts[1:]).with_suffix(".pycon").as_posix()
    snippet = ROOT / "snippets" / name
    if snippet.is_file() and "[start:numbers]" in snippet.read_text("utf-8"):
        yield from hidden(line, "numbers", f"{name}:numbers")


def hidden(line, mark, region, indent=""):
    """A fence that no reader sees, at the place of a line."""
    for text in "", f"``` {{ .pycon .{mark} }}", f'--8<-- "{region}"', "```":
        yield line.changed_to(f"{indent}{text}")


def read_with_hidden(name):
    """The parts of a page, `pl/lecture-2/softmax.md`, as `read_page`, and what proves it and is not shown."""
    return Page.read(WithHidden(config()), ROOT / "docs", name)


class AsWritten(Includes):
    """Reads a page, but not the snippets that it names."""

    def with_snippets(self, path):
        return self.read_lines(str(path))


def read_as_written(name):
    """The parts of a page, `pl/lecture-2/softmax.md`, as its author wrote it: snippets are named where they will be."""
    return Page.read(AsWritten(config()), ROOT / "docs", name)


def figures(page):
    """The figures on a page, a path in the project: the text alternative and the file of each."""
    images = read_as_written(page.relative_to(ROOT / "docs").as_posix()).nodes("image")
    found = [(image.content, unquote(image.attrs["src"])) for image in images]
    return [(alternative, page.parent / address) for alternative, address in found if address.endswith(".svg")]


def listed_pages(language):
    """The pages of a language in the order in which a reader goes through them."""
    return [uri for uri in uris_in(config().nav) if uri in pages(language)]


def search_index(site, language):
    """The sections that search looks in, in a built site."""
    text = (site / language / "search/search_index.js").read_text("utf-8")
    return json.loads(text.partition(" = ")[2])
