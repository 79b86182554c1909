"""The live figure that writes names: it draws from the softmax of its logits; the reader runs it, or chooses."""

import json
import re
from itertools import pairwise

import pytest
import torch
from project import languages
from stage import soon, visit
from test_accessibility import violations

# Math.random gives these numbers one after another.
RANDOM = "(numbers) => { Math.random = () => numbers.shift() ?? 0.5 }"
HEIGHTS = """
(path) => [...path.getAttribute("d").matchAll(/M([\\d.]+) 0L[\\d.]+ ([\\d.e-]+)L/g)].map(([, x, y]) => [x - 0.1, +y])
"""
in_every_language = pytest.mark.parametrize("language", languages())
on_both_pages = pytest.mark.parametrize("place", ["index.html", "lab-2/writing.html"])


def opened(page, root, language, place="index.html"):
    page.goto(f"{root}{language}/{place}")
    figure = page.locator("live-names")
    figure.locator("input").wait_for()
    return figure


def table(figure):
    """The characters, and the logits of each row: the logarithms of its counts."""
    data = figure.locator("svg").evaluate("(svg) => [svg.dataset.characters, svg.dataset.counts]")
    characters, counts = map(json.loads, data)
    return characters, torch.tensor(counts, dtype=torch.float64).log()


def text(figure):
    return figure.locator("[data-text]").text_content()


@on_both_pages
@in_every_language
def test_bars_are_the_softmax_at_each_temperature(page, root, language, place):
    figure = opened(page, root, language, place)
    characters, logits = table(figure)
    slider = figure.get_by_role("slider")
    for steps, temperature in ((0, 1), (5, 0.5), (3, 0.2)):
        for _ in range(steps):
            slider.press("ArrowLeft")
        probs = torch.softmax(logits[characters.index(text(figure)[-1])] / temperature, dim=0)
        wanted = [(at, prob) for at, prob in enumerate(probs.tolist()) if prob]
        shown = figure.locator("[data-probs]").evaluate(HEIGHTS)
        assert [round(at) for at, _ in shown] == [at for at, _ in wanted]
        assert [high for _, high in shown] == pytest.approx([prob for _, prob in wanted], abs=1e-9)


@on_both_pages
@in_every_language
def test_a_number_between_0_and_1_chooses_the_letter(page, root, language, place):
    """That whose part of the row of probabilities, laid end to end, it falls into; also the first and the last."""
    figure = opened(page, root, language, place)
    characters, logits = table(figure)
    draws = [0, 0.3, 0.999999, 0.5, 0.7]
    page.evaluate(RANDOM, draws)
    wanted, closed = text(figure), False
    for draw in draws:
        wanted = "" if closed else wanted
        probs = torch.softmax(logits[characters.index(wanted[-1] if wanted else ".")], dim=0)
        character = characters[int((probs.cumsum(0) > draw).nonzero()[0])]
        closed = character == "."
        wanted = wanted if closed else wanted + character
        figure.get_by_role("button").nth(0).click()
        assert text(figure) == wanted + "." * closed


@in_every_language
def test_a_name_that_has_ended_is_not_gone_on_with(page, root, language):
    figure = opened(page, root, language)
    begin = text(figure)
    page.evaluate(RANDOM, [0] * 40)  # the end, where a letter has ever been the last one
    for _ in range(20):
        if not text(figure).endswith("."):
            figure.get_by_role("button").nth(0).click()
    assert text(figure).endswith(".")
    figure.get_by_role("button").last.click()
    assert text(figure) == begin
    for _ in range(20):
        if not text(figure).endswith("."):
            figure.get_by_role("button").nth(0).click()
    figure.get_by_role("slider").press("ArrowLeft")
    assert text(figure) == ""


@in_every_language
def test_it_writes_names_until_it_is_stopped(page, root, language):
    page.clock.install()
    figure = opened(page, root, language)
    characters, logits = table(figure)
    begin, draw, run, _, reset = text(figure), *figure.get_by_role("button").all()
    name = run.text_content()
    run.click()
    assert run.text_content() != name
    page.clock.run_for(60_000)
    run.click()
    assert run.text_content() == name
    status = figure.locator("[role=status]").text_content()
    written = re.search(r": ((?:\w+, )+\w+)\.$", status)[1].split(", ")
    assert len(written) == 8  # of those that came in a minute, the last ones
    for name in written[1:]:
        for first, second in pairwise(f".{name}."):
            assert logits[characters.index(first), characters.index(second)] >= 0, f"never seen: {first}{second}"
    before = text(figure)
    page.clock.run_for(5_000)
    assert text(figure) == before
    reset.click()
    assert text(figure) == begin
    assert draw.is_enabled()


@in_every_language
def test_what_is_said_is_never_of_a_text_that_is_not_there(page, root, language):
    """While it writes, and when it is stopped in the middle of a name."""
    page.clock.install()
    figure = opened(page, root, language)
    status, run = figure.locator("[role=status]"), figure.get_by_role("button").nth(1)
    page.evaluate(RANDOM, [0.5] * 40)
    begin = text(figure)
    run.click()
    page.clock.run_for(400)
    assert text(figure) not in (begin, begin + ".")
    assert begin not in status.text_content()
    run.click()
    assert re.search(r"[“„](.*?)”", status.text_content())[1] == text(figure)


@on_both_pages
@in_every_language
def test_reader_chooses_a_letter(page, root, language, place):
    """Of those that have ever come next, each with its probability. The end is one of them; a new name follows it."""
    figure = opened(page, root, language, place)
    characters, logits = table(figure)
    letters, append = figure.get_by_role("combobox"), figure.get_by_role("button").nth(2)
    begin = name = text(figure)
    for choice in (0, -1, -1):  # first the end, which comes first of all characters
        probs = torch.softmax(logits[characters.index(name[-1] if name else ".")], dim=0).tolist()
        possible = [(at, prob) for at, prob in enumerate(probs) if prob]
        offered = [option.replace(",", ".").split(" ") for option in letters.locator("option").all_text_contents()]
        assert [(characters.index(letter), float(prob)) for letter, prob in offered] == [
            (at, pytest.approx(prob, abs=0.0051)) for at, prob in possible
        ]
        at, prob = possible[choice]
        letters.select_option(str(at))
        append.click()
        assert text(figure) == name + characters[at]
        assert figure.locator("[data-drawn]").evaluate(HEIGHTS) == [[pytest.approx(at), pytest.approx(prob)]]
        said = figure.locator("[role=status]").text_content()
        assert f"{prob:.2f}" in said.replace(",", ".")
        assert said.endswith(f": {begin}.")
        name = "" if characters[at] == "." else name + characters[at]


@in_every_language
def test_letter_is_chosen_by_keys_alone(page, root, language):
    figure = opened(page, root, language, "lab-2/writing.html")
    begin = text(figure)
    figure.get_by_role("combobox").focus()
    page.keyboard.press("n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert text(figure) == f"{begin}n"


@in_every_language
def test_without_scripts_there_is_a_drawing(browser, root, language):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}{language}/index.html")
    assert page.locator("live-names svg").is_visible()
    assert page.locator("live-names button").count() == 0
    context.close()


@pytest.mark.promise("live")
@in_every_language
def test_axe_finds_nothing_while_it_is_used(page, address, language):
    visit(page, f"{address}{language}/index.html")
    page.locator("live-names button").first.focus()
    page.keyboard.press("Enter")
    assert soon(page, "document.querySelector('live-names [data-drawn]').getAttribute('d') !== ''")
    assert violations(page, where={"include": [["live-names"]]}) == []
