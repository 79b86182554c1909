"""Under each page, what a test run has proven of it: `pytest --record record.json` writes it, and this shows it.

Nothing is shown where there is no record. Where the page or a snippet on it has changed since, that is said.
"""

import hashlib
import json
from pathlib import Path

from places import PageError

RECORD = "record.json"


def digest(page):
    """The text of a `Page`, with its snippets, as one number."""
    return hashlib.sha256(page.text.encode()).hexdigest()


def read(config):
    """The record in the project's folder; one without pages if there is none."""
    path = Path(config.config_file_path).with_name(RECORD)
    if not path.is_file():
        return {"pages": {}}
    try:
        record = json.loads(path.read_text("utf-8"))
        return {**record, "pages": {page["page"]: page for page in record["pages"]}}
    except (ValueError, KeyError, TypeError):
        raise PageError(f"{RECORD}: not a record of a test run; write it with pytest --record, or delete it") from None


def below(page, record, language):
    """What stands below a page: Markdown that says what was proven of it; "" if that is not known."""
    proven = record["pages"].get(f"{language['code']}/{page.uri}")
    if not proven:
        return ""
    sentence = language["proven" if proven["sha256"] == digest(page) else "changed"]
    said = sentence.format(**{**record, **proven, "torch": record["torch"].split("+")[0]})
    return f"\n\n{said}\n{{ .proven }}\n"
