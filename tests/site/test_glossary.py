"""The glossary has every term, in the order of its language's alphabet, with the other language's term beside it."""

import pytest
from bs4 import BeautifulSoup
from project import ROOT, languages, pages
from small_pages import page_of
from terms import GLOSSARY, Terms
from words import read

TERMS = Terms(ROOT / "docs")


def glossary(tmp_path, *names):
    """The titles of a Polish glossary with terms of these names."""
    text = "".join(
        f"t{number}: {{page: a.md#b, pl: {{term: {name}, is: X.}}, en: {{term: e{number}, is: Y.}}}}\n"
        for number, name in enumerate(names)
    )
    (tmp_path / "terms.yml").write_text(text, "utf-8")
    found = Terms(tmp_path).indexes({GLOSSARY: page_of("# G { #g }")}, {"code": "pl", **read("pl")})
    return [line.partition(" {")[0] for line in found[GLOSSARY].lines if line.startswith("##")]


def test_order_is_that_of_the_alphabet(tmp_path):
    titles = glossary(tmp_path, "żal", "zero", "źle", "ćma", "czas", "cal", "mała", "malarz", "mak stary", "makowy")
    assert titles == [
        *("## C", "### cal", "### czas", "## Ć", "### ćma"),
        *("## M", "### mak stary", "### makowy", "### malarz", "### mała"),
        *("## Z", "### zero", "## Ź", "### źle", "## Ż", "### żal"),
    ]


@pytest.mark.parametrize("code", languages())
def test_every_term_is_there(site, code):
    page = BeautifulSoup((site / code / GLOSSARY).with_suffix(".html").read_text("utf-8"), "html.parser")
    for name, term in TERMS.items():
        heading = page.find(id=name)
        title, text = (one.get_text().replace("\N{NO-BREAK SPACE}", " ") for one in (heading, heading.find_next("p")))
        assert title == term[code]["term"]
        assert text.startswith(term[code]["is"].replace("'", "’"))
        assert {other["term"] for other_code, other in term.items() if other_code not in ("page", code)} <= {
            one.get_text() for one in heading.find_next("p").select("[lang]")
        }
        address = f"../{term['page'].replace('.md', '.html')}"
        assert term["page"].partition("#")[0] not in pages(code) or page.select(f"#{name} + p a[href='{address}']")
        for one in term[code].get("rejected", []):
            assert one["why"].replace("'", "’") in text
