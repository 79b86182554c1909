"""Pages hold on other devices: tried on the pretend one, which has to be able to fail."""

import json

import pytest
import torch
from project import EN, SNIPPETS, assert_reported, build_site, change, copy_project, languages, run_tests
from test_mistakes import FAILURES as MISTAKES

EXP, LEAF = "lecture-2/softmax.pycon:exp", "lecture-2/gradients.pycon:leaf"
ANY_GENERATOR, OWN_GENERATOR = "torch.Generator()", "torch.Generator(torch.get_default_device())"

# What a page must not do off the CPU, and what it gets there.
OFF_CPU = {
    "mixes devices": (f"{SNIPPETS}/joining.pycon", "torch.arange(9, 12)", 'torch.arange(9, 12, device="cpu")', [
        "RuntimeError: Expected all tensors to be on the same device, but found", "pretend:0 and cpu"]),
    "converts to NumPy": (f"{SNIPPETS}/numpy-sampling.pycon", "p=p.cpu().numpy()", "p=p.numpy()", [
        "TypeError: can't convert pretend:0 device type tensor to numpy. Use Tensor.cpu()"]),
    "takes the CPU's generator": (f"{SNIPPETS}/random-numbers.pycon", OWN_GENERATOR, ANY_GENERATOR, [
        "RuntimeError: Expected a 'pretend' device type for generator but found 'cpu'"]),
    "shows random digits as certain": (f"{EN}/random-numbers.md", "``` { .pycon .random }", "```pycon", [
        f"{SNIPPETS}/random-numbers.pycon:4: on page {EN}/random-numbers.md"]),
    "shows certain digits as random": (
        f"{EN}/softmax.md", f'```pycon\n--8<-- "{EXP}"', f'``` {{ .pycon .random }}\n--8<-- "{EXP}"', [
        f"{EN}/softmax.md:{{line}}: this block needs no mark"]),
    "lacks an operation": (f"{EN}/broadcasting.md", "``` { .pycon .cpu }", "```pycon", [
        "RuntimeError: \"mm\" not implemented for 'Long'"]),
    "lacks no operation": (
        f"{EN}/gradients.md", f'```pycon\n--8<-- "{LEAF}"', f'``` {{ .pycon .cpu }}\n--8<-- "{LEAF}"', [
        f"{EN}/gradients.md:{{line}}: this block needs no mark"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def off_cpu(tmp_path_factory):
    project = copy_project(tmp_path_factory.mktemp("off_cpu"))
    for file, old, new, _ in OFF_CPU.values():
        change(project, file, old, new)
    wanted = "(test_examples or test_marks) and not pl/ and not sees and not digit"
    return run_tests(project, "--device", "pretend", "tests/test_examples.py", "-k", wanted)


@pytest.mark.parametrize("mistake", OFF_CPU)
def test_pretend_device_can_fail(off_cpu, mistake):
    file, old, _, parts = OFF_CPU[mistake]
    assert off_cpu[0] == pytest.ExitCode.TESTS_FAILED
    assert_reported(off_cpu[1], file, old, parts)


def test_all_pages_hold_on_the_pretend_device(tmp_path):
    status, printed = run_tests(
        copy_project(tmp_path), "--device", "pretend", "tests/test_examples.py", "-k", "not sees"
    )
    assert not status, printed
    assert "proven on pretend:0" in printed
    lacking = f"{len(languages())} that this device has no operation for"
    assert lacking in printed  # A @ A with integers, in every language


@pytest.mark.parametrize(("noise", "holds"), [("3e-7", True), ("1e-3", False)])
def test_float32_noise_is_no_difference(tmp_path, noise, holds):
    arguments = ["--device", "pretend", "tests/test_examples.py::test_examples"]
    status, printed = run_tests(copy_project(tmp_path), *arguments, PRETEND_NOISE=noise)
    assert (status == 0) == holds, printed


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A project with a record of two pages, one of which has a wrong output."""
    project = copy_project(tmp_path_factory.mktemp("recorded"))
    file, old, new, _ = MISTAKES["wrong digit in a box"]
    change(project, file, old, new)
    pages = "test_examples and en/ and (logits or cross-entropy or softmax)"
    _, printed = run_tests(project, "tests/test_examples.py::test_examples", "-k", pages, "--record", "record.json")
    return project, json.loads((project / "record.json").read_text("utf-8")), printed


def test_record_has_what_was_proven(recorded):
    _, record, printed = recorded
    assert [page["page"] for page in record["pages"]] == ["en/lecture-2/logits.md", "en/lecture-2/softmax.md"]
    assert record["examples"] == sum(page["examples"] for page in record["pages"])
    assert record["device"] == "cpu"
    assert record["torch"] == torch.__version__
    assert f"NumPy {record['numpy']}, Python {record['python']}" in printed


def test_site_shows_the_record_of_pages_as_they_are(recorded):
    project, record, _ = recorded
    change(project, f"{EN}/logits.md", "A network that tells", "Any network that tells")
    assert build_site(project, project / "site").returncode == 0
    shown = {page.stem: page.read_text("utf-8") for page in (project / "site/en/lecture-2").glob("*.html")}
    count, version = record["pages"][1]["examples"], torch.__version__.split("+")[0]
    assert f"{count} examples proven on cpu with PyTorch {version} on {record['date']}." in shown["softmax"]
    assert all("proven on" not in shown[page] for page in shown if page not in ("softmax", "whole"))


def test_record_that_is_none(tmp_path):
    project = copy_project(tmp_path)
    (project / "record.json").write_text("[1]", "utf-8")
    build = build_site(project, project / "site")
    assert build.returncode
    assert_reported(build.stderr, "", None, ["record.json: not a record of a test run"])
