"""Every page says the same in every language: the same parts in the same order; only the prose is its own."""

import re

import pytest
from site_config import ROOT, languages, pages

FIRST, *OTHERS = languages()

# What a page is made of, apart from its prose. Each match is one part.
PART = re.compile(
    r"""
      ^(?P<heading>\#+)\ .*?(?:\{\ \#(?P<id>[\w-]+)\ \})?$
    | ^\ *(?P<include>--8<--\ ".*")$
    | ^\ *(?P<fence>```.+)$
    | ^\ *(?P<box>(?:!!!|\?\?\?\+?)\ [\w-]+)\ "
    | ^\ *(?P<item>\d+\.|-)[ ]
    | ^\ *(?P<row>\|)
    | \$\$(?P<block>.+?)\$\$
    | \$(?P<formula>[^$\n]+?)\$
    | (?P<image>!)?\[[^\]]*\]\((?P<target>[^)]+)\)
    """,
    re.X | re.M,
)

# Words that a careful Polish text does not use, and what it uses instead.
REJECTED_IN_POLISH = {
    r"zakłopotani\w+": "perpleksja",
    r"żeton\w*": "token",
    r"logprob\w*": "logarytm prawdopodobieństwa",
    r"samplow\w+": "losowanie, próbkowanie",
    r"konwerg\w+": "zbieżność, zbiegać",
    r"nasion\w+": "ziarno",
    r"reshape'ow\w+": "zmiana kształtu",
    r"schodzeni\w+ gradient\w*": "metoda gradientu prostego, spadek gradientu",
    r"(?:szybkość|tempo|stopień) uczenia": "współczynnik uczenia",
    r"gorącojedynkow\w+": "kodowanie one-hot",
    r"entropi\w+ skrośn\w+": "entropia krzyżowa",
    r"\d+\.\d+": "przecinek dziesiętny",
    r'"': "„…”",
}


def text_of(language, page):
    return ROOT.joinpath("docs", language, page).read_text("utf-8")


def parts(language, page):
    """The parts of a page as (place, kind and content)."""
    text = text_of(language, page)
    found = []
    for match in PART.finditer(text):
        place = f"docs/{language}/{page}:{text.count(chr(10), 0, match.start()) + 1}"
        part = {kind: content for kind, content in match.groupdict().items() if content}
        if "item" in part:
            part["item"] = "-" if part["item"] == "-" else "1."
        for kind in ("block", "formula"):
            if kind in part:
                part[kind] = part[kind].replace("{,}", ".")  # the decimal comma
        found.append((place, part))
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_same_pages(language):
    for page in pages(FIRST):
        assert page in pages(language), f"docs/{language}/{page} is missing: write it, docs/{FIRST}/{page} is there"
    for page in pages(language):
        assert page in pages(FIRST), f"docs/{FIRST}/{page} is missing: write it, docs/{language}/{page} is there"


@pytest.mark.parametrize("page", pages(FIRST))
@pytest.mark.parametrize("language", OTHERS)
def test_same_parts(language, page):
    if page not in pages(language):
        pytest.fail(f"docs/{language}/{page} is missing", pytrace=False)
    here, there = parts(FIRST, page), parts(language, page)
    for (place, part), (other_place, other_part) in zip(here, there, strict=False):
        if part != other_part:
            pytest.fail(f"{other_place}: {other_part}, but {place} has {part}", pytrace=False)
    if len(here) != len(there):
        place, part = (here + there)[min(len(here), len(there)) :][0] if len(here) > len(there) else there[len(here)]
        pytest.fail(f"{place}: {part} is in one language only", pytrace=False)


@pytest.mark.parametrize("page", pages(FIRST))
@pytest.mark.parametrize("language", languages())
def test_every_heading_has_an_id(language, page):
    """Ids made from the words of a heading would differ between languages, and change with every correction."""
    found = parts(language, page)
    nameless = [place for place, part in found if "heading" in part and "id" not in part]
    assert not nameless, "write { #id } after the heading"
    ids = [part["id"] for _, part in found if "id" in part]
    for place, part in found:
        if ids.count(part.get("id")) > 1:
            pytest.fail(f"{place}: the id {part['id']} is there twice; rename one", pytrace=False)


@pytest.mark.parametrize("page", pages(FIRST))
@pytest.mark.parametrize("language", languages())
def test_every_page_has_a_description(language, page):
    """Search engines show it, and Lighthouse asks for it."""
    if not re.match(r"---\ndescription: \S.{40,}\n", text_of(language, page)):
        pytest.fail(f"docs/{language}/{page}:1: begin with ---, description: a sentence or two, ---", pytrace=False)


@pytest.mark.parametrize("page", pages(FIRST))
@pytest.mark.parametrize("language", languages())
def test_nothing_but_a_heading_follows_an_answer(language, page):
    """Jupyter hides what comes after an answer's heading up to the next one."""
    text = text_of(language, page)
    for answer in re.finditer(r"^ *\?\?\? success.*\n(?:(?: {8}.*)?\n)*", text, re.M):
        place = f"docs/{language}/{page}:{text.count(chr(10), 0, answer.end()) + 1}"
        if not re.match("#|$", text[answer.end() :]):
            pytest.fail(f"{place}: write a heading first, or notebooks hide this with the answer above", pytrace=False)


NOT_PROSE = re.compile(
    r"""
      ^\ *```[^\n]*\n[\s\S]*?^\ *```$   # code
    | `[^`\n]*`
    | \$\$[\s\S]*?\$\$                  # formulas
    | \$[^$\n]*\$
    | \]\([^)\n]*\)                     # addresses
    | \{[^}\n]*\}                       # attributes
    | ^\ *(?:!!!|\?{3}\+?)\ [\w-]+\ "   # boxes
    | (?<=[\w?])"$
    """,
    re.X | re.M,
)


def prose(text):
    """A page's words, on the lines that they stand on."""
    return NOT_PROSE.sub(lambda match: "\n" * match[0].count("\n"), text)


@pytest.mark.parametrize("page", pages("pl"))
def test_polish_is_polish(page):
    for number, line in enumerate(prose(text_of("pl", page)).split("\n"), 1):
        for pattern, better in REJECTED_IN_POLISH.items():
            if match := re.search(pattern, line):
                pytest.fail(f"docs/pl/{page}:{number}: {match[0]!r}; better: {better}", pytrace=False)


@pytest.mark.parametrize("page", pages("en"))
def test_english_is_english(page):
    for number, line in enumerate(prose(text_of("en", page)).split("\n"), 1):
        if match := re.search(r"\w*[ąćęłńóśźż]\w*", line, re.I):
            pytest.fail(f"docs/en/{page}:{number}: {match[0]!r} is Polish", pytrace=False)
