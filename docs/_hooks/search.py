"""Search that finds a word in all its forms, and in Polish without diacritics: see search-endings.js.

Material's search worker loads `lunr.<name>.min.js` for a language `<name>` other than `en`. The setting is made here,
since the search plugin accepts only the languages that it ships with.
"""

from pathlib import Path

from mkdocs.structure.files import File

SCRIPT = Path(__file__).with_name("search-endings.js")


def set_language(config, name):
    """`name` is the language's in search-endings.js; "" leaves search as it comes."""
    if name:
        config.plugins["material/search"].config["lang"] = [name]


def add_endings(files, config, name):
    if name:
        uri = f"assets/javascripts/lunr/min/lunr.{name}.min.js"
        files.append(File.generated(config, uri, content=SCRIPT.read_text("utf-8")))


def write_index_as_script(config):
    """A copy of the site works from a folder: pages read no files there, so the search index is a script as well."""
    index = Path(config.site_dir, "search/search_index.json")
    index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')}", "utf-8")
