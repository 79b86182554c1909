"""The figures of what goes wrong, from the values of its snippets. `pytest --update` draws them anew."""

from pathlib import Path

from drawing import Figure, names_after, points

LECTURE = Path(__file__).parent.name


def values(*regions):
    return names_after(LECTURE, *regions)


def no_zero(words):
    """The loss in the steps of a descent whose gradients pile up, and of one that zeroes them."""
    swinging, falling = (
        values("silent-training:double-softmax", f"silent-training:{region}")["losses"]
        for region in ("no-zero", "no-zero-repair")
    )
    figure = Figure(words, 238)
    left, bottom, across, up = 26, 190, 7.2, 14
    for x, kind, name in (left, "curve", "not zeroed"), (174, "dashed", "zeroed"):
        figure.path(f"M{x} 12h26", kind)
        figure.text(x + 34, 12, words[name], anchor="start")
    figure.path(f"M{left} {bottom - 10 * up}V{bottom}h{across * 40 + 6:g}", "faint")
    figure.text(left + 10, bottom - 10.3 * up, words["loss"], anchor="start")
    for loss in (0, 3, 6, 9):
        figure.text(left - 8, bottom - up * loss, figure.number(loss), "tick", "end")
    for step in range(0, 41, 10):
        figure.text(left + across * step, bottom + 18, figure.number(step), "tick")
    figure.text(left + across * 40 + 6, bottom + 34, words["step"], anchor="end")
    for losses, kind in (falling, "dashed"), (swinging, "curve"):
        figure.path(points((left + across * step, bottom - up * loss) for step, loss in enumerate(losses)), kind)
    return figure


FIGURES = [no_zero]
