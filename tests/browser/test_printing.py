"""On paper: the page alone, with what is closed on the screen, in light colours, and nothing cut in half."""

import io
import re

import pytest
from project import all_lectures, languages, listed_pages, read_as_written, read_page
from stage import longest_pages, page_with

PAGES = longest_pages("en", 2)
TEXTS = "all => all.map((one) => one.innerText)"


def printed(page, address):
    """The text of each sheet of paper, without its spaces."""
    from pypdf import PdfReader

    page.emulate_media(color_scheme="dark")
    page.goto(address, wait_until="networkidle")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return ["".join(sheet.extract_text().split()) for sheet in reader.pages]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", languages())
def test_page_is_printed_whole_and_alone(page, address, language, name):
    sheets = printed(page, f"{address}{language}/{name}")
    page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))")
    texts = page.eval_on_selector_all("article :is(p, h1, h2, li, pre)", "all => all.map((one) => one.innerText)")
    blocks = ["".join(text.split()) for text in texts if text.startswith((">>>", "import"))]
    assert len(blocks) > 10
    for block in blocks:
        assert any(block in sheet for sheet in sheets), f"cut in half or left out: {block}"
    last = read_page(f"{language}/{listed_pages(language)[-1]}").title  # it is in the navigation alone
    assert not any("".join(last.split()) in sheet for sheet in sheets)


def test_paper_is_light_and_names_what_links_lead_to(page, address):
    is_outside = lambda node: node.attrs.get("href", "").startswith("https:")  # noqa: E731
    name = page_with("en", "link", "fence", where=is_outside)
    sheets = printed(page, f"{address}en/{name}")
    link = next(
        node for node in read_as_written(f"en/{name.replace('.html', '.md')}").nodes("link") if is_outside(node)
    )
    assert f"({link.attrs['href']})" in "".join(sheets)
    page.emulate_media(media="print")
    for selector in ("article p", "article a", ".highlight .m", ".highlight .go"):
        color = page.eval_on_selector(selector, "(element) => getComputedStyle(element).color")
        red, green, blue = (int(part) for part in re.findall(r"\d+", color)[:3])
        assert 0.299 * red + 0.587 * green + 0.114 * blue < 120, (selector, color)


@pytest.mark.parametrize("lecture", all_lectures(), ids=lambda lecture: lecture.folder)
@pytest.mark.parametrize("language", languages())
def test_whole_lecture_is_on_one_page(page, address, language, lecture):
    page.goto(f"{address}{language}/{lecture.folder}/whole.html", wait_until="networkidle")
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
