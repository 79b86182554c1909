"""Under each page, what a test run has proven of it: `pytest --record record.json` writes it, and this shows it.

Nothing is shown where there is no record, or where the page or a snippet on it has changed since.
"""

import hashlib
import json
from pathlib import Path

from includes import Includes, is_written
from mkdocs.exceptions import PluginError

RECORD = "record.json"


def digest(lines):
    """The content of a page with its snippets, as one number."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_record(config):
    """The record in the project's folder; one without pages if there is none."""
    path = Path(config.config_file_path).with_name(RECORD)
    if not path.is_file():
        return {"pages": {}}
    try:
        record = json.loads(path.read_text("utf-8"))
        return {**record, "pages": {page["page"]: page for page in record["pages"]}}
    except (ValueError, KeyError, TypeError):
        raise PluginError(
            f"{RECORD}: not a record of a test run; write it with pytest --record, or delete it"
        ) from None


def on_page_content(content, page, config, files):
    if "language" not in config.extra or not is_written(page):
        return content
    record = read_record(config)
    proven = record["pages"].get(f"{config.extra['language']['code']}/{page.file.src_uri}")
    if not proven or proven["sha256"] != digest(Includes(config).expand(page.file.abs_src_path)):
        return content
    text = config.extra["language"]["proven"].format(**{**record, **proven, "torch": record["torch"].split("+")[0]})
    return f'{content}\n<p class="proven">{text}</p>'
