"""Every example on every page, in every language, prints what the page says it prints."""

import re

import pytest
from examples.running import HIDDEN, SEED, Page, drawn, run, run_alone, with_hidden
from examples.update import update
from project import ROOT, all_pages, languages, pages, pages_elsewhere, read_as_written, read_page
from record import digest

every_page = pytest.mark.parametrize("page", all_pages())
PROMPT = re.compile(r"[\s>]*>>>")
NO_CODE = re.compile(r"\s*>>>\s*(?:#.*)?$")
EMBEDDED = re.compile(r'--8<-- "([^"]+)"')
WARNING = re.compile(r"^\w*Warning: ", re.M)
REGION = re.compile(r"--8<-- \[start:([\w-]+)\]")


@pytest.mark.updates
@every_page
def test_examples(page, device, subtests, record_property, request):
    left = {}
    if request.config.getoption("--update"):
        places, left = update(page)
        record_property("updated", places)
    document = with_hidden(page)
    outcomes = run(document, device)
    if device.type == "cpu" and any(outcome.wrong for outcome in outcomes):  # another page may have left something
        outcomes = run_alone(document, device)
    for outcome in outcomes:
        if outcome.wrong:
            with subtests.test(outcome.example.place):
                pytest.fail(explanation(page, outcome, left), pytrace=False)
    shown = [outcome for outcome in outcomes if not HIDDEN & {*outcome.example.classes}]
    failed = sum(bool(outcome.wrong) for outcome in outcomes)
    if shown:
        counts = {"examples": sum(not outcome.wrong for outcome in shown), "failed": failed}
        record_property("proven", {"page": page, "sha256": digest(read_page(page)), **counts})


def explanation(page, outcome, left):
    """What a failure says; `left` has reasons why an update has left an output alone, by its place."""
    example = outcome.example
    source = example.parsed.source.rstrip().replace("\n", "\n... ")
    if example.part:
        advice = "An exercise's solution passes its check; its starting point and its wrong answer fail it."
    elif outcome.ended:
        advice = (
            "If the page is to show this error, write `Traceback (most recent call last):` below the prompt, and run "
            "`pytest --update`. The rest of the page was not run."
        )
    elif WARNING.search(outcome.printed) and not WARNING.search(outcome.want):
        advice = "It warns: `pytest --update` shows that on the page; or write it so that it does not."
    else:
        advice = left.get(example.place, "If what it prints now is right: pytest --update")
    return f"{example.place}: on page docs/{page}\n>>> {source}\n{outcome.wrong}\n{advice}"


@pytest.mark.off_cpu
@every_page
def test_marks_are_needed(page, device):
    """A block marked `.cpu` uses what an accelerator may lack; the pretend device lacks what CUDA does."""
    if device.type != "pretend":
        pytest.skip("which operations a real device lacks is its own affair; the pretend one lacks those of CUDA")
    document = Page(page)
    for fence in marked(document, "cpu"):
        outcomes = run(document, device, unmarked=fence)
        exercises = {id(one.example.exercise) for one in outcomes if one.example.fence is fence and one.example.part}
        inside = [one for one in outcomes if one.example.fence is fence or id(one.example.exercise) in exercises]
        if not any(outcome.wrong for outcome in inside):
            wrong = f"{fence.place}: this block needs no mark, it prints the same on {device}; take it off"
            pytest.fail(wrong, pytrace=False)


def marked(document, mark):
    """The fences of a page with a mark."""
    fences = {id(example.fence): example.fence for example in document.examples() if mark in example.classes}
    return list(fences.values())


@every_page
def test_dashed_line_is_beside_what_is_drawn(page):
    """A block marked `.random` shows other digits with another seed, and no other block does."""
    document = Page(page)
    is_drawn = drawn(document) if SEED.search(document.text) else set()
    dashed = {id(fence) for fence in marked(document, "random")}
    wrong = []
    for fence in {id(example.fence): example.fence for example in document.examples()}.values():
        if id(fence) in is_drawn - dashed:
            wrong.append(f"{fence.place}: this block shows what was drawn; mark it {{ .pycon .random }}")
        if id(fence) in dashed - is_drawn:
            wrong.append(f"{fence.place}: this block needs no mark, nothing in it is drawn; take it off")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@every_page
def test_every_prompt_is_run(page):
    """A prompt that the parser does not pick up would never be tested."""
    document = Page(page)
    run_lines = {id(line) for example in document.examples() for line in example.lines}
    prompts = [line for line in document.lines if PROMPT.match(line)]
    for line in prompts:
        if id(line) not in run_lines:
            where = "behind code or into the text" if NO_CODE.match(line) else "into a code fence"
            pytest.fail(f"{line.place}: this prompt is not run; put it {where}", pytrace=False)


@pytest.mark.parametrize("language", languages())
def test_every_region_is_on_a_page(language):
    embedded = set()
    there = {**dict.fromkeys(pages(language), language), **pages_elsewhere(language)}
    for page, code in there.items():
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
            if region == "numbers" and name.replace(".pycon", ".md") in there:
                continue  # it proves the numbers in that page's sentences
            checked_by = region.removesuffix("-wrong") + "-check"  # an exercise's wrong answer is on no page
            if not {f"{name}:{region}", f"{name}:{checked_by}"} & embedded:
                wrong = f"snippets/{name}: region {region} is on no page of docs/{language}/; embed it or remove it"
                pytest.fail(wrong, pytrace=False)
