"""Code on the pages: what is copied and selected is what a reader wants, and runs where they paste it."""

import ast
import code
import contextlib
import io
import tempfile
import warnings
from itertools import compress

import forked
import pytest
from examples.running import as_shown
from project import all_lectures, given_lectures, languages, listed_pages, whole_lectures
from stage import PAGE, page_with, soon, visit

BLOCKS = ".highlight:has(.gp)"
EXERCISE = ".start, .check, .solution"  # which somebody is to solve
# Presses the copy button of a block, and gives what it put on the clipboard.
COPY = """
async (block) => {
  await navigator.clipboard.writeText("nothing")
  block.querySelector("button[data-md-type=copy], .md-code__button").click()
  let text = "nothing"
  for (let i = 0; i < 2000 && text == "nothing"; i++) {
    await new Promise((resolve) => setTimeout(resolve, 2))
    text = await navigator.clipboard.readText()
  }
  return text
}
"""


def copy_all(page, blocks=BLOCKS):
    """What the copy button of each block puts on the clipboard, also of those in closed boxes.

    One after another: for a browser each is a click of its own, and a click allows copying for five seconds.
    """
    page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))")
    page.wait_for_selector(f"article:not(:has({blocks}:not(:has(button))))")  # a script makes them, after the load
    return [block.evaluate(COPY) for block in page.query_selector_all(blocks)]


def sources(examples):
    """The code of examples, as a reader types it."""
    return "".join(example.parsed.source for example in examples)


def lines(blocks):
    """The lines of code that is copied; an empty one ends a block at a prompt."""
    return [line for block in blocks for line in block.splitlines() if line]


def test_copying_takes_the_code_alone(page, clipboard, address):
    """Code is the same in all languages: pages in the last one, and a whole lecture in the first."""
    *_, language = languages()
    for name in [f"{language}/{page}" for page in listed_pages(language)]:
        examples = list(as_shown(name).examples())
        page.goto(address + name.replace(".md", ".html"))
        copied = copy_all(page)
        assert lines(copied) == lines([sources(examples)]), name
        ast.parse("\n".join(block for block in copied if not is_broken(block)))  # a cell of a notebook
        of_page = page.eval_on_selector_all(BLOCKS, f"blocks => blocks.map((block) => !block.matches('{EXERCISE}'))")
        errors = sum(example.parsed.exc_msg is not None for example in examples)
        assert errors_at_a_prompt(list(compress(copied, of_page))) == errors, name


def test_each_block_of_a_whole_lecture_has_its_own_code(page, clipboard, address):
    """The button copies what a block has in `data-copy`; that of the last one is pressed."""
    language, *_ = languages()
    lectures = [name for name in whole_lectures() if name.startswith(f"{language}/")]
    for name, lecture in zip(lectures, all_lectures(), strict=True):
        pages = [f"{language}/{uri}" for uri in lecture.uris]
        page.goto(address + name)
        codes = page.eval_on_selector_all(BLOCKS, "blocks => blocks.map((block) => block.dataset.copy)")
        assert lines(codes) == lines([sources(as_shown(name).examples()) for name in pages])
        assert lines(copy_all(page, f":nth-match({BLOCKS}, {len(codes)})")) == lines(codes[-1:])


def is_broken(block):
    """Whether code is meant to be no Python."""
    try:
        ast.parse(block)
    except SyntaxError:
        return True
    return False


class Prompt(code.InteractiveConsole):
    """Python's prompt, which counts what goes wrong."""

    def __init__(self):
        super().__init__()
        self.errors = 0

    def showtraceback(self):
        self.errors += 1

    def showsyntaxerror(self, *_, **__):
        self.errors += 1


def errors_at_a_prompt(blocks):
    """Pastes blocks one after another at a prompt, line by line; how many statements failed."""
    prompt = Prompt()
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
    ):
        for block in blocks:
            is_open = False
            for line in block.splitlines():
                is_open = prompt.push(line)
            if is_open:  # Enter ends it
                prompt.push("")
    return prompt.errors


@pytest.mark.parametrize("language", languages())
def test_all_code_of_a_page_can_be_copied_and_runs_to_its_end(page, clipboard, address, site, tmp_path, language):
    """As the page's script has it: as a program, and at a prompt; meant errors stop nothing. From a folder, too."""
    name = {"pl": "Kopiuj cały kod", "en": "Copy all code"}[language]
    for start in (address, f"{site.as_uri()}/"):
        visit(page, f"{start}{language}/{PAGE}")
        page.get_by_role("button", name=name).click()
        assert soon(page, "document.querySelector('.md-dialog--active [role=status]')?.textContent.length > 5")
        script = clipboard()
        assert (site / language / PAGE).with_suffix(".py").read_text("utf-8").endswith(script.partition("\n")[2])
        assert script.count("\n") > 20
    (tmp_path / "copied.py").write_text(script, "utf-8")
    run = forked.run("copied", folder=tmp_path)
    assert run.status == 0, run.errors
    assert "Error: " in run.out
    assert errors_at_a_prompt([script]) == 0


def test_without_scripts_there_is_no_button_for_that(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/{PAGE}")
    assert page.locator(".notebook a").first.is_visible()
    buttons = page.locator(".notebook button").all()
    assert buttons
    assert not any(button.is_visible() for button in buttons)
    context.close()


@pytest.mark.parametrize("language", languages())
def test_copying_a_cell_of_the_lecture_takes_its_source(page, clipboard, address, language):
    for given in given_lectures():
        visit(page, f"{address}{language}/{given.lecture.folder}/given.html")
        sources = ["".join(cell["source"]) for cell in given.cells]
        assert copy_all(page, ".highlight") == [source.rstrip() for source in sources]


def test_selecting_takes_no_prompts_and_no_outputs(page, clipboard, address):
    visit(page, f"{address}en/{PAGE}")
    page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    copied = clipboard()
    examples = list(as_shown(f"en/{PAGE.replace('.html', '.md')}").examples())
    assert [line for example in examples for line in example.parsed.source.splitlines() if line not in copied] == []
    assert ">>>" not in copied
    outputs = [line for example in examples for line in example.parsed.want.splitlines() if line.startswith("tensor(")]
    assert outputs
    assert [line for line in outputs if line in copied] == []


def with_output(page):
    """A block with three lines of code at least, and an output below them."""
    blocks = page.locator(".highlight").filter(has=page.locator(".go"))
    return next(block for block in blocks.all() if block.is_visible() and block.locator(".gp").count() >= 3)


def drag(page, first, last):
    """Presses the mouse at the beginning of an element, and lets go at the end of another."""
    first.scroll_into_view_if_needed()
    begin, end = first.bounding_box(), last.bounding_box()
    page.mouse.move(begin["x"] + 2, begin["y"] + min(begin["height"] / 2, 8))
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] - 4, steps=5)
    page.mouse.up()


def test_a_drag_that_begins_at_a_prompt_takes_the_code(page, clipboard, address):
    visit(page, f"{address}en/{PAGE}")
    block = with_output(page)
    drag(page, block.locator(".gp").first, block.locator(".gp").nth(2))
    first, second = block.get_attribute("data-copy").splitlines()[:2]
    page.keyboard.press("Control+C")
    assert clipboard().splitlines()[:2] == [first, second]


@pytest.mark.parametrize("end", [" .go", " + p"])
def test_a_drag_from_a_prompt_that_ends_elsewhere_takes_no_prompts(page, clipboard, address, end):
    """In an output, or in the text below."""
    page.set_viewport_size({"width": 1440, "height": 2000})
    visit(page, f"{address}en/{PAGE}")
    with_text_below = ".highlight:has(.go):has(+ p)"
    block = page.locator(with_text_below).first
    drag(page, block.locator(".gp").first, page.locator(f"{with_text_below}{end}").first)
    page.keyboard.press("Control+C")
    copied = clipboard()
    assert copied.startswith(block.get_attribute("data-copy").splitlines()[0])
    assert ">>>" not in copied


def test_an_output_can_be_selected(page, clipboard, address):
    visit(page, f"{address}en/{PAGE}")
    output = with_output(page).locator(".go").first
    text = output.inner_text().strip()
    drag(page, output, output)
    page.keyboard.press("Control+C")
    assert clipboard().strip() == text
    page.mouse.click(10, 400)
    output.click(click_count=3, position={"x": 30, "y": 8})
    page.keyboard.press("Control+C")
    assert clipboard().strip() == text.splitlines()[0]


@pytest.mark.promise("announced")
@pytest.mark.parametrize("language", languages())
def test_an_output_has_a_button_that_copies_it(page, clipboard, address, language):
    name = {"pl": "Kopiuj wynik", "en": "Copy the output"}[language]
    visit(page, f"{address}{language}/{PAGE}")
    assert page.get_by_role("button", name=name).count() == 0
    output = with_output(page).locator(".go").first
    text = output.inner_text().rstrip()
    output.hover()
    button = page.get_by_role("button", name=name).first
    button.click()
    assert clipboard() == text
    line, beside = output.bounding_box(), button.bounding_box()
    assert line["x"] + line["width"] <= beside["x"]
    assert abs(line["y"] - beside["y"]) < 2
    assert soon(page, "document.querySelector('.md-dialog--active [role=status]')?.textContent.length > 5")


@pytest.mark.promise("keys")
def test_keys_reach_the_buttons_of_outputs(page, clipboard, address):
    visit(page, f"{address}en/{PAGE}")
    block = with_output(page)
    outputs = block.locator(".go").all_inner_texts()
    block.locator(".md-code__button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert clipboard() in [text.rstrip() for text in outputs]


BESIDE = """
() => [...document.querySelectorAll(".highlight")].filter((block) => {
  const [button, code] = [block.querySelector(".md-code__button"), block.querySelector("pre > code")]
  return button && code && code.checkVisibility()
}).map((block) => {
  const button = block.querySelector(".md-code__button").getBoundingClientRect()
  const code = block.querySelector("pre > code").getBoundingClientRect()
  return [button.left >= code.right, button.right <= innerWidth]
})
"""


def test_copy_button_stands_beside_the_code(page, address):
    for name in [name.replace(".md", ".html") for name in listed_pages("en")]:
        page.goto(f"{address}en/{name}")
        page.wait_for_selector(".md-code__button, article:not(:has(.highlight))", state="attached")
        page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))")
        for width in (320, 360, 412, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert all(beside and inside for beside, inside in page.evaluate(BESIDE)), (name, width)


def test_code_in_boxes_has_the_size_of_other_code(page, address):
    with_code = page_with("en", "admonition", where=lambda box: any(part.type == "fence" for part in box.walk()))
    page.goto(f"{address}en/{with_code}")
    sizes = page.eval_on_selector_all("pre > code", "all => all.map((one) => getComputedStyle(one).fontSize)")
    assert page.locator(".admonition pre > code, details pre > code").count() > 0
    assert len(set(sizes)) == 1
