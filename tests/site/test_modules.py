"""Modules of the build, the snippets and the tests lie in folders of one search path: no name hides another."""

import sys
from collections import Counter
from importlib.metadata import packages_distributions

from project import ROOT

FOLDERS = ["docs/_hooks", "snippets", "tests", "tests/pages", "tests/site", "tests/browser"]


def modules():
    """The names of modules and packages in the folders, and of the tests of single lectures."""
    for folder in FOLDERS:
        yield from (path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "conftest")
        yield from (path.parent.name for path in (ROOT / folder).glob("*/__init__.py"))
    yield from (path.stem for path in (ROOT / "tests").glob("*/lecture-*/*.py"))


def test_no_module_hides_another():
    names = list(modules())
    assert len(names) > 50
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert set(names) & {*sys.stdlib_module_names, *packages_distributions()} == set()
