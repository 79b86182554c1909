"""Predictions: what counts as the same as an output, and what a reader does with one, by keyboard, touch and ear."""

import re
from pathlib import Path

import pytest
import words
from practice import divided, is_marked
from project import all_lectures, languages, listed_pages, read_page
from rjsmin import jsmin
from stage import soon

SCRIPT = jsmin((Path(__file__).parents[2] / "docs/assets/predict.js").read_text("utf-8"))  # as it is published
SAID = {
    "errors": "błąd error",
    "yes": "prawda tak yes",
    "no": "fałsz nie no not",
    "infinite": "nieskończoność infinity",
}
ERROR = "Traceback (most recent call last):\n    ...\nRuntimeError: The size of tensor a (3) must match"
SHAPE, SCALAR = "torch.Size([2, 3])", "torch.Size([])"
MATRIX = "tensor([[1, 2],\n        [3, 4]])"
PROBABILITIES = "tensor([0.0900, 0.2447, 0.6652])"

# An output, what a reader types, and what is said of it: "same", or the name of what differs, and its values.
VERDICTS = [
    # shapes
    (SHAPE, "torch.Size([2, 3])", "same"),
    (SHAPE, "(2, 3)", "same"),
    (SHAPE, "(2,3)", "same"),
    (SHAPE, "[2, 3]", "same"),
    (SHAPE, " 2 3 ", "same"),
    (SHAPE, "2,3", "same"),
    (SHAPE, "2 x 3", "same"),
    (SHAPE, "2×3", "same"),
    (SHAPE, "(3, 2)", "order"),
    (SHAPE, "(2, 4)", "axis 1"),
    (SHAPE, "(4, 4)", "axis 0"),
    (SHAPE, "(2, 3, 1)", "axes 2 3"),
    (SHAPE, "6", "axes 2 1"),
    (SHAPE, "()", "axes 2 0"),
    (SHAPE, "two by three", "unread"),
    (SHAPE, "(2, 3), as axis 1 is gone", "unread"),
    (SHAPE, "shape = (2, 3)", "unread"),
    (SHAPE, "2/3", "unread"),
    (SHAPE, "3×2", "order"),
    (SHAPE, "3*2", "order"),
    (SHAPE, "(2, 3).", "same"),
    (SHAPE, "[[2], [3]]", "wrong"),  # the tensor, not its shape
    (SHAPE, "2.3", "wrong"),
    (SHAPE, "(2.0, 3.0)", "wrong"),
    (SHAPE, "(-2, 3)", "wrong"),
    (SHAPE, "error", "no_error"),
    ("torch.Size([3])", "(3,)", "same"),
    ("torch.Size([3])", "3", "same"),
    ("torch.Size([3])", "(3, 1)", "axes 1 2"),
    ("torch.Size([2103, 28])", "(2,103, 28)", "same"),
    ("torch.Size([2103])", "2 103", "same"),
    (SHAPE, "2,103", "axis 1"),
    (SCALAR, "()", "same"),
    (SCALAR, "[]", "same"),
    (SCALAR, "torch.Size([])", "same"),
    (SCALAR, "1", "axes 0 1"),
    ("(2, 3)", "2 3", "same"),  # of an array
    ("(3,)", "[3]", "same"),
    # values
    (MATRIX, "1 2 3 4", "same"),
    (MATRIX, "[[1, 2], [3, 4]]", "same"),
    (MATRIX, "tensor([[1, 2], [3, 4]])", "same"),
    (MATRIX, "[[1 2]\n [3 4]]", "same"),
    (MATRIX, "1,2,3,4", "same"),
    (MATRIX, "1; 2; 3; 4", "same"),
    (MATRIX, "1. 2. 3. 4.", "same"),
    (MATRIX, "[1, 2, 3, 4]", "shape"),
    (MATRIX, "[[1, 3], [2, 4]]", "order"),
    (MATRIX, "[[1, 2], [3, 5]]", "value_in_shape 4"),
    (MATRIX, "1 2 3 5", "value 4"),
    (MATRIX, "1 -2 3 4", "sign 2"),
    (MATRIX, "1 2 3", "count 4 3"),
    (MATRIX, "1 2 3 4 5", "count 4 5"),
    (MATRIX, "12 34", "count 4 2"),
    (MATRIX, "nie wiem", "unread"),
    (MATRIX, "1 and 2 and 3 and 4", "unread"),
    ("tensor(5)", "x = 5", "unread"),
    ("tensor(5)", "= 5", "same"),
    ("tensor(5)", "10/2", "unread"),
    ("tensor(5)", "4+1", "unread"),
    ("tensor(5)", "4 + 1", "unread"),
    ("tensor(8)", "2**3", "unread"),
    ("tensor(6)", "2·3", "unread"),
    ("tensor(inf)", "+inf", "same"),
    ("tensor(5)", "tak", "wrong"),
    ("tensor([0., nan])", "0 i nan", "unread"),
    ("tensor([0., nan])", "0 0", "value 2"),
    ("tensor([[1, 2]])", "[1, 2]", "shape"),
    ("tensor([[1, 2]])", "[[1, 2]]", "same"),
    ("tensor(5)", "5", "same"),
    ("tensor(5)", "tensor(5)", "same"),
    ("tensor(5)", "[5]", "same"),  # there are no brackets to compare
    ("tensor(5)", "6", "wrong"),
    ("1 2", "(1, 2)", "same"),
    ("tensor([1, 2], dtype=torch.int32)", "[1, 2]", "same"),
    ("tensor([2., 3.], grad_fn=<MulBackward0>)", "2 3", "same"),
    ("tensor([True, False])", "True False", "same"),
    ("tensor([True, False])", "[true, false]", "same"),
    ("tensor([True, False])", "[false, true]", "order"),
    ("tensor([nan, inf])", "nan ∞", "same"),
    ("array([1., 2.])", "1 2", "same"),
    ("np.float64(0.5)", "0.5", "same"),
    ("tensor(inf)", "infinity", "same"),
    ("tensor(inf)", "-nieskończoność", "sign 1"),
    ("tensor(25)", "5²", "unread"),
    # thousands
    ("2103", "2,103", "same"),
    ("2103", "2 103", "same"),
    ("2103", "2 104", "wrong"),
    ("2103", "2103, 28", "count 1 2"),
    ("tensor([1, 103])", "1 103", "same"),
    ("tensor([1, 103])", "1 104", "value 2"),
    # decimals
    (PROBABILITIES, "0.09 0.24 0.67", "same"),
    (PROBABILITIES, "0,09 0,24 0,67", "same"),
    (PROBABILITIES, "0,09; 0,2447; 0,6652", "same"),
    (PROBABILITIES, "0,09, 0,24, 0,67", "same"),
    (PROBABILITIES, "0.1 0.2 0.7", "same"),
    (PROBABILITIES, "0.09003 0.24473 0.66524", "same"),
    (PROBABILITIES, "0.09 0.25 0.67", "close 2"),
    (PROBABILITIES, "0.09 0.24 0.66", "close 3"),
    (PROBABILITIES, "0 0 1", "value 1"),
    (PROBABILITIES, "0.0900 0.2447 0.6653", "close 3"),
    (PROBABILITIES, "0.6652 0.2447 0.0900", "order"),
    ("0.75", "1", "wrong"),
    ("0.75", "0.8", "same"),
    ("0.75", "0.7", "same"),  # half of a unit: either is a rounding
    ("0.75", "0.6", "wrong"),
    ("0.75", ".75", "same"),
    ("0.75", "7.5e-1", "same"),
    ("0.75", "0,75", "same"),
    ("0.75", "0.75.", "same"),
    ("0.75", "75", "wrong"),
    ("0.004", "0.0", "close 1"),
    ("tensor(-1.5000)", "-1.5", "same"),
    ("tensor(-1.5000)", "−1,5", "same"),
    ("tensor(-1.5000)", "1.5", "sign 1"),
    ("tensor(-1.5000)", "- 1.5", "same"),
    ("tensor(3.)", "3", "same"),
    ("tensor(3.)", "3.2", "wrong"),
    ("tensor(0.2500)", "0.25001", "same"),
    ("2.5", "2.51", "close 1"),
    # words
    ("torch.float32", "torch.float32", "same"),
    ("torch.float32", "Float32", "same"),
    ("torch.float32", "float", "wrong"),
    ("torch.float32", "float64", "wrong"),
    ("True", "true", "same"),
    ("True", "False", "wrong"),
    ("True", "1", "wrong"),
    ("True", "Tak", "same"),
    ("True", "nie", "wrong"),
    ("False", "no", "same"),
    ("False", "nie wiem", "unread"),
    ("(False, True)", "fałsz, prawda", "same"),
    ("(False, True)", "False True", "same"),
    ("(False, True)", "tak, nie", "order"),
    ("'anna'", "anna", "same"),
    ("'anna'", "„anna”", "same"),
    ("'anna'", "ann", "wrong"),
    ("'anna'", "imię anna", "unread"),
    ("'a'", "litera a", "unread"),
    ("None", "none", "same"),
    # errors
    (ERROR, "error", "same"),
    (ERROR, "Błąd", "same"),
    (ERROR, "blad", "same"),
    (ERROR, "RuntimeError", "same"),
    (ERROR, "runtime error", "same"),
    (ERROR, "RuntimeError: the sizes do not fit", "same"),
    (ERROR, "ValueError", "other_error RuntimeError"),
    (ERROR, "ValueError: the sizes do not fit", "other_error RuntimeError"),
    (ERROR, "będzie błąd", "same"),
    (ERROR, "Błąd, bo nie ma osi 1", "same"),
    (ERROR, "an error", "same"),
    (ERROR, "no error", "unread"),
    (ERROR, "it is not an error", "unread"),
    (ERROR, "nie pasują", "unread"),
    (ERROR, "tak", "error"),
    (ERROR, "(2, 3)", "error"),
    (ERROR, "a", "error"),
    (MATRIX, "error", "no_error"),
    (MATRIX, "będzie błąd", "no_error"),
    ("True", "TypeError", "no_error"),
    (MATRIX, "  ", "nothing"),
]


@pytest.fixture(scope="module")
def compare(browser):
    """What predict.js says of an output and what was typed."""
    tab = browser.new_page()
    tab.add_script_tag(content=SCRIPT)

    def said(output, typed):
        key, *values = tab.evaluate(
            "([output, typed, said]) => predictions.verdict(output, typed, said)", [output, typed, SAID]
        )
        return " ".join([key, *(str(value) for found in values for value in found.values())])

    yield said
    tab.close()


@pytest.mark.parametrize(("output", "typed", "verdict"), VERDICTS)
def test_what_counts_as_the_same(compare, output, typed, verdict):
    assert compare(output, typed) == verdict


def sessions(language):
    """The predictions of a language's lectures, each with its page."""
    for uri in [uri for lecture in all_lectures() for uri in lecture.uris if uri in listed_pages(language)]:
        page = read_page(f"{language}/{uri}")
        for node in page.nodes("fence"):
            if is_marked(node, "predict"):
                yield uri.replace(".md", ".html"), "\n".join(page.code(node))


def test_every_output_is_the_same_as_itself(compare):
    for page, session in sessions(languages()[0]):
        _, output = divided(session)
        assert compare(output, output.strip().splitlines()[-1] if "Traceback" in output else output) == "same", page


@pytest.fixture
def first(page, root, language):
    """The first page with a prediction, opened: from a folder, or on a server."""
    name, session = next(sessions(language))
    page.goto(f"{root}{language}/{name}")
    return page.locator(".predict").first, session


in_every_language = pytest.mark.parametrize("language", languages())


@in_every_language
def test_reader_types_and_is_told(page, first, language, problems):
    """By keys alone: the field, Enter, and the verdict is announced; the output is there only then."""
    block, session = first
    verdicts = words.read(language)
    _, output = divided(session)
    status, answer = block.get_by_role("status"), block.locator("details samp")
    assert not answer.is_visible()
    block.locator("input").focus()
    page.keyboard.press("Enter")
    assert soon(
        page, f"document.querySelector('.predict [role=status]').textContent == {verdicts['verdict_nothing']!r}"
    )
    assert not answer.is_visible()
    page.keyboard.type("-987")
    page.keyboard.press("Enter")
    assert soon(page, "document.querySelector('.predict form').dataset.verdict == 'wrong'")
    assert answer.is_visible()
    assert answer.text_content().strip() == output.strip()
    block.locator("input").fill(output if "Traceback" not in output else "error")
    page.keyboard.press("Enter")
    assert soon(page, "document.querySelector('.predict form').dataset.verdict == 'right'")
    assert status.text_content() == verdicts["verdict_same"]
    assert problems == []


@in_every_language
def test_what_is_not_understood_is_not_called_wrong(page, first, language):
    block, _ = first
    block.locator("input").fill("nie wiem")
    page.keyboard.press("Enter")
    unread = words.read(language)["verdict_unread"]
    assert soon(page, f"document.querySelector('.predict [role=status]').textContent == {unread!r}")
    assert block.locator("form").get_attribute("data-verdict") == ""
    assert block.locator("details samp").is_visible()


@in_every_language
def test_reader_may_look_without_a_prediction(page, first):
    block, _ = first
    block.locator("summary").click()
    assert block.locator("samp").is_visible()


def test_prediction_is_checked_by_touch(browser, address):
    name, _ = next(sessions("en"))
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.goto(f"{address}en/{name}")
    block = tab.locator(".predict").first
    block.locator("input").tap()
    tab.keyboard.type("-987")
    block.get_by_role("button", name=words.read("en")["predict_check"]).tap()
    assert soon(tab, "document.querySelector('.predict form').dataset.verdict == 'wrong'")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_on_a_phone_all_that_is_asked_about_is_seen(page, address):
    name, session = next(sessions("en"))
    assert max(map(len, divided(session)[0].splitlines())) > 40, "wider than the screen"
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{address}en/{name}")
    code = page.locator(".predict pre > code").first
    assert code.evaluate("code => code.scrollWidth <= code.clientWidth")


def test_without_scripts_the_output_is_in_a_closed_box(browser, site):
    name, _ = next(sessions("en"))
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{(site / 'en' / name).as_uri()}")
    block = tab.locator(".predict").first
    assert not block.locator("form").is_visible()
    assert not block.locator("samp").is_visible()
    block.locator("summary").click()
    assert block.locator("samp").is_visible()
    context.close()


def test_script_that_does_not_come_shows_the_output(page, address):
    name, _ = next(sessions("en"))
    page.route("**/predict.js*", lambda route: route.abort())
    page.goto(f"{address}en/{name}")
    block = page.locator(".predict").first
    block.locator("input").fill("1")
    page.keyboard.press("Enter")
    assert soon(page, "document.querySelector('.predict details').open")
    page.unroute_all(behavior="ignoreErrors")


def test_copying_takes_the_code_alone(page, address, clipboard):
    name, session = next(sessions("en"))
    page.goto(f"{address}en/{name}")
    block = page.locator(".predict").first
    block.locator("pre").hover()
    block.locator(".md-code__button").click()
    copied = clipboard()
    assert ">>>" not in copied
    assert copied.split() == re.sub(r"^(>>>|\.\.\.) ?", "", divided(session)[0], flags=re.M).split()


@in_every_language
def test_on_paper_there_is_room_and_the_outputs_stand_at_the_end(page, address, language):
    name, _ = next(sessions(language))
    outputs = [divided(session)[1] for uri, session in sessions(language) if uri == name]
    page.goto(f"{address}{language}/{name}")
    assert not page.locator(".outputs").is_visible()
    page.emulate_media(media="print")
    assert [text.strip() for text in page.locator(".outputs samp").all_text_contents()] == [o.strip() for o in outputs]
    assert page.locator(".outputs").is_visible()
    assert page.locator(".predict input").first.is_visible()
    assert not page.locator(".predict samp").first.is_visible()
    assert not page.locator(".predict button[type=submit], .predict form button").first.is_visible()
