"""What a page leaves behind changes no other page, neither its proof nor what an update writes."""

import os

import pytest
from copies import SNIPPETS, Copy
from project import all_pages

from examples.alone import alone
from examples.running import results
from examples.update import CPU


@pytest.mark.parametrize("page", all_pages())
def test_page_is_proven_alone(page):
    """Nothing that another page has left makes it right."""
    assert [wrong for _, wrong, *_ in alone(results, page, CPU) if wrong] == []


def where_it_runs():
    return os.getpid()


def test_each_time_it_is_another_process():
    assert len({os.getpid(), alone(where_it_runs), alone(where_it_runs)}) == 3


def end_python():
    os._exit(1)


def test_end_of_python_is_noticed():
    assert alone(end_python) is None
    assert alone(where_it_runs)


LEAK = """\
>>> from torch.nn import Linear
>>> Linear.forward = lambda self, x: x
>>> import logging
>>> logging.basicConfig(level=logging.INFO)
"""
FOUND = """\
>>> torch.nn.Linear(1, 2)(torch.ones(1)).shape
torch.Size([1])
>>> import logging
>>> logging.info("a")
INFO:root:a
"""


def test_update_writes_what_a_page_shows_alone(tmp_path):
    """Pages come in the order of their names: the first one changes what the second one uses."""
    copy = Copy(tmp_path, sample=True)
    copy.change(f"{SNIPPETS}/counting.pycon", "# --8<-- [start:count]\n", f"# --8<-- [start:count]\n{LEAK}")
    copy.change(f"{SNIPPETS}/shares.pycon", "# --8<-- [end:shares]", f"{FOUND}# --8<-- [end:shares]")
    copy.pytest("tests/pages/test_examples.py", "--update")
    text = copy.read(f"{SNIPPETS}/shares.pycon")
    assert "shape\ntorch.Size([2])\n" in text
    assert "INFO:root" not in text
    run = copy.pytest("tests/pages/test_examples.py")
    assert run.status == 0, run.printed
