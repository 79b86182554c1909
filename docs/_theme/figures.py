"""Figures in a page: instead of an image alone in its paragraph the drawing itself, in the page's letters and palette.

Figures are SVG files beside the pages, drawn by `snippets/*/figures.py`. One that says which live figure it is becomes
an element of its own, `<live-softmax>`, which `docs/assets/figures.js` brings to life.
"""

import base64
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

IMAGE = re.compile(r"<p>\s*<img\b([^>]*)>\s*</p>")
ATTRIBUTE = re.compile(r'\s(src|alt)="([^"]*)"')
EMBEDDED = "data:image/svg+xml;base64,"  # the images of notebooks, which are one file
LINE_ENDS = re.compile(r"(?<=>)\n")


def figure(svg, alternative):
    """What a page has for a figure. Its text alternative stands for it, unless it has links in it."""
    role = "group" if "<a " in svg else "img"
    svg = LINE_ENDS.sub("", svg).replace("<svg ", f'<svg role="{role}" aria-label="{alternative}" ', 1)
    if live := re.search(r'data-live="([\w-]+)"', svg):
        svg = f"<live-{live[1]}>{svg}</live-{live[1]}>"
    return f'<figure class="figure" data-search-exclude>{svg}</figure>'


def embedded(folder, address):
    """The address of a figure that has all of it; as it is if there is no such figure, which MkDocs then warns of."""
    path = folder / address
    return EMBEDDED + base64.b64encode(path.read_bytes()).decode() if path.is_file() else address


def drawn(image, folder):
    """The figure for an image of a page in a folder; None if it is no SVG there."""
    attributes = dict(ATTRIBUTE.findall(image))
    address, alternative = attributes["src"], attributes.get("alt", "")
    if address.startswith(EMBEDDED):
        return figure(base64.b64decode(address.removeprefix(EMBEDDED)).decode(), alternative)
    path = folder / unquote(unescape(address))
    if path.suffix != ".svg" or ":" in address or not path.is_file():
        return None
    return figure(path.read_text("utf-8"), alternative)


def on_page_content(content, page, config, files):
    if page.file.abs_src_path:  # not the whole lecture, which is made of pages that have their figures
        folder = Path(page.file.abs_src_path).parent
        return IMAGE.sub(lambda image: drawn(image[1], folder) or image[0], content)
    return content
