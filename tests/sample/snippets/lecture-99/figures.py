"""The figures of lecture 99."""

from pathlib import Path

from drawing import Figure, names_after

LECTURE = Path(__file__).parent.name


def counts(words):
    """The counts of the letters, each in a cell."""
    figure = Figure(words, 40)
    figure.grid(4, 4, figure.numbers([names_after(LECTURE, "counting:letters", "counting:count")["counts"]]))
    return figure


FIGURES = [counts]
