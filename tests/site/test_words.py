"""The words of the languages: each has the same ones, and what is wrong with a file of words is said by its place."""

import re

import pytest
import words
from places import PageError
from project import ROOT, languages

WORDS = 'name: A\nproven: "{examples} examples"\nnone: ""\n'

# What is in the file of the second language, and what is said of it.
WRONG = {
    "twice": (WORDS + "name: B\n", "docs/b/words.yml:1: name is written twice"),
    "missing": (WORDS.replace("name: A\n", ""), "docs/b/words.yml: name is missing; docs/a/words.yml:1 has it"),
    "one too many": (
        f"{WORDS}more: B\n",
        "docs/b/words.yml:4: docs/a/words.yml has no more; add it there, or take it out",
    ),
    "another value": (WORDS.replace("{ex", "{xe"), "docs/b/words.yml:2: not the same {…} as in docs/a/words.yml:2"),
    "empty": (WORDS.replace(": A", ":"), "docs/b/words.yml:1: write `name: text`, the text in quotes if it is empty"),
    "number": (WORDS.replace(": A", ": 1"), "docs/b/words.yml:1: write `name: text`"),
    "list": ("- a\n", "docs/b/words.yml:1: write `name: text`"),
    "nothing": ("", "docs/b/words.yml:1: write `name: text`"),
    "no YAML": (WORDS.replace(": A", ": A: B"), "docs/b/words.yml:1: mapping values are not allowed here; put a text"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder docs with two languages, a and b, that have the same words."""
    monkeypatch.setattr(words, "DOCS", tmp_path / "docs")
    for code in "ab":
        write(tmp_path, f"{code}/words.yml", WORDS)
    return tmp_path


def write(folder, name, text):
    path = folder / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_all_languages_have_the_same_words():
    words.compare(languages())


@pytest.mark.parametrize("language", languages())
def test_every_word_is_used(language):
    """One that begins with `verdict_` by the name that it has in predict.js."""
    folders = ROOT / "docs/_hooks", ROOT / "docs/_overrides", ROOT / "snippets", ROOT / "tests/pages"
    used = [path for folder in folders for path in folder.rglob("*.*") if path.suffix in (".py", ".html")]
    text = "\n".join(path.read_text("utf-8") for path in [*used, ROOT / "mkdocs.yml", ROOT / "docs/assets/predict.js"])
    names = [name.removeprefix("verdict_") for name in words.read(language)]
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


def test_same_words_are_right(folder):
    words.compare(["a", "b"])
    assert words.read("a") == {"name": "A", "proven": "{examples} examples", "none": ""}


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_words_are_named(folder, mistake):
    text, message = WRONG[mistake]
    write(folder, "b/words.yml", text)
    with pytest.raises(PageError, match=f"^{re.escape(message)}"):
        words.compare(["a", "b"])


def test_words_of_figures_are_compared_too(folder):
    write(folder, "a/lecture-0/figures.yml", "up: Up\n")
    with pytest.raises(PageError, match=r"^docs/b/lecture-0/figures.yml: there is no such file; translate docs/a/lec"):
        words.compare(["a", "b"])
    write(folder, "b/lecture-0/figures.yml", "down: Down\n")
    with pytest.raises(PageError, match=r"^docs/b/lecture-0/figures.yml: up is missing"):
        words.compare(["a", "b"])


def test_language_without_words_is_named(folder):
    with pytest.raises(PageError, match=r"^docs/c/words.yml: there is no such file; write it"):
        words.read("c")
