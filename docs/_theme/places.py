"""MkDocs' warnings about links and navigation name the page; this adds the folder, the line, and what to do."""

import logging
import re
from pathlib import Path

LOGS = [logging.getLogger(f"mkdocs.structure.{name}") for name in ("pages", "nav")]
LINK = re.compile(r"Doc file '(?P<page>.+?)' contains an? .*?link '(?P<link>.*?)',? (?P<problem>.*)", re.S)
MISSING = re.compile(r"A reference to '(?P<page>.+?)' is included in the 'nav'.*not found", re.S)
OMITTED = re.compile(r'not included in the "nav" configuration:\n(?P<pages>.*)', re.S)


def place(config, page, text=""):
    """Where `text` stands on a page of the project: `docs/en/lecture-2/softmax.md:12`."""
    return line_of(config, Path(config.docs_dir, page), text)


def line_of(config, path, text=""):
    """`path` inside the project, and the number of the first line in it that contains `text`, if any does."""
    name = path.relative_to(Path(config.config_file_path).parent).as_posix()
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    number = next((number for number, line in enumerate(lines, 1) if text and text in line), None)
    return f"{name}:{number}" if number else name


class Places(logging.Filter):
    """Rewrites the warnings of one build."""

    def __init__(self, config):
        super().__init__()
        self.config = config

    def filter(self, record):
        record.msg, record.args = self.with_place(record.getMessage()), ()
        return True

    def with_place(self, message):
        if link := LINK.match(message):
            where = place(self.config, link["page"], link["link"])
            return f"{where}: link '{link['link']}': {link['problem']} Correct the link, or write what it leads to."
        if missing := MISSING.match(message):
            where = place(self.config, missing["page"])
            nav = line_of(self.config, Path(self.config.config_file_path), missing["page"])
            return f"{where}: no such page, but {nav} lists it. Write it in every language, or take it out of nav."
        if omitted := OMITTED.search(message):
            where = ", ".join(place(self.config, page) for page in re.findall(r"- (.+)", omitted["pages"]))
            return f"{where}: not listed in nav. Add it to nav in mkdocs.yml, and write it in every language."
        return message


def on_config(config):
    for log in LOGS:
        for old in [old for old in log.filters if isinstance(old, Places)]:
            log.removeFilter(old)
        log.addFilter(Places(config))
