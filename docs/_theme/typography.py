"""Words that may not end a line, such as the Polish one-letter prepositions, keep to the word after them."""

import re

PART = re.compile(r"(<(?:pre|code|math)\b.*?</(?:pre|code|math)>|<[^>]*>)", re.S)


def keep_together(html, words):
    """`html` with a non-breaking space after each of `words`, except in code, formulas and tags."""
    space = re.compile(rf"(?<![^\s(„])({'|'.join(words)})\s+(?=\S|$)", re.I)
    parts = PART.split(html)
    parts[::2] = [space.sub("\\1\N{NO-BREAK SPACE}", text) for text in parts[::2]]
    return "".join(parts)


def on_page_content(content, page, config, files):
    words = config.extra.get("language", {}).get("no_break_after", "").split()
    return keep_together(content, words) if words else content
