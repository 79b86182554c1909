"""`pytest --update` puts stale outputs right where they are written, and nothing else."""

import pytest
from project import EN, SNIPPETS, assert_reported, change, copy_project, run_tests

EXAMPLES = "tests/test_examples.py::test_examples"

# Damage that an update mends: file, what is there, what is put in its place.
DAMAGED = [
    (f"{SNIPPETS}/softmax.pycon", "[1.2744, 1.7256]", "[1.2744, 1.7255]"),  # both languages show it
    (f"{SNIPPETS}/softmax.pycon", "        [3.8530e+00, 9.4650e-02, 4.4880e+01]])\n", ""),  # a line is missing
    (f"{SNIPPETS}/tensors.pycon", "tensor([4], dtype=torch.uint8)", "tensor([4])\nand more"),  # in a box
    (f"{SNIPPETS}/tensors.pycon", ">>> columns\n5\n", ">>> columns\n"),  # a new example
    (f"{SNIPPETS}/broadcasting.pycon", "tensor b (2) at", "tensor b (9) at"),  # the message of an error
    (f"{SNIPPETS}/logits.pycon", "(4x3 and 2x4)", "(4x3)"),
    (f"{SNIPPETS}/one-hot.pycon", "    ...\nRuntimeError: Class values must be smaller than num_classes.\n", ""),
    (f"{SNIPPETS}/python-for-lab-2.pycon", "a e\nb f\n", "b f\n"),
    (f"{SNIPPETS}/random-numbers.pycon", "tensor([[94, 89],", "tensor([[94, 88],"),  # drawn, with a seed
    (f"{SNIPPETS}/numpy-sampling.pycon", "array([[ 6],\n       [15],\n", "array([[ 6],\n"),
]

BOX = """

!!! note "Zażółć"

    ```pycon
    >>> print("gęślą\\n\\njaźń")
    {output}
    ```
"""


def texts(project):
    """What is written in the project, as bytes."""
    return {path: path.read_bytes() for folder in ("docs", "snippets") for path in (project / folder).rglob("*.*")}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project in which one snippet has Windows line ends, and one page an example of its own."""
    project = copy_project(tmp_path_factory.mktemp("update"))
    windows = project / SNIPPETS / "python-for-lab-2.pycon"
    windows.write_bytes(windows.read_bytes().replace(b"\n", b"\r\n"))
    with (project / EN / "joining.md").open("a", encoding="utf-8") as page:
        page.write(BOX.format(output="gęślą\n    <BLANKLINE>\n    jaźń"))
    return project


def damage(project, file, old, new):
    path = project / file
    if b"\r\n" in path.read_bytes():
        old, new = old.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.fixture(scope="module")
def updated(project):
    """What was written before the damage and after the update, and what the update printed."""
    before = texts(project)
    for file, old, new in DAMAGED:
        damage(project, file, old, new)
    damage(project, f"{EN}/joining.md", "    gęślą\n    <BLANKLINE>\n    jaźń\n", "    gesla\n")
    assert texts(project) != before
    status, printed = run_tests(project, "--update", EXAMPLES)
    return before, texts(project), status, printed


def test_damage_is_mended_byte_for_byte(updated):
    before, after, status, printed = updated
    changed = [str(path) for path in before if before[path] != after[path]]
    assert not changed, printed
    assert not status, printed


def test_places_are_named_once(updated):
    lines = [line for line in updated[3].splitlines() if line.startswith("updated ")]
    assert len(lines) == len(set(lines)) == len(DAMAGED) + 1
    assert any(line.startswith(f"updated {EN}/joining.md:") for line in lines)


def test_nothing_to_update_changes_nothing(updated, project):
    before = texts(project)
    status, printed = run_tests(project, "--update", EXAMPLES)
    assert not status, printed
    assert "updated" not in printed
    assert texts(project) == before


def test_what_needs_a_seed_raises_unasked_or_has_an_address_is_left_alone(tmp_path):
    project = copy_project(tmp_path)
    draw = (
        f"{SNIPPETS}/softmax.pycon",
        "# --8<-- [end:exp]",
        ">>> torch.rand(2)\ntensor([0.1, 0.2])\n# --8<-- [end:exp]",
    )
    error = (f"{SNIPPETS}/one-hot.pycon", ">>> y.argmax(dim=1)", ">>> y.argmaxx(dim=1)")
    address = (
        f"{SNIPPETS}/logits.pycon",
        "# --8<-- [end:largest]",
        ">>> torch.manual_seed(0)\n# --8<-- [end:largest]",
    )
    for damage_done in (draw, error, address):
        change(project, *damage_done)
    before = texts(project)
    status, printed = run_tests(project, "--update", EXAMPLES, "-k", "softmax or one-hot or logits")
    assert status == pytest.ExitCode.TESTS_FAILED
    assert texts(project) == before
    for file, old, _ in (draw, error, address):
        assert_reported(printed, file, old, [f"{file}:{{line}}: on page {EN}/"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--device", "pretend"], "--update writes the CPU's outputs"),
        (["-n", "2"], "--update writes files that pages share; leave out -n"),
    ],
)
def test_refused(project, arguments, message):
    status, printed = run_tests(project, "--update", *arguments)
    assert status == pytest.ExitCode.USAGE_ERROR
    assert_reported(printed, "", None, [f"ERROR: {message}"])
