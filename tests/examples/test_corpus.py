"""What an update writes is right in the next run, and a wrong digit in it is not: tried on examples of other authors.

They are those in the docstrings of NumPy and PyTorch: arrays, tensors of all types, complex numbers, errors, warnings.
"""

import numpy
import pytest
import torch
from sybil.parsers.abstract import DocTestStringParser

from examples.outputs import PRECISE, agree
from examples.running import run, seen
from examples.test_digits import edges
from examples.test_prompts import page_with
from examples.update import CPU, as_written, reason_to_leave

OWNERS = {
    "numpy": [numpy, numpy.ndarray, numpy.linalg, numpy.random],
    "torch": [torch, torch.Tensor, torch.nn, torch.nn.functional, torch.linalg, torch.special, torch.fft],
}
# These need other devices, processes, files or much time, or show what differs from one computer to the next.
NOT_RUN = (
    "cuda",
    "compile",
    "distributed",
    "hub",
    "load",
    "save",
    "memmap",
    "file",
    "fork",
    "wait",
    "config",
    "info",
    "any",
)
EVERY = 20  # how many docstrings there are for each one that is tried
BEGIN = [
    ">>> import numpy as np, numpy, torch",
    ">>> import torch.nn as nn, torch.nn.functional as F",
    ">>> np.random.seed(0); _ = torch.manual_seed(0)",
]


def docstrings(library, every=EVERY):
    """Some of the docstrings that have examples, by the names of what they are about."""
    found = {}
    for owner in OWNERS[library]:
        for name in sorted(vars(owner)):
            text = getattr(getattr(owner, name), "__doc__", None)
            if isinstance(text, str) and ">>>" in text and not any(part in name for part in NOT_RUN):
                found[text] = f"{owner.__name__}.{name}"
    return [(name, text) for text, name in found.items()][::every]


def page(blocks):
    return page_with("\n".join([*BEGIN, *(line for block in blocks for line in block)]))


def written(source, output):
    """An example as it stands on a page."""
    first, *others = source.rstrip("\n").split("\n")
    return [f">>> {first}", *(f"... {line}".rstrip() for line in others), *output]


def proven(text):
    """The outcomes of a docstring's examples on a page on which an update has written their outputs.

    Examples that an update leaves alone are there without an output, and not among the outcomes.
    """
    sources = [region.parsed.source for region in DocTestStringParser()(text, "")]
    asked = page([written(source, ["Traceback (most recent call last):"]) for source in sources])
    outcomes = list(zip(seen(asked, CPU), seen(asked, CPU), strict=True))[len(BEGIN) :]
    kept = [
        not outcome.wrong and not reason_to_leave(outcome.example, outcome.printed, again.printed)
        for outcome, again in outcomes
    ]
    blocks = [
        written(source, as_written(outcome.printed) if is_kept else [])
        for source, (outcome, _), is_kept in zip(sources, outcomes, kept, strict=True)
    ]
    finished = page(blocks)
    results = zip(run(finished, CPU)[len(BEGIN) :], seen(finished, CPU, PRECISE)[len(BEGIN) :], kept, strict=False)
    return [(outcome, precise.printed) for outcome, precise, is_kept in results if is_kept]


def mutants(text):
    """A text with one digit changed: the first, the one in the middle and the last."""
    places = [place for place, character in enumerate(text) if character.isdigit()]
    for place in {*places[:1], *places[len(places) // 2 :][:1], *places[-1:]}:
        yield f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"


@pytest.mark.parametrize("library", OWNERS)
def test_what_is_written_is_right_and_another_digit_is_not(library):
    wrong, survivors, count = [], [], 0
    for name, text in docstrings(library):
        for outcome, precise in proven(text):
            count += 1
            wrong += [(name, outcome.wrong)] if outcome.wrong else []
            for mutant in mutants(outcome.want):
                if agree(mutant, outcome.printed, precise) and not edges(mutant, outcome.want, precise):
                    survivors.append((name, mutant))
    assert not wrong
    assert not survivors
    assert count > 100
