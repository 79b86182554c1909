"""Each script runs to its end and prints what its pages show; it is cut into cells as they are into parts."""

import ast
from itertools import pairwise

import pytest
import scripts
import torch
import words
from examples.alone import alone
from examples.console import Console
from examples.outputs import PRECISE, SHOWN, agree, differ_in_numbers, documented, lines, text_of
from examples.running import as_shown
from examples.settings import settings_of_a_page
from lectures import script_uri
from notebooks import is_error, is_python, outputs, pinned
from project import all_lectures, languages, pages, read_page
from scripts import script
from small_pages import page_of

# The pages that each script is made of.
PAGES = {script_uri(uri): [uri] for lecture in all_lectures() for uri in lecture.uris[1:]}
PAGES |= {script_uri(lecture.notebook_uri): lecture.uris for lecture in all_lectures()}
MARK = "\0"


def marked(text):
    """A script that also prints a mark where the statements of a line end."""
    tree = ast.parse(text)
    print_mark, body = ast.parse(f"print({MARK!r}, end='')").body[0], []
    for statement, following in pairwise([*tree.body, None]):
        body.append(statement)
        if following is None or following.lineno > statement.end_lineno:
            body.append(ast.copy_location(print_mark, statement))
    tree.body = body
    return ast.fix_missing_locations(tree)


def printed_by(text, decimals=SHOWN):
    """What a script prints, on the CPU, in an empty folder: a text for each statement that prints something.

    A warning is one line there.
    """
    console = Console()
    with settings_of_a_page(torch.device("cpu"), decimals), console.opened():
        exec(compile(marked(text), "script.py", "exec"), console.namespace)
        console.see_what_is_below()
    return [lines(part) for part in console.seen.getvalue().split(MARK) if part]


def shown_by(language, name):
    """The examples on the pages of a script that show something, in order; not exercises, and what is no Python."""
    uris = [uri for uri in PAGES[name] if uri in pages(language)]
    examples = [example for uri in uris for example in as_shown(f"{language}/{uri}").examples()]
    run = [example.parsed for example in examples if not example.part]
    return [example for example in run if example.want and is_python(example.source)]


def differences(shown, printed, precise):
    """Where a script prints something else than its pages show, by their rule."""
    for example, got, values in zip(shown, printed, precise, strict=True):
        want = documented(text_of(outputs(example)))
        same_error = is_error(example) and want.startswith(got)  # a prompt adds notes, and what one may have meant
        if not same_error and not agree(want, got, values):
            yield f"{example.source}Expected:\n{want}\nGot:\n{got}"


def read(site, language, name):
    return (site / language / name).read_text("utf-8")


def code(text):
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", PAGES)
def test_script_prints_what_its_pages_show(site, name):
    """In every language it is the same code."""
    first, *others = [one for one in languages() if set(PAGES[name]) <= set(pages(one))]
    text, shown = read(site, first, name), shown_by(first, name)
    for other in others:
        assert code(read(site, other, name)) == code(text)
    printed = precise = alone(printed_by, text)
    assert printed is not None, "it ends with an error, which is printed above"
    if any(differ_in_numbers(documented(example.want), got) for example, got in zip(shown, printed, strict=True)):
        precise = alone(printed_by, text, PRECISE)
    assert list(differences(shown, printed, precise)) == []


def test_difference_is_noticed(site):
    """In any output; and that one is missing."""
    language, name = languages()[0], next(iter(PAGES))
    shown = shown_by(language, name)
    printed = [documented(text_of(outputs(example))) for example in shown]
    assert list(differences(shown, printed, printed)) == []
    wrong = [f"x{text}" for text in printed]
    assert len(list(differences(shown, wrong, wrong))) == len(shown) > 3
    with pytest.raises(ValueError, match="shorter"):
        list(differences(shown, printed[1:], printed[1:]))


@pytest.mark.parametrize("language", languages())
def test_script_says_what_it_is(site, language):
    for name in [name for name, uris in PAGES.items() if uris[0] in pages(language)]:
        page = read_page(f"{language}/{PAGES[name][0]}")
        title, address, licence, *others = read(site, language, name).splitlines()
        assert title == f"# %% {page.title}"
        assert address == f"# https://example.org/course/{page.uri.replace('.md', '.html')}"
        assert licence == f"# {words.read(language)['licence']}"
        about = " ".join(line[2:] for line in others if line.startswith("# "))
        assert about.startswith(words.read(language)["script_versions"].format(**pinned()))


SHOW = '\ndef show(value):\n    """Prints a value as Python\'s prompt does."""\n'
SHOW += "    if value is not None:\n        print(repr(value))\n\n\n"
CAUGHT = 'except Exception as error:\n    print(f"{type(error).__name__}: {error}")\n'
TRACEBACK = "Traceback (most recent call last):\n    ...\n"

# What a session becomes.
BECOMES = {
    "assignment": (">>> a = 1", "a = 1\n"),
    "value": (">>> 1\n1", SHOW + "show(1)\n"),
    "no value": (">>> [].clear()", "[].clear()\n"),
    "printed": (">>> print(1)\n1", "print(1)\n"),
    "comment behind a value": (">>> 'ą'  # 'ą'\n'ą'", SHOW + "show('ą')  # 'ą'\n"),
    "value of several lines": (">>> (1 +\n...  2)\n3", SHOW + "show((1 +\n 2))\n"),
    "value behind a semicolon": (">>> a = 1; a\n1", SHOW + "a = 1; show(a)\n"),
    "two values": (">>> 1, 2\n(1, 2)", SHOW + "show((1, 2))\n"),
    "two pairs": (">>> (1, 2), (3, 4)\n((1, 2), (3, 4))", SHOW + "show(((1, 2), (3, 4)))\n"),
    "pair in brackets": (">>> (1, 2)\n(1, 2)", SHOW + "show((1, 2))\n"),
    "block": (">>> for i in [1]:\n...     print(i)\n1\n>>> a = 1", "for i in [1]:\n    print(i)\n\na = 1\n"),
    "error": (f">>> 1 / 0\n{TRACEBACK}ZeroDivisionError: division by zero", f"try:\n    1 / 0\n{CAUGHT}"),
    "error in a text of two lines": (
        f'>>> raise OSError("""a\n...   b""")\n{TRACEBACK}OSError: a\n  b',
        f'try:\n    raise OSError("""a\n  b""")\n{CAUGHT}',
    ),
    "end of a program": (
        f">>> raise SystemExit\n{TRACEBACK}SystemExit",
        "try:\n    raise SystemExit\n" + CAUGHT.replace("Exception", "BaseException"),
    ),
    "no Python": (f">>> = 1\n{TRACEBACK}SyntaxError: invalid syntax", "# = 1\n# SyntaxError: invalid syntax\n"),
    "no Python outside of a function": (
        f">>> return 1\n{TRACEBACK}SyntaxError: 'return' outside function",
        "# return 1\n# SyntaxError: 'return' outside function\n",
    ),
    "no Python that is not finished yet": (">>> = 1", "# = 1\n"),
    "names of its own": (
        f">>> show = error = 1\n>>> show\n1\n>>> 1 / 0\n{TRACEBACK}ZeroDivisionError: division by zero",
        SHOW.replace("show", "show_")
        + "show = error = 1\nshow_(show)\ntry:\n    1 / 0\n"
        + CAUGHT.replace("error", "error_"),
    ),
}


@pytest.mark.parametrize("name", BECOMES)
def test_session_becomes_code(name):
    session, wanted = BECOMES[name]
    text = script([page_of(f"# A\n\n```pycon\n{session}\n```")], "b")
    assert text == f"# %% A\n# b\n\n{wanted}"
    ast.parse(text)


def test_parts_become_cells():
    session = "```pycon\n>>> a = 1\n```"
    in_box = '!!! question "Q"\n\n    b\n\n    ??? success "R"\n\n        ```pycon\n        >>> c = 1\n        ```'
    text = f"# A {{ #a }}\n\n{session}\n\n{session}\n\n## `B`\n\n## C\n\n1. d\n\n{in_box}\n\n{session}"
    cells = [" A\n# e\n# f\n\na = 1", "\na = 1", " `B`", " C", " R\nc = 1", "\na = 1"]
    assert script([page_of(text)], "e\nf") == "\n\n".join(f"# %%{cell}" for cell in cells) + "\n"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1, 2", "show((1, 2))"),
        ("(1, 2)", "show((1, 2))"),
        ("3,", "show((3,))"),
        ("(3), (3,)", "show(((3), (3,)))"),
        ("x = 1; x", "x = 1; show(x)"),
    ],
)
def test_value_is_shown_as_one(source, shown):
    assert scripts.shown(source, "show") == shown
