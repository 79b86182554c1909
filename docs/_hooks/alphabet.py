"""What is looked up on a page: entries under the letters with which they begin."""

from itertools import groupby

from parts import Page

LETTER = "letter-"  # how the ids of the letters begin


def page_with(page, entries, alphabet):
    """A `Page` with entries below what is written there, in the order of an alphabet.

    An entry is what it is looked up by, and its lines, which begin with a heading of the third level.
    """
    order = {letter: number for number, letter in enumerate(alphabet)}
    ordered = sorted(entries, key=lambda entry: [order.get(letter, -1) for letter in entry[0].lower()])
    texts = []
    for letter, found in groupby(ordered, key=lambda entry: entry[0][0].lower()):
        texts += ["", f"## {letter.upper()} {{ #{LETTER}{letter} data-search-exclude=1 }}", ""]
        texts += [text for _, lines in found for text in lines]
    return Page([*page.lines, *map(page.lines[0].changed_to, texts)], page.meta, page.uri)


def keep_letters(contents):
    """Takes the entries out of the contents of such a page: they would be twice as many elements."""
    for heading in contents:
        if heading.id.startswith(LETTER):
            heading.children = []
        keep_letters(heading.children)
