"""A figure as PNG: twice as large, with lines as thin as in the figure, and with letters."""

import io

import pytest
import raster
from drawing import WIDTH, Figure
from PIL import Image
from places import PageError
from raster import digest, digest_in, png

HEIGHT = 60


def figure(draw=lambda figure: None):
    """The SVG of a figure on which something is drawn."""
    made = Figure({"decimal": "."}, HEIGHT)
    draw(made)
    return made.svg()


def picture(svg):
    return Image.open(io.BytesIO(png(svg)))


def inked(svg):
    """How many pixels of a figure are not white."""
    return sum(count for count, colour in picture(svg).convert("RGB").getcolors() if colour != (255, 255, 255))


def test_it_is_twice_as_large_and_says_of_what_it_is(tmp_path):
    svg = figure(lambda figure: figure.path("M0 0h9", "line"))
    path = tmp_path / "a.png"
    path.write_bytes(png(svg))
    assert picture(svg).size == (2 * WIDTH, 2 * HEIGHT)
    assert digest_in(path) == digest(svg) != digest(figure())
    assert digest_in(tmp_path / "b.png") == ""
    Image.new("RGB", (1, 1)).save(path)
    assert digest_in(path) == ""


def test_lines_and_dots_in_a_plot_keep_their_width():
    """resvg would draw them in the units of the plot, some hundred times as wide."""

    def plotted(figure):
        with figure.plot(20, 50, 100, 40):
            figure.path("M0 0L1 0", "curve")
            figure.path("M2 1h0", "dots")

    def plain(figure):
        figure.path("M20 50L120 50", "curve")
        figure.path("M220 10h0", "dots")

    assert inked(figure(plotted)) == inked(figure(plain)) > 0


def test_a_machine_without_fonts_is_told(monkeypatch):
    monkeypatch.setattr(raster, "rendered", lambda drawing, scale: b"the same")
    with pytest.raises(PageError, match="figures need fonts for their letters, and there are none: install DejaVu"):
        png(figure(lambda figure: figure.text(100, 30, "a")))
