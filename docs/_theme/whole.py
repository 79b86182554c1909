"""The whole lecture on one page, `whole.html` beside its pages, for printing: made of what the pages are made of."""

import re
from posixpath import dirname, splitext

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

TAG = re.compile(r"<[a-z][^>]*>")
ID_OR_LINK = re.compile(r'(?<= )(id|href)="([^":]*)"')
HEADING = re.compile(r"(?<=<h)[1-5]|(?<=</h)[1-5]")


def lectures(config):
    """The lectures in the navigation, each a list of its pages: `lecture-2/index.md` and those after it."""
    return [pages for entry in config.nav if isinstance(entry, dict) for pages in entry.values()]


def whole(lecture):
    return f"{dirname(lecture[0])}/whole.md"


def anchor(link):
    """Where the whole lecture has what a page links to: `softmax.html#overflow` is `#softmax.overflow` there."""
    page, _, heading = link.partition("#")
    return "#" + ".".join(part for part in (splitext(page)[0], heading) if part)


def section(page, names):
    """A page as a part of the whole: its ids are its own, and links between the lecture's pages stay inside."""
    name = page.file.name

    def place(match):
        attribute, value = match.groups()
        if attribute == "id":
            return f'id="{name}.{value}"'
        target = value if not value.startswith("#") else f"{name}.html{value}"
        return f'href="{anchor(target) if target.partition(".html")[0] in names else value}"'

    content = TAG.sub(lambda tag: ID_OR_LINK.sub(place, tag[0]), page.content)
    if name != "index":
        content = HEADING.sub(lambda level: str(int(level[0]) + 1), content)
    # The id stands before the section: the theme would name each block of code in it by it, and copy the first by all.
    return f'<div id="{name}"></div><section>{content}</section>'


def on_files(files, config):
    if "language" in config.extra:
        for lecture in lectures(config):
            files.append(File.generated(config, whole(lecture), content="", inclusion=InclusionLevel.NOT_IN_NAV))


def on_env(env, config, files):
    for lecture in lectures(config) if "language" in config.extra else []:
        parts = [file.page for file in map(files.get_file_from_path, lecture) if file]
        page, (first, *others) = files.get_file_from_path(whole(lecture)).page, parts
        names = {part.file.name for part in parts}
        page.content = "".join(section(part, names) for part in parts)
        page.title = f"{first.title} ({config.extra['language']['whole']})"
        page.meta = {"description": first.meta["description"], "search": {"exclude": True}}
        title = AnchorLink(first.title, "index", 1)
        title.children = [AnchorLink(part.title, part.file.name, 2) for part in others]
        page.toc = TableOfContents([title])
