"""What lists the pages leads to all of them: a lecture's first page to its pages, a language's to the lectures."""

import posixpath

import pytest
from project import all_lectures, languages, read_as_written


def linked(language, uri):
    """The pages that a page links to."""
    addresses = [link.attrs["href"].partition("#")[0] for link in read_as_written(f"{language}/{uri}").nodes("link")]
    return {posixpath.join(posixpath.dirname(uri), address) for address in addresses}


def missing(language, uri, wanted):
    if left_out := [page for page in wanted if page not in linked(language, uri)]:
        pytest.fail(f"docs/{language}/{uri}: link to {left_out[0]}, which nav in mkdocs.yml has", pytrace=False)


@pytest.mark.parametrize("lecture", all_lectures(), ids=lambda lecture: lecture.folder)
@pytest.mark.parametrize("language", languages())
def test_first_page_of_a_lecture_leads_to_its_pages(language, lecture):
    missing(language, lecture.uris[0], [*lecture.uris[1:], lecture.whole_uri, lecture.notebook_uri])


@pytest.mark.parametrize("language", languages())
def test_first_page_leads_to_the_lectures(language):
    missing(language, "index.md", [lecture.uris[0] for lecture in all_lectures()])
