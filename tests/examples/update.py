"""`pytest --update`: puts right the outputs that no longer hold, in the files in which they are written."""

import re

import torch
from project import ROOT

from examples.outputs import SHOWN, outputs_agree
from examples.running import Page, run

CPU = torch.device("cpu")
ADDRESS = re.compile(r" at 0x[0-9a-f]+>")  # in memory, another one in each run: `_ = ` before the example hides it


def update(name):
    """Rewrites the stale outputs of a page, and returns their places.

    One run says, in many decimals, which outputs are stale; another one has the text to write. An output on which the
    two do not agree is left as it is, and goes on failing: it needs a seed. So does an error that the page does not ask
    for; write `Traceback (most recent call last):` under an example that is meant to raise one.
    """
    # One run after the other: they share PyTorch's settings and its random stream.
    precise, shown = list(run(Page(name), CPU)), list(run(Page(name), CPU, decimals=SHOWN))
    edits, places = {}, []
    for stale, fresh in zip(precise, shown, strict=False):
        if stale.wrong and can_be_written(stale, fresh):
            path, change = edit(stale.example, fresh.printed)
            edits.setdefault(path, []).append(change)
            places.append(stale.example.place)
    for path, changes in edits.items():
        replace_lines(ROOT / path, changes)
    return places


def can_be_written(stale, fresh):
    """Whether two runs of an example printed the same, all of it where its code is written, and no address."""
    raises = stale.error or fresh.error
    is_in_one_file = len({line.path for line in stale.example.lines}) == 1
    agrees = outputs_agree(fresh.printed, stale.printed) and not ADDRESS.search(fresh.printed)
    return not raises and is_in_one_file and agrees


def edit(example, printed):
    """The file of an example, and what to change in it: (first line, counted from 0; how many lines; new lines)."""
    source = example.lines[: example.parsed.source.count("\n")]
    indent = " " * (example.parsed.indent - source[0].indent)
    start = source[-1].number
    return source[0].path, (start, len(example.lines) - len(source), as_written(printed, indent))


def as_written(printed, indent):
    """An output as lines of a page: indented, with blank lines marked, and nothing at the ends of lines."""
    lines = printed.rstrip("\n").split("\n") if printed else []
    return [f"{indent}{line}".rstrip() if line else f"{indent}<BLANKLINE>" for line in lines]


def replace_lines(path, changes):
    """Replaces lines of a file, given as (first, how many, new lines), and keeps its line ends."""
    text = path.read_bytes().decode()
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    for first, count, new in sorted(changes, reverse=True):
        lines[first : first + count] = new
    path.write_bytes(end.join(lines).encode())
