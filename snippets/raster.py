"""Figures as PNG, since not every reader of notebooks shows SVG: VS Code does not.

They are committed beside the SVG files. The letters depend on the fonts of a machine, so pixels are never compared:
each PNG says in its text which SVG it is of.
"""

import hashlib
import io
import re
from xml.etree import ElementTree

import resvg_py
from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from PIL import Image, PngImagePlugin
from places import PageError

SCALE = 2
COLOURS = 64  # of which most smooth the edges of letters
DIGEST = "SHA-256 of the SVG"
COMMANDS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z", "endPath": ""}
# Fonts that have all characters of the figures: where one is missing, resvg takes another font for the whole line.
FONTS = {"sans-serif": "DejaVu Sans, sans-serif", "monospace": "DejaVu Sans Mono, Menlo, monospace"}
SVG = "{http://www.w3.org/2000/svg}"


def png(svg, scale=SCALE):
    """The PNG of a figure, given as the text of its SVG file. Raises PageError where there are no fonts."""
    drawing = as_resvg_reads_it(svg)
    pixels = rendered(drawing, scale)
    if "<text" in svg and pixels == rendered(without_text(drawing), scale):
        raise PageError("figures need fonts for their letters, and there are none: install DejaVu")
    about = PngImagePlugin.PngInfo()
    about.add_text(DIGEST, digest(svg))
    file = io.BytesIO()
    image = Image.open(io.BytesIO(pixels)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(file, "PNG", optimize=True, pnginfo=about)
    return file.getvalue()


def digest(svg):
    return hashlib.sha256(svg.encode()).hexdigest()


def digest_in(path):
    """Of which SVG a PNG is, by its digest; "" if it does not say so, or is not there."""
    if not path.is_file():
        return ""
    with Image.open(path) as image:
        return image.info.get(DIGEST, "")


def as_resvg_reads_it(svg):
    """A drawing without `vector-effect`, which resvg does not know: plots are put into the units of the figure."""
    root = ElementTree.fromstring(svg)
    for group in root.iterfind(f".//{SVG}g[@transform]"):
        x, y, scale_x, scale_y = map(float, re.findall(r"[-\d.]+", group.attrib.pop("transform")))
        for path in group.iter(f"{SVG}path"):
            path.set("d", moved(path.get("d"), Transform(scale_x, 0, 0, scale_y, x, y)))
    for element in root.iter():
        if family := element.get("font-family"):
            element.set("font-family", FONTS.get(family, family))
    return root


def moved(d, transform):
    """The data of a path after a transform."""
    pen = RecordingPen()
    parse_path(d, TransformPen(pen, transform))
    return "".join(COMMANDS[name] + " ".join(f"{x} {y}" for x, y in points) for name, points in pen.value)


def rendered(drawing, scale):
    return bytes(resvg_py.svg_to_bytes(svg_string=ElementTree.tostring(drawing, "unicode"), zoom=scale))


def without_text(drawing):
    for text in drawing.iter(f"{SVG}text"):
        text.text = ""
    return drawing
