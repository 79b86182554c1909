"""worker.js at the root of the site: docs/assets/worker.js, with what it keeps on a reader's device, and its digest."""

import hashlib
import json
from pathlib import Path

KEPT = (".html", ".js", ".css", ".woff2", ".svg")  # what a page is made of


def write(config, source):
    """Writes it for a site that has been built; its pages ask for scripts and styles by `config.extra["assets"]`."""
    site, versions = Path(config.site_dir), config.extra["assets"]
    paths = sorted(path for path in site.rglob("*") if path.suffix in KEPT and path.name != "404.html")
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    names = [path.relative_to(site).as_posix() for path in paths]
    kept = [versions.get(name, name) for name in names]
    head = f"const DIGEST = {json.dumps(digest.hexdigest()[:16])};\nconst FILES = {json.dumps(kept, indent=0)};\n"
    site.joinpath("worker.js").write_text(head + source.read_text("utf-8"), "utf-8")
