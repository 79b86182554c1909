"""The accessibility statement promises what tests prove, no more and no less, and says when they passed."""

from types import SimpleNamespace

import pytest
from parts import promises
from project import all_pages, languages, read_as_written
from promises import kept, proven
from record import digest_of_site, promises_kept
from small_pages import page_of

PROMISED = {name: promises(read_as_written(name)) for name in all_pages()}
WORDS = {"promises_kept": "All passed on {date} in {browser}."}


def test_every_promise_has_tests():
    tested = set(proven())
    for page, names in PROMISED.items():
        for name in names:
            if name not in tested:
                pytest.fail(f'docs/{page}: no test is marked @pytest.mark.promise("{name}")', pytrace=False)


@pytest.mark.parametrize("language", languages())
def test_every_promise_that_is_tested_is_made(language):
    made = [name for page, names in PROMISED.items() if page.startswith(f"{language}/") for name in names]
    assert sorted(made) == sorted(set(proven()))


def report(*names):
    return SimpleNamespace(user_properties=[("promise", name) for name in names] + [("browser", "1.2")])


def test_promise_is_kept_if_all_its_tests_passed():
    reports = {"passed": [report("a"), report("b", "c"), report("d"), report("e"), report("f")]}
    reports |= {"failed": [report("c")], "skipped": [report("d")], "error": [report("e")], "warnings": [object()]}
    assert kept({**reports, "": [report("a")]}) == ["a", "b", "f"]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, "All passed on 2026-11-26 in 1.2."),
        ({"kept": ["a"]}, ""),
        ({"sha256": "of another site"}, ""),
        (None, ""),
    ],
)
def test_page_says_when_all_its_promises_were_kept(change, shown):
    page = page_of("- One.\n  { #a .promise }\n- Two.\n  { #b .promise }\n- Three.\n  { #c }")
    tried = {"sha256": digest_of_site(), "kept": ["a", "b", "z"], "browser": "1.2"}
    record = {"pages": {}, "date": "2026-11-26"} | ({} if change is None else {"promises": tried | change})
    assert promises_kept(page, record, WORDS) == shown
    assert promises_kept(page_of("# No promises { #a }"), record, WORDS) == ""
