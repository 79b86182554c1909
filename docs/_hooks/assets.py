"""The assets of the site, `assets/` at its root: the theme's, those of docs/assets/, and one that is made.

The languages are built apart, and each would have all of them once more. The address of a script or of styles has the
digest of the file, so that a browser that keeps files asks for what is new after a new build.
"""

import hashlib
from importlib.resources import files as files_of
from pathlib import Path

from jinja2 import pass_context
from mkdocs.structure.files import File
from mkdocs.utils.templates import url_filter
from rcssmin import cssmin
from rjsmin import jsmin

FOLDER = "assets/"
# What the theme brings and no page asks for.
UNUSED = ("assets/images/", "assets/javascripts/workers/", "assets/javascripts/lunr/", "assets/stylesheets/palette.")
LUNR = files_of("mkdocs.contrib.search") / "templates/search/lunr.js"
MINIFIED = {".css": cssmin, ".js": jsmin}
WORKER = "assets/worker.js"  # docs/_hooks/worker.py publishes it at the root


def at_the_root(files, config):
    """Leaves in the `files` of the root what the site needs, and adds what is made."""
    for file in list(files):
        if file.src_uri.startswith((WORKER, *UNUSED)) or file.src_uri.endswith(".map"):
            files.remove(file)
        elif file.src_dir == config.docs_dir and (minified := MINIFIED.get(Path(file.src_uri).suffix)):
            file.content_string = minified(file.content_string)  # comments are a quarter of it
    files.append(File.generated(config, "assets/lunr.js", content=jsmin(LUNR.read_text("utf-8"))))


def versions(files):
    """Scripts and styles at the root, each with the address that pages have for it: `assets/site.css?0a1b2c3d`."""
    found = [file for file in files if file.src_uri.startswith(FOLDER) and file.src_uri.endswith((".css", ".js"))]
    return {file.src_uri: f"{file.src_uri}?{digest(file.content_bytes)}" for file in found}


def digest(content):
    return hashlib.sha256(content).hexdigest()[:8]


def in_a_language(files):
    """Takes the theme's assets out of the `files` of a language."""
    for file in [file for file in files if file.src_uri.startswith(FOLDER)]:
        files.remove(file)


def url(versions, root):
    """The template filter `url` of MkDocs, by which an asset is at the root: `../` from the pages of a language."""

    @pass_context
    def filter(context, address):
        address = str(address)
        return url_filter(context, root + versions.get(address, address) if address.startswith(FOLDER) else address)

    return filter
