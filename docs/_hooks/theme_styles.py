"""The theme's styles without what no page of this site has: its blog, tabs in a text, pictures of keys, and much more.

A selector is left out if a word of it, as `tabbed-set`, is in no page and no script of the site; a custom property, as
`--md-admonition-icon--bug`, if nothing reads it. Both are back as soon as a page has the word.
"""

import re
from itertools import groupby
from pathlib import Path

import tinycss2
from assets import digest
from tinycss2.ast import LiteralToken

STYLES = "assets/stylesheets/main.*.css"
WORD = re.compile(r"[\w-]+", re.ASCII)
READ = re.compile(r"var\(\s*(--[\w-]+)")


def trim(config, theme):
    """Trims them in a site that has been built. Its pages ask for them by the digest of what is left."""
    site, versions = Path(config.site_dir), config.extra["assets"]
    uri = next(uri for uri in versions if Path(uri).match(STYLES))
    pages = list(site.rglob("*.html"))
    sources = [*pages, *site.rglob("*.js"), *site.glob("assets/*.css")]
    words = set().union(*(WORD.findall(path.read_text("utf-8")) for path in sources))
    styles = trimmed(theme.joinpath(uri).read_text("utf-8"), words)
    site.joinpath(uri).write_text(styles, "utf-8")
    version = f"{uri}?{digest(styles.encode())}"
    for page in pages:
        page.write_bytes(page.read_bytes().replace(versions[uri].encode(), version.encode()))
    versions[uri] = version


def trimmed(styles, words):
    """Minified styles without the selectors that have other words, and without the properties that are not read."""
    for _ in range(2):  # what reads a property may itself be left out
        known = words.union(READ.findall(styles))
        styles = tinycss2.serialize(with_words(tinycss2.parse_stylesheet(styles), known))
    return styles


def with_words(rules, words):
    for rule in rules:
        if rule.type == "qualified-rule":
            rule.prelude = kept(rule.prelude, ",", lambda selector: words.issuperset(words_of(selector)))
            rule.content = kept(rule.content, ";", lambda declaration: is_read(declaration[0].serialize(), words))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            rule.content = list(with_words(tinycss2.parse_rule_list(rule.content), words))
        if rule.type != "qualified-rule" or rule.prelude:
            yield rule


def kept(tokens, separator, is_kept):
    """Of the parts between separators, such as commas, those that are kept."""
    parts = [list(part) for is_between, part in groupby(tokens, lambda token: token == separator) if not is_between]
    return [token for part in parts if is_kept(part) for token in (LiteralToken(0, 0, separator), *part)][1:]


def words_of(selector):
    """Those for elements, classes, ids, attributes and their values; not those of `:hover` and `:not(.old)`."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "[] block" or (token.type in ("ident", "hash") and before != ":"):
            yield from WORD.findall(token.serialize())


def is_read(name, words):
    """Whether a property is read: those of CSS are, custom ones where there is a word for them."""
    return not name.startswith("--") or name in words
