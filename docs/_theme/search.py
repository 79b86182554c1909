"""Search that finds a word in all its forms, and in Polish without diacritics: see search-endings.js.

Material's search worker loads `lunr.<name>.min.js` for a language `<name>` other than `en`. The setting is made here,
since the search plugin accepts only the languages that it ships with.
"""

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

SCRIPT = "search-endings.js"


def endings(config):
    """The name of this build's language in search-endings.js, if it is there."""
    return config.extra.get("language", {}).get("search")


@event_priority(100)  # before the plugin reads its settings
def on_config(config):
    if endings(config):
        config.plugins["material/search"].config["lang"] = [endings(config)]


def on_files(files, config):
    script = files.get_file_from_path(SCRIPT)
    files.remove(script)
    if endings(config):
        uri = f"assets/javascripts/lunr/min/lunr.{endings(config)}.min.js"
        files.append(File.generated(config, uri, content=script.content_string))
