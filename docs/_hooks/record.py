"""Under each page, what a test run has proven of it: `pytest --record record.json` writes it, and this shows it.

Nothing is shown where there is no record. Where the page or a snippet on it has changed since, that is said. Promises
are about all pages: of them nothing is shown where anything of the site has changed.
"""

import hashlib
import json
from pathlib import Path

from parts import promises
from places import PageError

ROOT = Path(__file__).parents[2]
RECORD = "record.json"
SOURCES = ("mkdocs.yml", "pyproject.toml", "docs/**/*.*", "snippets/**/*.*")


def digest(page):
    """The text of a `Page`, with its snippets, as one number."""
    return hashlib.sha256(page.text.encode()).hexdigest()


def digest_of_site():
    """All that the site is made of as one number."""
    files = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern) if "__pycache__" not in path.parts)
    contents = [path.relative_to(ROOT).as_posix().encode() + path.read_bytes() for path in files if path.is_file()]
    return hashlib.sha256(b"".join(contents)).hexdigest()


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


def below(page, record, words):
    """What stands below a page: Markdown that says what was proven of it; "" if that is not known."""
    lines = [examples_proven(page, record, words), promises_kept(page, record, words)]
    return "".join(f"\n\n{line}\n{{ .proven }}\n" for line in lines if line)


def examples_proven(page, record, words):
    proven = record["pages"].get(f"{words['code']}/{page.uri}")
    if not proven:
        return ""
    sentence = words["proven" if proven["sha256"] == digest(page) else "changed"]
    return sentence.format(**{**record, **proven, "torch": record["torch"].split("+")[0]})


def promises_kept(page, record, words):
    """That all promises of a page were kept, when that was tried, and in which browser."""
    tried = record.get("promises")
    made = promises(page) if tried else []
    if not made or not set(made) <= set(tried["kept"]) or tried["sha256"] != digest_of_site():
        return ""
    return words["promises_kept"].format(date=record["date"], browser=tried["browser"])
