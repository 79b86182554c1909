"""Figures: SVG files beside the pages, drawn by `snippets/*/figures.py`, in the page's letters and palette.

One that says which live figure it is becomes an element of its own, `<live-softmax>`, which
`docs/assets/live-figures.js` brings to life.
"""

import re
from html import escape

LINE_ENDS = re.compile(r"(?<=>)\n")
LINK = re.compile(r'(?<=<a )href="([^"]*)"')


def figure(svg, alternative, link):
    """What a page has for a drawing. Its text alternative stands for it, unless it has links in it.

    `link` gives the attributes of a link by its address, as `PageMarkdown.link` does.
    """
    role = "group" if "<a " in svg else "img"
    svg = LINK.sub(lambda match: link(match[1]), svg)
    svg = LINE_ENDS.sub("", svg).replace("<svg ", f'<svg role="{role}" aria-label="{escape(alternative)}" ', 1)
    if live := re.search(r'data-live="([\w-]+)"', svg):
        svg = f"<live-{live[1]}>{svg}</live-{live[1]}>"
    return f'<figure class="figure" data-search-exclude>{svg}</figure>'
