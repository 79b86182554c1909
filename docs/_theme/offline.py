"""A copy of the site works from a folder: pages read no files there, so the search index is a script as well."""

from pathlib import Path

from mkdocs.plugins import event_priority


@event_priority(-100)  # after the search plugin has written the index
def on_post_build(config):
    index = Path(config.site_dir, "search/search_index.json")
    if "language" in config.extra:
        index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')}", "utf-8")
