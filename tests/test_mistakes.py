"""What a mistake gets: one line that names the place and what to do, and an exit status that stops CI.

Each row below is a mistake made in a copy of the project: in this file, this text is replaced by that one, and the
README's command then has to print a line with these parts. `{line}` is the line of the mistake.
"""

import pytest
import torch
from device import chosen_device
from project import (
    CREATE,
    DELETE,
    EN,
    SNIPPETS,
    assert_reported,
    build_site,
    change,
    copy_project,
    languages,
    run_tests,
)

# `mkdocs build --strict` collects these in one build.
WARNINGS = {
    "broken link": ("docs/pl/lecture-2/softmax.md", "(logits.md)", "(logit.md)", [
        "docs/pl/lecture-2/softmax.md:{line}: link 'logit.md'", "Correct the link"]),
    "the same broken link": ("docs/pl/lecture-2/index.md", "| [Softmax](softmax.md)", "| [Softmax](sofmax.md)", [
        "docs/pl/lecture-2/index.md:{line}: link 'sofmax.md'", "Correct the link"]),
    "the same broken link, again": (
        "docs/pl/lecture-2/index.md", "8. [Softmax](softmax.md)", "8. [Softmax](sofmax.md)", [
        "docs/pl/lecture-2/index.md:{line}: link 'sofmax.md'", "Correct the link"]),
    "broken anchor": ("docs/pl/lecture-2/index.md", "softmax.md#square", "softmax.md#sqare", [
        "docs/pl/lecture-2/index.md:{line}: link 'softmax.md#sqare'", "Correct the link"]),
    "page missing in one language": ("docs/pl/lecture-2/joining.md", DELETE, "", [
        "docs/pl/lecture-2/joining.md: no such page, but mkdocs.yml:", "Write it in every language"]),
    "page not in nav": ("docs/pl/lecture-2/not-listed.md", CREATE, "# Extra { #extra }\n", [
        "docs/pl/lecture-2/not-listed.md: not listed in nav. Add it"]),
}  # fmt: skip

# These end the build, so each gets one of its own.
ERRORS = {
    "missing snippet": (f"{EN}/softmax.md", "softmax.pycon:exp", "sofmax.pycon:exp", [
        f"{EN}/softmax.md:{{line}}: ", "'lecture-2/sofmax.pycon' could not be found; name a file"]),
    "missing region": (f"{EN}/softmax.md", "softmax.pycon:exp", "softmax.pycon:expp", [
        f"{EN}/softmax.md:{{line}}: ", "'expp' could not be located; name a file in snippets/ and a region"]),
    "broken formula": (f"{EN}/softmax.md", r"$\mathbf{z}$", r"$\mathbb{z$", [
        f"{EN}/softmax.md:{{line}}: cannot read the formula \\mathbb{{z", "correct its TeX"]),
    "language without pages": ("mkdocs.yml", "    - en\n", "    - de\n    - en\n", [
        "mkdocs.yml:{line}: there is no folder docs/de; write it"]),
    "language that the theme does not have": ("mkdocs.yml", "    - en\n", "    - assets\n    - en\n", [
        "mkdocs.yml:{line}: the theme has no words for assets; write docs/_overrides/partials/languages/assets.html"]),
    "notebook of no lecture": ("docs/given/lecture-98.ipynb", CREATE, "{}", [
        "docs/given/lecture-98.ipynb: mkdocs.yml has no lecture-98 in nav"]),
    "word missing": ("docs/en/words.yml", "moved: ", "# moved: ", [
        "docs/en/words.yml: moved is missing; docs/pl/words.yml:"]),
    "word too many": ("docs/en/words.yml", "moved: ", "sent: Sent\nmoved: ", [
        "docs/en/words.yml:{line}: docs/pl/words.yml has no sent; add it there, or take it out"]),
    "empty word": ("docs/en/words.yml", "moved: ", "moved: # ", [
        "docs/en/words.yml:{line}: write `name: text`, the text in quotes if it is empty"]),
    "redirect to nowhere": ("mkdocs.yml", "html: lecture-2/whole.html", "html: lecture-2/hole.html", [
        "mkdocs.yml:{line}: there is no lecture-2/hole.html; write the address that lecture-2/lecture-2.html has now"]),
    "redirect of what is there": ("mkdocs.yml", "    lecture-2/lecture-2.html: ", "    lecture-2/softmax.html: ", [
        "mkdocs.yml:{line}: lecture-2/softmax.html is there; take this redirect out"]),
    "list right below a paragraph": (f"{EN}/softmax.md", "    2. With", "    Or:\n    - With", [
        f"{EN}/softmax.md:{{below}}: the site shows ", " here, a notebook bullet list; put an empty line before"]),
    "session that is none": (f"{SNIPPETS}/softmax.pycon", ">>> exp_logits = ", ">>>exp_logits = ", [
        f"{EN.replace('en', 'pl', 1)}/softmax.md:", ": this is not a session that doctest can read"]),
    "given notebook without a language": ("docs/given/lecture-2.ipynb", '"lang": "pl"', '"language": "pl"', [
        "docs/given/lecture-2.ipynb: not a notebook whose metadata has its language"]),
}  # fmt: skip

# pytest reports these in one run: each is on a page of its own.
FAILURES = {
    "missing snippet": (f"{EN}/tensors.md", "tensors.pycon:zeros", "tensor.pycon:zeros", [
        f"{EN}/tensors.md:{{line}}: ", "'lecture-2/tensor.pycon' could not be found; name a file"]),
    "missing region": (f"{EN}/joining.md", "joining.pycon:stack\"", "joining.pycon:stac\"", [
        f"{EN}/joining.md:{{line}}: ", "'stac' could not be located; name a file"]),
    "wrong digit": (f"{SNIPPETS}/softmax.pycon", "tensor([1.2744, 1.7256])", "tensor([1.2744, 1.7255])", [
        f"{SNIPPETS}/softmax.pycon:{{above}}: on page {EN}/softmax.md"]),
    "wrong digit in a box": (f"{SNIPPETS}/cross-entropy.pycon", "tensor(0.5514)", "tensor(0.5513)", [
        f"{SNIPPETS}/cross-entropy.pycon:{{above}}: on page {EN}/cross-entropy.md"]),
    "example that raises": (f"{SNIPPETS}/gradients.pycon", ">>> Q.backward()", ">>> Q.backwards()", [
        f"{SNIPPETS}/gradients.pycon:{{line}}: on page {EN}/gradients.md"]),
    "what it raised": (f"{SNIPPETS}/gradients.pycon", None, None, [
        "AttributeError: 'Tensor' object has no attribute 'backwards'"]),
    "rest of the page": (f"{SNIPPETS}/gradients.pycon", None, None, ["The rest of the page was not run."]),
    "example that no longer raises": (f"{SNIPPETS}/one-hot.pycon", ">>> tokens @ W", ">>> tokens.float() @ W", [
        f"{SNIPPETS}/one-hot.pycon:{{line}}: on page {EN}/one-hot.md"]),
    "another exception": (f"{SNIPPETS}/python-for-lab-2.pycon", "IndexError: list", "KeyError: list", [
        f"{SNIPPETS}/python-for-lab-2.pycon:{{error}}: on page {EN}/python-for-lab-2.md"]),
    "number from an unseeded draw": (f"{SNIPPETS}/random-numbers.pycon", ">>> draws.dtype", ">>> draws[:2]", [
        f"{SNIPPETS}/random-numbers.pycon:{{line}}: on page {EN}/random-numbers.md"]),
    "prompt outside a fence": (f"{EN}/broadcasting.md", "## Two tensors", ">>> 1 + 1\n\n## Two tensors", [
        f"{EN}/broadcasting.md:{{line}}: this prompt is not run; put it into a code fence"]),
    "prompt without a space": (f"{SNIPPETS}/shape-and-views.pycon", ">>> A[0, 2]", ">>>A[0, 2]", [
        f"{SNIPPETS}/shape-and-views.pycon:{{line}}: write a space after the prompt"]),
    "region on no page": (f"{SNIPPETS}/abandoned.pycon", CREATE, "# --8<-- [start:a]\n>>> 1\n1\n# --8<-- [end:a]\n", [
        f"{SNIPPETS}/abandoned.pycon: region a is on no page of docs/en/"]),
    "languages out of step": (f"{EN}/gradient-descent.md", "{ #item }", "{ #items }", [
        f"{EN}/gradient-descent.md:{{line}}: ", "'id': 'items'", "docs/pl/lecture-2/gradient-descent.md:"]),
    "page missing in one language": (f"{EN}/index.md", DELETE, "", [
        f"{EN}/index.md is missing: write it"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def warnings(tmp_path_factory):
    project = copy_project(tmp_path_factory.mktemp("warnings"))
    for file, old, new, _ in WARNINGS.values():
        change(project, file, old, new)
    return build_site(project, project / "site")


@pytest.mark.parametrize("mistake", WARNINGS)
def test_build_warns_and_fails(warnings, mistake):
    file, old, _, parts = WARNINGS[mistake]
    assert warnings.returncode
    assert_reported(warnings.stderr, file, old, parts)


@pytest.mark.parametrize("mistake", ERRORS)
def test_build_ends(tmp_path, mistake):
    file, old, new, parts = ERRORS[mistake]
    change(copy_project(tmp_path), file, old, new)
    build = build_site(tmp_path, tmp_path / "site")
    assert build.returncode
    assert_reported(build.stderr, file, old, parts)


@pytest.fixture(scope="module")
def failures(tmp_path_factory):
    project = copy_project(tmp_path_factory.mktemp("failures"))
    for file, old, new, _ in FAILURES.values():
        change(project, file, old, new)
    names = ["test_examples", "test_every_prompt_is_run", "test_every_region_is_on_a_page"]
    tests = [f"tests/test_examples.py::{name}" for name in names]
    return run_tests(project, *tests, "tests/test_languages.py", "-k", "not pl/")


@pytest.mark.parametrize("mistake", FAILURES)
def test_tests_fail(failures, mistake):
    file, old, _, parts = FAILURES[mistake]
    status, printed = failures
    assert status == pytest.ExitCode.TESTS_FAILED
    assert_reported(printed, file, old, parts)


def test_failures_are_counted(failures):
    assert f"; {3 * len(languages())} WRONG, and what follows an error was not run" in failures[1]


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


def test_unknown_device_ends_the_run(tmp_path):
    status, printed = run_tests(copy_project(tmp_path), "--device", "gpu")
    assert status == pytest.ExitCode.USAGE_ERROR
    assert_reported(printed, "", None, ["ERROR: --device: there is no device 'gpu' here"])


def test_device_option_comes_first_then_the_environment(monkeypatch):
    monkeypatch.setenv("LECTURE_DEVICE", "xyz")
    assert chosen_device("cpu", "abc").type == "cpu"
    monkeypatch.setenv("LECTURE_DEVICE", "cpu")
    assert chosen_device(None, "abc").type == "cpu"


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        ("docs", ["../tests/test_examples.py::test_examples[en/lecture-2/softmax.md]"]),
        (".", ["-n", "2", "-k", "test_examples and softmax"]),
    ],
)
def test_ways_to_run(tmp_path, folder, arguments):
    status, printed = run_tests(copy_project(tmp_path), *arguments, folder=folder)
    assert not status, printed
    assert f"proven on cpu with PyTorch {torch.__version__}" in printed


def test_last_failed(tmp_path):
    project = copy_project(tmp_path)
    file, old, new, _ = FAILURES["wrong digit"]
    change(project, file, old, new)
    some = ["tests/test_examples.py", "-k", "test_examples and (softmax or logits)"]
    status, printed = run_tests(project, *some)
    assert status == pytest.ExitCode.TESTS_FAILED, printed
    change(project, file, new, old)
    status, printed = run_tests(project, "--lf", *some)
    assert not status, printed
    assert f"on {len(languages())} pages proven" in printed  # softmax in every language
