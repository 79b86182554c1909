"""MkDocs' warnings about links and navigation name the page; this adds the folder, the line, and what to do."""

import logging
import re
from pathlib import Path

LOGS = [logging.getLogger(f"mkdocs.structure.{name}") for name in ("pages", "nav")]
LINK = re.compile(r"Doc file '(?P<page>.+?)' contains an? .*?link '(?P<link>.*?)',? (?P<problem>.*)", re.S)
MISSING = re.compile(r"A reference to '(?P<page>.+?)' is included in the 'nav'.*not found")
OMITTED = re.compile(r'not included in the "nav" configuration:\n(?P<pages>.*)', re.S)


class Places(logging.Filter):
    def __init__(self, root, docs):
        super().__init__()
        self.root, self.docs = Path(root), Path(docs)

    def place(self, page, text=None):
        """Where `text` stands on a page: `docs/en/softmax.md:12`."""
        path = self.docs / page
        name = path.relative_to(self.root).as_posix()
        lines = path.read_text("utf-8").split("\n") if text else []
        return next((f"{name}:{number}" for number, line in enumerate(lines, 1) if text in line), name)

    def filter(self, record):
        message = record.getMessage()
        if link := LINK.match(message):
            place = self.place(link["page"], link["link"])
            message = f"{place}: link '{link['link']}': {link['problem']} Correct the link, or write what it leads to."
        elif missing := MISSING.match(message):
            page = missing["page"]
            place = self.place(page)
            line = next(n for n, text in enumerate(self.root.joinpath("mkdocs.yml").open(encoding="utf-8"), 1) if page in text)
            message = f"{place}: no such page, but mkdocs.yml:{line} lists it in nav. Write it in every language, or take it out of nav."
        elif omitted := OMITTED.search(message):
            places = ", ".join(self.place(page) for page in re.findall(r"- (.+)", omitted["pages"]))
            message = f"{places}: not listed in nav. Add it to nav in mkdocs.yml, and write it in every language."
        record.msg, record.args = message, ()
        return True


def on_config(config):
    for log in LOGS:
        for old in [old for old in log.filters if type(old).__name__ == Places.__name__]:
            log.removeFilter(old)
        log.addFilter(Places(Path(config.config_file_path).parent, config.docs_dir))
