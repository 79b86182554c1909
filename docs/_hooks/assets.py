"""The assets of the site, `assets/` at its root: the theme's, those of docs/assets/, and two that are made.

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
from theme_repairs import PALETTE

FOLDER = "assets/"
# What the theme brings and no page asks for.
UNUSED = ("assets/images/", "assets/javascripts/workers/", "assets/javascripts/lunr/")
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
    files.append(File.generated(config, "assets/dark.css", content=dark(files)))


def dark(files):
    """dark.css, for browsers without scripts: the styles of the palettes, with the dark one for every page."""
    palettes = next(file for file in files if Path(file.src_uri).match(PALETTE))
    text = f"{palettes.content_string}\n{files.get_file_from_path('assets/site.css').content_string}"
    for light in ("[data-md-color-scheme=default]", '[data-md-color-scheme="default"]'):
        text = text.replace(light, ".light")
    for slate in ("[data-md-color-scheme=slate]", '[data-md-color-scheme="slate"]'):
        text = text.replace(slate, "[data-md-color-scheme]")
    return text


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
