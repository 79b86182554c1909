"""A page runs alone: it finds PyTorch, NumPy and Python as they are when they start, and what it sets ends with it."""

import asyncio
import contextlib
import decimal
import locale
import logging
import os
import random
import signal
import sys
import tempfile
from unittest import mock

import numpy
import torch

from examples.console import OutOfTime

TIME = 60  # seconds for a page, after which the example that is running is named

# What has no context manager of its own: how to read it, and how to set it.
SETTINGS = [
    (torch.get_default_dtype, torch.set_default_dtype),
    (torch.get_num_threads, torch.set_num_threads),
    (torch.get_deterministic_debug_mode, torch.set_deterministic_debug_mode),
    (torch.is_anomaly_enabled, torch.autograd.set_detect_anomaly),
    (torch.get_float32_matmul_precision, torch.set_float32_matmul_precision),
    (torch.is_warn_always_enabled, torch.set_warn_always),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (asyncio._get_running_loop, asyncio._set_running_loop),  # Playwright's, in the tests of the browser
    (lambda: locale.setlocale(locale.LC_ALL), lambda name: locale.setlocale(locale.LC_ALL, name)),
    (lambda: [*sys.path], lambda path: sys.path.__setitem__(slice(None), path)),
    (lambda: [*logging.root.handlers], lambda handlers: logging.root.handlers.__setitem__(slice(None), handlers)),
]


@contextlib.contextmanager
def settings_of_a_page(device, decimals):
    """The settings for one page, in an empty folder: what it seeds nowhere differs from run to run.

    Tensors are printed with so many decimals. PyTorch shows each of its warnings again, not once in a process.
    """
    before = [(write, read()) for read, write in SETTINGS]
    default_device = torch.device(device) if device.type != "cpu" else contextlib.nullcontext()  # it slows every call
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        mock.patch.dict(os.environ),
        decimal.localcontext(),
        numpy.errstate(),
        numpy.printoptions(),
        torch.enable_grad(),
        default_device,
        time_limit(TIME),
    ):
        torch.set_printoptions(profile="default", precision=decimals)
        torch.set_warn_always(True)
        seed_at_random(device)
        asyncio._set_running_loop(None)
        sys.path.insert(0, "")  # as at a prompt: modules beside it
        try:
            yield
        finally:
            torch.set_default_device(None)
            torch.set_printoptions(profile="default")
            for write, value in before:
                write(value)


def seed_at_random(device):
    """Seeds that nobody can count on."""
    seed_torch = torch.default_generator.manual_seed if device.type == "cpu" else torch.manual_seed  # this looks at all
    for seed in (seed_torch, numpy.random.seed, random.seed):
        seed(int.from_bytes(os.urandom(4), "big"))


@contextlib.contextmanager
def time_limit(seconds):
    """Raises OutOfTime in what takes longer. Windows has no such timer, and no limit."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    outside = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, outside)


def end(signal_number, frame):
    raise OutOfTime
