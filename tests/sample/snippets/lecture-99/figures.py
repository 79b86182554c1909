"""The figures of lecture 99."""

from pathlib import Path

from drawing import Figure, names_after

LECTURE = Path(__file__).parent.name


def counts(words):
    """The counts of the letters, each in a cell; they lead to the page about their shares."""
    figure = Figure(words, 40)
    with figure.link("shares.html"):
        figure.grid(4, 4, figure.numbers([names_after(LECTURE, "counting:letters", "counting:count")["counts"]]))
    return figure


FIGURES = [counts]
