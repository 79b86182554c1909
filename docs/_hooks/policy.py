"""A Content-Security-Policy in every page: it loads its own site's files, and runs the inline scripts it has now."""

import base64
import hashlib
import re

from theme_repairs import replace

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.S)
CHARSET = '<meta charset="utf-8">'


def policy(page):
    """What the text of a page may load and run. Its inline scripts differ by the folder that the page is in."""
    digests = {hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page)}
    hashes = sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    scripts = " ".join(["'self'", *hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def add(page):
    """The text of a page with its policy."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
    return replace(page, "Content-Security-Policy", CHARSET, f"{CHARSET}\n    {meta}", 1)
