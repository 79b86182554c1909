"""A page that has been proven is done with: nothing of it stays in memory."""

import gc
from collections import Counter

import pytest
import torch
from project import pages_once

from examples.running import Page, run
from examples.update import CPU

# Left to Python's collector: the frames of errors that a page shows, which doctest keeps in a circle.
MOST_OBJECTS, MOST_NUMBERS = 1000, 100


def prove(page):
    for outcome in run(Page(page), CPU):
        assert not outcome.wrong


@pytest.fixture
def collector():
    """Python's collector, switched off; what is there already is none of its business."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield gc
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()
    gc.unfreeze()


@pytest.mark.parametrize("page", pages_once())
def test_proven_page_is_not_kept(collector, page):
    prove(page)  # what a first run loads and remembers is not the page's
    collector.collect()
    collector.set_debug(collector.DEBUG_SAVEALL)
    prove(page)
    collector.collect()
    assert sum(kept.numel() for kept in collector.garbage if isinstance(kept, torch.Tensor)) <= MOST_NUMBERS
    kinds = Counter(type(kept).__name__ for kept in collector.garbage)
    assert kinds.total() <= MOST_OBJECTS, kinds.most_common(5)
