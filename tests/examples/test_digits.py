"""A wrong output is noticed: tried on every digit and every error that the pages show."""

import re

import pytest
from project import pages_once

from examples.outputs import outputs_agree
from examples.running import Page, run
from examples.update import CPU

every_page = pytest.mark.parametrize("page", pages_once())


@every_page
def test_one_wrong_digit_is_noticed(page):
    """Each digit of each documented output is changed to each other digit in turn."""
    survivors = []
    for outcome in run(Page(page), CPU):
        want, got = outcome.compared
        for place in [place for place, character in enumerate(want) if character.isdigit()]:
            for digit in set("0123456789") - {want[place]}:
                mutant = want[:place] + digit + want[place + 1 :]
                if outputs_agree(mutant, got):
                    survivors.append(f"{outcome.example.place}: {mutant!r} passes for {want!r}")
    assert not survivors


@every_page
def test_another_exception_is_noticed(page):
    """The type of each documented error is changed to another one."""
    for outcome in run(Page(page), CPU):
        want, got = outcome.compared
        if outcome.example.parsed.exc_msg:
            assert outputs_agree(want, got)
            assert not outputs_agree(re.sub(r"^\w+", "ArithmeticError", want), got), outcome.example.place
