"""What a reader does on a page: predictions and exercises.

A prediction is a session marked `.predict`: its reader says what it prints before that is shown. The answer is its own
output, so nothing is written twice. docs/assets/predict.js decides whether what is typed is the same; without scripts
the output is in a closed box.

An exercise is a box with sessions that are marked `.start`, what the reader begins with, `.check`, assertions, and
`.solution`. Tests prove that the solution passes the check, and that the start and a wrong answer fail it.

What runs and is wrong is marked `.mistake`, and what is right instead `.repair`: nobody takes one for the other.
"""

import re
from doctest import DocTestParser
from html import escape

import sessions
from parts import fence_info

PARTS = ("start", "check", "solution")  # marks of an exercise's sessions
CAPTIONS = ("start", "check", "mistake", "repair")  # marks that have words above their session
MOST = 6  # values that a reader is asked for
ERROR = re.compile(r"Traceback \(most recent call last\):\n")
# What says nothing about the values: names of types before a bracket, and what PyTorch adds behind them.
AROUND = re.compile(
    r"\b[\w.]+(?=\()|,?\s*\b(?:dtype|device|grad_fn|requires_grad|size)=(?:<[^>]*>|'[^']*'|[\w.]+)|[][(),]"
)
ALSO_MANY = re.compile(r"[-+.\de]+|-?inf|nan|True|False")  # what there may be several of: numbers and truth values


def is_marked(node, *marks):
    """Whether a part of a page is a session with one of these marks."""
    return node.type == "fence" and not {*marks}.isdisjoint(fence_info(node)[1])


def divided(session):
    """The code of a session and its only output, which its last example prints.

    Raises ValueError if there is none, or another, or one that nobody could type: it is a shape, at most six numbers, a
    word or an error.
    """
    examples = DocTestParser().get_examples(session.rstrip() + "\n")
    shown = [example for example in examples if example.want]
    if not shown or shown != examples[-1:]:
        raise ValueError("a prediction has one output, that of its last example")
    [last] = shown
    values = AROUND.sub(" ", last.want).split()
    are_many = all(map(ALSO_MANY.fullmatch, values)) and len(values) <= MOST
    if not (ERROR.match(last.want) or are_many or len(values) == 1):
        raise ValueError(f"a reader can predict a shape, at most {MOST} numbers, a word, or an error")
    lines = session.rstrip().splitlines(keepends=True)
    code = len(lines) - last.want.count("\n")
    return "".join(lines[:code]).rstrip(), "".join(lines[code:])


def fence(session, language, css_class, options, md, classes=(), words=None, **_):
    """What pymdownx.superfences puts into the page for a fence ```pycon."""
    if "predict" not in classes:
        captions = [f'<p class="caption">{words[mark]}</p>' for mark in CAPTIONS if mark in classes]
        return "".join(captions) + sessions.fence(session, language, css_class, options, md, classes)
    code, output = divided(session)
    block = sessions.block(css_class, sessions.shown(code), sessions.code_of(code))
    field = '<input autocomplete="off" autocapitalize="off" spellcheck="false">'
    asked = f"<label><span>{words['predict']}</span>{field}</label><button>{words['predict_check']}</button>"
    form = f'<form data-search-exclude>{asked}<p role="status"></p></form>'
    summary = f"<summary data-search-exclude>{words['predict_show']}</summary>"
    answer = f'<details class="output">{summary}<samp>{sessions.output(output)}</samp></details>'
    return f'<div class="predict">{block}{form}{answer}</div>'


def answers(page, words):
    """The outputs of a page's predictions, in order, as HTML for paper; "" if it has none."""
    outputs = [divided("\n".join(page.code(node)))[1] for node in page.all_nodes if is_marked(node, "predict")]
    items = "".join(f"<li><samp>{escape(output, quote=False)}</samp></li>" for output in outputs)
    return (
        f'<section class="outputs" data-search-exclude><p>{words["predict_answers"]}</p><ol>{items}</ol></section>'
        if items
        else ""
    )


def verdicts(words):
    """What docs/assets/predict.js may say, by the names that it has for it, and the words for an error."""
    return {name.removeprefix("verdict_"): text for name, text in words.items() if name.startswith("verdict_")}
