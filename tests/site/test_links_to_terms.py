"""A link to a term leads to its place in the glossary, and knows the page that explains it."""

import pytest
from includes import Line
from links import relative
from places import PageError
from terms import Terms


@pytest.fixture
def terms(tmp_path):
    (tmp_path / "terms.yml").write_text('loss: {page: "lecture-0/b.md#loss"}\n', "utf-8")
    return Terms(tmp_path)


@pytest.mark.parametrize(
    ("page", "address", "explained"),
    [
        ("en/lecture-0/a.md", "../reference/glossary.md#loss", "b.md#loss"),
        ("pl/lecture-0/b.md", "../reference/glossary.md#loss", "b.md#loss"),
        ("pl/lecture-1/c.md", "../reference/glossary.md#loss", "../lecture-0/b.md#loss"),
        ("en/index.md", "reference/glossary.md#loss", "lecture-0/b.md#loss"),
    ],
)
def test_link_leads_to_the_definition(terms, page, address, explained):
    line = Line("The [losses](term:loss) and [it](x.md).", f"docs/{page}", 3)
    assert terms.linked(line, terms.docs / page) == f"The [losses]({address}) and [it](x.md)."
    uri = page.partition("/")[2]
    assert terms.linked_to(uri, address) == "loss"
    assert terms.linked_to(uri, "x.md#loss") is None
    assert relative(uri, terms["loss"]["page"]) == explained


def test_unknown_term_is_named(terms):
    line = Line("A [los](term:los).", "docs/en/lecture-0/a.md", 3)
    with pytest.raises(
        PageError, match=r"^docs/en/lecture-0/a.md:3: no term is called los; correct the name, or add it"
    ):
        terms.linked(line, terms.docs / "en/lecture-0/a.md")
