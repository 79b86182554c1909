"""A wrong output is noticed: tried on every digit and every error that the pages show."""

import re

import pytest
from project import pages_once

from examples.outputs import NUMBER, PRECISE, agree, is_on_edge
from examples.running import run, seen, with_hidden
from examples.update import CPU

every_page = pytest.mark.parametrize("page", pages_once())


def outcomes(page):
    """Each Outcome of a page, and what was seen with more decimals."""
    return list(zip(run(with_hidden(page), CPU), seen(with_hidden(page), CPU, PRECISE), strict=True))


def mutants(text):
    """Each digit of a text changed to each other digit in turn."""
    for place, old in enumerate(text):
        for digit in set("0123456789") - {old} if old.isdigit() else ():
            yield text[:place] + digit + text[place + 1 :]


def edges(mutant, want, precise):
    """The numbers that a mutant has otherwise, if each lies on the edge of two roundings."""
    numbers = zip(*map(NUMBER.findall, (mutant, want, precise)), strict=True)
    changed = [(old, value) for new, old, value in numbers if new != old]
    return [old for old, value in changed] if all(is_on_edge(*each) for each in changed) else []


@every_page
def test_one_wrong_digit_is_noticed(page, record_property):
    """Where float32's noise decides between two roundings, both are right, and the run says so in its last lines."""
    survivors, on_edge = [], set()
    for outcome, precise in outcomes(page):
        for mutant in mutants(outcome.want):
            if agree(mutant, outcome.printed, precise.printed):
                found = edges(mutant, outcome.want, precise.printed)
                on_edge |= {f"{outcome.example.place}: {number}" for number in found}
                survivors += [] if found else [f"{outcome.example.place}: {mutant!r} passes for {outcome.want!r}"]
    record_property("on_edge", sorted(on_edge))
    assert not survivors


@every_page
def test_another_exception_is_noticed(page):
    """The type of each documented error is changed to another one."""
    for outcome, precise in outcomes(page):
        if "\n    ...\n" in outcome.want:
            other = re.sub(r"(?<=\n    \.\.\.\n)[\w.]+", "ArithmeticError", outcome.want)
            assert other != outcome.want
            assert not agree(other, outcome.printed, precise.printed), outcome.example.place
