"""A page that explains a mistake leads to it, and the mistake to that page."""

import pytest
from bs4 import BeautifulSoup
from mistakes import on
from project import all_mistakes, languages, listed_pages
from small_pages import page_of


def test_mistake_names_what_explains_it():
    text = "# A { #a }\n\n## `no [x]`{ .message } { #b }\n\n[c](../d/e.md#f), [g](h.md).\n{ .see }\n"
    [mistake] = on(page_of(f"{text}\n## I {{ #i }}\n\nJ.\n"))
    assert (mistake.title, mistake.is_message, mistake.explained) == ("no [x]", True, ["d/e.md", "lecture-0/h.md"])
    assert mistake.address_from("d/e.md") == "../lecture-0/page.html#b"
    assert mistake.address_from("lecture-0/h.md") == "page.html#b"


@pytest.mark.parametrize("language", languages())
def test_pages_lead_to_each_other(site, language):
    found = all_mistakes(language)
    assert found
    for mistake in found:
        here = site / language / mistake.page.uri
        for uri in mistake.explained:
            page = BeautifulSoup((site / language / uri).with_suffix(".html").read_text("utf-8"), "html.parser")
            links = {link["href"]: link for link in page.select(".mistakes a")}
            link = links[mistake.address_from(uri)]
            assert link.text == mistake.title
            assert link.get("lang") == ("en" if mistake.is_message else None)
            path, _, name = link["href"].partition("#")
            target = (site / language / uri).parent / path
            assert target.resolve() == here.with_suffix(".html").resolve()
            assert f'id="{name}"' in target.read_text("utf-8")


@pytest.mark.parametrize("language", languages())
def test_links_to_mistakes_come_in_the_order_of_their_pages(site, language):
    order = [uri.rpartition("/")[2].removesuffix(".md") for uri in listed_pages(language)]
    for uri in listed_pages(language):
        page = BeautifulSoup((site / language / uri).with_suffix(".html").read_text("utf-8"), "html.parser")
        links = [link["href"].rpartition("/")[2] for link in page.select(".mistakes a")]
        places = [order.index(link.partition(".html")[0]) for link in links]
        assert places == sorted(places), uri
