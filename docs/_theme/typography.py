"""What may not end a line keeps to what follows it: the Polish one-letter words, and the thousands of a number."""

import re

PART = re.compile(r"(<(?:pre|code|math)\b.*?</(?:pre|code|math)>|<[^>]*>)", re.S)
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
NO_BREAK = "\N{NO-BREAK SPACE}"


def keep_together(html, words):
    """`html` with non-breaking spaces after each of `words` and in numbers, except in code, formulas and tags."""
    after_words = re.compile(rf"(?<![^\s(„])({'|'.join(words)})\s+(?=\S|$)", re.I)
    parts = PART.split(html)
    parts[::2] = [THOUSANDS.sub(NO_BREAK, after_words.sub(rf"\1{NO_BREAK}", text)) for text in parts[::2]]
    return "".join(parts)


def on_page_content(content, page, config, files):
    words = config.extra.get("language", {}).get("no_break_after", "").split()
    return keep_together(content, words) if words else content
