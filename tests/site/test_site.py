"""The built site: every address leads somewhere, every page is in its language, and nothing comes from elsewhere."""

import base64
import functools
import hashlib
import itertools
import re
from pathlib import Path
from posixpath import dirname
from urllib.parse import unquote, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import words
from bs4 import BeautifulSoup, NavigableString
from copies import ADDRESSES
from examples.running import as_shown
from lectures import notebook_uri
from page_markdown import PageMarkdown
from project import (
    ROOT,
    all_lectures,
    all_pages,
    config,
    given_pages,
    html_pages,
    languages,
    languages_of,
    pages,
    search_index,
    shown_pages,
    whole_lectures,
)
from small_pages import contents, converted, page_of

URL, REPOSITORY = ADDRESSES["SITE_URL"], ADDRESSES["REPO_URL"]
SHOWN = sorted({page.partition("/")[2] for page in shown_pages()})
IN_SEVERAL_LANGUAGES = [page for page in SHOWN if len(languages_of(page)) > 1]
LECTURES = {lecture.folder for lecture in all_lectures()}
REDIRECTS = [(language, *redirect) for language in languages() for redirect in config().extra["redirects"].items()]


@functools.cache
def soup(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@functools.cache
def ids(path):
    return {tag["id"] for tag in soup(path).find_all(id=True)}


@pytest.mark.parametrize("page", ["index.html", *shown_pages()])
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
            assert unquote(address.fragment) in ids(target), f"{page}: {tag}"


@pytest.mark.parametrize("page", ["index.html", "404.html", *shown_pages()])
def test_nothing_comes_from_elsewhere(site, page):
    for tag in soup(site / page).find_all(["link", "script", "img", "iframe", "source"]):
        address = tag.get("src") or tag.get("href") or ""
        assert tag.get("rel") == ["canonical"] or not urlsplit(address).netloc, f"{page}: {tag}"


@pytest.mark.promise("languages")
@pytest.mark.parametrize("page", all_pages())
def test_page_is_in_its_language(site, page):
    language, _, name = page.partition("/")
    document = soup(site / page.replace(".md", ".html"))
    html = name.removesuffix(".md") + ".html"
    assert document.html["lang"] == language
    assert document.find("link", rel="canonical")["href"] == f"{URL}{language}/{html}"
    switches = {link["hreflang"]: link["href"] for link in document.select("a.language")}
    assert list(switches) == [other for other in languages_of(name) if other != language]
    assert [mark["lang"] for mark in document.select("span.language")] == [
        other for other in languages() if other not in languages_of(name)
    ]
    for other, address in switches.items():
        target = (site / language / html).parent.joinpath(address).resolve()
        assert target == (site / other / html).resolve()


@pytest.mark.parametrize("page", all_pages())
def test_reader_sees_what_was_run(site, page):
    blocks = soup(site.joinpath(page).with_suffix(".html")).select("pre code:-soup-contains('>>>'), .predict samp")
    shown = "".join(block.get_text() for block in blocks)
    tested = "".join(line for example in as_shown(page).examples() for line in example.lines)
    assert "".join(shown.split()) == "".join(tested.replace("<BLANKLINE>", "").split())


def test_root_and_404_offer_every_language(site):
    for name, prefix in (("index.html", ""), ("404.html", "/course/")):
        links = {link["hreflang"]: link["href"] for link in soup(site / name).select("a[hreflang]")}
        assert links == {language: f"{prefix}{language}/index.html" for language in languages()}


def test_sitemap_names_every_page_in_every_language(site):
    """Those that are written: the whole lecture would be found twice, and its notebook is not the site's."""
    index = ElementTree.parse(site / "sitemap.xml")
    assert [loc.text for loc in index.iterfind(".//{*}loc")] == [f"{URL}{code}/sitemap.xml" for code in languages()]
    for language in languages():
        sitemap = ElementTree.parse(site / language / "sitemap.xml")
        names = [page.partition("/")[2] for page in html_pages() if page.startswith(f"{language}/")]
        assert {loc.text for loc in sitemap.iterfind(".//{*}loc")} == {f"{URL}{language}/{name}" for name in names}
        alternates = {link.get("href") for link in sitemap.iterfind(".//{*}link")}
        assert alternates == {f"{URL}{code}/{name}" for name in names for code in languages_of(name)}


@pytest.mark.parametrize("language", languages())
def test_navigation_of_a_page_has_the_titles_of_its_lecture(site, language):
    documents = {page: soup(site / language / page.replace(".md", ".html")) for page in pages(language)}
    headings = {page: document.h1.get_text() for page, document in documents.items()}
    for page, document in documents.items():
        links = document.select(".md-nav--primary a.md-nav__link:not([href^='#'])")
        titles = {link.get_text(strip=True) for link in links}
        lecture = {headings[other] for other in headings if Path(other).parent == Path(page).parent}
        if dirname(page) in LECTURES:
            lecture.add(words.read(language)["whole_title"])
        if f"{language}/{Path(page).with_name('given.html')}" in given_pages():
            lecture.add(words.read(language)["given"])
        assert {title.replace("\N{NO-BREAK SPACE}", " ") for title in lecture} <= titles


@pytest.mark.parametrize("page", shown_pages())
def test_page_before_and_after_is_one_of_the_lectures(site, page):
    """Or the first page. What stands beside the lectures, as the accessibility statement, is read alone."""

    def is_read(name):
        return name == "index.html" or dirname(name) in LECTURES

    language, _, name = page.partition("/")
    links = [
        (site / page).parent.joinpath(link["href"]).resolve() for link in soup(site / page).select(".md-footer__link")
    ]
    assert bool(links) == is_read(name)
    assert all(is_read(link.relative_to(site / language).as_posix()) for link in links)


@pytest.mark.parametrize(
    "place", ["README.md", "README.pl.md", *(f"docs/{language}/index.md" for language in languages())]
)
def test_versions_are_those_that_are_pinned(place):
    pinned = dict(re.findall(r'"(torch|numpy)==([\d.]+)"', ROOT.joinpath("pyproject.toml").read_text("utf-8")))
    said = re.search(
        r"(?P<torch>\d+\.\d+\.\d+)\W+\w+\s+NumPy\s+`?(?P<numpy>[\d.]+\d)", ROOT.joinpath(place).read_text("utf-8")
    )
    assert said.groupdict() == pinned


def test_one_letter_words_keep_to_the_next():
    text = 'Idź *w* lewo i `x i y`, a potem (w\nprawo) [z tyłu](b.md "i o") $a b$, ma 50 257 tokenów\n\n    a b'
    kept = "Idź <em>w</em> lewo i~<code>x i y</code>, a~potem (w~prawo) "
    kept += '<a href="b.md" title="i o">z~tyłu</a> <span class="piece"><math'
    html = converted(page_of(text), no_break_after="a i w z").replace("\N{NO-BREAK SPACE}", "~")
    assert kept in html
    assert ">a b</annotation>" in html
    assert "ma~50~257 tokenów" in html
    assert "<code>a b\n</code>" in html


def test_no_words_are_kept_where_a_language_has_none():
    assert "\N{NO-BREAK SPACE}" not in converted(page_of("a b, 50 257"))


def test_numbers_keep_to_what_they_belong_to():
    text = "Softmax `lab 2` and ln 3, 100 · 100 + 2 × 4 = 3 to −1, lab\n2 of [at 5](b.md), about 7"
    kept = 'ln~3, 100~·~100~+ 2~×~4~=~3 to~−1, lab~2 of <a href="b.md">at~5</a>, about 7'
    html = converted(page_of(text)).replace("\N{NO-BREAK SPACE}", "~")
    assert f"<code>lab 2</code> and {kept}" in html


def test_a_number_at_the_end_of_a_sentence_keeps_to_its_word_and_a_shape_to_itself():
    text = "Sums to 1. Then (equals −100.) about 0.25! Shapes (1, 2,\n3) and (4, 5, n). About 50257. About 7.5 days"
    kept = "Sums to~1. Then (equals~−100.) about~0.25! Shapes (1,~2,~3) and (4, 5, n). About 50257. About 7.5 days"
    assert kept in converted(page_of(text)).replace("\N{NO-BREAK SPACE}", "~")


def test_no_line_begins_with_a_dash():
    text = "A – b, `c` – *d* – (e) –\n[f](g.md) – $h$ – i, 5–8, `j – k`, one\n– two\n\n– A line"
    html = converted(page_of(text)).replace("\N{NO-BREAK SPACE}", "~")
    document = BeautifulSoup(html, "html.parser")
    for formula in document.find_all("math"):
        formula.replace_with(formula.annotation.text)
    assert " ".join(document.text.split()) == "A~– b, c~– d~– (e)~– f~– h~– i, 5–8, j – k, one~– two – A line"


def test_hyphens_and_formulas_are_in_one_piece_with_what_is_attached():
    html = converted(
        page_of("GPT-2, [JAX-ie](GPT-2.md) `GPT-2` $a$, ($b$)-th $c$ d non-negative *i $e$* o\n$f$ g\n$h$"),
        no_break_after="i o",
    )
    document = BeautifulSoup(html, "html.parser")
    for formula in document.find_all("math"):
        formula.replace_with(formula.annotation.text)
    assert [piece.text for piece in document.select(".piece")] == [
        "GPT-2",
        "JAX-ie",
        "a,",
        "(b)-th",
        "i\N{NO-BREAK SPACE}e",
        "o\N{NO-BREAK SPACE}f",
    ]
    assert " ".join(document.text.split()) == "GPT-2, JAX-ie GPT-2 a, (b)-th c d non-negative i e o f g h"


def test_short_words_with_a_hyphen_are_in_one_piece():
    """All but ids, and what a menu shows."""
    page = page_of(
        "# One-hot { #one-hot }\n\nOf f-strings, (log-odds) **up-to-date**: a-b-c-d-e-f, non-negative, `a-b`, "
        "[on-off](a-b.md) *x-y*{ .no-wrap lang=en-GB }"
    )
    document = BeautifulSoup(converted(page), "html.parser")
    pieces = [piece.text for piece in document.select(".piece")]
    assert pieces == ["One-hot", "f-strings", "log-odds", "up-to-date", "a-b-c-d-e-f", "on-off", "x-y"]
    assert document.h1["id"] == "one-hot"
    assert contents(page) == ["One-hot"]
    assert document.em["lang"] == "en-GB"


def test_long_code_in_a_sentence_wraps():
    html = converted(page_of(f"`{'a' * 30}` `{'b' * 31}` **`{'c' * 31}`**\n\n    {'d' * 31}\n\n```sh\n{'e' * 31}\n```"))
    wrapping = BeautifulSoup(html, "html.parser").select(".wraps")
    assert [code.text for code in wrapping] == ["b" * 31, "c" * 31]


def test_apostrophes_are_curly_but_in_code():
    page = page_of("# A page's { #a }\n\nIt's `it's` $f'(x)$ [a's](b's.md)")
    html = converted(page)
    assert "It’s <code>it's</code>" in html
    assert '<a href="b\'s.md">a’s</a>' in html
    assert "f'(x)</annotation>" in html
    assert contents(page) == ["A page’s"]


@pytest.mark.parametrize("page", [*html_pages(), *whole_lectures()])
def test_no_word_has_a_straight_apostrophe(site, page):
    article = BeautifulSoup(str(soup(site / page).article), "html.parser")
    for code in article.select("code, samp, math, svg, .contents, .mistakes [lang]"):
        code.decompose()
    assert re.findall(r"\w+'\w+", article.text) == []


@pytest.mark.parametrize("language", languages())
def test_one_letter_words_of_the_language_do(site, language):
    text = soup(site / language / "index.html").find("article").get_text()
    kept = re.findall(r"(?<!\S)(\w)\N{NO-BREAK SPACE}", text.lower())
    short = words.read(language)["no_break_after"].split()
    assert set(kept) <= set(short)
    assert bool(kept) == bool(short)


def test_messages_of_errors_and_warnings_are_marked():
    session = [
        ">>> a.grad",
        "UserWarning: no <leaf>",
        "True",
        ">>> print(Warning)",
        "a Warning: b",
        ">>> a.b",
        "Traceback (most recent call last):",
        "    ...",
        "AttributeError: c",
        "d",
    ]
    html = converted(page_of("\n".join(["```pycon", *session, "```"])))
    messages = BeautifulSoup(html, "html.parser").select(".go .gr[lang=en]")
    assert [message.text for message in messages] == ["UserWarning: no <leaf>", "AttributeError: c\nd"]
    assert BeautifulSoup(html, "html.parser").code.text == "\n".join(session)


def test_foreign_words_have_their_language():
    text = "ang. *a b*, **c**, d *e* (ang. *f*), *g*; ang. `h`, niem. *i*, xang. *j* i *k*{ lang=fr }"
    html = converted(page_of(text), foreign="ang. en, niem. de")
    found = [(one.text, one.get("lang")) for one in BeautifulSoup(html, "html.parser").p.find_all(True)]
    kept = dict.fromkeys("eghj")
    assert dict(found) == {"a b": "en", "c": "en", "f": "en", "i": "de", "k": "fr", **kept}
    assert "lang" not in converted(page_of("ang. *a*"))


@pytest.mark.promise("languages")
@pytest.mark.parametrize("page", [*html_pages(), *whole_lectures()])
def test_every_foreign_word_with_a_mark_has_its_language(site, page):
    """A screen reader would read it as a word of the page's language; so with messages of errors."""
    assert {message.get("lang") for message in soup(site / page).select(".gr")} <= {"en"}
    marks = PageMarkdown(words.read(page.partition("/")[0])).foreign
    for mark, language in marks.items():
        texts = soup(site / page).article.find_all(string=re.compile(rf"(?<!\w){re.escape(mark)}"))
        for text in texts:
            assert text.rstrip().endswith(mark), text
            assert text.next_sibling.get("lang") == language, text.parent


@pytest.mark.promise("headings")
@pytest.mark.parametrize("page", ["index.html", "404.html", *shown_pages()])
def test_headings_are_in_order_and_nothing_has_a_style_of_its_own(site, page):
    document = soup(site / page)
    levels = [int(heading.name[1]) for heading in document.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels)), levels
    assert document.select("[style], style") == []


def words_of_the_theme(document):
    """What a page says in its language outside its text: to the eye, and by its elements' names to a screen reader."""
    shown = [
        text.strip()
        for text in document.body.find_all(string=True)
        if type(text) is NavigableString and not text.find_parent(["article", "script"]) and is_in_its_language(text)
    ]
    named = [
        tag[name]
        for tag in document.find_all(is_in_its_language)
        for name in ("aria-label", "title", "placeholder")
        if tag.get(name)
    ]
    return {text for text in (*shown, *named) if re.search(r"\w", text)}


def is_in_its_language(part):
    """Whether a part of a page is in the page's language; the names of the other languages are not."""
    return part.find_parent(lang=True) in (None, part.find_parent("html"))


@pytest.mark.parametrize("page", IN_SEVERAL_LANGUAGES)
def test_every_word_of_the_theme_is_in_the_pages_language(site, page):
    """Only proper names may be the same in both languages: headings such as “Softmax”, GitHub, the licences."""
    documents = [soup(site / language / page) for language in languages_of(page)]
    headings = [{heading.get_text() for heading in document.select("h1, h2, h3")} for document in documents]
    others = [words_of_the_theme(document) - words for document, words in zip(documents, headings, strict=True)]
    titles = {soup(site / name).h1.get_text() for name in html_pages()}
    assert set.intersection(*others) - titles - {"GitHub", "CC BY 4.0", "MIT"} == set()


@pytest.mark.promise("formulas")
def test_formulas_are_mathml(site):
    for page in html_pages():
        document = soup(site / page)
        assert not document.select(".arithmatex"), page
    assert any(soup(site / page).find("math", display="block") for page in html_pages())


@pytest.mark.parametrize("lecture", all_lectures(), ids=lambda lecture: lecture.folder)
@pytest.mark.parametrize("language", languages())
def test_page_offers_its_notebook(site, language, lecture):
    """The first page of a lecture, and the page that has all of it, offer the notebook of the lecture."""
    first, *others = [uri for uri in lecture.uris if uri in pages(language)]
    offered = {uri: notebook_uri(uri) for uri in others}
    offered |= dict.fromkeys([first, lecture.whole_uri], lecture.notebook_uri)
    for uri, notebook in offered.items():
        download, script, colab = soup(site / language / uri.replace(".md", ".html")).select(".notebook a")
        assert download["href"] == Path(notebook).name
        assert (site / language / notebook).is_file()
        assert script["href"] == Path(notebook).with_suffix(".py").name
        assert (
            colab["href"]
            == f"https://colab.research.google.com/github/example/course/blob/gh-pages/{language}/{notebook}"
        )


@pytest.mark.parametrize("page", html_pages())
def test_page_has_the_code_of_its_own_script_to_copy(site, page):
    """A lecture's is too long to be in its pages."""
    document, script = soup(site / page), (site / page).with_suffix(".py")
    copied = [button["data-code"] for button in document.select("button.copy-code")]
    assert copied == ([without_comment(script.read_text("utf-8"))] if script.is_file() else [])


def without_comment(text):
    """A script without what is said about it below its title."""
    title, *lines = text.splitlines(keepends=True)
    return title + "".join(itertools.dropwhile(lambda line: line.startswith("# "), lines))


def test_other_pages_offer_no_notebook(site):
    for page in [*(f"{language}/index.html" for language in languages()), *given_pages()]:
        assert not soup(site / page).select(".notebook"), page


@pytest.mark.parametrize("page", [*whole_lectures(), *given_pages()])
def test_what_is_elsewhere_too_is_not_found_by_search(site, page):
    language, _, name = page.partition("/")
    places = {entry["location"].partition("#")[0] for entry in search_index(site, language)}
    assert name not in places
    assert {page.replace(".md", ".html") for page in pages(language)} <= places


@pytest.mark.parametrize("language", languages())
def test_what_stands_below_a_page_is_not_found_by_search(site, language):
    texts = [entry["text"] for entry in search_index(site, language)]
    for page in pages(language):
        for below in soup(site / language / page.replace(".md", ".html")).select(".cells, .proven"):
            assert not [text for text in texts if below.get_text() in text]


@pytest.mark.parametrize("page", ["index.html", "404.html", *shown_pages()])
def test_page_runs_no_script_but_its_own(site, page):
    """The policy of a page allows its inline scripts by their hashes, and files of the site."""
    document = soup(site / page)
    scripts = [script.string for script in document.select("script:not([src]):not([type])")]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts}
    assert set(rules(document)["script-src"].split()) == {"'self'", *hashes}


def rules(document):
    """What the policy of a page says, by the kind of what is loaded."""
    policy = document.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))


@pytest.mark.parametrize(("language", "old", "new"), REDIRECTS)
def test_old_address_leads_to_the_new_one(site, language, old, new):
    """A page opens the new one, at the same heading; anything else is a copy."""
    old, new = site / language / old, site / language / new
    if old.suffix != ".html":
        assert old.read_bytes() == new.read_bytes()
        return
    page = soup(old)
    assert page.html["lang"] == language
    assert (old.parent / page.find(id="moved")["href"]).resolve() == new.resolve()
    assert page.noscript.meta["http-equiv"] == "refresh"
    assert page.noscript.meta["content"] == f"0; url={page.find(id='moved')['href']}"
    assert page.find("link", rel="canonical")["href"] == f"{URL}{new.relative_to(site).as_posix()}"
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    script = (old.parent / urlsplit(page.script["src"]).path).read_text("utf-8")
    assert 'document.getElementById("moved").href+location.hash' in script.replace(" ", "")
    assert rules(page)["script-src"] == "'self'"
    for tag in page.select("link:not([rel=canonical])"):
        assert (old.parent / urlsplit(tag["href"]).path).is_file()


def test_assets_are_there_once(site):
    """The theme's files are not in each language again, and what no page asks for is not there."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in (".js", ".css", ".map")]
    elsewhere = [name for name in names if not name.startswith("assets/")]
    assert sorted(elsewhere) == sorted(["worker.js", *(f"{code}/search/search_index.js" for code in languages())])
    assert len([name for name in names if "javascripts" in name]) == 1


@pytest.mark.parametrize("page", whole_lectures())
def test_links_of_a_whole_lecture_stay_in_it(site, page):
    """Those to its own pages, in text and in drawings; "all on one page" leads to itself."""
    document = soup(site / page)
    names = {chapter["id"] for chapter in document.select(".chapter")}
    assert names
    links = [link["href"] for link in document.article.find_all("a", href=True, download=False)]
    assert [link for link in links if link.partition("#")[0].removesuffix(".html") in names] == []


@pytest.mark.parametrize("page", ["index.html", *shown_pages()])
def test_shared_link_has_a_card(site, page):
    document = soup(site / page)
    language = document.html["lang"]
    card = {tag["property"]: tag["content"] for tag in document.select("meta[property]")}
    assert card["og:image"].startswith(f"{URL}{language}/")
    assert (site / card["og:image"].removeprefix(URL)).read_bytes().startswith(b"\x89PNG")
    name = words.read(language)["site_name"] if page in shown_pages() else config().site_name
    assert card["og:title"] in (name, f"{card['og:title'].partition(' · ')[0]} · {name}")
    assert card["og:title"].partition(" · ")[0] in document.title.get_text()
    assert len(document.find("meta", {"name": "description"})["content"]) >= 40


@pytest.mark.parametrize("page", shown_pages())
def test_page_says_whom_to_tell_and_who_made_it(site, page):
    document, uri = soup(site / page), page.replace(".html", ".md")
    links = {link["href"] for link in document.select(".page-links a")}
    form = f"{REPOSITORY}/issues/new?{urlencode({'template': 'mistake.yml', 'page': f'{URL}{page}'})}"
    edit = {f"{REPOSITORY}/edit/main/docs/{uri}"} if page in html_pages() else set()
    assert links == {form} | edit
    assert all((ROOT / "docs" / uri).is_file() for _ in edit)
    foot = document.select_one(".md-copyright")
    assert config().site_author in foot.get_text()
    assert [link["href"] for link in foot.select("a")] == [
        f"https://creativecommons.org/licenses/by/4.0/deed.{document.html['lang']}",
        "https://opensource.org/license/mit",
        f"{REPOSITORY}/issues/",
    ]
