"""`pytest --update` puts stale outputs right where they are written, and nothing else."""

import pytest
from copies import EN, SNIPPETS, Copy, Mistake, assert_reported

# Damage that an update mends: file, what is there, what is put in its place.
DAMAGED = [
    (f"{SNIPPETS}/shares.pycon", "0.1667, 0.3333]", "0.1667, 0.3334]"),  # both languages show it
    (f"{SNIPPETS}/joining.pycon", "        [3, 4]])\n", ""),  # a line is missing
    (f"{SNIPPETS}/shares.pycon", "tensor([[-0.6931, -1.7918, -1.0986],", "tensor([4])\nand more"),  # in a box
    (f"{SNIPPETS}/strings.pycon", ">>> columns\n2\n", ">>> columns\n"),  # a new example
    (f"{SNIPPETS}/shares.pycon", "tensor b (2) at", "tensor b (9) at"),  # the message of an error
    (f"{SNIPPETS}/shapes.pycon", "(2x3 and 2x3)", "(2x3)"),
    (f"{SNIPPETS}/strings.pycon", "    ...\nIndexError: list index out of range\n", ""),
    (f"{SNIPPETS}/strings.pycon", "a e\nb f\n", "b f\n"),
    (f"{SNIPPETS}/drawing.pycon", "[0.0885, 0.1320]", "[0.0885, 0.1321]"),  # drawn, with a seed
    (f"{SNIPPETS}/shares.pycon", "array([[1],\n       [0],\n", "array([[1],\n"),
]

BOX = """

!!! note "Zażółć"

    ```pycon
    >>> print("gęślą\\n\\njaźń")
    {output}
    ```
"""


def texts(copy):
    """What is written in a copy, as bytes."""
    paths = [path for folder in ("docs", "snippets") for path in copy.path(folder).rglob("*.*") if path.is_file()]
    return {path: path.read_bytes() for path in paths if path.suffix != ".pyc"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy in which one snippet has Windows line ends, and one page an example of its own."""
    copy = Copy(tmp_path_factory.mktemp("update"), sample=True)
    windows = copy.path(f"{SNIPPETS}/strings.pycon")
    windows.write_bytes(windows.read_bytes().replace(b"\n", b"\r\n"))
    with copy.path(f"{EN}/joining.md").open("a", encoding="utf-8") as page:
        page.write(BOX.format(output="gęślą\n    <BLANKLINE>\n    jaźń"))
    return copy


def damage(copy, file, old, new):
    if b"\r\n" in copy.path(file).read_bytes():
        old, new = old.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    copy.change(file, old, new)


@pytest.fixture(scope="module")
def updated(copy):
    """What was written before the damage and after the update, and the run of the update."""
    before = texts(copy)
    for file, old, new in DAMAGED:
        damage(copy, file, old, new)
    damage(copy, f"{EN}/joining.md", "    gęślą\n    <BLANKLINE>\n    jaźń\n", "    gesla\n")
    assert texts(copy) != before
    run = copy.pytest("--update")
    return before, texts(copy), run


def test_damage_is_mended_byte_for_byte(updated):
    before, after, run = updated
    changed = [str(path) for path in before if before[path] != after[path]]
    assert not changed, run.printed
    assert run.status == 0, run.printed


def test_places_are_named_once(updated):
    lines = [line for line in updated[2].printed.splitlines() if line.startswith("updated ")]
    assert len(lines) == len(set(lines)) == len(DAMAGED) + 1
    assert any(line.startswith(f"updated {EN}/joining.md:") for line in lines)


def test_nothing_to_update_changes_nothing(tmp_path):
    copy = Copy(tmp_path, sample=True)
    before = texts(copy)
    run = copy.pytest("--update", "tests/pages")
    assert run.status == 0, run.printed
    assert "updated" not in run.printed
    assert texts(copy) == before


# An update leaves these alone.
LEFT = {
    "needs a seed": Mistake(
        f"{SNIPPETS}/shares.pycon", "# --8<-- [end:logs]", ">>> torch.rand(2)\ntensor([0.1, 0.2])\n# --8<-- [end:logs]",
        [f"{SNIPPETS}/shares.pycon:{{line}}: on page {EN}/"]),
    "raises unasked": Mistake(
        f"{SNIPPETS}/counting.pycon", ">>> counts = torch.bincount(", ">>> counts = torch.bincounts(",
        [f"{SNIPPETS}/counting.pycon:{{line}}: on page {EN}/"]),
    "has an address": Mistake(
        f"{SNIPPETS}/joining.pycon", "# --8<-- [end:cat]", ">>> torch.manual_seed(0)\n# --8<-- [end:cat]",
        [f"{SNIPPETS}/joining.pycon:{{line}}: on page {EN}/"]),
}  # fmt: skip


def test_what_needs_a_seed_raises_unasked_or_has_an_address_is_left_alone(tmp_path):
    copy = Copy(tmp_path, sample=True).make(LEFT)
    before = texts(copy)
    run = copy.pytest("--update", "tests/pages", "-k", "not test_functions")  # which lists the new ones
    assert run.status == pytest.ExitCode.TESTS_FAILED
    assert texts(copy) == before
    for name, mistake in LEFT.items():
        copy.reports(run, name, mistake)


# Sessions on pages of their own: before an update, and after it; or what is said of one that is left as it is.
WRITTEN = {
    "block-that-ends-as-at-a-prompt": (
        ">>> for i in range(2):\n...     print(i)\n...\n0\n5\n",
        ">>> for i in range(2):\n...     print(i)\n...\n0\n1\n",
    ),
    "both-line-ends": (">>> x = 1\n>>> x\r\n5\n>>> x + 1\r\n7\r\n", ">>> x = 1\n>>> x\r\n1\r\n>>> x + 1\r\n2\r\n"),
    "warning": (
        ">>> import numpy as np\n>>> np.ones(1) / 0\narray([inf])\n",
        ">>> import numpy as np\n>>> np.ones(1) / 0\n"
        "RuntimeWarning: divide by zero encountered in divide\narray([inf])\n",
    ),
    "chained-error": (
        ">>> try:\n...     1 / 0\n... finally:\n...     [][0]\nTraceback (most recent call last):\n",
        ">>> try:\n...     1 / 0\n... finally:\n...     [][0]\n"
        "Traceback (most recent call last):\n    ...\nZeroDivisionError: division by zero\n<BLANKLINE>\n"
        "During handling of the above exception, another exception occurred:\n<BLANKLINE>\n"
        "Traceback (most recent call last):\n    ...\nIndexError: list index out of range\n",
    ),
    "large-tensor": (
        ">>> import torch\n>>> torch.zeros(2000, 1)\n",
        ">>> import torch\n>>> torch.zeros(2000, 1)\n"
        "tensor([[0.],\n        [0.],\n        [0.],\n        ...,\n        [0.],\n        [0.],\n        [0.]])\n",
    ),
}
VARIES, NOT_TEXT = (
    "It prints something else in each run: give it a seed",
    "A page cannot show this: it looks like a prompt",
)
REFUSED = {
    "place": (
        '>>> import traceback\n>>> try:\n...     int("x")\n... except ValueError:\n...     traceback.print_exc()\n',
        "It shows where the code stands",
    ),
    "set": ('>>> set("abcdefgh")\n', VARIES),
    "time": (">>> import time\n>>> time.perf_counter()\n", VARIES),
    "like-a-prompt": ('>>> print(">>> 1")\n', NOT_TEXT),
    "like-a-prompt-that-goes-on": ('>>> print("...")\n', NOT_TEXT),
    "like-a-fence": ('>>> print("```")\n', NOT_TEXT),
    "like-a-snippet": (">>> print('--8<-- \"a\"')\n", NOT_TEXT),
    "like-an-empty-line": ('>>> print("<BLANKLINE>")\n', NOT_TEXT),
    "line-that-begins-anew": ('>>> print("a\\rb")\n', NOT_TEXT),
}


TWICE = "snippets/lecture-99/twice.pycon"  # a region that prints something else on each of two pages


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    """A copy with a page for each session, after an update, and the run of the update."""
    copy = Copy(tmp_path_factory.mktemp("sessions"), sample=True)
    for name, (session, _) in (WRITTEN | REFUSED).items():
        copy.path(f"{EN}/{name}.md").write_bytes(page_of(session))
    copy.path(TWICE).write_text("# --8<-- [start:twice]\n>>> x * 10\n# --8<-- [end:twice]\n")
    for name, x in (("twice-a", 1), ("twice-b", 2)):
        session = f'>>> x = {x}\n--8<-- "lecture-99/twice.pycon:twice"\n'
        copy.path(f"{EN}/{name}.md").write_bytes(page_of(session))
    return copy, copy.pytest("--update", "tests/pages/test_examples.py", "-k", "test_examples and en/")


def page_of(session):
    return f"# T {{ #t }}\n\n```pycon\n{session}```\n".encode()


@pytest.mark.parametrize("name", WRITTEN)
def test_session_is_written(sessions, name):
    copy, run = sessions
    assert copy.path(f"{EN}/{name}.md").read_bytes() == page_of(WRITTEN[name][1]), run.printed


@pytest.mark.parametrize("name", REFUSED)
def test_session_is_refused(sessions, name):
    copy, run = sessions
    session, message = REFUSED[name]
    assert copy.path(f"{EN}/{name}.md").read_bytes() == page_of(session)
    report = run.printed.partition(f"on page {EN}/{name}.md\n")[2].partition("\n___")[0]
    assert message in report, run.printed


def test_region_that_prints_two_things_is_left_alone(sessions):
    """Each page would write over what the other one has written, again and again."""
    copy, run = sessions
    told = "It printed something else where docs/en/lecture-99/twice-a.md shows it too: give each place a region"
    assert told in run.printed
    assert ">>> x * 10\n10\n" in copy.read(TWICE)


def test_nothing_is_left_to_write(sessions):
    """What an update has written is right in the next run."""
    copy, _ = sessions
    refused = " or ".join(f"{name}.md" for name in [*REFUSED, "twice-b"])
    run = copy.pytest("tests/pages/test_examples.py", "-k", f"test_examples and en/ and not ({refused})")
    assert run.status == 0, run.printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--device", "pretend"], "--update writes the CPU's outputs"),
        (["-n", "2"], "--update writes files that pages share; leave out -n"),
    ],
)
def test_refused(copy, arguments, message):
    run = copy.pytest("--update", *arguments)
    assert run.status == pytest.ExitCode.USAGE_ERROR
    assert_reported(run, [f"ERROR: {message}"])
