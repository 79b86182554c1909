"""Runs a page's examples one after another, as Python's prompt does, and keeps what its reader would see."""

import __future__

import builtins
import contextlib
import copy
import io
import linecache
import os
import random
import re
import sys
import tempfile
import threading
import traceback
import types
import warnings
from unittest import mock

import numpy
import torch

MISSING = object()
FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})
FRAMES = re.compile(r"^(Traceback \(most recent call last\):\n)(?:  .*\n)*", re.M)
FRAMES_OF_GROUP = re.compile(
    r"^( *)([+|] (?:Exception Group )?Traceback \(most recent call last\):\n)(?: *\|   .*\n)*", re.M
)
WHERE = re.compile(r" \(Triggered internally at .*?\)$", re.S)  # a file and a line in PyTorch's source
ATTRIBUTE = re.compile(r"^ *([A-Za-z_][\w.]*)\.(\w+) *[-+*/|&]?=(?!=)", re.M)  # that is assigned to
STREAMS = [  # of random numbers: how to read where each is, and how to set it
    (torch.get_rng_state, torch.set_rng_state),
    (numpy.random.get_state, numpy.random.set_state),
    (random.getstate, random.setstate),
]
QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


class OutOfTime(BaseException):
    """An example has not ended in time; no `except Exception` on a page catches this."""


class Console:
    """A prompt with a module `__main__` of its own, whose names are `namespace`.

    After `run`, `printed` is the text that was seen: outputs and warnings as they came, values, and an error with its
    traceback cut down to `    ...`. `raised` is the class of the error, or None; `values`, how many values were shown.
    """

    def __init__(self):
        self.flags, self.number = 0, 0
        self.module = types.ModuleType("__main__")
        self.namespace = self.module.__dict__
        self.namespace["__builtins__"] = builtins
        self.seen = io.StringIO()
        self.printed, self.raised, self.values, self.changed = "", None, 0, []

    @contextlib.contextmanager
    def opened(self):
        """Puts this prompt in the place of the process' own, with Python's own warning filters."""
        outside = sys.modules["__main__"], sys.displayhook, sys.stdin
        hooks = sys.unraisablehook, threading.excepthook
        # One line of a traceback is enough, here and for PyTorch, which writes down its stack wherever it is seeded.
        with mock.patch.object(sys, "tracebacklimit", 1, create=True), warnings.catch_warnings():
            warnings.resetwarnings()
            for category in QUIET:
                warnings.simplefilter("ignore", category)
            warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
            warnings.showwarning = show_warning
            sys.modules["__main__"], sys.displayhook, sys.stdin = self.module, self.show_value, io.StringIO()
            sys.unraisablehook, threading.excepthook = sys.__unraisablehook__, threading.__excepthook__
            try:
                with (
                    contextlib.redirect_stdout(self.seen),
                    contextlib.redirect_stderr(self.seen),
                    from_below() as below,
                ):
                    self.below = below
                    yield self
            finally:
                sys.modules["__main__"], sys.displayhook, sys.stdin = outside
                sys.unraisablehook, threading.excepthook = hooks
                self.close()

    @contextlib.contextmanager
    def branch(self):
        """What runs meanwhile has copies of the names, and of the random streams, and leaves both as they were."""
        kept, streams = dict(self.namespace), [read() for read, _ in STREAMS]
        self.namespace.update(copied(kept))
        try:
            yield
        finally:
            self.namespace.clear()
            self.namespace.update(kept)
            for (_, write), state in zip(STREAMS, streams, strict=True):
                write(state)

    def close(self):
        """Forgets all that the examples have made, and puts back what they have changed in modules."""
        for owner, name, value in reversed(self.changed):
            setattr(owner, name, value) if value is not MISSING else delattr(owner, name)
        self.changed.clear()
        self.namespace.clear()
        builtins.__dict__.pop("_", None)
        for number in range(self.number):
            linecache.cache.pop(self.file(number), None)

    def file(self, number):
        return f"<example {number}>"

    def run(self, source):
        """Runs one example. Raises OutOfTime if it does not end."""
        self.printed, self.raised, self.values = "", None, 0
        self.namespace.pop("__warningregistry__", None)  # a warning is shown once for each example, as in Jupyter
        file = self.file(self.number)
        linecache.cache[file] = len(source), None, source.splitlines(True), file
        self.number += 1
        try:
            code = compile(source, file, "single", self.flags, dont_inherit=True)
            self.flags |= code.co_flags & FUTURES
            self.remember_what_changes(source)
            exec(code, self.namespace)
        except OutOfTime:
            raise
        except BaseException as error:
            self.raised = type(error)
            self.seen.write(traceback_of(error))
        self.see_what_is_below()
        self.printed = self.seen.getvalue()
        self.seen.seek(0)
        self.seen.truncate()

    def remember_what_changes(self, source):
        """Keeps the values of what an example assigns to in a module, such as `math.pi` or `torch.Tensor.dot`."""
        for owner, name in ATTRIBUTE.findall(source):
            if isinstance(self.namespace.get(owner.partition(".")[0]), types.ModuleType):
                place = eval(owner, self.namespace)
                self.changed.append((place, name, getattr(place, name, MISSING)))

    def see_what_is_below(self):
        if self.below.tell():  # where the last one has written
            self.below.seek(0)
            self.seen.write(self.below.read().decode(errors="replace"))
            self.below.seek(0)
            self.below.truncate()

    def show_value(self, value):
        self.values += value is not None
        self.see_what_is_below()
        sys.__displayhook__(value)


def copied(namespace):
    """Copies of values by their names. What cannot be copied is left out: modules, generators."""
    copies = {}
    with mock.patch.object(torch.Tensor, "__deepcopy__", copy_of_tensor):
        for name, value in namespace.items():
            with contextlib.suppress(TypeError):
                yield name, copy.deepcopy(value, copies)


def copy_of_tensor(tensor, copies):
    """A tensor with memory of its own, on any device. One in a graph is itself: its gradient goes where it went."""
    if not tensor.is_leaf:
        return tensor
    copies[id(tensor)] = tensor.detach().clone().requires_grad_(tensor.requires_grad)
    copies[id(tensor)].grad = None if tensor.grad is None else tensor.grad.clone()
    return copies[id(tensor)]


@contextlib.contextmanager
def from_below():
    """The file into which goes what is not printed by Python: by other programs, and by libraries in C."""
    outside = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile(buffering=0) as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
        try:
            yield file
        finally:
            for number, there in enumerate(outside, 1):
                os.dup2(there, number)
                os.close(there)


def show_warning(message, category, filename, lineno, file=None, line=None):
    """Shows a warning on one line, without its place, which differs from one computer to the next."""
    text = " ".join(WHERE.sub("", str(message)).split("\n"))
    print(f"{category.__name__}: {text}", file=sys.stderr)


def traceback_of(error):
    """What Python prints for an error, with `    ...` in place of the lines that lead to it."""
    text = "".join(traceback.TracebackException.from_exception(error).format())
    return FRAMES_OF_GROUP.sub(r"\1\2\1|     ...\n", FRAMES.sub(r"\1    ...\n", text))
