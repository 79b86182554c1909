"""Numbers in sentences are true: each is a rounding of a value that its section shows, or a fact with its source.

What is asked about: decimal numbers, percentages, powers of ten, and whole numbers from 20 up, in text, in code inside
sentences and in formulas. (Those of text alternatives are held to their figures by test_figures.py.) A value that no
block shows is given by the region `numbers` of the page's snippet, which runs behind the page's last example. Facts
about the world are in docs/facts.yml. The accessibility statement is left out: tests hold its promises, and the rest of
it is law and dates.
"""

import functools
import re
from bisect import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from examples.running import lines_marked, with_hidden
from parts import promises
from project import ROOT, all_pages, languages, pages, read_as_written, read_page
from prose import prose
from words import read, read_yaml

FIRST, *OTHERS = languages()
TESTED = [page for page in all_pages() if not promises(read_as_written(page))]
FACTS = ROOT / "docs/facts.yml"
KINDS = ("text", "code_inline", "math_inline", "math_block")
SMALL = 20  # whole numbers below it, shapes and indices mostly, are not asked about
IN_CODE = re.compile(r"(?<![\w.])[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])")
PERCENT = r"\s?(?:%|per\s?cent|percent|procent\w*)"
TIMES_TEN = r"\s?(?:·|\\cdot)\s?10(?:\^\{?(?P<exponent>[-\N{MINUS SIGN}]?\d+)\}?|(?P<raised>[⁻⁰¹²³⁴-⁹]+))"
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@dataclass(frozen=True)
class Number:
    """A number as it is written in a sentence."""

    text: str
    value: Decimal
    unit: Decimal  # of its last digit
    is_asked_about: bool

    def rounds(self, shown):
        """Whether it is the value of a number in code, or a correct rounding of it to two significant digits or more.

        Decimals are proven by decimals, and whole numbers by the same whole number: 1 and 2 are in all code.
        """
        value = Decimal(shown)
        if self.unit == 1:
            return value == self.value
        is_rounding = abs(self.value) >= 10 * self.unit and abs(value - self.value) <= self.unit / 2
        return "." in shown and (value == self.value or is_rounding)


@functools.cache
def pattern(code, kind):
    """A number as the sentences of a language have it; inside code, as Python has it."""
    words = {"decimal": ".", "thousands": "_"} if kind == "code_inline" else read(code)
    mark, group = re.escape(words["decimal"]), words["thousands"].replace(" ", "[ \N{NO-BREAK SPACE}]")
    return re.compile(
        rf"(?<![\w.,])(?P<sign>(?<![\w)}}\]])[-\N{{MINUS SIGN}}])?"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)(?:{mark}(?P<decimals>\d+))?"
        rf"(?:{TIMES_TEN}|(?P<percent>{PERCENT}))?(?!\w|[.,]\d)"
    )


def plain(text):
    """A formula with its decimal commas and thin spaces as text has them."""
    return text.replace("{,}", ",").replace(r"\,", "\N{NO-BREAK SPACE}")


def number(found):
    """The Number in a match of `pattern`."""
    part = found.groupdict(default="")
    exponent = int(part["exponent"].replace("\N{MINUS SIGN}", "-") or part["raised"].translate(RAISED) or 0)
    exponent -= 2 if part["percent"] else 0
    value = Decimal(re.sub(r"\D", "", part["whole"]) + "." + part["decimals"]).scaleb(exponent)
    asked = bool(part["decimals"] or exponent) or value >= SMALL
    unit = Decimal(1).scaleb(exponent - len(part["decimals"]))
    return Number(found[0], -value if part["sign"] else value, unit, asked)


def sections(page):
    """The numbers of the lines of a `parts.Page` at which its sections begin, counted from 0."""
    return [node.map[0] for node in page.nodes("heading") if node.tag == "h2"]


@dataclass(frozen=True)
class Found:
    """A Number where it stands, and the values that it may be a rounding of."""

    number: Number
    pattern: re.Pattern
    place: str
    section: int
    values: frozenset

    @property
    def proof(self):
        """The number in code that it is a rounding of; None if there is none."""
        return next((shown for shown in sorted(self.values) if self.number.rounds(shown)), None)

    def mutants(self):
        """The same with each of its digits changed to each other digit."""
        text = self.number.text
        for place, old in enumerate(text):
            for digit in set("0123456789") - {old} if old in "0123456789" else ():
                if changed := self.pattern.fullmatch(text[:place] + digit + text[place + 1 :]):  # not 20³⁸ for 10³⁸
                    yield replace(self, number=number(changed))


@functools.cache
def in_sentences(name):
    """The numbers that a page's sentences have, and that are asked about, each as a Found."""
    page, code = read_as_written(name), name.partition("/")[0]
    begins = [page.lines[number].number for number in sections(page)]
    values, everywhere = by_section(name), of_the_page(name) | stated(name)
    found = []
    for words in [words for words in prose(page, *KINDS) if not words.is_in("image")]:
        section = bisect(begins, int(words.place.rpartition(":")[2]))
        here, written = frozenset(values[section] | everywhere), pattern(code, words.kind)
        for match in written.finditer(plain(words.text)):
            found.append(Found(number(match), written, words.place, section, here))
    return [one for one in found if one.number.is_asked_about]


def values_in(lines):
    """The numbers in the code and outputs of a page's lines."""
    code = [line for line in lines if ".pycon" in line.path]
    return {found.replace("_", "") for line in code for found in IN_CODE.findall(line)}


def by_section(name):
    """The values that each section of a page shows, from what stands above the first on."""
    page, found = read_page(name), defaultdict(set)
    begins = sections(page)
    for number, line in enumerate(page.lines):
        found[bisect(begins, number)] |= values_in([line])
    return found


def of_the_page(name):
    """The values of the region `numbers`, which no section shows."""
    return values_in(lines_marked(with_hidden(name), "numbers"))


def facts():
    return read_yaml(FACTS)


def stated(name):
    """The values of the facts about the world that a page states."""
    uri = name.partition("/")[2]
    return {str(fact["value"]) for fact in facts() if uri in fact["pages"]}


READ = [
    ("en", "text", "50,257 tokens, 0.93 and −1.25, of 57 per cent; GPT-2, 2.13.0", ["50257", "0.93", "-1.25", "0.57"]),
    ("pl", "text", "50 257 tokenów, 0,93 i −1,25, czyli 57 procent; GPT-2", ["50257", "0.93", "-1.25", "0.57"]),
    ("pl", "math_inline", r"3{,}4 \cdot 10^{38} - 0{,}5", ["3.4e38", "0.5"]),
    ("pl", "code_inline", "x = 10_000 * -0.5, float32, (2, 3)", ["10000", "-0.5"]),
    ("en", "text", "up to 9.2 · 10¹⁸, in 3 of 19 pages", ["9.2e18"]),
]


@pytest.mark.parametrize(("code", "kind", "text", "values"), READ)
def test_numbers_are_read_as_the_language_writes_them(code, kind, text, values):
    found = map(number, pattern(code, kind).finditer(plain(text)))
    assert [one.value for one in found if one.is_asked_about] == list(map(Decimal, values))


@pytest.mark.parametrize(
    ("shown", "is_right"),
    [("0.9319", True), ("0.925", True), ("0.9", False), ("0.9249", False), ("93", False), ("-0.93", False)],
)
def test_what_is_a_rounding(shown, is_right):
    assert number(pattern("en", "text").search("0.93")).rounds(shown) == is_right


@pytest.mark.parametrize("page", TESTED)
def test_numbers_in_sentences_are_true(page):
    snippet = f"snippets/{page.partition('/')[2].replace('.md', '.pycon')}"
    advice = f"correct it, or write what gives it into the region numbers of {snippet}, or a fact into docs/facts.yml"
    found = [one for one in in_sentences(page) if one.proof is None]
    wrong = [f"{one.place}: {one.number.text} is no rounding of a value in its section: {advice}" for one in found]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize(
    ("language", "page"),
    [(code, page) for code in OTHERS for page in pages(code) if {f"{FIRST}/{page}", f"{code}/{page}"} <= {*TESTED}],
)
def test_numbers_are_the_same_in_every_language(language, page):
    """In each section; so a wrong digit that is true by chance is noticed, unless it is in all of them."""
    here, there = in_sentences(f"{FIRST}/{page}"), in_sentences(f"{language}/{page}")
    for ours, others in ((here, there), (there, here)):
        for (section, value), count in (counted(ours) - counted(others)).items():
            one = [one for one in ours if (one.section, one.number.value) == (section, value)][-count]
            pytest.fail(f"{one.place}: {one.number.text} is in this section of one language only", pytrace=False)


def counted(found):
    return Counter((one.section, one.number.value) for one in found)


def test_a_wrong_digit_in_a_sentence_is_noticed():
    """At most 7 in 100 of all changes of a digit, in all languages alike, give another number that is true.

    One in a single language is always noticed, by the test above. `-rP` shows which are not, and what proves them.
    """
    everything = [(one, mutant) for page in TESTED for one in in_sentences(page) for mutant in one.mutants()]
    survivors = [
        (one, mutant) for one, mutant in everything if not mutant.number.is_asked_about or mutant.proof is not None
    ]
    for one, mutant in survivors:
        print(f"{one.place}: {mutant.number.text} for {one.number.text}, by {mutant.proof}")
    print(f"{len(survivors)} of {len(everything)}")
    assert everything
    assert len(survivors) <= max(20, 0.07 * len(everything))  # of few, more by chance


@pytest.mark.parametrize("number", range(len(facts())))
def test_fact_is_stated(number):
    """On each page that it names, in every language, and with a source."""
    fact = facts()[number]
    where = f"docs/facts.yml: {fact.get('what', fact)}"
    if missing := [key for key in ("value", "what", "source", "pages") if not fact.get(key)]:
        pytest.fail(f"{where}: write its {missing[0]}", pytrace=False)
    for page in [f"{code}/{uri}" for code in languages() for uri in fact["pages"] if uri in pages(code)]:
        if not any(one.number.rounds(str(fact["value"])) for one in in_sentences(page)):
            pytest.fail(f"{where}: docs/{page} does not say {fact['value']}; take the page out", pytrace=False)
