"""The built site: every address leads somewhere, every page is in its language, and nothing comes from elsewhere."""

import functools
import itertools
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, NavigableString
from site_config import ROOT, all_pages, build_site, config, html_pages, languages, pages, whole_lectures
from typography import keep_together

URL = "https://example.org/course/"  # conftest.py builds the site for these addresses
REPOSITORY = "https://github.com/example/course"


@functools.cache
def soup(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.mark.parametrize("page", ["index.html", *html_pages(), *whole_lectures()])
def test_every_link_leads_somewhere(site, page):
    document = soup(site / page)
    assert document.find("a", href=True)
    for tag in document.find_all(["a", "link", "script", "img", "use"]):
        address = urlsplit(tag.get("href") or tag.get("src") or "")
        if address.scheme:
            continue
        target = (site / page).parent.joinpath(unquote(address.path)) if address.path else site / page
        assert target.is_file(), f"{page}: {tag}"
        if address.fragment:
            assert soup(target).find(id=unquote(address.fragment)), f"{page}: {tag}"


@pytest.mark.parametrize("page", ["index.html", "404.html", *html_pages(), *whole_lectures()])
def test_nothing_comes_from_elsewhere(site, page):
    for tag in soup(site / page).find_all(["link", "script", "img", "iframe", "source"]):
        address = tag.get("src") or tag.get("href") or ""
        assert tag.get("rel") == ["canonical"] or not urlsplit(address).netloc, f"{page}: {tag}"


@pytest.mark.parametrize("page", all_pages())
def test_page_is_in_its_language(site, page):
    language, _, name = page.partition("/")
    document = soup(site / page.replace(".md", ".html"))
    html = name.removesuffix(".md") + ".html"
    assert document.html["lang"] == language
    assert document.find("link", rel="canonical")["href"] == f"{URL}{language}/{html}"
    switches = {link["hreflang"]: link["href"] for link in document.select("a.language")}
    assert list(switches) == [other for other in languages() if other != language]
    for other, address in switches.items():
        target = (site / language / html).parent.joinpath(address).resolve()
        assert target == (site / other / html).resolve()


def test_root_and_404_offer_every_language(site):
    for name, prefix in (("index.html", ""), ("404.html", "/course/")):
        links = {link["hreflang"]: link["href"] for link in soup(site / name).select("a[hreflang]")}
        assert links == {language: f"{prefix}{language}/index.html" for language in languages()}


def test_sitemap_names_every_page_in_every_language(site):
    index = ElementTree.parse(site / "sitemap.xml")
    assert [loc.text for loc in index.iterfind(".//{*}loc")] == [f"{URL}{code}/sitemap.xml" for code in languages()]
    for language in languages():
        sitemap = ElementTree.parse(site / language / "sitemap.xml")
        names = [page.removesuffix(".md") + ".html" for page in pages(language)]
        assert {loc.text for loc in sitemap.iterfind(".//{*}loc")} == {f"{URL}{language}/{name}" for name in names}
        alternates = {link.get("href") for link in sitemap.iterfind(".//{*}link")}
        assert alternates == {f"{URL}{code}/{name}" for code in languages() for name in names}


@pytest.mark.parametrize("language", languages())
def test_navigation_of_a_page_has_the_titles_of_its_lecture(site, language):
    documents = {page: soup(site / language / page.replace(".md", ".html")) for page in pages(language)}
    headings = {page: document.h1.get_text().removesuffix("¶") for page, document in documents.items()}
    for page, document in documents.items():
        links = document.select(".md-nav--primary a.md-nav__link:not([href^='#'])")
        titles = {link.get_text(strip=True) for link in links}
        lecture = {headings[other] for other in headings if Path(other).parent == Path(page).parent}
        assert {title.replace("\N{NO-BREAK SPACE}", " ") for title in lecture} <= titles


@pytest.mark.parametrize("place", ["README.md", *(f"docs/{language}/index.md" for language in languages())])
def test_versions_are_those_that_are_pinned(place):
    pinned = dict(re.findall(r'"(torch|numpy)==([\d.]+)"', ROOT.joinpath("pyproject.toml").read_text("utf-8")))
    said = re.search(
        r"(?P<torch>\d+\.\d+\.\d+)\W+\w+\s+NumPy\s+`?(?P<numpy>[\d.]+\d)", ROOT.joinpath(place).read_text("utf-8")
    )
    assert said.groupdict() == pinned


def test_one_letter_words_keep_to_the_next():
    html = 'Idź <em>w</em> lewo i <code>x i y</code>, a potem (w\nprawo) <a title="i o">z tyłu</a> <math>a b</math>'
    kept = 'Idź <em>w</em> lewo i~<code>x i y</code>, a~potem (w~prawo) <a title="i o">z~tyłu</a> <math>a b</math>'
    assert keep_together(html, ["a", "i", "w", "z"]) == kept.replace("~", "\N{NO-BREAK SPACE}")
    assert keep_together("ma 50 257 tokenów", ["a"]) == "ma 50\N{NO-BREAK SPACE}257 tokenów"


@pytest.mark.parametrize("language", languages())
def test_one_letter_words_of_the_language_do(site, language):
    text = soup(site / language / "index.html").find("article").get_text()
    kept = re.findall(r"(?<!\S)(\w)\N{NO-BREAK SPACE}", text.lower())
    assert set(kept) <= set(config().extra["languages"][language]["no_break_after"].split())
    assert bool(kept) == (language == "pl")


@pytest.mark.parametrize("page", ["index.html", "404.html", *html_pages(), *whole_lectures()])
def test_headings_are_in_order_and_nothing_has_a_style_of_its_own(site, page):
    document = soup(site / page)
    levels = [int(heading.name[1]) for heading in document.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels)), levels
    assert document.select("[style], style") == []


def words_of_the_theme(document):
    """What a page says outside its text: to the eye, and by its elements' names to a screen reader."""
    shown = [
        text.strip()
        for text in document.body.find_all(string=True)
        if type(text) is NavigableString and not text.find_parent(["article", "script"])
    ]
    named = [
        tag[name] for tag in document.find_all(True) for name in ("aria-label", "title", "placeholder") if tag.get(name)
    ]
    return {text for text in (*shown, *named) if re.search(r"\w", text)}


@pytest.mark.parametrize("page", pages(languages()[0]))
def test_every_word_of_the_theme_is_in_the_pages_language(site, page):
    """What two languages have in common are names: of headings, such as “Softmax”, and of what is not of the site."""
    documents = [soup(site / language / page.replace(".md", ".html")) for language in languages()]
    headings = [{heading.contents[0] for heading in document.select("h1, h2")} for document in documents]
    others = [words_of_the_theme(document) - words for document, words in zip(documents, headings, strict=True)]
    titles = {soup(site / name).h1.contents[0] for name in html_pages()}
    assert set.intersection(*others) - titles - {"GitHub"} == set()


def test_formulas_are_mathml(site):
    for page in html_pages():
        document = soup(site / page)
        assert not document.select(".arithmatex"), page
    assert soup(site / "en/lecture-2/softmax.html").find("math", display="block")


def test_all_languages_are_configured():
    for words in config().extra["languages"].values():
        assert words.keys() == config().extra["languages"][languages()[0]].keys()


def test_same_commit_gives_the_same_site(site, tmp_path):
    """Byte for byte; where a date is, it is the commit's."""
    again = tmp_path / "course"
    assert build_site(ROOT, again, SITE_URL=URL, REPO_URL=REPOSITORY).returncode == 0
    files = [path.relative_to(site) for path in sorted(site.rglob("*")) if path.is_file()]
    assert files == [path.relative_to(again) for path in sorted(again.rglob("*")) if path.is_file()]
    assert [name for name in files if (site / name).read_bytes() != (again / name).read_bytes()] == []
    commit = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=True, text=True)
    packed = (site / "sitemap.xml.gz").read_bytes()
    written = int.from_bytes(packed[4:8], "little")  # the time in gzip's head
    assert written == int(commit.stdout) // 86400 * 86400


@pytest.mark.parametrize("page", [page for page in html_pages() if "/lecture" in page])
def test_lecture_page_offers_its_notebook(site, page):
    notebook, colab = soup(site / page).select(".notebook a")
    assert (site / page).parent.joinpath(notebook["href"]).is_file()
    name = page.replace(".html", ".ipynb")
    assert colab["href"] == f"https://colab.research.google.com/github/example/course/blob/gh-pages/{name}"


def test_without_addresses_there_are_no_buttons_for_them(tmp_path):
    assert build_site(ROOT, tmp_path, SITE_URL="", REPO_URL="").returncode == 0
    page = soup(tmp_path / "en/lecture-2/softmax.html")
    assert [link["href"] for link in page.select(".notebook a")] == ["softmax.ipynb"]
    assert not page.select(".md-source")
    notebook = (tmp_path / "en/lecture-2/softmax.ipynb").read_text("utf-8")
    assert set(re.findall(r"\]\((.{5})", notebook)) == {"data:"}  # its figures; other links have no address to lead to
