"""The figures of what goes wrong, from the values of its snippets. `pytest --update` draws them anew."""

from pathlib import Path

from drawing import CELL, Figure, names_after, points

LECTURE = Path(__file__).parent.name


def values(*regions):
    return names_after(LECTURE, *regions)


def shape(tensor):
    return str(tuple(tensor.shape))


def regrouped(words):
    """Two rows reshaped and transposed: which of their numbers come to stand in one row."""
    found = values("silent-shapes:reshape")
    torch, xs, ys = (found[name] for name in ("torch", "xs", "ys"))
    stacked = torch.stack([xs, ys])
    figure = Figure(words, 236)
    width, height = CELL
    into = torch.arange(3)[:, None].expand(3, 2)  # the row in which each number of the result stands
    for left, name, rows, before in (
        (40, "reshape(3, 2)", stacked.reshape(3, 2), into.reshape(2, 3)),
        (216, ".T", stacked.T, into.T),
    ):
        middle = left + 1.5 * width
        figure.text(left - 18, 14, "xs", "code")
        figure.text(left - 18, 14 + height, "ys", "code")
        coloured(figure, left, 0.5, stacked, before)
        figure.arrow((middle, 64), (middle, 86))
        figure.text(middle, 100, name, "code")
        coloured(figure, middle - width, 118, rows, into)
        figure.text(middle, 220, shape(rows), "code")
    return figure


def coloured(figure, x, y, tensor, kinds):
    """A matrix whose cells have one of three kinds each."""
    width, height = CELL
    for row, texts in enumerate(figure.numbers(tensor)):
        for column, text in enumerate(texts):
            kind = ("a", "b", "ghost")[kinds[row, column]]
            figure.grid(x + width * column, y + height * row, [[text]], kind)


def met(words):
    """The differences of a column and a vector, of which only those on the diagonal are meant."""
    found = values("silent-shapes:reshape", "silent-shapes:column-row")
    answers, predictions = found["answers"], found["predictions"]
    figure = Figure(words, 212)
    left, top, (width, height) = 176, 66, CELL
    figure.text(left + 1.5 * width, 10, f"answers {shape(answers)}", "code")
    figure.grid(left, 24, figure.numbers([answers]))
    figure.text(left - 58, top + height, "predictions", "code", "end")
    figure.text(left - 58, top + 2 * height, shape(predictions), "code", "end")
    figure.grid(left - 46, top, figure.numbers(predictions))
    for row, numbers in enumerate(figure.numbers(predictions - answers)):
        for column, number in enumerate(numbers):
            figure.grid(left + width * column, top + height * row, [[number]], "b" if row == column else "ghost")
    for y, kind, name in (162, "b", "own answer"), (190, "ghost", "other answers"):
        figure.path(f"M{left - 46} {y}h24v18h-24z", kind)
        figure.text(left - 14, y + 9, words[name], anchor="start")
    return figure


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


FIGURES = [regrouped, met, no_zero]
