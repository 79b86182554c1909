"""Where a lecture was wrong: one page has all of it, in the order of the lecture's cells.

It is written where it belongs, on the lecture's pages, in boxes `!!! correction "C42: item"`, 42 being the number of
the cell. A page does not show them; where what was said would be believed otherwise, the box is marked, `!!! correction
shown "C42: item"`, and stands on its own page as well.
"""

import re
from collections import Counter
from dataclasses import dataclass

from parts import Changes, Page, changed, id_of, indent_of
from places import PageError

TITLE = re.compile(r'"C(\d+): (.+)"$')


@dataclass
class Correction:
    """What was wrong in a cell of a lecture: the title and the lines of a box in a section of a page."""

    cell: int
    title: str
    page: Page
    section: str  # the id of its heading
    lines: list


def taken(page, words):
    """A `Page` as it is shown, and its corrections."""
    found, lines = [], list(page.lines)
    for box in page.nodes("admonition"):
        names = box.attrs["class"].split()
        if "correction" in names:
            correction = read(page, box)
            found.append(correction)
            first, end = box.map
            if "shown" in names:
                mark = lines[first][: lines[first].index("!!!")]
                lines[first] = lines[first].changed_to(
                    f'{mark}!!! correction "{words["correction"]}: {correction.title}"'
                )
            else:
                lines[first:end] = [None] * (end - first)
    return Page([line for line in lines if line is not None], page.meta, page.uri), found


def read(page, box):
    match = TITLE.search(box.info.strip())
    if not match:
        form = '!!! correction "C42: what it is about"'
        raise PageError(f"{page.place(box.map[0])}: a correction names a cell of the lecture; write {form}")
    above = [id_of(node) for node in page.nodes("heading") if node.map[0] < box.map[0]]
    lines = [line for line in changed(page, FromElsewhere(page))[box.map[0] + 1 : box.map[1]] if line is not None]
    indent = min((indent_of(line) for line in lines if line.strip()), default=0)
    inside = [line.changed_to(line[indent:]) for line in lines]
    return Correction(int(match[1]), match[2], page, above[-1] or "", inside)


class FromElsewhere(Changes):
    """Links to a place on the page itself lead there from another page."""

    def __init__(self, page):
        self.name = page.name

    def link(self, address):
        return f"{self.name}.md{address}" if address.startswith("#") else address


def uri(lecture):
    return f"{lecture.folder}/corrections.md"


def page_of(lecture, corrections, words):
    """The `Page` with the corrections of a lecture."""
    first = lecture.pages[0]

    def line(text, at=first.lines[0]):
        return at.changed_to(text)

    lines = [line(f"# {words['corrections']} {{ #corrections }}"), line(""), line(words["corrections_note"]), line("")]
    times = Counter()
    for one in sorted(corrections, key=lambda one: one.cell):
        times[one.cell] += 1
        name = f"c{one.cell}-{times[one.cell]}".removesuffix("-1")
        at = one.lines[0] if one.lines else first.lines[0]
        title = f"{words['cell'].format(number=one.cell)}: {one.title}"
        links = f"[{words['given']}](given.ipynb#c{one.cell}) · [{one.page.title}]({one.page.name}.md#{one.section})"
        lines += [line(text, at) for text in (f"## {title} {{ #{name} }}", "", *one.lines, "", links, "")]
    about = {"title": words["corrections"], "description": words["corrections_note"]}
    meta = {**about, "search": {"boost": 0.2}}  # who looks for a word wants the page that explains it
    return Page(lines, meta, uri(lecture))
