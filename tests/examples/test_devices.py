"""Pages hold on other devices: tried on the pretend one, which has to be able to fail."""

import json

import pytest
import torch
from bs4 import BeautifulSoup
from copies import EN, SNIPPETS, Copy, Mistake
from project import languages

from examples.test_failures import FAILURES

LEAF = "lecture-99/learning.pycon:leaf"
ANY_GENERATOR, OWN_GENERATOR = "torch.Generator()", "torch.Generator(torch.get_default_device())"
PRETEND = "--device", "pretend"
EXAMPLES = "tests/pages/test_examples.py"

# What a page must not do off the CPU, and what it gets there.
OFF_CPU = {
    "mixes devices": Mistake(f"{SNIPPETS}/joining.pycon", "torch.arange(3, 5)", 'torch.arange(3, 5, device="cpu")', [
        "RuntimeError: Expected all tensors to be on the same device, but found", "pretend:0 and cpu"]),
    "converts to NumPy": Mistake(f"{SNIPPETS}/shares.pycon", ".cpu().double()", ".double()", [
        "TypeError: can't convert pretend:0 device type tensor to numpy. Use Tensor.cpu()"]),
    "takes the CPU's generator": Mistake(f"{SNIPPETS}/drawing.pycon", OWN_GENERATOR, ANY_GENERATOR, [
        "RuntimeError: Expected a 'pretend' device type for generator but found 'cpu'"]),
    "shows random digits as certain": Mistake(f"{EN}/drawing.md", "``` { .pycon .random }", "```pycon", [
        f"{SNIPPETS}/drawing.pycon:9: on page {EN}/drawing.md"]),
    "lacks an operation": Mistake(f"{EN}/shapes.md", "``` { .pycon .cpu }", "```pycon", [
        "RuntimeError: \"mm\" not implemented for 'Long'"]),
    "lacks no operation": Mistake(
        f"{EN}/learning.md", f'```pycon\n--8<-- "{LEAF}"', f'``` {{ .pycon .cpu }}\n--8<-- "{LEAF}"', [
        f"{EN}/learning.md:{{line}}: this block needs no mark"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def off_cpu(tmp_path_factory):
    """A copy with what pages must not do, and the run of its tests on the pretend device."""
    copy = Copy(tmp_path_factory.mktemp("off_cpu"), sample=True).make(OFF_CPU)
    return copy, copy.pytest(*PRETEND, EXAMPLES, "-k", "(test_examples or test_marks) and not pl/")


@pytest.mark.parametrize("name", OFF_CPU)
def test_pretend_device_can_fail(off_cpu, name):
    copy, run = off_cpu
    assert run.status == pytest.ExitCode.TESTS_FAILED
    copy.reports(run, name, OFF_CPU[name])


def test_without_mistakes_all_is_right(tmp_path):
    run = Copy(tmp_path, sample=True).pytest(*PRETEND, EXAMPLES)
    assert run.status == 0, run.printed


def test_all_pages_hold_on_the_pretend_device_with_the_noise_of_float32(tmp_path):
    """In one language: the examples are the same in all."""
    once = f"(test_examples or test_marks) and {languages()[0]}/"
    run = Copy(tmp_path).pytest(*PRETEND, EXAMPLES, "-k", once, PRETEND_NOISE="3e-7")
    assert run.status == 0, run.printed
    assert "proven on pretend:0" in run.printed


def test_more_noise_is_noticed(tmp_path):
    run = Copy(tmp_path, sample=True).pytest(*PRETEND, EXAMPLES, PRETEND_NOISE="1e-3")
    assert run.status == pytest.ExitCode.TESTS_FAILED, run.printed


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A copy with a record of three pages, one of which has a wrong output; the record; and the run that wrote it."""
    copy, mistake = Copy(tmp_path_factory.mktemp("recorded"), sample=True), FAILURES["wrong digit in a box"]
    copy.change(mistake.file, mistake.old, mistake.new)
    pages = "test_examples and en/ and (counting or shares or learning)"
    run = copy.pytest(EXAMPLES, "-k", pages, "--record", "record.json")
    return copy, json.loads(copy.read("record.json")), run


def test_record_has_what_was_proven(recorded):
    _, record, run = recorded
    assert [page["page"] for page in record["pages"]] == ["en/lecture-99/counting.md", "en/lecture-99/learning.md"]
    assert record["examples"] == sum(page["examples"] for page in record["pages"])
    assert record["device"] == "cpu"
    assert record["torch"] == torch.__version__
    assert f"NumPy {record['numpy']}, Python {record['python']}" in run.printed


def words_of(html):
    """What a reader reads of a page."""
    return BeautifulSoup(html, "html.parser").get_text().replace("\N{NO-BREAK SPACE}", " ")


def test_site_shows_the_record_of_pages_as_they_are(recorded):
    copy, record, _ = recorded
    copy.change(f"{EN}/counting.md", "The letters of a word", "All letters of a word")
    assert copy.build().status == 0
    texts = {page.stem: page.read_text("utf-8") for page in copy.path("site/en/lecture-99").glob("*.html")}
    shown = {name: words_of(text) for name, text in texts.items()}
    count, version = record["pages"][1]["examples"], torch.__version__.split("+")[0]
    proven = f"On {record['date']} all {count} examples of this page were run with PyTorch {version} and NumPy "
    changed = f"This page has changed since its examples were last run, on {record['date']}."
    assert {page for page in shown if proven in shown[page]} == {"learning", "whole"}
    assert {page for page in shown if changed in shown[page]} == {"counting", "whole"}
    assert {page for page in texts if 'class="proven"' in texts[page]} == {"learning", "counting", "whole"}
