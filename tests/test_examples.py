"""Every example on every page, in every language, prints what the page says it prints."""

import re

import pytest
from bs4 import BeautifulSoup
from examples import Page, run
from outputs import outputs_agree
from places import PageError
from project import ROOT, all_pages, languages, pages, read_as_written
from record import digest
from update import CPU, update

every_page = pytest.mark.parametrize("page", all_pages())
PROMPT = re.compile(r"[\s>]*>>>")
EMBEDDED = re.compile(r'--8<-- "([^"]+)"')
REGION = re.compile(r"--8<-- \[start:([\w-]+)\]")


@every_page
def test_examples(page, device, subtests, record_property, request):
    try:
        if request.config.getoption("--update"):
            record_property("updated", update(page))
        document = Page(page)
    except PageError as error:
        pytest.fail(str(error), pytrace=False)
    counts = {"examples": 0, "failed": 0, "lacking": 0}
    for outcome in run(document, device):
        if outcome.wrong:
            counts["failed"] += 1
            with subtests.test(outcome.example.place):
                pytest.fail(explanation(page, outcome), pytrace=False)
        else:
            counts["lacking" if outcome.lacking else "examples"] += 1
    if any(counts.values()):
        record_property("proven", {"page": page, "sha256": digest(document.parts), **counts})


def explanation(page, outcome):
    example = outcome.example
    source = example.parsed.source.rstrip().replace("\n", "\n... ")
    rest = "\nThe rest of the page was not run." if outcome.error else ""
    return f"{example.place}: on page docs/{page}\n>>> {source}\n{outcome.wrong}{rest}"


@pytest.mark.off_cpu
@every_page
def test_marks_are_needed(page, device):
    """On a device with another random stream, a block marked `.random` shows other numbers, or it needs no mark.

    A block marked `.cpu` uses an operation that an accelerator may lack; the pretend device lacks what CUDA does.
    """
    needed = {}
    for outcome in run(Page(page), device, all_digits=True):
        place, classes = outcome.example.fence.place, outcome.example.classes
        if "random" in classes or ("cpu" in classes and device.type == "pretend"):
            needed[place] = needed.get(place, False) or bool(outcome.wrong) or outcome.lacking
    for place, is_needed in needed.items():
        if not is_needed:
            pytest.fail(
                f"{place}: this block needs no mark, it prints the same on {device}; take it off", pytrace=False
            )


@every_page
def test_every_prompt_is_run(page):
    """A prompt that the parser does not pick up would never be tested."""
    document = Page(page)
    run_lines = {id(line) for example in document.examples() for line in example.lines}
    prompts = [line for line in document.lines if PROMPT.match(line)]
    for line in prompts:
        if id(line) not in run_lines:
            pytest.fail(f"{line.place}: this prompt is not run; put it into a code fence", pytrace=False)


@every_page
def test_reader_sees_what_was_run(page, site):
    html = site.joinpath(page).with_suffix(".html").read_text("utf-8")
    blocks = [block.get_text() for block in BeautifulSoup(html, "html.parser").select("pre code")]
    shown = "".join(block for block in blocks if ">>>" in block)
    tested = "".join(line for example in Page(page).examples() for line in example.lines)
    assert "".join(shown.split()) == "".join(tested.split())


@pytest.mark.parametrize("language", languages())
def test_every_region_is_on_a_page(language):
    embedded = set()
    for page in pages(language):
        lines = read_as_written(f"{language}/{page}").lines
        embedded |= {match[1] for match in map(EMBEDDED.search, lines) if match}
    snippets = sorted(ROOT.joinpath("snippets").rglob("*.pycon"))
    assert snippets
    for path in snippets:
        name = path.relative_to(ROOT / "snippets").as_posix()
        text = path.read_text("utf-8")
        regions = REGION.findall(text)
        for region in regions:
            if f"# --8<-- [end:{region}]" not in text:
                pytest.fail(
                    f"snippets/{name}: region {region} has no end; write # --8<-- [end:{region}]", pytrace=False
                )
            if regions.count(region) > 1:
                wrong = f"snippets/{name}: two regions are called {region}, and pages get the first; rename one"
                pytest.fail(wrong, pytrace=False)
            if f"{name}:{region}" not in embedded:
                wrong = f"snippets/{name}: region {region} is on no page of docs/{language}/; embed it or remove it"
                pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("page", [page for page in all_pages() if page.startswith(languages()[0])])
def test_one_wrong_digit_is_noticed(page):
    """Each digit of each documented output is changed to each other digit in turn."""
    survivors = []
    for outcome in run(Page(page), CPU):
        want, got = outcome.compared
        for place in [place for place, character in enumerate(want) if character.isdigit()]:
            for digit in set("0123456789") - {want[place]}:
                mutant = want[:place] + digit + want[place + 1 :]
                if outputs_agree(mutant, got):
                    survivors.append(f"{outcome.example.place}: {mutant!r} passes for {want!r}")
    assert not survivors


@pytest.mark.parametrize("page", [page for page in all_pages() if page.startswith(languages()[0])])
def test_another_exception_is_noticed(page):
    """The type of each documented error is changed to another one."""
    for outcome in run(Page(page), CPU):
        want, got = outcome.compared
        if outcome.example.parsed.exc_msg:
            assert outputs_agree(want, got)
            assert not outputs_agree(re.sub(r"^\w+", "ArithmeticError", want), got), outcome.example.place
