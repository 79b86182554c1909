"""What people write on such pages: sessions that are right, and sessions that are wrong in one line."""

import os
import re
import sys

import pytest
from places import PageError
from small_pages import PLACE, page_of

from examples.running import Page, run
from examples.update import CPU

RIGHT = {
    "block that ends as at a prompt": """
        >>> for i in range(2):
        ...     print(i)
        ...
        0
        1""",
    "number that rounds up to a power of ten": """
        >>> import torch
        >>> torch.tensor(1e-5), torch.tensor([99999.96, 1.0])
        (tensor(1.0000e-05), tensor([1.0000e+05, 1.0000e+00]))""",
    "complex numbers": """
        >>> import torch
        >>> torch.tensor([1 + 2j, 0.333j])
        tensor([1.+2.0000j, 0.+0.3330j])""",
    "class of the page": """
        >>> class Mine(Exception):
        ...     pass
        >>> Mine
        <class '__main__.Mine'>
        >>> raise Mine("a")
        Traceback (most recent call last):
            ...
        Mine: a""",
    "logging": """
        >>> import logging
        >>> logging.warning("a")
        WARNING:root:a
        >>> logging.warning("b")
        WARNING:root:b""",
    "class found again by its name": """
        >>> import pickle
        >>> class Mine:
        ...     pass
        >>> type(pickle.loads(pickle.dumps(Mine())))
        <class '__main__.Mine'>""",
    "error whose class has a module": """
        >>> import numpy as np
        >>> np.ones((2, 2)).sum(axis=2)
        Traceback (most recent call last):
            ...
        numpy.exceptions.AxisError: axis 2 is out of bounds for array of dimension 2""",
    "error from another one": """
        >>> try:
        ...     1 / 0
        ... except ZeroDivisionError as error:
        ...     raise ValueError("bad") from error
        Traceback (most recent call last):
            ...
        ZeroDivisionError: division by zero
        <BLANKLINE>
        The above exception was the direct cause of the following exception:
        <BLANKLINE>
        Traceback (most recent call last):
            ...
        ValueError: bad""",
    "error with a note": """
        >>> error = OSError("disk")
        >>> error.add_note("is it plugged in?")
        >>> raise error
        Traceback (most recent call last):
            ...
        OSError: disk
        is it plugged in?""",
    "errors in a group": """
        >>> raise ExceptionGroup("both", [ValueError("a"), KeyError("b")])
          + Exception Group Traceback (most recent call last):
          |     ...
          | ExceptionGroup: both (2 sub-exceptions)
          +-+---------------- 1 ----------------
            | ValueError: a
            +---------------- 2 ----------------
            | KeyError: 'b'
            +------------------------------------""",
    "what is printed before an error": """
        >>> def f():
        ...     print("before")
        ...     raise ValueError("x")
        >>> f()
        before
        Traceback (most recent call last):
            ...
        ValueError: x""",
    "what is no Python": """
        >>> x = = 1
        Traceback (most recent call last):
            ...
        SyntaxError: invalid syntax""",
    "error that ends programs": """
        >>> raise KeyboardInterrupt("x")
        Traceback (most recent call last):
            ...
        KeyboardInterrupt: x
        >>> 1
        1""",
    "warning, each time": """
        >>> import torch
        >>> for _ in range(2):
        ...     x = torch.tensor(torch.ones(2))
        UserWarning: To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or \
sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).
        >>> import numpy as np
        >>> np.array([1.0]) / 0
        RuntimeWarning: divide by zero encountered in divide
        array([inf])
        >>> np.array([1.0]) / 0
        RuntimeWarning: divide by zero encountered in divide
        array([inf])""",
    "warning of PyTorch's own code, which it shows once": """
        >>> import numpy as np, torch
        >>> fixed = np.ones(1)
        >>> fixed.flags.writeable = False
        >>> x = torch.from_numpy(fixed)
        UserWarning: The given NumPy array is not writable, and PyTorch does not support non-writable tensors. This \
means writing to this tensor will result in undefined behavior. You may want to copy the array to protect its data or \
make it writable before converting it to a tensor. This type of warning will be suppressed for the rest of this \
program.""",
    "what is printed elsewhere": """
        >>> import sys
        >>> print("a", file=sys.stderr)
        a""",
    "settings of the future": """
        >>> from __future__ import annotations
        >>> def f(x: nonsense):
        ...     pass
        >>> f.__annotations__
        {'x': 'nonsense'}""",
    "empty lines and tabs": r"""
        >>> print("a\n\nb\tc")
        a
        <BLANKLINE>
        b   c""",
    "an empty line alone": """
        >>> print()
        <BLANKLINE>""",
    "an empty line at the end": r"""
        >>> print("a\n")
        a
        <BLANKLINE>""",
    "module that the page writes": """
        >>> with open("beside.py", "w") as file:
        ...     _ = file.write("x = 1")
        >>> import beside
        >>> beside.x
        1""",
    "what another program prints": """
        >>> import os
        >>> os.system("echo a")
        a
        0""",
    "error behind a text on the same line": """
        >>> print("a", end=" "); 1 / 0
        a Traceback (most recent call last):
            ...
        ZeroDivisionError: division by zero""",
    "warning of two lines": r"""
        >>> import warnings
        >>> warnings.warn("a\nb")
        UserWarning: a b""",
    "nothing but a comment": """
        >>> # a comment
        >>> 1
        1""",
    "coroutine": """
        >>> import asyncio
        >>> async def f():
        ...     return 1
        >>> asyncio.run(f())
        1""",
}
WRONG = {
    "an empty line left out": (
        """
        >>> print()""",
        "Got:\n    <BLANKLINE>",
    ),
    "digits of a large number": (
        """
        >>> import torch
        >>> torch.tensor([65537.25])
        tensor([65537.2550])""",
        "tensor([65537.2500])",
    ),
    "digits of a wide number": (
        """
        >>> import torch
        >>> torch.tensor(1234.56789, dtype=torch.float64)
        tensor(1234.5680, dtype=torch.float64)""",
        "tensor(1234.5679, dtype=torch.float64)",
    ),
    "exponent of zero": (
        """
        >>> import torch
        >>> torch.tensor([0.0, 1e-6])
        tensor([0.0000e+50, 1.0000e-06])""",
        "tensor([0.0000e+00, 1.0000e-06])",
    ),
    "what another program prints, left out": (
        """
        >>> import os
        >>> _ = os.system("echo a")""",
        "Got:\n    a",
    ),
    "error in a thread": (
        """
        >>> import threading
        >>> thread = threading.Thread(target=lambda: 1 / 0)
        >>> thread.start(); thread.join()""",
        "ZeroDivisionError: division by zero",
    ),
    "error while an object is deleted": (
        """
        >>> class Broken:
        ...     def __del__(self):
        ...         1 / 0
        >>> _ = Broken(); _ = 1""",
        "ZeroDivisionError: division by zero",
    ),
    "digits that no reader sees": (
        """
        >>> import numpy as np
        >>> np.array([2 / 3])
        array([0.6667])""",
        "array([0.66666667])",
    ),
    "digits of a formatted number": (
        """
        >>> print(f"{2 / 3:.8f}")
        0.6667""",
        "0.66666667",
    ),
    "spaces in a string": (
        """
        >>> ["Hello", ", world"]
        ['Hello', ',world']""",
        "['Hello', ', world']",
    ),
    "ends of lines": (
        """
        >>> for letter in "ab":
        ...     print(letter)
        a b""",
        "Got:\n    a\n    b",
    ),
    "empty lines": (
        r"""
        >>> print("a\n\nb")
        a
        b""",
        "Got:\n    a\n    \n    b",
    ),
    "what is printed before an error, left out": (
        """
        >>> print("before"); 1 / 0
        Traceback (most recent call last):
            ...
        ZeroDivisionError: division by zero""",
        "Got:\n    before\n",
    ),
    "message cut short": (
        """
        >>> 1 / 0
        Traceback (most recent call last):
            ...
        ZeroDivisionError: division ...""",
        "ZeroDivisionError: division by zero",
    ),
    "warning left out": (
        """
        >>> import numpy as np
        >>> np.array([1.0]) / 0
        array([inf])""",
        "RuntimeWarning: divide by zero",
    ),
    "two values": (
        """
        >>> 1; 2
        1
        2""",
        "It shows a value that a notebook would not show: print it",
    ),
    "values in a loop": (
        """
        >>> for i in range(1):
        ...     i
        0""",
        "It shows a value that a notebook would not show: print it",
    ),
    "value before a semicolon": (
        """
        >>> 5;
        5""",
        "It shows a value that a notebook would not show: print it",
    ),
    "end of the program": (
        """
        >>> exit()""",
        "Raised:\n    Traceback (most recent call last):\n        ...\n    SystemExit",
    ),
    "question to the reader": (
        """
        >>> name = input("Name? ")""",
        "EOFError",
    ),
}
# What cannot be read is said by the line, which is the fifth of the page.
UNREADABLE = {
    "output further to the left": ("    >>> 1\n  1", "indent '1' like the prompt above it"),
    "prompts not below one another": (">>> def f():\n ...     pass", "indent '...     pass' like the prompt above"),
    "no space after the prompt": (">>> 1\n>>>2", "write a space after the prompt >>>"),
}


def page_with(session):
    return Page("page.md", page_of(f"# T {{ #t }}\n\n```pycon\n{session}\n```\n"))


def unindented(session):
    return re.sub(r"^ {8}", "", session.strip("\n"), flags=re.M)


def wrong(session):
    return [outcome.wrong for outcome in run(page_with(unindented(session)), CPU) if outcome.wrong]


@pytest.mark.parametrize("session", RIGHT.values(), ids=RIGHT)
def test_right(session):
    assert wrong(session) == []
    assert wrong(session) == []  # whatever has run before


@pytest.mark.parametrize(("session", "message"), WRONG.values(), ids=WRONG)
def test_wrong(session, message):
    (found,) = wrong(session)
    assert message in found


@pytest.mark.parametrize(("session", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(session, message):
    with pytest.raises(PageError, match=f"^{re.escape(f'{PLACE}:5: {message}')}"):
        page_with(session)


# What a page may set, and what the next page finds.
SETTINGS = {
    "_ = np.set_printoptions(precision=2)": ("np.array([2 / 3])", "array([0.66666667])"),
    '_ = np.seterr(all="ignore")': ("np.geterr()['divide']", "'warn'"),
    "torch.set_default_dtype(torch.float64)": ("torch.ones(1).dtype", "torch.float32"),
    'torch.set_default_device("meta")': ("torch.ones(1)", "tensor([1.])"),
    "torch.set_printoptions(precision=2, sci_mode=True)": ("torch.ones(1) / 3", "tensor([0.3333])"),
    "_ = torch.set_grad_enabled(False)": ("torch.is_grad_enabled()", "True"),
    "torch.use_deterministic_algorithms(True)": ("torch.are_deterministic_algorithms_enabled()", "False"),
    "_ = torch.autograd.set_detect_anomaly(True)": ("torch.is_anomaly_enabled()", "False"),
    "torch.set_num_threads(2)": ("torch.get_num_threads()", "1"),
    'os.chdir("/")': ("os.listdir()", "[]"),
    'os.environ["COURSE"] = "a"': ('"COURSE" in os.environ', "False"),
    "decimal.getcontext().prec = 3": ("decimal.getcontext().prec", "28"),
    "sys.setrecursionlimit(500)": ("sys.getrecursionlimit() > 500", "True"),
    'sys.path.insert(0, "/course")': ('"/course" in sys.path', "False"),
    'warnings.simplefilter("error")': ("int('1')", "1"),
    "np.random.seed(0); _ = torch.manual_seed(0); random.seed(0)": (
        "random.random() == 0.8444218515250481, np.random.rand() == 0.5488135039273248",
        "(False, False)",
    ),
    "sys.stdout = None": ("print(1)", "1"),
    "torch.rand = max": ("torch.rand(1).shape", "torch.Size([1])"),
    "math.pi = 3": ("math.pi", "3.141592653589793"),
    "builtins.print = len": ("print(1)", "1"),
}
IMPORTS = ">>> import builtins, decimal, math, os, random, sys, warnings\n>>> import numpy as np, torch\n"


@pytest.mark.parametrize(("setting", "found"), SETTINGS.items(), ids=SETTINGS)
def test_page_runs_alone(setting, found):
    folder, names = os.getcwd(), set(vars(sys))
    assert wrong(f"{IMPORTS}>>> {setting}") == []
    assert wrong("{}>>> {}\n{}".format(IMPORTS, *found)) == []
    assert os.getcwd() == folder
    assert set(vars(sys)) == names


def test_files_of_a_page_go_with_it():
    assert wrong('>>> open("a", "w").write("b")\n1\n>>> open("a").read()\n\'b\'') == []
    assert (
        wrong(
            '>>> open("a").read()\nTraceback (most recent call last):\n    ...\n'
            "FileNotFoundError: [Errno 2] No such file or directory: 'a'"
        )
        == []
    )


def test_example_without_end_is_named(monkeypatch):
    monkeypatch.setattr("examples.settings.TIME", 0.2)
    (found,) = wrong(">>> 1\n1\n>>> while True:\n...     pass")
    assert found.startswith("It had not ended after")
