"""What goes wrong: each such section shows it, how one notices it, what is right instead, and who explains it."""

import pytest
from error_messages import messages
from mistakes import on, sections
from parts import fence_info, id_of
from project import all_pages, read_page
from small_pages import PLACE, page_of


def marks(mistake):
    """What the sessions in a mistake are marked with."""
    fences = [node for part in mistake.parts for node in part.walk() if node.type == "fence"]
    return {mark for fence in fences for mark in fence_info(fence)[1]}


def faults(page):
    """What is missing in the sections of a `parts.Page` that has mistakes: the place of each, and what to write."""
    found = list(on(page))
    explained = {mistake.id for mistake in found}
    for heading, _ in list(sections(page))[1:] if found else []:
        if id_of(heading) not in {*explained, "you-can"}:
            yield heading, "say where this is explained, by links in a paragraph marked { .see }"
    for mistake in found:
        said = " ".join(messages(mistake.parts))
        if mistake.is_message and mistake.title not in said:
            yield mistake.heading, f"no message here says {mistake.title}; name the section after the message it shows"
        if not mistake.is_message and not {"mistake", "predict"} & marks(mistake):
            yield mistake.heading, "show what is wrong, in a session marked .mistake or .predict"
        if not mistake.is_message and "AssertionError" not in said:
            yield mistake.heading, "show how one notices this, by an assert that fails"
        if "repair" not in marks(mistake):
            yield mistake.heading, "show what is right, in a session marked .repair"


def wrong(page):
    return [f"{page.place(heading.map[0])}: {what}" for heading, what in faults(page)]


@pytest.mark.parametrize("page", all_pages())
def test_mistake_is_shown_noticed_repaired_and_explained(page):
    if found := wrong(read_page(page)):
        pytest.fail("\n".join(found), pytrace=False)


ERROR = "```pycon\n>>> 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero\n```\n\n"
ASSERT = "```pycon\n>>> assert 1 == 2\nTraceback (most recent call last):\n    ...\nAssertionError\n```\n\n"
MISTAKE = "``` { .pycon .mistake }\n>>> 1 + 1\n2\n```\n\n"
REPAIR = MISTAKE.replace("mistake", "repair")
EXPLAINED = "Explained: [a](b.md#c).\n{ .see }\n\n"
MESSAGE = "# A { #a }\n\n## `division by zero`{ .message } { #b }\n\n"
SILENT = "# A { #a }\n\n## Sums { #b }\n\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (MESSAGE + ERROR + REPAIR + EXPLAINED, None),
        (MESSAGE + "`division by zero`{ .message }\n\n" + REPAIR + EXPLAINED, None),
        (SILENT + MISTAKE + ASSERT + REPAIR + EXPLAINED, None),
        (SILENT + MISTAKE.replace("mistake", "predict") + ASSERT + REPAIR + EXPLAINED, None),
        (SILENT, None),
        (MESSAGE + ERROR + EXPLAINED, "show what is right, in a session marked .repair"),
        (MESSAGE + ASSERT + REPAIR + EXPLAINED, "no message here says division by zero; name the section"),
        (SILENT + MISTAKE + REPAIR + EXPLAINED, "show how one notices this, by an assert that fails"),
        (SILENT + ASSERT + REPAIR + EXPLAINED, "show what is wrong, in a session marked .mistake or .predict"),
    ],
)
def test_what_is_missing_is_named(text, fault):
    found = wrong(page_of(text))
    assert [one.startswith(f"{PLACE}:3: {fault}") for one in found] == ([True] if fault else [])


def test_section_without_explanation_is_named():
    [fault] = wrong(page_of(MESSAGE + ERROR + REPAIR + EXPLAINED + "## C { #c }\n\n" + MISTAKE))
    assert "say where this is explained" in fault
