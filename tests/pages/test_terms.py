"""No term before it is explained: its first use on a page leads to its definition, or is its definition."""

import re
from posixpath import dirname

import links
import pytest
from includes import Includes
from project import ROOT, config, languages, pages, read_as_written
from prose import parents, prose

TERMS = Includes(config()).terms
FOLDERS = {dirname(term["page"]) for term in TERMS.values()}  # the lectures that explain any
KEYS = {"page", *languages()}
LONGEST = 160  # letters of a definition, which opens at a word on a phone


def pattern(stems, forms):
    """What begins with a stem of a term, `learning rate` as well as `learning rates`, or is one of its forms."""
    begins = [r"\w*\s+".join(map(re.escape, stem.split())) + r"\w*" for stem in stems]
    return re.compile(rf"(?<!\w)(?:{'|'.join([*begins, *forms])})(?!\w)", re.I)


def known(code):
    """The terms of a language with what finds them, those with the longest stems first."""
    terms = {name: term[code] for name, term in TERMS.items() if {"stems", "forms"} & term.get(code, {}).keys()}
    written = {name: (term.get("stems", []), term.get("forms", [])) for name, term in terms.items()}
    longest = sorted(written, key=lambda name: -max(len(text) for texts in written[name] for text in texts))
    return {name: pattern(*written[name]) for name in longest}


def first_uses(page, code):
    """Of each term that a page uses in its text: its name, what stands there, where, and the part of the page."""
    found, patterns = {}, known(code)
    for words in [words for words in prose(page) if words.node and not words.is_in("heading", "image")]:
        taken = []  # by longer terms: a learning rate is no rate
        for name, stem in patterns.items():
            for match in stem.finditer(words.text):
                if not any(begin < match.end() and match.start() < end for begin, end in taken):
                    taken.append(match.span())
                    found.setdefault(name, (match[0], words.place, words.node))
    return found


def leads_to(part, uri, name):
    """Whether a text on a page is the words of a link to a term, or to the page that explains it."""
    addresses = [above.attrs["href"] for above in parents(part) if above.type == "link"]
    target = TERMS[name]["page"].partition("#")[0]
    return any(TERMS.linked_to(uri, link) == name or links.target(uri, link) == target for link in addresses)


@pytest.mark.parametrize(
    ("code", "uri"), [(code, uri) for code in languages() for uri in pages(code) if dirname(uri) in FOLDERS]
)
def test_term_is_explained_where_it_is_first_used(code, uri):
    wrong = []
    for name, (text, place, part) in first_uses(read_as_written(f"{code}/{uri}"), code).items():
        target = TERMS[name]["page"].partition("#")[0]
        is_defined = target == uri and any(above.type == "strong" for above in parents(part))
        if not is_defined and not leads_to(part, uri, name):
            how = "in bold, where it is explained" if target == uri else f"as [{text}](term:{name})"
            wrong.append(f"{place}: {text!r} stands on this page for the first time; write it {how}")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("name", TERMS)
def test_term_is_in_every_language_and_on_its_page(name):
    """Under the heading that it names."""
    term = TERMS[name]
    if missing := sorted(KEYS - term.keys()):
        pytest.fail(f"docs/terms.yml: {name} has no {missing[0]}", pytrace=False)
    page, _, heading = term["page"].partition("#")
    for code in languages():
        if missing := sorted({"term", "is"} - term[code].keys()):
            pytest.fail(f"docs/terms.yml: {name} has no {missing[0]} in {code}", pytrace=False)
        if len(term[code]["is"]) > LONGEST or not re.match(r"\w.*\.$", term[code]["is"]):
            pytest.fail(
                f"docs/terms.yml: {name} in {code}: a definition is one sentence of at most {LONGEST} letters",
                pytrace=False,
            )
        text = (ROOT / "docs" / code / page).read_text("utf-8") if page in pages(code) else f"#{heading} "
        if f"#{heading} " not in text:
            pytest.fail(
                f"docs/terms.yml: {name} is explained at {term['page']}, but docs/{code}/{page} has no such heading",
                pytrace=False,
            )


def rejected(code):
    """What a careful text does not say: a pattern for each such wording of a language, the term instead, and why."""
    for term in TERMS.values():
        for one in term[code].get("rejected", []):
            if not {"stems", "forms"} & one.keys():
                continue  # a word of every day, which has its right places
            yield pattern(one.get("stems", []), one.get("forms", [])), term[code]["term"], one["why"]


def fault(text, code):
    """What is wrong with the words of a text."""
    for wording, better, why in rejected(code):
        if match := wording.search(text):
            return f"{match[0]!r}; better: {better}, since {why}"
    return None


@pytest.mark.parametrize(("code", "uri"), [(code, uri) for code in languages() for uri in pages(code)])
def test_term_is_called_by_its_name(code, uri):
    for place, _, text, _ in prose(read_as_written(f"{code}/{uri}")):
        if found := fault(text, code):
            pytest.fail(f"{place}: {found}", pytrace=False)


@pytest.mark.parametrize("code", languages())
def test_definitions_call_terms_by_their_names(code):
    assert {name: found for name, term in TERMS.items() if (found := fault(term[code]["is"], code))} == {}
