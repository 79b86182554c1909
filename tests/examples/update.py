"""`pytest --update`: puts right the outputs that no longer hold, in the files in which they are written."""

import re

import forked
from project import ROOT
from sybil.parsers.abstract import DocTestStringParser

from examples.outputs import EMPTY, documented
from examples.running import CPU, run_alone, seen, with_hidden

written = {}  # what was found at each place, and on which page: others may show the same region
MARKUP = re.compile(r"^\s*(?:`{3}|~{3})|-8<-|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", re.M)  # is not text on a page
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")

VARIES = "It prints something else in each run: give it a seed, or put `_ = ` before what has an address or no order."
TWICE = "It printed something else where docs/{} shows it too: give each place a region of its own."
PLACES = re.compile(r'File "<example \d+>"')
HAS_PLACES = "It shows where the code stands, which is elsewhere in a notebook: print the error itself."
IN_PARTS = "Its lines stand in more than one file, so this is for you to write."
NOT_TEXT = (
    "A page cannot show this: it looks like a prompt or like markup, or ends lines in its own way. Print it otherwise."
)


def update(name):
    """Rewrites the stale outputs of a page. Returns their places, and why others were left, by their places.

    A second run, in another process, has to print the same. An error that the page does not ask for is left alone;
    write `Traceback (most recent call last):` under an example that is meant to raise one.
    """
    outcomes = run_alone(with_hidden(name), CPU)
    if not any(outcome.wrong for outcome in outcomes):
        return [], {}
    again = forked.call(all_printed, name)  # by another Python, with other addresses and another order of sets
    edits, left = {}, {}
    for outcome in outcomes:
        example, printed = outcome.example, outcome.printed
        if not outcome.wrong or outcome.ended:
            continue
        here, elsewhere = written.setdefault(example.place, (printed, name))
        if reason := reason_to_leave(example, printed, again.get((example.place, example.line))):
            left[example.place] = reason
        elif here != printed:
            left[example.place] = TWICE.format(elsewhere)
        else:
            edits.setdefault(example.lines[0].path, {})[example.place] = edit(example, printed)
    for path, changes in edits.items():
        replace_lines(ROOT / path, changes.values())
    return [place for changes in edits.values() for place in changes], left


def all_printed(name):
    """What each example of a page prints, by its place, and its line on the page."""
    return {(outcome.example.place, outcome.example.line): outcome.printed for outcome in seen(with_hidden(name), CPU)}


def reason_to_leave(example, printed, again):
    """Why what an example prints cannot be written; "" if it can."""
    if printed != again:
        return VARIES
    if len({line.path for line in example.lines}) > 1:
        return IN_PARTS
    if PLACES.search(printed):
        return HAS_PLACES
    is_text = can_be_read_back(example, printed) and not MARKUP.search(printed)
    return "" if is_text else NOT_TEXT


def can_be_read_back(example, printed):
    """Whether doctest finds in an example with its output what was printed."""
    code = [line[example.parsed.indent :] for line in example.lines[: example.code_lines]]
    try:
        found = list(DocTestStringParser()("\n".join([*code, *as_written(printed), ""]), ""))
    except ValueError:
        return False
    return len(found) == 1 and documented(found[0].parsed.want) == printed


def edit(example, printed):
    """What to change in an example's file: (first line, counted from 0; how many lines; new lines)."""
    last = example.lines[example.code_lines - 1]
    indent = " " * (example.parsed.indent - last.indent)
    return last.number, len(example.lines) - example.code_lines, as_written(printed, indent)


def as_written(printed, indent=""):
    """An output as lines of a page: indented, and with blank lines marked."""
    lines = printed.replace(EMPTY, "").split("\n") if printed else []
    return [f"{indent}{line or '<BLANKLINE>'}" for line in lines]


def replace_lines(path, changes):
    """Replaces lines of a file, given as (first, how many, new lines); each new one ends as the line above does."""
    lines = LINE.findall(path.read_bytes().decode())
    for first, count, new in sorted(changes, reverse=True):
        end = re.search(r"[\r\n]*\Z", lines[first - 1])[0] or "\n"
        lines[first : first + count] = [line + end for line in new]
    path.write_bytes("".join(lines).encode())
