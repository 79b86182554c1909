"""The examples of a page: found and run by Sybil, in the page as the site shows it, with its includes resolved."""

import contextlib
import linecache
import os
import random
import re
import traceback
from dataclasses import dataclass

import numpy
import torch
from parts import fence_info
from places import PageError
from project import read_page
from sybil import Document
from sybil.evaluators.doctest import DocTestEvaluator, DocTestRunner
from sybil.example import Example
from sybil.parsers.abstract import DocTestStringParser

from examples.outputs import PRINTED, OutputChecker

TRACEBACK = re.compile(r"^(Traceback \(most recent call last\):\n)(?:[ ].*\n)+", re.M)
NO_SPACE = re.compile(r"\s*(?:>>>|\.\.\.)[^\s.>]")


class Page(Document):
    """A page, `pl/lecture-2/softmax.md`: its `parts`, and its `lines`, which know where each was written."""

    def __init__(self, name):
        self.parts = read_page(name)
        self.lines = self.parts.lines
        super().__init__(self.parts.text, name)
        for line in self.lines:
            if NO_SPACE.match(line):
                raise PageError(f"{line.place}: write a space after the prompt {line.strip()[:3]}")
        for region in DocTestStringParser()(only_code(self.parts), name):
            self.add(region)

    def examples(self):
        """Sybil's examples, each with its `place` (`snippets/lecture-2/softmax.pycon:27`) and its `lines`.

        `fence` is the line that opens the code fence around it, and its `classes` are what that line marks it with.
        """
        for example in super().examples():
            first = example.line - 1
            length = example.parsed.source.count("\n") + example.parsed.want.count("\n")
            example.lines = self.lines[first : first + length]
            fence = next(fence for fence in self.parts.fences if first in range(*fence.map))
            example.fence, example.classes = self.lines[fence.map[0]], fence_info(fence)[1]
            example.place = example.lines[0].place
            if example.parsed.exc_msg is None and example.parsed.want.startswith("Traceback (most recent call last):"):
                example.parsed.exc_msg = ""  # an error is asked for, but not written yet
            yield example


def only_code(page):
    """The page as one text in which everything outside code fences is blank, so that lines keep their numbers."""
    code = {number for fence in page.fences for number in range(fence.map[0] + 1, fence.map[1] - 1)}
    return "\n".join(line if number in code else " " * len(line) for number, line in enumerate(page.lines))


@dataclass
class Outcome:
    """What came of running an example."""

    example: Example
    wrong: str  # what does not agree with the page, as text; "" if all does
    printed: str  # what it printed, or the traceback of the error that the page shows
    compared: tuple  # the documented output and the actual one, as they were compared
    error: Exception | None  # an error that the page does not show; the rest of the page is not run
    lacking: bool  # the device has no such operation, and the fence says so by `.cpu`


class Runner(DocTestRunner):
    """Sybil's doctest runner with this project's rule for outputs; remembers what the last example printed."""

    def __init__(self, device):
        super().__init__(optionflags=0)
        self._checker = self.checker = OutputChecker(device)

    def report_start(self, out, test, example):
        self.printed, self.error = "", None

    def report_success(self, out, test, example, got):
        self.printed = got

    def report_failure(self, out, test, example, got):
        self.printed = TRACEBACK.sub(r"\1    ...\n", got)
        super().report_failure(out, test, example, self.printed)

    def report_unexpected_exception(self, out, test, example, exc_info):
        self.error = exc_info[1]
        raised = traceback.format_exception_only(self.error)
        out("Raised:\n" + "".join(f"    {line}" for line in raised))


class Evaluator(DocTestEvaluator):
    def __init__(self, device):
        self.runner = Runner(device)


@contextlib.contextmanager
def default_settings(device, decimals):
    """PyTorch's defaults for one page, whatever the page before it set; seeds that nobody can count on."""
    seed_torch = torch.default_generator.manual_seed if device.type == "cpu" else torch.manual_seed  # this looks at all
    for seed in (seed_torch, numpy.random.seed, random.seed):
        seed(int.from_bytes(os.urandom(4), "big"))
    linecache.clearcache()  # doctest looks at every file in it before each example
    torch.set_printoptions(profile="default", precision=decimals)
    default_device = torch.device(device) if device.type != "cpu" else contextlib.nullcontext()  # it slows every call
    try:
        with default_device, torch.enable_grad():
            yield
    finally:
        torch.set_printoptions(profile="default")
        torch.set_default_dtype(torch.float32)


def run(page, device, decimals=PRINTED, all_digits=False):
    """Runs a Page from the top, as a reader would, and yields the Outcome of each example.

    Stops after an example that raises an error the page does not show. In a fence marked `.random` digits count only
    on the CPU, whose random stream is the documented one, or if `all_digits` count.
    """
    evaluator = Evaluator(device)
    runner = evaluator.runner
    with default_settings(device, decimals):
        for example in page.examples():
            runner.checker.digits = all_digits or device.type == "cpu" or "random" not in example.classes
            wrong = evaluator(example)
            lacking = is_lacking(runner.error) and device.type != "cpu" and "cpu" in example.classes
            if lacking:
                wrong, runner.error = "", None
            yield Outcome(example, wrong, runner.printed, runner.checker.compared, runner.error, lacking)
            if runner.error:
                break
    page.namespace.clear()  # a documented error's traceback would keep the page's tensors alive


def is_lacking(error):
    """Whether an error says that the device has no such operation for such numbers."""
    return isinstance(error, RuntimeError) and "not implemented for" in str(error)
