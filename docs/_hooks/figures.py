"""Figures: SVG files beside the pages, drawn by `snippets/*/figures.py`, in the page's letters and palette.

One that says which live figure it is becomes an element of its own, `<live-softmax>`, which
`docs/assets/live-figures.js` brings to life.
"""

import re
from html import escape

LINE_ENDS = re.compile(r"(?<=>)\n")
LINK = re.compile(r'(?<=<a )href="([^"]*)"')


def figure(svg, alternative, moved):
    """What a page has for a drawing. Its text alternative stands for it, unless it has links in it.

    `moved` says of a link whether it leads to another language, as `PageMarkdown.moved` does.
    """

    def link(match):
        found = moved(match[1])
        return 'href="{}" hreflang="{}"'.format(*found) if found else match[0]

    role = "group" if "<a " in svg else "img"
    svg = LINK.sub(link, svg)
    svg = LINE_ENDS.sub("", svg).replace("<svg ", f'<svg role="{role}" aria-label="{escape(alternative)}" ', 1)
    if live := re.search(r'data-live="([\w-]+)"', svg):
        svg = f"<live-{live[1]}>{svg}</live-{live[1]}>"
    return f'<figure class="figure" data-search-exclude>{svg}</figure>'
