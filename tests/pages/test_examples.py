"""Every example on every page, in every language, prints what the page says it prints."""

import re

import pytest
from examples.running import Page, run
from examples.update import update
from project import ROOT, all_pages, languages, pages, pages_elsewhere, read_as_written
from record import digest

every_page = pytest.mark.parametrize("page", all_pages())
PROMPT = re.compile(r"[\s>]*>>>")
EMBEDDED = re.compile(r'--8<-- "([^"]+)"')
REGION = re.compile(r"--8<-- \[start:([\w-]+)\]")


@pytest.mark.updates
@every_page
def test_examples(page, device, subtests, record_property, request):
    if request.config.getoption("--update"):
        record_property("updated", update(page))
    document = Page(page)
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
    more = "The rest of the page was not run." if outcome.error else "If what it prints now is right: pytest --update"
    return f"{example.place}: on page docs/{page}\n>>> {source}\n{outcome.wrong}\n{more}"


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


@pytest.mark.parametrize("language", languages())
def test_every_region_is_on_a_page(language):
    embedded = set()
    for page, code in {**dict.fromkeys(pages(language), language), **pages_elsewhere(language)}.items():
        lines = read_as_written(f"{code}/{page}").lines
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
