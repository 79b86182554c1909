"""The examples of a page: found by Sybil in the page as the site shows it, with its includes, and run from the top."""

import ast
import contextlib
import re
from dataclasses import dataclass
from itertools import groupby, takewhile

import torch
import words
from corrections import taken
from parts import fence_info
from places import PageError
from project import read_page, read_with_hidden
from sybil import Document
from sybil.example import Example
from sybil.parsers.abstract import DocTestStringParser

from examples.alone import alone
from examples.console import Console, OutOfTime
from examples.device import on_the_cpu
from examples.outputs import EMPTY, ERROR, PRECISE, SHOWN, agree, as_on_cpu, differ_in_numbers, documented
from examples.settings import TIME, settings_of_a_page

NO_SPACE = re.compile(r"\s*>>>[^\s>]")
CONTINUED = re.compile(r"\s*\.\.\.")
SEED = re.compile(r"(?<=manual_seed\()\d+|(?<=\bseed\()\d+|(?<=\bseed=)\d+|(?<=default_rng\()\d+")
CPU = torch.device("cpu")
HIDDEN = {"wrong", "numbers"}  # marks of what proves a page and is not shown
ANSWERS = ("start", "wrong", "solution")  # to an exercise; the last one passes its check
PARTS_OF_EXERCISE = (*ANSWERS, "check")
OF_DOCTEST = re.compile(r"line (\d+) of the docstring for ")


class Page(Document):
    """A page, `pl/lecture-2/softmax.md`: its `parts`, and its `lines`, which know where each was written."""

    def __init__(self, name, parts=None):
        self.parts = parts or read_page(name)
        self.lines = self.parts.lines
        text = only_code(self.parts)
        super().__init__(text, name)
        for line, code in zip(self.lines, text.split("\n"), strict=True):
            if NO_SPACE.match(code):
                raise PageError(f"{line.place}: write a space after the prompt >>>")
        try:
            for region in DocTestStringParser()(text, name):
                self.add(region)
        except ValueError as error:
            raise PageError(self.explained(error)) from None

    def explained(self, error):
        """What doctest says of a session that it cannot read, with the place."""
        line = self.lines[int(OF_DOCTEST.search(str(error))[1]) - 1]
        return f"{line.place}: indent {line.strip()!r} like the prompt above it, and write a space after each prompt"

    def examples(self):
        """Sybil's examples, each with its `place` (`snippets/lecture-2/softmax.pycon:27`) and its `lines`.

        The first `code_lines` of these are its code. `fence` is the line that opens the code fence around it, and its
        `classes` are what that line marks it with. One in an exercise knows which `part` of it this is, and the
        `exercise` by the fence that that begins with.
        """
        begins = None
        for example in super().examples():
            first = example.line - 1
            following = takewhile(CONTINUED.match, self.lines[first + 1 :])
            example.code_lines = 1 + sum(1 for _ in following)
            length = example.code_lines + example.parsed.want.count("\n")
            example.lines = self.lines[first : first + length]
            fence = next(fence for fence in self.parts.fences if first in range(*fence.map))
            example.fence, example.classes = self.lines[fence.map[0]], fence_info(fence)[1]
            example.place = example.lines[0].place
            example.part = next((part for part in PARTS_OF_EXERCISE if part in example.classes), None)
            begins = example.fence if example.part == "start" else begins
            example.exercise = begins if example.part else None
            yield example


def as_shown(name):
    """A page as its readers have it: without the corrections that stand on a page of their own."""
    page, (code, _, uri) = read_page(name), name.partition("/")
    return Page(name, taken(page, words.read(code))[0] if "/" in uri else page)


def with_hidden(name):
    """A page with the wrong answers to its exercises, and what proves its numbers; no reader sees the HIDDEN marks."""
    return Page(name, read_with_hidden(name))


def lines_marked(page, mark):
    """The lines of a page's examples in fences with a mark."""
    return [line for example in page.examples() if mark in example.classes for line in example.lines]


def only_code(page):
    """The page as one text in which everything outside code fences is blank, so that lines keep their numbers."""
    code = {number for fence in page.fences for number in range(fence.map[0] + 1, fence.map[1] - 1)}
    return "\n".join(line if number in code else " " * len(line) for number, line in enumerate(page.lines))


@dataclass
class Outcome:
    """What came of running an example."""

    example: Example
    printed: str  # what was seen, with an error
    wrong: str = ""  # what does not agree with the page, as text; "" if all does
    ended: bool = False  # by an error that the page does not show; the rest of the page was not run
    precise: str = ""  # what was seen with more decimals, if that was needed

    @property
    def want(self):
        """What the page says that is seen."""
        return documented(self.example.parsed.want)


def run(page, device, unmarked=None):
    """Runs a Page from the top, as a reader would, and returns the Outcome of each example.

    Stops after an example that raises an error the page does not show. A fence marked `.cpu` is run on the CPU; in one
    marked `.random` digits count only on the CPU, whose random stream is the documented one. The marks of the fence
    `unmarked` are not heeded.
    """
    outcomes = seen(page, device, unmarked=unmarked)
    if any(differ_in_numbers(outcome.want, outcome.printed) for outcome in outcomes):
        for outcome, again in zip(outcomes, seen(page, device, PRECISE, unmarked), strict=False):
            outcome.precise = again.printed
    for outcome in outcomes:
        outcome.wrong = outcome.wrong or difference(outcome, device, marks(outcome.example, unmarked))
    return outcomes


def run_alone(page, device):
    """As `run`, in a process in which no other page has run."""
    found = alone(results, page.path, device) or []
    return [Outcome(example, *result) for example, result in zip(page.examples(), found, strict=False)]


def results(name, device):
    """What can be sent from one process to another of the outcomes of a page."""
    outcomes = run(with_hidden(name), device)
    return [(outcome.printed, outcome.wrong, outcome.ended, outcome.precise) for outcome in outcomes]


def seen(page, device, decimals=SHOWN, unmarked=None, change=str):
    """Runs a page, after a `change` of its code; what was seen of each example, as outcomes not yet compared."""
    console, outcomes = Console(), []

    def ran(example):
        return outcome_of(example, change(example.parsed.source), console, device, marks(example, unmarked))

    with settings_of_a_page(device, decimals), console.opened():
        for exercise, examples in groupby(page.examples(), key=lambda example: example.exercise):
            if exercise:
                outcomes += outcomes_of_exercise(list(examples), console, ran)
                continue
            for example in examples:
                outcomes.append(ran(example))
                if outcomes[-1].ended:
                    return outcomes
    return outcomes


def outcomes_of_exercise(examples, console, ran):
    """Runs each answer to an exercise, and then its check: the solution has to pass it, the others have to fail it.

    They fail it by its own assertions, not by other errors. None of it leaves anything behind.
    """
    parts = {part: [example for example in examples if example.part == part] for part in PARTS_OF_EXERCISE}
    outcomes = {}
    for answer in ANSWERS:
        with console.branch():
            given = [ran(example) for example in parts[answer]]
            checked = [(ran(example), console.raised) for example in parts["check"]]
        raised = {error for _, error in checked if error}
        if answer == "solution":
            given += [outcome for outcome, _ in checked]
        elif given and raised != {AssertionError}:
            what = " and ".join(sorted(error.__name__ for error in raised)) or "nothing"
            given[-1].wrong = f"Behind it the check raises {what}; it has to raise AssertionError, and nothing else."
        outcomes |= {id(outcome.example): outcome for outcome in given}
    return [outcomes[id(example)] for example in examples]


def drawn(page):
    """The fences of a page that show other outputs with other seeds."""
    pairs = zip(seen(page, CPU), seen(page, CPU, change=with_another_seed), strict=False)
    return {id(usual.example.fence) for usual, other in pairs if usual.printed != other.printed}


def with_another_seed(source):
    return SEED.sub(lambda seed: str(int(seed[0]) + 1234), source)


def outcome_of(example, source, console, device, marks):
    moves = device.type != "cpu" and "cpu" in marks
    try:
        with on_the_cpu(console.namespace) if moves else contextlib.nullcontext():
            console.run(source)
    except OutOfTime:
        return Outcome(example, "", f"It had not ended after {TIME} seconds of this page.", ended=True)
    outcome = Outcome(example, as_on_cpu(console.printed, device))
    outcome.ended = console.raised is not None and not ERROR.search(outcome.want)
    if outcome.ended and console.raised is KeyboardInterrupt:
        raise KeyboardInterrupt  # by whoever runs the tests
    if console.values > shown_by_a_notebook(example):
        outcome.wrong = "It shows a value that a notebook would not show: print it, or put `_ = ` before it."
    return outcome


def marks(example, unmarked):
    return [] if example.fence is unmarked else example.classes


def shown_by_a_notebook(example):
    """How many values a notebook shows of an example: that of its last line, if no semicolon follows it."""
    source = example.parsed.source.rstrip()
    if source.count("\n") == 0 and ";" not in source:
        return 1  # the quick way
    with contextlib.suppress(SyntaxError):
        return isinstance(ast.parse(source).body[-1], ast.Expr) and not source.endswith(";")
    return 0


def difference(outcome, device, marks):
    """What a page says that is not what was seen, as text; "" if it is the same."""
    want, on_cpu = outcome.want, device.type == "cpu"
    if agree(want, outcome.printed, outcome.precise, on_cpu, on_cpu or "random" not in marks):
        return ""
    if outcome.ended:
        return f"Raised:\n{indented(outcome.printed)}"
    return f"Expected{block(want)}\nGot{block(outcome.printed)}"


def block(text):
    text = text.replace(EMPTY, "<BLANKLINE>")
    return f":\n{indented(text)}" if text else " nothing"


def indented(text):
    return "\n".join(f"    {line}" for line in text.split("\n"))
