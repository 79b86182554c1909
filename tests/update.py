"""`pytest --update`: puts right the outputs that no longer hold, in the files in which they are written."""

import re

import torch
from examples import Page, run
from outputs import SHOWN, outputs_agree
from site_config import ROOT

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
        if not stale.wrong or stale.error or fresh.error or not outputs_agree(fresh.printed, stale.printed):
            continue
        if ADDRESS.search(fresh.printed):
            continue
        example = stale.example
        source = example.lines[: example.parsed.source.count("\n")]
        written = example.lines[len(source) :]
        if {line.path for line in example.lines} != {source[0].path}:
            continue  # its output would be in another file
        start = source[-1].number  # the line after the source, counted from 0
        indent = " " * (example.parsed.indent - source[0].indent)
        edits.setdefault(source[0].path, []).append((start, len(written), as_written(fresh.printed, indent)))
        places.append(example.place)
    for path, changes in edits.items():
        replace_lines(ROOT / path, changes)
    return places


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
