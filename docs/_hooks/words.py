"""The words of a language: the site's in `docs/<code>/words.yml`, those of a lecture's figures in its `figures.yml`.

Both lie among the language's pages and are not published.
"""

import re
from functools import cache
from pathlib import Path

import yaml
from places import PageError

DOCS = Path(__file__).parents[1]
NAME = re.compile(r"^(\w[\w -]*):", re.M)  # in a file of words
BLANK = re.compile(r"\{\w+\}")  # what a sentence has in place of a value


def read(code):
    """The site's words in a language, by their names."""
    return read_file(DOCS / code / "words.yml")


def read_yaml(path):
    """What is in a file of YAML. Raises PageError, with the line, if that cannot be read."""
    try:
        return parsed(path.read_text("utf-8"))
    except FileNotFoundError:
        raise PageError(f"{named(path)}: there is no such file; write it like that of another language") from None
    except yaml.MarkedYAMLError as error:
        where = f"{named(path)}:{error.problem_mark.line + 1}"
        raise PageError(f"{where}: {error.problem}; put a text that has : or {{ in it in quotes") from None


def read_data(path):
    """What is in a file of YAML as a dictionary, which is empty where there is no such file, or nothing in it."""
    return (read_yaml(path) or {}) if path.is_file() else {}


@cache
def parsed(text):
    """What a text of YAML says; parsed once, since every page asks for the same files."""
    return yaml.safe_load(text)


def read_file(path):
    """The words in a file, by their names. Raises PageError if it is not a list of names with a text each."""
    words = read_yaml(path)
    for name, text in words.items() if isinstance(words, dict) else [("", None)]:
        if not isinstance(text, str):
            raise PageError(f"{place(path, name)}: write `name: text`, the text in quotes if it is empty or a number")
    names = NAME.findall(path.read_text("utf-8"))
    for name in words:
        if names.count(name) > 1:  # YAML would take the last one
            raise PageError(f"{place(path, name)}: {name} is written twice")
    return words


def compare(codes):
    """Raises PageError, with file and line, where a language lacks a word of the first one, or has one of its own."""
    first, *others = codes
    for path in sorted((DOCS / first).rglob("*.yml")):
        words = read_file(path)
        for code in others:
            other = DOCS / code / path.relative_to(DOCS / first)
            if not other.is_file():
                raise PageError(f"{named(other)}: there is no such file; translate {named(path)}")
            compare_files(path, words, other, read_file(other))


def compare_files(path, words, other, others):
    for name, text in words.items():
        if name not in others:
            raise PageError(f"{named(other)}: {name} is missing; {place(path, name)} has it")
        if set(BLANK.findall(text)) != set(BLANK.findall(others[name])):
            raise PageError(f"{place(other, name)}: not the same {{…}} as in {place(path, name)}")
    for name in others:
        if name not in words:
            raise PageError(f"{place(other, name)}: {named(path)} has no {name}; add it there, or take it out")


def named(path):
    return path.relative_to(DOCS.parent).as_posix()


def place(path, name):
    """The file and the line of a word."""
    lines = path.read_text("utf-8").split("\n")
    begins = re.compile(rf"['\"]?{re.escape(str(name))}['\"]?\s*:")
    return f"{named(path)}:{next((number for number, line in enumerate(lines, 1) if begins.match(line)), 1)}"
