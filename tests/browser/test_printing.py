"""On paper: the page alone, with what is closed on the screen, in light colours, on numbered sheets that are full."""

import io
import re
from itertools import pairwise
from unicodedata import normalize

import pytest
from project import all_lectures, cheat_sheets, languages, listed_pages, read_as_written, read_page
from sessions import SHORT
from stage import longest_pages, page_with, visit

PAGES = longest_pages("en", 2)
TEXTS = "all => all.map((one) => one.innerText)"
SHOWN, TEXT = "article > :not(.contents)", "all => all.map((one) => one.textContent)"
TOP, BOTTOM = (millimetres / 25.4 * 72 for millimetres in (20, 22))  # margins
WIDTH = round((210 - 2 * 8) / 25.4 * 96)  # of a cheat sheet between its margins, in pixels
CODE, WORDS_OF_SHEET = 7.5, 8  # the smallest type of a cheat sheet, in points
LEFT = 4  # lines of an output, at least, before and after the end of a sheet
# The examples in each block of code.
EXAMPLES = """
all => all.map((block) => block.textContent.split(/^(?=>>> )/m).map((example) => example.trimEnd().split("\\n")))
"""
# The title of each question and exercise, its text before the answer, what the answer is called, and the code in it.
QUESTIONS = """
all => all.map((box) => [
  box.querySelector(".admonition-title").textContent,
  [...box.querySelectorAll(":scope > :not(.admonition-title, details.success)")].map((one) => one.textContent).join(""),
  box.querySelector("details.success > summary").textContent,
  [...box.querySelectorAll("details.success pre")].map((one) => one.textContent),
])
"""
WORDS = {  # the title of the answers, and what is in the place of one
    "pl": ("Odpowiedzi", "{}: na końcu."),
    "en": ("Answers", "{}: at the end."),
}


class Sheet:
    """A sheet of paper: its `text` without spaces, what of it is in the `head`, in the `body` and in the `foot`.

    `fullness` is the part of the height between the margins that has text; `sizes` are those of its type in points, by
    font.
    """

    def __init__(self, sheet):
        texts, self.sizes = [], {}

        def visit_text(text, *at):
            texts.append((above_foot(*at), text))
            if text.strip():
                self.sizes.setdefault(at[2]["/BaseFont"], set()).add(size_of(*at))

        self.text = joined(sheet.extract_text(visitor_text=visit_text))
        height = float(sheet.mediabox.height)
        # From the top down: titles of boxes, which are painted last, would come last.
        places = sorted(((at, text) for at, text in texts if text.strip()), key=lambda place: -round(place[0]))
        self.head = joined("".join(text for at, text in places if at > height - TOP))
        self.body = joined("".join(text for at, text in places if BOTTOM < at < height - TOP))
        self.foot = joined("".join(text for at, text in places if at < BOTTOM))
        lowest = min(at for at, _ in places if at > BOTTOM)
        self.fullness = (height - TOP - lowest) / (height - TOP - BOTTOM)


def joined(text):
    """A text without its spaces, which paper has in other places, and without ligatures, which paper alone has."""
    return "".join(normalize("NFKC", text).split())


def above_foot(page, text, *_):
    """How high a text stands, in points, by the matrix of its page and its own."""
    return text[4] * page[1] + text[5] * page[3] + page[5]


def size_of(page, text, font, size):
    """How large a text is, in points, by the matrix of its page and its own."""
    return size * abs(text[3] * page[3])


def printed(page, address):
    """The sheets of paper that a page takes, which is afterwards on the screen as before."""
    from pypdf import PdfReader

    page.emulate_media(color_scheme="dark")
    page.goto(address)  # a long page may still be read when the network is idle
    page.wait_for_load_state("networkidle")
    shown = page.eval_on_selector_all(SHOWN, TEXT)
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert page.eval_on_selector_all(SHOWN, TEXT) == shown
    return [Sheet(sheet) for sheet in reader.pages]


def pieces(examples):
    """What of a block of code is in one piece: each as all that may be of it on a sheet and at the head of the next."""
    if sum(map(len, examples)) <= SHORT:
        return [[("".join(line for lines in examples for line in lines), "")]]
    return [[("".join(lines[:end]), "".join(lines[end:])) for end in ends(lines)] for lines in examples]


def ends(lines):
    """Where a sheet may end in an example of a long block: below it, and amid a long output."""
    code = sum(line.startswith((">>>", "...")) for line in lines)
    return [len(lines), *range(code + LEFT, len(lines) - LEFT + 1)]


def check_that_code_is_in_one_piece(page, sheets):
    """A long block may be broken between examples, and amid a long output."""
    blocks = page.eval_on_selector_all("article .highlight pre > code", EXAMPLES)
    assert len(blocks) > 10
    bodies = [sheet.body for sheet in sheets]
    for piece in [piece for examples in blocks for piece in pieces(examples)]:
        assert any(
            joined(begin) in body and following.startswith(joined(end))
            for begin, end in piece
            for body, following in pairwise([*bodies, ""])
        ), f"cut in half or left out: {piece[0][0]}"


def ends_with(sheet, title):
    """Whether a title is the last thing on a sheet, and not the message of an error that it is called after."""
    return sheet.body.endswith(title) and not re.search(rf"(Error|Warning):{re.escape(title)}$", sheet.body)


def check_that_sheets_end_well(page, sheets):
    """None ends with a heading, or with what announces the next thing."""
    titles = page.eval_on_selector_all("article :is(h1, h2, h3, h4, .admonition-title, summary)", TEXTS)
    texts = page.eval_on_selector_all("article :is(p, li)", TEXTS)
    announcing = [text for text in texts if text.endswith(":")]
    assert len(titles) > 5
    assert len(announcing) > 5
    last = [joined(text).removesuffix("¶") for text in [*titles, *announcing] if text]
    wrong = [text for text in last for sheet in sheets if ends_with(sheet, text)]
    assert wrong == []


def firsts(sheets, titles):
    """The numbers of the sheets that begin with these titles, one after another."""
    found = [0]
    for title in titles:
        begins = [number for number, sheet in enumerate(sheets) if sheet.body.startswith(joined(title))]
        assert begins[-1:] > found[-1:], f"not on a new sheet: {title}"
        found.append(next(number for number in begins if number > found[-1]))
    return found


def check_that_sheets_are_numbered(page, sheets):
    title = joined(page.locator("article h1").inner_text()).removesuffix("¶")
    assert [sheet.foot for sheet in sheets] == [str(number) for number, _ in enumerate(sheets, 1)]
    assert [sheet.head for sheet in sheets] == ["", *[title] * (len(sheets) - 1)]


def check_that_the_page_is_alone(page, sheets, language):
    last = read_page(f"{language}/{listed_pages(language)[-1]}").title  # it is in the navigation alone
    around = page.eval_on_selector_all(".position, .notebook a, .language span, .md-footer__title", TEXTS)
    assert len(around) >= 4
    assert [text for text in [last, *around] if any(joined(text) in sheet.text for sheet in sheets)] == []


def check_that_answers_are_at_the_end(page, sheets, language):
    """Each has the number of its question."""
    title, place = (joined(text) for text in WORDS[language])
    questions = page.eval_on_selector_all(":is(.question, .exercise):has(details.success)", QUESTIONS)
    assert questions
    names = [joined(f"{name} {number}") for number, (_, _, name, _) in enumerate(questions, 1)]
    before, found, after = "".join(sheet.body for sheet in sheets).partition(title + names[0])
    after = found + after
    for number, (box, asked, _, codes) in enumerate(questions, 1):
        begin, end = joined(f"{box} {number}"), joined(asked)[-6:] + place.format(names[number - 1])
        _, begun, rest = before.partition(begin)
        assert begun, (box, number)
        assert -1 < rest.find(end) < len(joined(asked)) + 100, (box, number)
        answer = re.split("|".join(map(re.escape, names)), after)[number]
        assert [code for code in codes if joined(code) not in answer or joined(code) in before] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", languages())
def test_page_is_printed_whole_and_alone(page, address, language, name):
    sheets = printed(page, f"{address}{language}/{name}")
    check_that_code_is_in_one_piece(page, sheets)
    check_that_sheets_end_well(page, sheets)
    check_that_sheets_are_numbered(page, sheets)
    check_that_answers_are_at_the_end(page, sheets, language)
    check_that_the_page_is_alone(page, sheets, language)


def test_paper_is_light_and_names_what_links_lead_to(page, address):
    is_outside = lambda node: node.attrs.get("href", "").startswith("https:")  # noqa: E731
    name = page_with("en", "link", "fence", where=is_outside)
    sheets = printed(page, f"{address}en/{name}")
    link = next(
        node for node in read_as_written(f"en/{name.replace('.html', '.md')}").nodes("link") if is_outside(node)
    )
    assert f"({link.attrs['href']})" in "".join(sheet.text for sheet in sheets)
    page.emulate_media(media="print")
    for selector in ("article p", "article a", ".highlight .k", ".highlight .go"):
        color = page.eval_on_selector(selector, "(element) => getComputedStyle(element).color")
        red, green, blue = (int(part) for part in re.findall(r"\d+", color)[:3])
        assert 0.299 * red + 0.587 * green + 0.114 * blue < 120, (selector, color)


@pytest.mark.parametrize("lecture", all_lectures(), ids=lambda lecture: lecture.folder)
@pytest.mark.parametrize("language", languages())
def test_whole_lecture_on_paper(page, address, language, lecture):
    sheets = printed(page, f"{address}{language}/{lecture.folder}/whole.html")
    title, *chapters = [read_page(f"{language}/{uri}").title for uri in listed_pages(language) if uri in lecture.uris]
    assert sheets[0].body.startswith(joined(title + page.locator(".contents > summary").text_content()))
    assert joined("".join(chapters)) in sheets[0].text
    check_that_sheets_are_numbered(page, sheets)
    check_that_sheets_end_well(page, sheets)
    check_that_answers_are_at_the_end(page, sheets, language)
    begins = firsts(sheets, [*chapters, WORDS[language][0]])
    fullness = sorted(sheet.fullness for number, sheet in enumerate(sheets[:-1], 1) if number not in begins)
    assert fullness[0] > 0.65
    assert fullness[len(fullness) // 10] > 0.75


@pytest.mark.parametrize("lecture", all_lectures(), ids=lambda lecture: lecture.folder)
@pytest.mark.parametrize("language", languages())
def test_whole_lecture_is_on_one_page(page, address, language, lecture):
    visit(page, f"{address}{language}/{lecture.folder}/whole.html")
    shown = page.eval_on_selector_all("article :is(h1, h2, h3, h4, pre)", TEXTS)
    for name in [page for page in listed_pages(language) if page in lecture.uris]:
        single = page.context.new_page()
        single.goto(f"{address}{language}/{name.replace('.md', '.html')}")
        texts = single.eval_on_selector_all("article :is(h1, h2, h3, pre)", TEXTS)
        assert shown[: len(texts)] == texts, name
        del shown[: len(texts)]
        single.close()
    assert shown == []
    links = page.eval_on_selector_all("article a[href^='#']", "all => all.map((one) => one.getAttribute('href'))")
    assert len(links) > 50
    assert [link for link in links if not page.evaluate("(id) => document.getElementById(id)", link[1:])] == []


@pytest.mark.parametrize("name", cheat_sheets())
def test_cheat_sheet_is_one_sheet(page, address, name):
    """Each line of code is whole in its column, and large enough to be read."""
    [sheet] = printed(page, f"{address}{name.replace('.md', '.html')}")
    lines = [line for code in page.eval_on_selector_all("article pre > code", TEXT) for line in code.splitlines()]
    assert len(lines) > 50
    assert [line for line in lines if joined(line) not in sheet.text] == []
    check_that_the_page_is_alone(page, [sheet], name.partition("/")[0])
    for font, sizes in sheet.sizes.items():
        if "Math" not in font:  # of which indices are small
            assert min(sizes) > (CODE if "Mono" in font else WORDS_OF_SHEET) - 0.05, font
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.emulate_media(media="print")
    wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
    assert page.eval_on_selector_all("article pre", wide) == []


def test_without_scripts_answers_stay_with_their_questions(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sheets = printed(page, f"{address}en/{PAGES[-1]}")
    context.close()
    title, place = (joined(text) for text in WORDS["en"])
    moved = re.compile(f"{title}(Answer|Solution)1|{place.format('1')}")
    assert not any(moved.search(sheet.body) for sheet in sheets)
