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
from includes import Includes
from mkdocs.exceptions import PluginError
from outputs import PRINTED, OutputChecker
from site_config import ROOT, config
from sybil import Document
from sybil.evaluators.doctest import DocTestEvaluator, DocTestRunner
from sybil.example import Example
from sybil.parsers.abstract import DocTestStringParser

TRACEBACK = re.compile(r"^(Traceback \(most recent call last\):\n)(?:[ ].*\n)+", re.M)
NO_SPACE = re.compile(r"\s*(?:>>>|\.\.\.)[^\s.>]")
FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")


class Page(Document):
    """A page, `pl/lecture-2/softmax.md`. Its `lines` know the file and line that each was written in."""

    def __init__(self, name):
        self.lines = Includes(config()).expand(ROOT / "docs" / name)
        super().__init__("\n".join(self.lines), name)
        for line in self.lines:
            if NO_SPACE.match(line):
                raise PluginError(f"{line.path}:{line.number}: write a space after the prompt {line.strip()[:3]}")
        for region in DocTestStringParser()(only_code(self.lines), name):
            self.add(region)

    def examples(self):
        """Sybil's examples, each with its `place` (`snippets/lecture-2/softmax.pycon:27`), `lines` and `fence`."""
        for example in super().examples():
            first = example.line - 1
            length = example.parsed.source.count("\n") + example.parsed.want.count("\n")
            example.lines = self.lines[first : first + length]
            example.fence = next(line for line in reversed(self.lines[:first]) if FENCE.match(line))
            example.place = f"{example.lines[0].path}:{example.lines[0].number}"
            if example.parsed.exc_msg is None and example.parsed.want.startswith("Traceback (most recent call last):"):
                example.parsed.exc_msg = ""  # an error is asked for, but not written yet
            yield example


def only_code(lines):
    """The lines as one text in which everything outside code fences is blank, so that lines keep their numbers."""
    kept, fence = [], None
    for line in lines:
        mark = FENCE.match(line)
        if fence is None and mark:
            fence = mark[1]
        elif fence is not None and mark and mark[1].startswith(fence) and not line.strip(" \t>`~"):
            fence = None
        elif fence is not None:
            kept.append(line)
            continue
        kept.append(" " * len(line))
    return "\n".join(kept)


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
def fresh_interpreter(device, decimals):
    """PyTorch's defaults for one page, whatever the page before it set; seeds that nobody can count on."""
    for seed in (torch.manual_seed, numpy.random.seed, random.seed):
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
    with fresh_interpreter(device, decimals):
        for example in page.examples():
            runner.checker.digits = all_digits or device.type == "cpu" or ".random" not in example.fence
            wrong = evaluator(example)
            lacking = is_lacking(runner.error) and device.type != "cpu" and ".cpu" in example.fence
            if lacking:
                wrong, runner.error = "", None
            yield Outcome(example, wrong, runner.printed, runner.checker.compared, runner.error, lacking)
            if runner.error:
                break
    page.namespace.clear()  # a documented error's traceback would keep the page's tensors alive


def is_lacking(error):
    """Whether an error says that the device has no such operation for such numbers."""
    return isinstance(error, RuntimeError) and "not implemented for" in str(error)
