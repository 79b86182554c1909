"""The figures of lecture 2, from the values of its snippets. `pytest --update` draws them anew."""

from contextlib import nullcontext
from math import cos, pi
from pathlib import Path

from drawing import CELL, WIDTH, Figure, coordinate, dots, names_after, points

LECTURE = Path(__file__).parent.name


def values(*regions):
    return names_after(LECTURE, *regions)


def shape(tensor):
    return str(tuple(tensor.shape))


def pipeline(words):
    """From the text to the next token, each step with a link to its page."""
    found = values("index:next-token", "index:sample")
    tokens, probs, drawn = found["tokens"], found["probs"], int(found["draws"][1])
    figure = Figure(words, 342)
    columns = [132, 206, 280]

    def step(y, height, name, page):
        with figure.link(page) if page else nullcontext():
            figure.path(f"M14 {y}h84v{height}h-84z", "a" if page else "line")
            figure.text(56, y + height / 2, words[name])

    step(6, 34, "text", "")
    figure.text(110, 23, "the mouse ran away from the", anchor="start")
    step(60, 46, "tokens", "python-for-lab-2.html#dictionary")
    figure.text(110, 73, "the|␣mouse|␣ran|", anchor="start")
    figure.text(110, 93, "␣away|␣from|␣the", anchor="start")
    figure.text(64, 122, words["network"], "soft", "start")
    step(142, 46, "logits", "logits.html")
    step(208, 76, "softmax", "softmax.html")
    step(304, 34, "sampled", "random-numbers.html#multinomial")
    for start, end in (40, 60), (106, 142), (188, 208), (284, 304):
        figure.arrow((56, start), (56, end))
    for x, token, logit, prob in zip(columns, tokens, found["logits"], probs, strict=True):
        figure.text(x, 154, token.strip())
        figure.text(x, 175, figure.number(logit))
        figure.path(f"M{x - 20} 262v-{coordinate(50 * prob)}h40v{coordinate(50 * prob)}z", "b")
        figure.text(x, 275, figure.number(prob, 4))
    figure.text(columns[drawn], 321, tokens[drawn].strip())
    figure.arrow((14, 321), (4, 321), (4, 23), (14, 23))
    return figure


def transpose(words):
    """The same six numbers reshaped and transposed: which row of the first each of them comes from."""
    t = values("shape-and-views:reshape", "shape-and-views:transpose")["t"]
    figure = Figure(words, 256)
    width, height = CELL
    rows = t.new_tensor([[0] * 3, [1] * 3])  # where each number comes from
    for name, x, y, tensor, origin in (
        ("t", 113, 0, t, rows),
        ("t.reshape(3, 2)", 48, 120, t.reshape(3, 2), rows.reshape(3, 2)),
        ("t.T", 212, 120, t.T, rows.T),
    ):
        middle = x + width * tensor.shape[1] / 2
        figure.text(middle, y + 12, name, "code")
        figure.text(middle, y + 38 + height * tensor.shape[0], shape(tensor), "code")
        for row, numbers in enumerate(figure.numbers(tensor)):
            for column, number in enumerate(numbers):
                kind = "ab"[origin[row, column]]
                figure.grid(x + width * column, y + 24 + height * row, [[number]], kind)
    return figure


def sums(words):
    """The axis that disappears: sums of columns, and of rows."""
    found = values("sums-and-axes:sum")
    A = found["A"]
    figure = Figure(words, 204)
    width, height = CELL
    for x, dim in (4, 0), (150, 1):
        total = A.sum(dim=dim)
        figure.text(x + 1.5 * width, 12, f"A.sum(dim={dim})", "code")
        figure.grid(x, 28, figure.numbers(A))
        for lane in range(3):
            along, across = 28 + height * (lane + 0.5), x + width * (lane + 0.5)
            start, end = ((across, 116), (across, 136)) if dim == 0 else ((x + 106, along), (x + 126, along))
            figure.arrow(start, end)
        if dim == 0:
            figure.grid(x, 140, figure.numbers([total]), "b")
        else:
            for lane, number in enumerate(figure.numbers(total[:, None])):  # apart: a vector, not a column
                figure.grid(x + 130, 31 + height * lane, [number], "b", (40, 22))
        figure.text(x + 1.5 * width, 190, f"{shape(A)} → {shape(total)}", "code")
    return figure


def spread(figure, x, y, tensor, cell):
    """A matrix; or a row or a column, with the copies that broadcasting makes of it."""
    rows, (width, height) = figure.numbers(tensor.expand(3, 3)), cell
    if tensor.dim() == 1:
        figure.grid(x, y, rows[:1], cell=cell)
        figure.grid(x, y + height, rows[1:], "ghost", cell)
    elif tensor.shape[1] == 1:
        figure.grid(x, y, [row[:1] for row in rows], cell=cell)
        figure.grid(x + width, y, [row[1:] for row in rows], "ghost", cell)
    else:
        figure.grid(x, y, rows, cell=cell)


def stretched(figure, y, titles, first, sign, second, result, widths=(33, 33), decimals=0):
    """An operation on two tensors, with the copies that broadcasting makes of them, and the result.

    `widths` are those of a cell in the first two and in the result.
    """
    (width, wide), height = widths, 27
    gap = (327 - 6 * width - 3 * wide) / 2
    left, middle, right = 0.5, 0.5 + 3 * width + gap, 0.5 + 6 * width + 2 * gap
    places = [(left, width), (middle, width), (right, wide)]
    for (x, cell), title, tensor in zip(places, titles, (first, second, result), strict=True):
        figure.text(x + 1.5 * cell, y + 12, title, "code")
        figure.text(x + 1.5 * cell, y + 120, shape(tensor), "code")
    figure.text(middle - gap / 2, y + 66, sign)
    figure.text(right - gap / 2, y + 66, "=")
    spread(figure, left, y + 26, first, (width, height))
    spread(figure, middle, y + 26, second, (width, height))
    figure.grid(right, y + 26, figure.numbers(result, decimals), "b", (wide, height))


def neighbours(words):
    """The numbers of float32 around 0.7: the nearest one, and the one beside it, which a sum gives."""
    found = values("tensors:import", "tensors:not-equal")
    torch, nearest, total = found["torch"], found["expected"][0], found["total"][0]
    numbers = [nearest]
    for _ in range(2):
        least, largest = numbers[0], numbers[-1]
        numbers = [torch.nextafter(least, least - 1), *numbers, torch.nextafter(largest, largest + 1)]
    step = float(numbers[3] - numbers[2])
    figure = Figure(words, 132)
    middle, line, apart = WIDTH / 2, 72, 66

    def at(number):
        return middle + (float(number) - 0.7) / step * apart

    figure.path(f"M2 {line}H326", "faint")
    figure.path(f"M{coordinate(middle)} {line - 34}v58", "dashed")
    figure.text(middle, 112, words["exactly"].format(number=figure.number(0.7, 1)))
    for number in numbers:
        figure.path(f"M{coordinate(at(number))} {line - 6}v12", "line")
    figure.text(at(nearest) - 6, 12, figure.number(0.7, 1), anchor="end")
    figure.arrow((at(nearest), 6), (at(nearest), line - 8))
    figure.text(at(total) + 6, 12, f"{figure.number(0.1, 1)} + {figure.number(0.6, 1)}", anchor="start")
    figure.arrow((at(total), 6), (at(total), line - 8))
    return figure


def column_and_vector(words):
    """A column less a vector: each number of one meets each of the other."""
    found = values("broadcasting:matrix", "broadcasting:column")
    column, vector = found["predictions"], found["answers"]
    figure = Figure(words, 136)
    titles = ("predictions", "answers", words["difference"])
    stretched(figure, 0, titles, column, "\N{MINUS SIGN}", vector, column - vector)
    return figure


def ghosts(words):
    """A row and a column added to a matrix."""
    found = values("broadcasting:matrix", "broadcasting:row-and-column")
    A, row, column = found["A"], found["row"], found["column"]
    figure = Figure(words, 284)
    stretched(figure, 0, ("A", "row", "A + row"), A, "+", row, A + row)
    stretched(figure, 148, ("A", "column", "A + column"), A, "+", column, A + column)
    return figure


def keepdim(words):
    """Rows divided by their sums, without keepdim and with it."""
    found = values("network:logits", "softmax:square-shape", "softmax:square", "softmax:square-right")
    counts = found["counts"]
    flat, kept = counts.sum(dim=1), counts.sum(dim=1, keepdim=True)
    figure = Figure(words, 284)
    stretched(figure, 0, ("counts", "sum(dim=1)", "wrong"), counts, "/", flat, found["wrong"], (28, 42), 2)
    stretched(figure, 148, ("counts", "keepdim=True", "right"), counts, "/", kept, found["right"], (28, 42), 2)
    return figure


def shapes(words):
    """Two shapes aligned at the right, under the numbers of the axes, and the shape of the result."""
    found = values("broadcasting:matrix", "broadcasting:shapes")
    one, other = found["first"], found["second"]
    result = found["torch"].broadcast_shapes(one, other)
    right, cell, rows = 326, (40, 30), (10, 24, 64, 109, 124)
    numbers, first, second, line, last = rows
    says = ["shape", "fits", "misfit", "unreadable"]
    layout = {"right": right, "width": cell[0], "height": cell[1], "rows": rows}
    figure = Figure(words, 160, "broadcasting", says, shapes=[one, other], layout=layout)
    names = [words["broadcasting shape"].format(row=row) for row in (1, 2)]
    for y, name in (
        (numbers, words["axis"]),
        (first + 15, names[0]),
        (second + 15, names[1]),
        (last + 15, words["result"]),
    ):
        figure.text(2, y, name, anchor="start")
    figure.parts.append('<g data-rows="">')
    for axis in range(1, len(result) + 1):
        figure.text(right - cell[0] * (axis - 0.5), numbers, figure.number(-axis), "soft tick")
    for y, lengths, kind in (first, one, "a"), (second, other, "a"), (last, result, "b"):
        missing = len(result) - len(lengths)
        left = right - cell[0] * len(lengths)
        if missing:
            figure.grid(left - cell[0] * missing, y, [["1"] * missing], "ghost", cell)
        figure.grid(left, y, [list(map(str, lengths))], kind, cell)
    figure.path(f"M{right - cell[0] * len(result)} {line}H{right}", "line")
    figure.parts.append("</g>")
    return figure


def joining(words):
    """Two vectors stacked in two ways, and concatenated."""
    found = values("joining:vectors")
    torch, a, b = (found[name] for name in ("torch", "a", "b"))
    figure = Figure(words, 262)
    cell, x = (30, 26), 20

    figure.text(10, 17, "a", "code")
    figure.grid(x, 4, figure.numbers([a]), "a", cell)
    figure.text(172, 17, "b", "code")
    figure.grid(182, 4, figure.numbers([b]), "b", cell)
    figure.text(x, 62, "stack([a, b])", "code", "start")
    stacked = torch.stack([a, b])
    figure.grid(x, 78, figure.numbers(stacked[:1]), "a", cell)
    figure.grid(x, 104, figure.numbers(stacked[1:]), "b", cell)
    figure.text(x, 146, shape(stacked), "code", "start")
    figure.text(182, 62, "stack(…, dim=1)", "code", "start")
    columns = torch.stack([a, b], dim=1)
    figure.grid(182, 78, figure.numbers(columns[:, :1]), "a", cell)
    figure.grid(212, 78, figure.numbers(columns[:, 1:]), "b", cell)
    figure.text(252, 91, shape(columns), "code", "start")
    joined = torch.cat([a, b])
    figure.text(x, 206, "cat([a, b])", "code", "start")
    figure.grid(x, 222, figure.numbers([joined[:4]]), "a", cell)
    figure.grid(x + 120, 222, figure.numbers([joined[4:]]), "b", cell)
    figure.text(x + 246, 235, shape(joined), "code", "start")
    return figure


def shelf(words):
    """A tensor and its view: two labels on one shelf."""
    found = values("shape-and-views:reshape", "shape-and-views:view")
    line, table = found["line"], found["table"]
    figure = Figure(words, 154)
    left, width = 20, 32
    right = left + 9 * width
    figure.text(164, 12, f"line {shape(line)}", "code")
    figure.path(f"M{left} 36v-8h{right - left}v8", "line")
    figure.grid(left, 44, figure.numbers([line[:1]]), "b", (width, 30))
    figure.grid(left + width, 44, figure.numbers([line[1:]]), "a", (width, 30))
    for row in range(3):
        x = left + 3 * width * row
        figure.path(f"M{x + 3} 82v8h{3 * width - 6}v-8", "line")
        figure.text(x + 1.5 * width, 106, f"table[{row}]", "code")
    figure.path(f"M{left} 118v8h{right - left}v-8", "line")
    figure.text(164, 142, f"table {shape(table)}", "code")
    return figure


def first_network(words):
    """Two features of a word, the weights on their lines, and a number for each of two classes."""
    found = values("first-network:features", "first-network:weights")
    features, weights = found["features"], found["weights"]
    outputs = [sum(weight * feature for weight, feature in zip(row, features, strict=True)) for row in weights]
    figure = Figure(words, 172)
    lanes = (54, 136)
    lefts, rights = [(78, y) for y in lanes], [(226, y) for y in lanes]
    figure.text(56, 12, "features", "code")
    figure.text(152, 12, "weights", "code")
    for feature, start in enumerate(lefts):
        for label, end in enumerate(rights):
            figure.path(points([start, end]), "line" if weights[label][feature] > 0 else "dashed")
    figure.path(dots(lefts), "a-node")
    figure.path(dots(rights), "b-node")
    for name, (x, y), value in zip("zh", lefts, features, strict=True):
        figure.text(x - 20, y, f"{name}: {value}", anchor="end")
    for label, ((x, y), value) in enumerate(zip(rights, outputs, strict=True)):
        figure.text(x + 18, y - 9, f"{words['class']} {label}", anchor="start")
        figure.text(x + 18, y + 9, figure.number(value, 1), anchor="start")
    for label, places in enumerate((((152, 42), (104, 106)), ((104, 85), (152, 149)))):
        for (x, y), weight in zip(places, weights[label], strict=True):
            figure.text(x, y, figure.number(weight, 1))
    return figure


def draws(words):
    """The shares of three indices in few and in many draws, and their probabilities, as bars."""
    found = values("random-numbers:randint", "random-numbers:multinomial", "random-numbers:draws")
    torch, probs = found["torch"], found["probs"]
    figure = Figure(words, 176)
    groups = [(words["draws count"].format(count=len(found[name])), found[name]) for name in ("few", "many")]
    shares = [(title, torch.bincount(drawn, minlength=3) / len(drawn)) for title, drawn in groups]
    width, bottom, up = 32, 140, 104
    for group, (title, heights) in enumerate([*shares, ("probs", probs)]):
        left = 2 + 112 * group
        figure.text(left + 1.5 * width, 12, title, "code" if heights is probs else "")
        figure.path(f"M{left} {bottom}h{3 * width}", "line")
        for index, height in enumerate(heights):
            x = left + width * index
            if height > 0:
                tall = coordinate(up * height)
                figure.path(f"M{x + 3} {bottom}v-{tall}h{width - 6}v{tall}z", "a" if heights is probs else "b")
            figure.text(x + width / 2, bottom - up * height - 12, figure.number(height, 2))
            figure.text(x + width / 2, bottom + 16, figure.number(index), "tick")
    return figure


def layer(words):
    """The four features of the first example, the weights, and the logits of three classes."""
    found = values("network:logits")
    x, W, logits = found["x"], found["W"], found["logits"]
    figure = Figure(words, 232)
    inputs, outputs = [(96, 56 + 48 * i) for i in range(4)], [(232, 80 + 48 * i) for i in range(3)]
    figure.text(60, 12, f"x[0] {shape(x[0])}", "code")
    figure.text(160, 12, f"W {shape(W)}", "code")
    figure.text(266, 12, f"logits[0] {shape(logits[0])}", "code")
    for feature, start in enumerate(inputs):
        for label, end in enumerate(outputs):
            kind = "line" if W[feature, label] > 0 else "dashed"
            figure.path(points([start, end]), kind)
    figure.path(dots(inputs), "a-node")
    figure.path(dots(outputs), "b-node")
    for (left, y), value in zip(inputs, x[0], strict=True):
        figure.text(left - 18, y, figure.number(value, 4), anchor="end")
    for label, ((right, y), value) in enumerate(zip(outputs, logits[0], strict=True)):
        figure.text(right + 18, y - 9, f"{words['class']} {label}", anchor="start")
        figure.text(right + 18, y + 9, figure.number(value, 4), anchor="start")
    return figure


def softmax(words):
    """Three logits and their probabilities as bars."""
    found = values("network:logits", "softmax:temperature")
    torch, z = found["torch"], found["z"]
    figure = Figure(words, 136, "softmax", ["temperature", "logit", "says"], logits=z.tolist())
    figure.text(104, 12, words["logits"], anchor="end")
    figure.text(118, 12, "softmax", anchor="start")
    figure.text(322, 12, f"T = {figure.number(1, 1)}", anchor="end", readout="")
    for label, (logit, prob) in enumerate(zip(z, torch.softmax(z, dim=0), strict=True)):
        y = 28 + 36 * label
        figure.text(6, y + 14, f"{words['class']} {label}", anchor="start")
        figure.text(104, y + 14, figure.number(logit, 1), anchor="end", logit="")
        figure.path(f"M118 {y}h140v28h-140z", "faint")
        with figure.plot(118, y, 140, -28):
            figure.path(f"M0 0h{coordinate(prob)}v1h-{coordinate(prob)}z", "b-bar", bar="")
        figure.text(322, y + 14, figure.number(prob, 4), anchor="end", prob="")
    return figure


def one_hot(words):
    """A one-hot row times a matrix: of its rows the zeros leave one."""
    found = values("one-hot:import", "network:weights", "one-hot:tokens")
    token, W = found["tokens"][0], found["W"]
    index = int(token.argmax())
    figure = Figure(words, 214)
    narrow, (wide, height) = 22, (68, 28)
    left, right, top, bottom = 2, 122, 24, 160
    figure.text(left, 10, f"tokens[0] {shape(token)}", "code", "start")
    figure.text(right + 1.5 * wide, 10, f"W {shape(W)}", "code")
    figure.text((left + 4 * narrow + right) / 2, top + 2 * height, "@")
    for column, number in enumerate(figure.numbers([token])[0]):
        kind = "a" if column == index else "ghost"
        figure.grid(left + narrow * column, top + 1.5 * height, [[number]], kind, (narrow, height))
    rows = figure.numbers(W, 4)
    figure.grid(right, top, rows[:index], "ghost", (wide, height))
    figure.grid(right, top + height * (index + 1), rows[index + 1 :], "ghost", (wide, height))
    figure.grid(right, top + height * index, [rows[index]], "a", (wide, height))
    figure.text((left + 4 * narrow + right) / 2, bottom + height / 2, "=")
    product = token.float() @ W
    figure.grid(right, bottom, figure.numbers([product], 4), "b", (wide, height))
    figure.text(right + 1.5 * wide, bottom + height + 14, f"tokens[0] @ W {shape(product)}", "code")
    return figure


def cross_entropy(words):
    """The loss against the probability of the right class: the lecture's two examples, and a guess among three."""
    found = values("network:logits", "cross-entropy:probs", "cross-entropy:index")
    torch, F, probs = found["torch"], found["F"], found["probs"]
    right = probs[torch.arange(2), found["labels"]]
    losses = F.cross_entropy(found["logits"], found["labels"], reduction="none")
    guess = F.cross_entropy(torch.zeros(1, 3), torch.tensor([0]))
    figure = Figure(words, 232, "cross-entropy", ["p", "point", "says"])
    left, bottom, across, up = 40, 196, 276, 36
    figure.path(f"M{left} {bottom - 5 * up}v{5 * up}h{across}", "faint")
    for loss in range(6):
        figure.text(left - 8, bottom - up * loss, figure.number(loss), "tick", "end")
    for p in (0, 0.5, 1):
        figure.text(left + across * p, bottom + 18, figure.number(p, 1), "tick")
    figure.text(left + across + 4, bottom - 18, "p")
    figure.text(left + 14, bottom - 4.9 * up, "−ln p", anchor="start")
    losses_drawn = torch.cat([torch.linspace(5, 1, 25), torch.linspace(0.96, 0, 25)])
    with figure.plot(left, bottom, across, up):
        figure.path(points(zip(torch.exp(-losses_drawn), losses_drawn, strict=True)), "curve")
        figure.path(dots(zip(right, losses, strict=True)), "dots")
        figure.path(dots([(torch.exp(-guess), guess)]), "mark", mark="")
    points_said = [
        words["cross-entropy point"].format(p=figure.number(p, 3), loss=figure.number(loss, 2))
        for p, loss in [*zip(right, losses, strict=True), (torch.exp(-guess), guess)]
    ]
    figure.text(left + 30, bottom - up * losses[0], points_said[0], anchor="start")
    figure.text(324, bottom - 58, points_said[1], anchor="end")
    figure.path(f"M{left + 0.9 * across} {bottom - 48}L{left + 0.917 * across} {bottom - 12}", "faint")
    figure.text(324, bottom - 4.9 * up, points_said[2], "b-text", "end", readout="")
    return figure


def graph(words):
    """The graph of Q: the values that flow forwards and, under them, the gradients that flow back."""
    found = values("gradients:forward")
    torch, a, b = (found[name] for name in ("torch", "a", "b"))
    cube, square = 3 * a**3, b**2
    difference = cube - square
    total = difference.sum()
    steps = [a, b, cube, square, difference, total]
    gradients = dict(zip(steps, torch.autograd.grad(total, steps), strict=True))
    assert total == found["Q"]
    figure = Figure(words, 262)

    def listed(tensor):
        return f"[{', '.join(map(figure.number, tensor.tolist()))}]" if tensor.dim() else figure.number(tensor)

    def node(x, y, width, name, tensor):
        figure.path(f"M{x} {y}h{width}v66h-{width}z", "a")
        figure.text(x + width / 2, y + 13, name, "code")
        figure.text(x + width / 2, y + 33, listed(tensor))
        figure.text(x + width / 2, y + 53, f"∂{listed(gradients[tensor])}", "b-text")

    top, middle, bottom, height = 6, 98, 190, 66
    for y, tensor, name, power, power_name in (top, a, "a", cube, "3*a**3"), (bottom, b, "b", square, "b**2"):
        node(1, y, 92, name, tensor)
        node(109, y, 86, power_name, power)
        figure.arrow((93, y + 22), (109, y + 22))
        figure.arrow((109, y + 48), (93, y + 48), kind="dashed")
    node(165, middle, 84, "−", difference)
    node(269, middle, 58, "sum()", total)
    for start, end in (top + height, middle), (bottom, middle + height):
        figure.arrow((173, start), (173, end))
        figure.arrow((187, end), (187, start), kind="dashed")
    figure.arrow((249, middle + 22), (269, middle + 22))
    figure.arrow((269, middle + 48), (249, middle + 48), kind="dashed")
    figure.text(298, middle + height + 13, "Q", "code")
    return figure


def two_parameters(words):
    """Descent in a valley, x² + 5y², at a small rate and at a large one, over lines of one height."""
    trail = values("training:two-parameters")["trail"]
    steps, scale, zero = 6, 33, WIDTH // 2
    figure = Figure(words, 342)
    heights = [x**2 + 5 * y**2 for x, y in [(1, 0), (2, 0), (3, 0), (4, 1)]]
    for bottom, rate in (76, 0.05), (248, 0.18):
        figure.path(f"M6 {bottom}H322M{zero} {bottom + 70}v-144", "faint")
        for x in range(-4, 5):
            figure.text(zero + scale * x, bottom + 82, figure.number(x), "tick")
        for height in heights:
            lines = [[(zero + scale * x, bottom - scale * y) for x, y in line] for line in ellipse(height)]
            figure.path("".join(map(points, lines)), "faint")
        for y in (-1, 1):
            figure.path(f"M{zero - 3} {bottom - scale * y}h6", "faint")
            figure.text(zero - 6, bottom - scale * y, figure.number(y), "tick", "end")
        with figure.plot(zero, bottom, scale, scale):
            places = trail(rate, steps)
            figure.path(points(places), "trail")
            figure.path(dots(places), "dots")
            figure.path(dots(places[-1:]), "mark")
        figure.text(6, bottom - 66, f"η = {figure.number(rate, 2)}", anchor="start")
        figure.text(326, bottom - 12, "x", anchor="end")
        figure.text(zero + 10, bottom - 56, "y")
    return figure


def ellipse(height):
    """The lines through the points of x² + 5y² = height.

    Beside the y axis there is a gap where the numbers 1 and −1 stand.
    """
    high = (height / 5) ** 0.5
    ys = [high * cos(pi * turn / 40) for turn in range(41)]
    right = [(max(height - 5 * y**2, 0) ** 0.5, y) for y in ys]
    gap = 4 if abs(high - 1) < 0.2 else 0
    return [right, [(-x, y) for x, y in right[gap : len(right) - gap]]]


def loss_curve(words):
    """The loss in the first steps of the training, and that of a guess."""
    found = values("network:logits", "training:train")
    torch, F, losses = (found[name] for name in ("torch", "F", "losses"))
    guess = F.cross_entropy(torch.zeros(2, 3), found["labels"])
    steps = 20
    figure = Figure(words, 246)
    left, bottom, across, up = 44, 206, 13.5, 120
    figure.path(f"M{left} {bottom - 1.6 * up}V{bottom}h{steps * across + 6}", "faint")
    for loss in (0, 0.5, 1):
        figure.text(left - 8, bottom - up * loss, figure.number(loss, 1), "tick", "end")
    for step in range(0, steps + 1, 5):
        figure.text(left + across * step, bottom + 18, figure.number(step), "tick")
    figure.path(f"M{left} {coordinate(bottom - up * guess)}h{steps * across}", "dashed")
    said = words["guess"].format(loss=figure.number(guess, 2))
    figure.text(left + steps * across, bottom - up * guess - 14, said, anchor="end")
    figure.text(left + 12, bottom - 1.58 * up, words["loss"], anchor="start")
    figure.text(left + steps * across + 6, bottom - 22, words["step"], anchor="end")
    with figure.plot(left, bottom, across, up):
        trained = list(enumerate(losses))[: steps + 1]
        figure.path(points(trained), "curve")
        figure.path(dots(trained), "dots")
    for step, loss in trained[:2]:
        figure.text(left + across * step + 14, bottom - up * loss, figure.number(loss, 2), anchor="start")
    return figure


def descent(words):
    """Gradient descent on a parabola, with the first steps from 0."""
    descend = values("gradient-descent:one-step", "gradient-descent:rate-one")["descend"]
    rate, steps = 0.1, 8
    trail = [(x, (x - 3) ** 2) for x in (descend(rate, step) for step in range(steps + 1))]
    figure = Figure(words, 240, "descent", ["rate", "steps", "says", "outside"], rate=rate, steps=steps)
    zero, bottom, across, up = 76, 210, 34, 12
    figure.path(f"M{zero - across} {bottom}h{8 * across}M{zero} {bottom}v-{16.5 * up}", "faint")
    for x in range(-1, 8):
        figure.text(zero + across * x, bottom + 16, figure.number(x), "tick")
    for y in (4, 9, 16):
        figure.text(zero - across - 4, bottom - up * y, figure.number(y), "tick", "end")
        figure.path(f"M{zero - across} {bottom - up * y}h{8 * across}", "ghost")
    with figure.plot(zero, bottom, across, up):
        figure.path(points((x / 5 - 1, (x / 5 - 4) ** 2) for x in range(41)), "curve")
        figure.path(points(trail), "trail", trail="")
        figure.path(dots(trail), "dots", dots="")
        figure.path(dots(trail[-1:]), "mark", mark="")
    figure.text(zero + 6, 8, "f(x)", anchor="start")
    figure.text(zero + 7 * across, bottom - 12, "x", anchor="end")
    figure.text(zero + 7 * across, bottom - 33, f"η = {figure.number(rate, 2)}", anchor="end", readout="")
    return figure


FIGURES = [
    pipeline,
    first_network,
    shelf,
    transpose,
    sums,
    ghosts,
    shapes,
    joining,
    draws,
    layer,
    keepdim,
    neighbours,
    column_and_vector,
    softmax,
    one_hot,
    cross_entropy,
    graph,
    descent,
    two_parameters,
    loss_curve,
]
