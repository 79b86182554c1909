"""The last hand on every page: what the theme gets wrong is put right, and a Content-Security-Policy written into it.

A repair whose target is gone, in a newer version of the theme, fails the build: look whether it is still needed.
"""

import base64
import hashlib
import re

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.S)
SEARCH_LABEL = re.compile(r'class="md-search__input" name="query" aria-label="([^"]*)"')
CHARSET = '<meta charset="utf-8">'

previewing = False  # `mkdocs serve` puts a script of its own into each page, which the policy would forbid


def on_startup(command, dirty):
    global previewing
    previewing = command == "serve"


def swap(text, old, new, count=None):
    """A page or a script of the theme with each place repaired where it has `old`: `count` places, or at least one."""
    found = text.count(old)
    if found != count if count else not found:
        raise PluginError(
            f"docs/_theme: {old!r} is {found} times in the theme's text, not {count or 'once'}; adapt this repair"
        )
    return text.replace(old, new)


def repair(page):
    """A page of the theme with valid HTML, and with a name for its search dialog."""
    page = swap(page, ' autocomplete="off">', ">", 2)  # not allowed on the checkboxes that open menu and search
    if 'id="__toc"' not in page:
        page = page.replace(' for="__toc"', "")  # the label of what is not there
    dialog = 'data-md-component="search" role="dialog"'
    return swap(page, dialog, f'{dialog} aria-label="{SEARCH_LABEL.search(page)[1]}"', 1)


def policy(page):
    """What a page may load: its own site's files, and the inline scripts that it has now; nothing else."""
    digests = {hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page)}
    hashes = sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    scripts = " ".join(["'self'", *hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def with_policy(page):
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
    return page if previewing else swap(page, CHARSET, f"{CHARSET}\n    {meta}", 1)


@event_priority(-100)
def on_post_page(output, page, config):
    return with_policy(repair(output) if "language" in config.extra else output)


@event_priority(-100)
def on_post_template(output, template_name, config):
    return with_policy(output) if template_name == "404.html" else output
