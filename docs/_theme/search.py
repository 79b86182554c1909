"""Search that finds a word in all its forms, and in Polish without diacritics: see search-endings.js.

Material's search worker loads `lunr.<name>.min.js` for a language `<name>` other than `en`. The setting is made here,
since the search plugin accepts only the languages that it ships with.

Its script loads the index with each page; here only when search is opened, as it does in a site opened from a folder.
"""

from finish import swap
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

SCRIPT = "search-endings.js"
AT_ONCE = '$(location.protocol!=="file:"),'  # in the theme's script: where the index is loaded without being asked for


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
        bundle = next(file for file in files if file.src_uri.startswith("assets/javascripts/bundle."))
        bundle.content_string = swap(bundle.content_string, AT_ONCE, "", 1)
