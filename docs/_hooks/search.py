"""Search: the theme's plugin collects the sections of pages; docs/assets/search.js finds, with lunr, and shows them.

The theme's own box cannot look for an operator, a mistyped word or a pasted message, so it is not used.
"""

import json
from pathlib import Path


def prepare(config, languages, code):
    """What the dialog has to know of each language, its own first: search.html writes it into the page."""
    codes = [code, *(other for other in languages if other != code)]
    config.extra["search"] = [
        {"code": code, "name": languages[code]["name"], "search": languages[code]["search"]} for code in codes
    ]


def write_index_as_script(config, code, explanations):
    """A copy of the site works from a folder: pages read no files there, so the index is a script.

    A section in it also has the names of the functions that it explains, by `explanations`.
    """
    index = Path(config.site_dir, "search/search_index.json")
    docs = json.loads(index.read_text("utf-8"))["docs"]
    sections = {doc["location"]: doc for doc in docs}
    for name, places in explanations.items():
        for place in places:
            if section := sections.get(f"{place.uri.removesuffix('.md')}.html#{place.section}"):
                section.setdefault("explains", []).append(name.removesuffix("="))
    index.unlink()
    text = json.dumps(docs, ensure_ascii=False, separators=(",", ":"))
    index.with_suffix(".js").write_text(f'(window.searchIndexes ??= {{}})["{code}"] = {text}\n', "utf-8")
