"""Live figures, as a reader moves them: by keys, by pointer, without script, from a folder; and against torch."""

import random
import re

import pytest
import torch
from project import languages
from stage import visit
from test_accessibility import violations
from test_budget import CLS

PAGES = {
    "softmax": "lecture-2/softmax",
    "cross-entropy": "lecture-2/cross-entropy",
    "descent": "lecture-2/gradient-descent",
    "broadcasting": "lecture-2/broadcasting",
}
FIGURES = ["index", "shape-and-views", "sums-and-axes", "joining", "logits", "gradients"]
# A drawing's words, and the numbers of its paths.
DRAWING = """
(svg) => ({
  texts: [...svg.querySelectorAll("text")].map((text) => text.textContent).sort(),
  numbers: [...svg.querySelectorAll("g[transform] path")].flatMap((path) =>
    path.getAttribute("d").match(/-?\\d+(\\.\\d+)?(e-?\\d+)?/g).map(Number)),
})
"""
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SET = """
(input, value) => {
  input.value = value
  input.dispatchEvent(new Event("input"))
  return document.querySelector(".figure__status").textContent
}
"""
every_live_figure = pytest.mark.parametrize("name", PAGES)
in_every_language = pytest.mark.parametrize("language", languages())


def opened(page, root, language, name):
    page.goto(f"{root}{language}/{PAGES[name]}.html")
    return page.locator(f"live-{name}")


def numbers(text, language):
    """The numbers in a text of the page, in which each language has its own decimal sign and a true minus."""
    text = text.replace("\N{MINUS SIGN}", "-")
    text = re.sub(r" · 10([⁰¹²³⁴-⁹]+)", lambda power: f"e{power[1].translate(RAISED)}", text)
    pattern = r"-?\d+(?:,\d+)?(?:e\d+)?" if language == "pl" else r"-?\d+(?:\.\d+)?(?:e\d+)?"
    return [float(found.replace(",", ".")) for found in re.findall(pattern, text)]


def said(figure, language):
    return numbers(figure.locator("[role=status]").inner_text(), language)


@every_live_figure
@in_every_language
def test_figure_begins_as_it_is_drawn(browser, root, language, name):
    drawings = []
    for script in (False, True):
        context = browser.new_context(java_script_enabled=script, service_workers="block")
        figure = opened(context.new_page(), root, language, name)
        assert figure.locator("svg").is_visible()
        assert bool(figure.locator("input").count()) == script
        drawings.append(figure.locator("svg").evaluate(DRAWING))
        context.close()
    drawn, live = drawings
    assert live["texts"] == drawn["texts"]
    assert live["numbers"] == pytest.approx(drawn["numbers"], abs=1e-4)


@pytest.mark.promise("live")
@in_every_language
def test_softmax_by_keys(page, root, language):
    figure = opened(page, root, language, "softmax")
    temperature = figure.get_by_role("slider").last
    temperature.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert temperature.get_attribute("aria-valuetext") == {"pl": "0,5", "en": "0.5"}[language]
    wanted = torch.softmax(torch.tensor([2.0, 1.0, 0.0]) / 0.5, dim=0).tolist()
    assert said(figure, language) == pytest.approx(wanted, abs=6e-5)
    assert numbers(" ".join(figure.locator("[data-prob]").all_text_contents()), language) == said(figure, language)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    wanted = torch.softmax(torch.tensor([2.0, 1.0, 5.0]) / 0.5, dim=0).tolist()
    assert said(figure, language) == pytest.approx(wanted, abs=6e-5)
    longest = figure.locator("[data-bar]").evaluate_all("(bars) => bars.map((bar) => bar.getBBox().width)")
    assert longest == pytest.approx(wanted, abs=1e-4)


@in_every_language
def test_descent_by_pointer(page, root, language):
    figure = opened(page, root, language, "descent")
    rate, step = figure.get_by_role("slider").all()
    rate.scroll_into_view_if_needed()
    box = step.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 20, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert step.input_value() == "30"
    assert said(figure, language)[:2] == [30, 2.9963]
    box = rate.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    assert rate.input_value() == "1.2"
    assert said(figure, language)[1] == pytest.approx(3 * (1 - (1 - 2 * 1.2) ** 30), rel=6e-5)
    assert (
        figure.get_by_role("status")
        .inner_text()
        .endswith({"pl": "poza rysunkiem", "en": "outside the drawing"}[language])
    )
    figure.get_by_role("button").click()
    assert (rate.input_value(), step.input_value()) == ("0.1", "8")
    assert figure.locator("[data-dots]").get_attribute("d").count("M") == 9


def descend(rate, steps):
    x = torch.tensor([0.0], dtype=torch.float64, requires_grad=True)
    for _ in range(steps):
        ((x - 3) ** 2).backward()
        with torch.no_grad():
            x -= rate * x.grad
            x.grad.zero_()
    f = (x - 3) ** 2
    f.backward()
    return x.item(), f.item(), x.grad.item()


def test_descent_is_that_of_torch(page, address):
    figure = opened(page, address, "en", "descent")
    rate, step = figure.get_by_role("slider").all()
    ends = {}
    for eta in (0.05, 0.1, 0.35, 0.5, 0.9, 1.0, 1.1, 1.2):
        rate.evaluate(SET, eta)
        for steps in (0, 1, 2, 7, 30):
            text = step.evaluate(SET, steps)
            assert numbers(text, "en") == pytest.approx([steps, *descend(eta, steps)], rel=6e-5, abs=1e-9)
            dots = figure.locator("[data-dots]").get_attribute("d").count("M")
            assert dots == steps + 1 or ("outside" in text and dots < steps + 1)
        ends[eta] = numbers(text, "en")[1]
    assert (ends[0.1], ends[0.9], ends[0.5], ends[1.0]) == (2.9963, 2.9963, 3, 0)
    assert ends[1.1] < -700
    rate.evaluate(SET, 1.2)
    assert "f(x) = 5.2714 · 10⁹" in step.evaluate(SET, 30)


def test_softmax_is_that_of_torch(page, address):
    figure = opened(page, address, "en", "softmax")
    *logits, temperature = figure.get_by_role("slider").all()
    source = random.Random(1)
    for _ in range(30):
        z, T = [source.randint(-50, 50) / 10 for _ in range(3)], source.randint(1, 50) / 10
        for slider, value in zip([*logits, temperature], [*z, T], strict=True):
            text = slider.evaluate(SET, value)
        wanted = torch.softmax(torch.tensor(z, dtype=torch.float64) / T, dim=0).tolist()
        assert numbers(text, "en") == pytest.approx(wanted, abs=5.1e-5), (z, T)


def test_cross_entropy_is_that_of_torch(page, address):
    figure = opened(page, address, "en", "cross-entropy")
    slider = figure.get_by_role("slider")
    for value in (3, 4, 50, 100, 150, 299, 300):
        p = torch.tensor(value / 300, dtype=torch.float64)
        logits = torch.stack([torch.log(p), torch.log(1 - p)])
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(0)).item()
        assert numbers(slider.evaluate(SET, value), "en") == pytest.approx([p.item(), loss], abs=5.1e-5)
    assert "\N{MINUS SIGN}0" not in figure.inner_text()


def test_broadcasting_is_that_of_torch(page, address):
    figure = opened(page, address, "en", "broadcasting")
    one, other = figure.get_by_role("textbox").all()
    source = random.Random(2)
    outcomes = {True: 0, False: 0}
    for _ in range(80):
        shapes = [tuple(source.choice([1, 1, 2, 3, 0]) for _ in range(source.randint(0, 4))) for _ in range(2)]
        one.evaluate(SET, str(shapes[0]))
        text = other.evaluate(SET, str(shapes[1]))
        cells = figure.locator("[data-rows] text:not(.tick)").all_text_contents()
        try:
            result = tuple(torch.broadcast_shapes(*shapes))
        except RuntimeError:
            result = None
        outcomes[result is not None] += 1
        if result is None:
            axis, index, *lengths, _ = map(int, numbers(text, "en"))
            assert index == max(map(len, shapes)) + axis
            assert lengths == [shapes[0][axis], shapes[1][axis]]
            assert cells.count("≠") == 1
            assert lengths[0] != lengths[1]
            assert 1 not in lengths
        else:
            assert text.replace("\N{NO-BREAK SPACE}", " ") == f"The result has shape {result}"
            assert len(cells) == 3 * len(result)
    assert min(outcomes.values()) > 10


def test_what_is_no_shape_is_said_to_be_none(page, address):
    figure = opened(page, address, "en", "broadcasting")
    box = figure.get_by_role("textbox").last
    for text in ["two", "1, 2, 3, 4, 5, 6, 7", "2 b 3", "-1", "2,,3", "1.5", ",", "123456"]:
        box.fill(text)
        assert box.get_attribute("aria-invalid") == "true", text
        assert figure.get_by_role("status").inner_text().startswith("Shape 2: write up to six lengths")
        assert figure.locator("[data-rows]").text_content() == ""
        figure.get_by_role("button").click()
        assert box.get_attribute("aria-invalid") == "false"
        assert box.input_value() == "(7,\N{NO-BREAK SPACE}1)"


def test_shape_is_read_as_it_may_be_written(page, address):
    figure = opened(page, address, "en", "broadcasting")
    one, other = figure.get_by_role("textbox").all()
    one.fill("")
    written = {" 6 ": "(6,)", "(6": "(6,)", "[1, 6]": "(1, 6)", "torch.Size([6])": "(6,)", "6,": "(6,)", "()": "()"}
    written |= dict.fromkeys(["8 1 6", "8×1×6", "8x1x6", "8 x 1 x 6", "(8, 1, 6),", "[8, 1, 6,]"], "(8, 1, 6)")
    for text, shape in written.items():
        other.fill(text)
        said = figure.get_by_role("status").inner_text().replace("\N{NO-BREAK SPACE}", " ")
        assert said == f"The result has shape {shape}", text


@pytest.mark.promise("live")
@every_live_figure
@in_every_language
def test_controls_can_be_used_and_seen(page, address, language, name):
    figure = opened(page, address, language, name)
    for control in figure.locator("input, button").all():
        control.focus()
        page.keyboard.press("Shift")  # so that the focus is the keyboard's
        style = control.evaluate("(one) => [getComputedStyle(one).outlineStyle, one.matches(':focus-visible')]")
        assert style == ["solid", True]
    for width in (320, 360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [control.bounding_box() for control in figure.locator("input").all()]
        assert min(box["width"] for box in boxes) > 250
        controls = figure.locator(".figure__controls").bounding_box()
        assert max(box["x"] + box["width"] for box in boxes) <= controls["x"] + controls["width"] + 0.5


@pytest.mark.parametrize(("language", "name"), [("pl", "softmax"), ("en", "cross-entropy"), ("pl", "descent")])
def test_what_is_shown_is_what_is_chosen_after_going_back(page, root, language, name):
    figure = opened(page, root, language, name)
    figure.get_by_role("slider").last.focus()
    page.keyboard.press("Home")
    page.goto(f"{root}{language}/index.html")
    page.go_back()
    begun = figure.get_by_role("status").inner_text()
    for slider in figure.get_by_role("slider").all():
        slider.dispatch_event("input")
    assert figure.get_by_role("status").inner_text() == begun


@pytest.mark.promise("live")
@every_live_figure
def test_alternative_follows_what_is_shown(page, address, name):
    figure = opened(page, address, "en", name)
    drawing = figure.get_by_role("img")
    assert len(drawing.get_attribute("aria-label")) > 100
    figure.locator("input").last.focus()
    page.keyboard.press("Home")
    page.keyboard.press("1")
    page.keyboard.press("ArrowRight")
    assert drawing.get_attribute("aria-label") == figure.get_by_role("status").inner_text()


@pytest.mark.parametrize(
    "place", ["gradient-descent.html#no-zero", "cross-entropy.html#silent", "softmax.html#temperature"]
)
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_when_the_script_comes(page, address, place, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.route("**/live-figures.js", lambda route: page.wait_for_timeout(700) or route.continue_())
    page.goto(f"{address}pl/lecture-2/{place}", wait_until="commit")
    page.wait_for_selector(".figure__controls")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(CLS) <= 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_are_there_in_the_systems_own_colours(page, address, scheme):
    figure = opened(page, address, "en", "descent")
    page.emulate_media(forced_colors="active", color_scheme={"light": "dark", "dark": "light"}[scheme])
    page.evaluate(
        "(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)",
        {"light": "default", "dark": "slate"}[scheme],
    )
    letters = figure.locator("svg text").first.evaluate("(text) => getComputedStyle(text).fill")
    around = page.locator("body").evaluate("(body) => getComputedStyle(body).color")
    assert letters == around


@every_live_figure
def test_figure_on_paper_has_no_controls(page, address, name):
    figure = opened(page, address, "en", name)
    page.emulate_media(media="print", color_scheme="dark")
    assert figure.locator("svg").is_visible()
    assert (
        figure.locator("svg text:not(.soft)").first.evaluate("(text) => getComputedStyle(text).fill")
        == "rgb(27, 29, 34)"
    )
    assert not figure.locator("input").first.is_visible()


def test_figure_that_is_moved_has_its_controls_once(page, address):
    """So is one in an answer, when it goes on paper."""
    figure = opened(page, address, "en", "softmax")
    page.wait_for_selector(".figure__controls")
    figure.evaluate("(figure) => figure.parentElement.append(figure)")
    assert figure.locator(".figure__controls").count() == 1


@in_every_language
def test_letters_of_figures_are_legible_on_a_phone(page, address, language):
    page.set_viewport_size({"width": 360, "height": 800})
    for name in [*FIGURES, *(live.rpartition("/")[2] for live in PAGES.values())]:
        page.goto(f"{address}{language}/lecture-2/{name}.html")
        for drawing in page.locator("figure.figure svg").all():
            scale = drawing.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
            assert 14 * scale >= 13.5
            outside = drawing.evaluate(
                """(svg) => [...svg.querySelectorAll("text")].filter((text) => {
                  const { x, y, width, height } = text.getBBox()
                  const { width: most, height: lowest } = svg.viewBox.baseVal
                  return x < -1 || y < -1 || x + width > most + 1 || y + height > lowest + 1
                }).map((text) => text.textContent)"""
            )
            assert outside == []


@in_every_language
def test_map_leads_to_the_pages(page, root, language):
    page.goto(f"{root}{language}/lecture-2/index.html")
    links = page.locator("figure.figure").first.get_by_role("link")
    assert links.count() == 4
    links.nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/softmax.html*")


LIVE = {"softmax": "ArrowRight", "cross-entropy": "End", "gradient-descent": "Home", "broadcasting": "x"}


@pytest.mark.promise("live")
@pytest.mark.parametrize(("name", "key"), LIVE.items())
@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_in_a_figure_that_is_used(page, address, language, name, key):
    visit(page, f"{address}{language}/lecture-2/{name}.html")
    page.locator(".figure input").last.focus()
    before = page.locator(".figure [role=status]").inner_text()
    page.keyboard.press(key)
    assert page.locator(".figure [role=status]").inner_text() != before
    assert violations(page, where={"include": [[".figure:has(input)"]]}) == []
