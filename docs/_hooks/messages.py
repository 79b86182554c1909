"""MkDocs' warnings about links and navigation name the page; this adds the folder, the line, and what to do."""

import logging
import re
from collections import Counter
from pathlib import Path

from places import line_of

LOGS = [logging.getLogger(f"mkdocs.structure.{name}") for name in ("pages", "nav")]
LINK = re.compile(r"Doc file '(?P<page>.+?)' contains an? .*?link '(?P<link>.*?)',? (?P<problem>.*)", re.S)
TO_DRAFT = re.compile(r"contains a link to '.*?' which is excluded from the built site")
MISSING = re.compile(r"A reference to '(?P<page>.+?)' is included in the 'nav'.*not found", re.S)
OMITTED = re.compile(r'not included in the "nav" configuration:\n(?P<pages>.*)', re.S)


class WithPlaces(logging.Filter):
    """Rewrites the warnings of one build."""

    def __init__(self, config):
        super().__init__()
        self.config, self.seen = config, Counter()

    def filter(self, record):
        message = record.getMessage()
        if TO_DRAFT.search(message):
            return False  # it leads to the page in another language
        link = LINK.match(message)
        if link and not Path(self.config.docs_dir, link["page"]).is_file():
            return False  # on a page that is made of others, each of which has its own warning
        record.msg, record.args = self.with_place(message), ()
        return True

    def with_place(self, message):
        if link := LINK.match(message):
            where = self.place_of_link(link["page"], link["link"])
            return f"{where}: link '{link['link']}': {link['problem']} Correct the link, or write what it leads to."
        if missing := MISSING.match(message):
            nav = line_of(self.config, Path(self.config.config_file_path), missing["page"])
            where = self.place(missing["page"])
            return f"{where}: no such page, but {nav} lists it. Write it in every language, or take it out of nav."
        if omitted := OMITTED.search(message):
            where = ", ".join(map(self.place, re.findall(r"- (.+)", omitted["pages"])))
            return f"{where}: not listed in nav. Add it to nav in mkdocs.yml, and write it in every language."
        return message

    def place_of_link(self, page, address):
        """Where the first link to an address stands on a page, the second time the second, and so on."""
        path = Path(self.config.docs_dir, page)
        lines = path.read_text("utf-8").split("\n")
        numbers = [number for number, line in enumerate(lines, 1) for _ in range(line.count(f"({address}"))]
        self.seen[page, address] += 1
        if len(numbers) < self.seen[page, address]:
            return self.place(page, address)
        return f"{self.place(page)}:{numbers[self.seen[page, address] - 1]}"

    def place(self, page, text=""):
        return line_of(self.config, Path(self.config.docs_dir, page), text)


def name_places(config):
    """From now on MkDocs' warnings are about the pages of this configuration."""
    for log in LOGS:
        log.filters = [old for old in log.filters if not isinstance(old, WithPlaces)]
        log.addFilter(WithPlaces(config))
