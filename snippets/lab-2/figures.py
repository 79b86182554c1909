"""The figures of lab 2, from its lists of first names. `pytest --update` draws them anew."""

from collections import Counter
from math import log
from pathlib import Path

from drawing import WIDTH, Figure, coordinate, dots, names_after, points

LECTURE = Path(__file__).parent.name
END = "."  # stands before and behind each name
SHADES = [(1, 2), (3, 9), (10, 29), (30, 138)]  # the least and the greatest count of each shade of the heat map


def bigrams(names):
    """How often each character follows each one in a list of names: the characters, and a row of counts for each."""
    pairs = Counter(pair for name in names for pair in zip(END + name, name + END, strict=True))
    characters = sorted({first for first, _ in pairs})
    return characters, [[pairs[first, second] for second in characters] for first in characters]


def values(*regions):
    return names_after(LECTURE, "data:names", "data:counts", *regions)


def names(words):
    """Writes the names of the language, on its first page."""
    names = Path(__file__).with_name(words["names file"]).read_text("utf-8").split()
    return writing(words, *bigrams(names), words["names start"])


def polish_names(words):
    """Writes the names of the lab, in every language."""
    found = values()
    return writing(words, found["chars"], found["N"].long().tolist(), "ka")


def writing(words, characters, counts, start):
    """A model that writes names: the text so far, the logits of the next letter, and their softmax."""
    row = counts[characters.index(start[-1])]
    figure = Figure(
        words,
        288,
        "names",
        ["temperature", "next", "run", "stop", "letter", "append", "says", "picked", "appended", "drawn"],
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


def heat_map(words):
    """How often each character follows each one: the more often, the larger and stronger in colour its square."""
    found = values()
    chars, counts = found["chars"], found["N"].int().tolist()
    left, top, width, height = 19, 46, 11, 14
    bottom = top + height * len(chars)
    figure = Figure(words, bottom + 40)
    figure.text(left + width * len(chars), 8, words["heat map next"], anchor="end")
    figure.text(2, 8, words["heat map char"], anchor="start")
    for number, char in enumerate(chars):
        figure.text(left + width * (number + 0.5), top - 14, char, "tick")
        figure.text(9, top + height * (number + 0.5), char, "tick")
    across, down = width * len(chars), height * len(chars)
    figure.path(f"M{left} {top}h{across}v{down}h-{across}z", "faint")
    legend = bottom + 24
    for step, (least, greatest) in enumerate(SHADES, 1):
        at = left + 76 * (step - 1)
        cells = [(at + width / 2, legend)]
        cells += [
            (left + width * (column + 0.5), top + height * (row + 0.5))
            for row, numbers in enumerate(counts)
            for column, count in enumerate(numbers)
            if least <= count <= greatest
        ]
        figure.path("".join(square(x, y, 4 + 1.75 * step) for x, y in cells), f"shade-{step}")
        figure.text(at + width + 4, legend, f"{least}–{greatest}", "tick", "start")
    return figure


def square(x, y, side):
    """The path of a square around (x, y)."""
    return f"M{coordinate(x - side / 2)} {coordinate(y - side / 2)}h{side}v{side}h-{side}z"


def temperature(words):
    """What follows the letter a, at three temperatures."""
    found = values("writing:probs", "writing:warmed")
    figure = Figure(words, 312)
    column, end = (WIDTH - 16) / len(found["chars"]), found["stoi"][END]
    for number, T in enumerate([0.5, 1.0, 2.0]):
        bottom = 88 + 96 * number
        row = found["warmed"](found["N"], T)[found["stoi"]["a"]].tolist()
        with figure.plot(8, bottom, column, 72):
            figure.path(bars(row), "bar")
            figure.path(bars(prob if at == end else 0 for at, prob in enumerate(row)), "b-bar")
        figure.path(f"M8 {bottom}h{WIDTH - 16}", "faint")
        figure.text(12 + column, bottom - 64, figure.number(row[end], 2), "b-text", "start")
        figure.text(WIDTH - 8, bottom - 64, f"T = {figure.number(T, 1)}", anchor="end")
    for at, character in enumerate(found["chars"]):
        figure.text(8 + column * (at + 0.5), bottom + 12, character, "tick")
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
    found = values("network:one-hot", "network:descend", "network:learn")
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


FIGURES = [names, heat_map, polish_names, temperature, loss_curve]
