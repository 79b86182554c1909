"""What a mistake in an example gets: one line that names the place and what to do, and an exit status that stops CI.

Each is made in a copy of the project, and the README's command then has to say so.
"""

import pytest
import torch
from copies import CREATE, DELETE, EN, SNIPPETS, Copy, Mistake, assert_reported

from examples.device import chosen_device

LEAF = "lecture-99/learning.pycon:leaf"

# pytest reports these in one run: none of them ends a page on which another is.
FAILURES = {
    "missing snippet": Mistake(f"{EN}/counting.md", "counting.pycon:count", "count.pycon:count", [
        f"{EN}/counting.md:{{line}}: ", "'lecture-99/count.pycon' could not be found; name a file"]),
    "missing region": Mistake(f"{EN}/joining.md", "joining.pycon:stack", "joining.pycon:stac", [
        f"{EN}/joining.md:{{line}}: ", "'stac' could not be located; name a file"]),
    "wrong digit": Mistake(f"{SNIPPETS}/shares.pycon", "0.1667, 0.3333]", "0.1667, 0.3334]", [
        f"{SNIPPETS}/shares.pycon:{{line-1}}: on page {EN}/shares.md"]),
    "wrong digit in a box": Mistake(f"{SNIPPETS}/shares.pycon", "-1.0986]", "-1.0985]", [
        f"{SNIPPETS}/shares.pycon:{{line-1}}: on page {EN}/shares.md"]),
    "example that raises": Mistake(f"{SNIPPETS}/learning.pycon", ">>> Q.backward()", ">>> Q.backwards()", [
        f"{SNIPPETS}/learning.pycon:{{line}}: on page {EN}/learning.md"]),
    "example that no longer raises": Mistake(f"{SNIPPETS}/strings.pycon", ">>> letters[2]", ">>> letters[1]", [
        f"{SNIPPETS}/strings.pycon:{{line}}: on page {EN}/strings.md"]),
    "another exception": Mistake(f"{SNIPPETS}/shares.pycon", "RuntimeError: The size", "ValueError: The size", [
        f"{SNIPPETS}/shares.pycon:{{line-3}}: on page {EN}/shares.md"]),
    "number from an unseeded draw": Mistake(f"{SNIPPETS}/drawing.pycon", ">>> draws.dtype", ">>> draws[:2]", [
        f"{SNIPPETS}/drawing.pycon:{{line}}: on page {EN}/drawing.md"]),
    "prompt outside a fence": Mistake(f"{EN}/learning.md", "## Backward", ">>> 1 + 1\n\n## Backward", [
        f"{EN}/learning.md:{{line}}: this prompt is not run; put it into a code fence"]),
    "prompt with a comment alone": Mistake(f"{SNIPPETS}/strings.pycon", ">>> columns\n", ">>> # a\n>>> columns\n", [
        f"{SNIPPETS}/strings.pycon:{{line}}: this prompt is not run; put it behind code or into the text"]),
    "prompt without a space": Mistake(f"{SNIPPETS}/shapes.pycon", ">>> A[0, 2]", ">>>A[0, 2]", [
        f"{SNIPPETS}/shapes.pycon:{{line}}: write a space after the prompt"]),
    "region on no page": Mistake(
        f"{SNIPPETS}/abandoned.pycon", CREATE, "# --8<-- [start:a]\n>>> 1\n1\n# --8<-- [end:a]\n", [
        f"{SNIPPETS}/abandoned.pycon: region a is on no page of docs/en/"]),
    "wrong digit in a sentence": Mistake(f"{EN}/shares.md", "share is 0.67", "share is 0.68", [
        f"{EN}/shares.md:{{line}}: 0.68 is no rounding of a value in its section"]),
    "wrong digit behind a sentence": Mistake(f"{SNIPPETS}/shares.pycon", "tensor(-1.2621)", "tensor(-1.2622)", [
        f"{SNIPPETS}/shares.pycon:{{line-1}}: on page {EN}/shares.md"]),
    "wrong answer that is right": Mistake(f"{SNIPPETS}/shares.pycon", "table.sum(dim=1)\n", "table.sum(1, True)\n", [
        f"{SNIPPETS}/shares.pycon:{{line}}: on page {EN}/shares.md"]),
    "start that fails otherwise": Mistake(f"{SNIPPETS}/shares.pycon", ">>> rows = table\n", ">>> row = table\n", [
        f"{SNIPPETS}/shares.pycon:{{line}}: on page {EN}/shares.md"]),
    "solution that is wrong": Mistake(f"{SNIPPETS}/shares.pycon", "table.sum(dim=1, keepdim=True)", "table.sum(1)", [
        f"{SNIPPETS}/shares.pycon:{{line-4}}: on page {EN}/shares.md"]),
    "drawn digits without a dashed line": Mistake(f"{EN}/drawing.md", "``` { .pycon .random }", "```pycon", [
        f"{EN}/drawing.md:{{line}}: this block shows what was drawn; mark it"]),
    "certain digits with a dashed line": Mistake(
        f"{EN}/learning.md", f'```pycon\n--8<-- "{LEAF}"', f'``` {{ .pycon .random }}\n--8<-- "{LEAF}"', [
        f"{EN}/learning.md:{{line}}: this block needs no mark, nothing in it is drawn"]),
    "languages out of step": Mistake(f"{EN}/drawing.md", "{ #seed }", "{ #seeds }", [
        f"{EN}/drawing.md:{{line}}: ", "'id': 'seeds'", "docs/pl/lecture-99/drawing.md:"]),
    "page missing in one language": Mistake(f"{EN}/index.md", DELETE, "", [
        f"{EN}/index.md is missing: write it, or a stub"]),
}  # fmt: skip
WRONG_EXAMPLES = 11
TESTS = [f"tests/pages/test_{name}.py" for name in ("examples", "languages", "numbers")]


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """A copy with the mistakes, and the run of its tests."""
    copy = Copy(tmp_path_factory.mktemp("failures"), sample=True).make(FAILURES)
    return copy, copy.pytest(*TESTS, "-k", "not pl/")


@pytest.mark.parametrize("name", FAILURES)
def test_mistake_is_reported(failed, name):
    copy, run = failed
    assert run.status == pytest.ExitCode.TESTS_FAILED
    copy.reports(run, name, FAILURES[name])


@pytest.mark.parametrize(
    "text",
    [
        "AttributeError: 'Tensor' object has no attribute 'backwards'",
        "If the page is to show this error, write `Traceback (most recent call last):` below the prompt",
        f"; {WRONG_EXAMPLES} WRONG, and what follows an error was not run",
    ],
)
def test_it_is_said_what_was_raised_and_what_was_not_run(failed, text):
    assert_reported(failed[1], [text])


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return Copy(tmp_path_factory.mktemp("sample"), sample=True)


def test_without_mistakes_nothing_is_reported(sample):
    run = sample.pytest(*TESTS)
    assert run.status == 0, run.printed
    assert "WRONG" not in run.printed


@pytest.mark.parametrize(
    ("option", "environment", "ini", "message"),
    [
        ("gpu", "cpu", "cpu", "--device: there is no device 'gpu' here; choose one of: cpu"),
        ("meta", "cpu", "cpu", "--device: there is no device 'meta' here; choose one of: cpu"),
        (None, "xyz", "cpu", "LECTURE_DEVICE: there is no device 'xyz' here; choose one of: cpu"),
        (None, "", "xyz", "device in pyproject.toml: there is no device 'xyz' here; choose one of: cpu"),
    ],
)
def test_unknown_device(monkeypatch, option, environment, ini, message):
    monkeypatch.setenv("LECTURE_DEVICE", environment)
    with pytest.raises(pytest.UsageError, match=message):
        chosen_device(option, ini)


def test_unknown_device_ends_the_run(sample):
    run = sample.pytest("--device", "gpu")
    assert run.status == pytest.ExitCode.USAGE_ERROR
    assert_reported(run, ["ERROR: --device: there is no device 'gpu' here"])


def test_device_option_comes_first_then_the_environment(monkeypatch):
    monkeypatch.setenv("LECTURE_DEVICE", "xyz")
    assert chosen_device("cpu", "abc").type == "cpu"
    monkeypatch.setenv("LECTURE_DEVICE", "cpu")
    assert chosen_device(None, "abc").type == "cpu"


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        ("docs", ["../tests/pages/test_examples.py::test_examples[en/lecture-99/shares.md]"]),
        (".", ["-n", "2", "-k", "test_examples and shares", "tests/pages/test_examples.py"]),
    ],
)
def test_ways_to_run(sample, folder, arguments):
    run = sample.pytest(*arguments, folder=folder)
    assert run.status == 0, run.printed
    assert f"proven on cpu with PyTorch {torch.__version__}" in run.printed


def test_last_failed(tmp_path):
    copy, mistake = Copy(tmp_path, sample=True), FAILURES["wrong digit"]
    copy.change(mistake.file, mistake.old, mistake.new)
    some = ["tests/pages/test_examples.py", "-k", "test_examples and (shares or counting)"]
    assert copy.pytest(*some).status == pytest.ExitCode.TESTS_FAILED
    copy.change(mistake.file, mistake.new, mistake.old)
    run = copy.pytest("--lf", *some)
    assert run.status == 0, run.printed
    assert "on 2 pages proven" in run.printed  # the one with the mistake, in both languages
