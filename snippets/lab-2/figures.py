"""The figures of lab 2, from its lists of first names. `pytest --update` draws them anew."""

from collections import Counter
from math import log
from pathlib import Path

from drawing import WIDTH, Figure, coordinate, dots, names_after, points

LECTURE = Path(__file__).parent.name
END = "."  # stands before and behind each name


def bigrams(names):
    """How often each character follows each one in a list of names: the characters, and a row of counts for each."""
    pairs = Counter(pair for name in names for pair in zip(END + name, name + END, strict=True))
    characters = sorted({first for first, _ in pairs})
    return characters, [[pairs[first, second] for second in characters] for first in characters]


def names(words):
    """A model that writes names: the text so far, the logits of the next letter, and their softmax."""
    characters, counts = bigrams(Path(__file__).with_name(words["names file"]).read_text("utf-8").split())
    start = words["names start"]
    row = counts[characters.index(start[-1])]
    figure = Figure(
        words,
        288,
        "names",
        ["temperature", "next", "run", "stop", "says", "picked", "drawn"],
        characters=characters,
        counts=counts,
    )
    column = (WIDTH - 16) / len(characters)
    figure.path(f"M8 22h{WIDTH - 16}v34h-{WIDTH - 16}z", "a")
    figure.text(8, 10, words["text"], anchor="start")
    figure.text(18, 39, start, "code", "start", text="")
    figure.text(8, 76, words["logits"], anchor="start")
    figure.text(8, 146, words["softmax"], anchor="start")
    for number, character in enumerate(characters):
        figure.text(8 + column * (number + 0.5), 270, character, "tick")
    with figure.plot(8, 128, column, 8):
        figure.path(dots((at + 0.5, log(count)) for at, count in enumerate(row) if count), "dots", logits="")
    with figure.plot(8, 258, column, 96):
        figure.path(bars([count / sum(row) for count in row]), "bar", probs="")
        figure.path("", "b-bar", drawn="")
    figure.path(f"M8 258h{WIDTH - 16}", "faint")
    return figure


def bars(heights):
    """The path of bars that stand side by side, each one unit wide at most."""
    return "".join(
        points([(at + 0.1, 0), (at + 0.1, high), (at + 0.9, high), (at + 0.9, 0)])
        for at, high in enumerate(heights)
        if high
    )


def loss_curve(words):
    """The loss of the network in its first two hundred steps, between that of guessing and that of counting."""
    data, steps = ("data:names", "data:counts"), ("one-hot", "descend", "learn")
    found = names_after(LECTURE, *data, *(f"network:{name}" for name in steps))
    losses, table = found["losses"], found["N"] / found["N"].sum(dim=1, keepdim=True)
    levels = {"guessing": log(len(table)), "counting": -table[found["xs"], found["ys"]].log().mean().item()}
    figure = Figure(words, 276)
    left, bottom, across, up, lowest = 44, 230, 1.35, 100, 1.8
    figure.path(f"M{left} {bottom - 216}V{bottom}h{len(losses) * across + 6}", "faint")
    for loss in (2, 2.5, 3, 3.5):
        figure.text(left - 8, bottom - up * (loss - lowest), figure.number(loss, 1), "tick", "end")
    for step in range(0, len(losses) + 1, 50):
        figure.text(left + across * step, bottom + 18, figure.number(step), "tick")
    for name, loss in levels.items():
        y = bottom - up * (loss - lowest)
        figure.path(f"M{left} {coordinate(y)}h{coordinate(len(losses) * across)}", "dashed")
        below = 14 if name == "counting" else -14
        said = words[name].format(loss=figure.number(loss, 4))
        figure.text(left + len(losses) * across, y + below, said, anchor="end")
    figure.text(left + 12, bottom - 210, words["loss"], anchor="start")
    figure.text(left + 10, bottom - up * (losses[0] - lowest) + 4, figure.number(losses[0], 2), anchor="start")
    figure.text(left + len(losses) * across + 6, bottom + 34, words["step"], anchor="end")
    with figure.plot(left, bottom + lowest * up, across, up):
        figure.path(points(enumerate(losses)), "curve")
    return figure


FIGURES = [names, loss_curve]
