"""A page is read twice, by Python-Markdown for the site and by markdown-it for the rest: both have to find the same.

An outline is a list of what a reading found: (what it is, its text). `blocks` are headings, code, boxes, lists, tables,
quotes, lines and formulas; `inlines` are links, images, code, emphasis and formulas inside sentences. What looks like
markup and is none for the site is refused as well.
"""

import html
import re
from itertools import zip_longest
from urllib.parse import unquote

import practice
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from parts import fence_info, read_info
from places import PageError

MARKS = ("random", "cpu", "predict", "mistake", "repair", *practice.PARTS)  # what a session may be marked with
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
EMPHASIS = {"strong": "bold", "em": "italics"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


# What the site, notebooks and tests would each take for something else, inside HTML or a comment.
HIDDEN = re.compile(r"<h[1-6]\b|^[ \t]*(?:`{3}|~{3})", re.M | re.I)
BAR = re.compile(r"(?<!\\)\|")
# HTML whose end is not in the same block: the site takes all up to it as HTML, a notebook reads it as Markdown.
UNCLOSED = re.compile(r"\s*<(?!br\b|hr\b|img\b)([a-z][\w-]*)\b(?!.*</\1>)", re.S | re.I)
# Markup of other sites and of extensions that are not switched on, and what was not closed, in a sentence as shown.
LEFT_OVER = re.compile(
    r"""
    ^\[[ xX]\]\s | ^:[ ]+\S | ^[=]{3}\s | ^[!?]{3} | ^:{3} |   # a task, a definition, a tab, a box
    \*\[\w | \[\^\w | \[!\w | \[[^][]*\][(\[] | \[\[[^\W\d] |  # an abbreviation, a footnote, a note, links
    ~~ | ==\w | \+\+\w | ~\S+~ | \^\S+\^ |                    # struck out, marked, a key, below, above
    (?<!\w):[a-z][\w+-]*:(?!\w) | \{\{ | \{% | \{:?\s*[.\#]\w | # an emoji, a template's value, attributes
    \*\* | __ | ` | \$\$ | \\(?:[^\w\s]|$) |                     # what has no end; an escape that is none
    \x0240\x03 | ^\x0291\x03.*\x0293\x03$                       # a formula in \( \) or \[ \]
    """,
    re.M | re.X,
)


ESCAPE = re.compile(r"\x02(\d+)\x03")  # what Python-Markdown makes of \( until its end


def squeezed(text):
    return " ".join(text.split())


# The reading by markdown-it.


def blocks_of(page):
    """The blocks of a page, each with the number of its line.

    Raises PageError for what both readings take for something else than was meant: a fence that goes on into the next
    one, and a box whose text is not indented far enough to be in it.
    """
    for name, reference in page.references.items():
        if name.startswith("^"):
            raise PageError(f"{page.place(reference['map'][0])}: the site has no footnotes; write it in the text")
    for node in page.all_nodes:
        check_block(page, node)
        if found := block(page, node):
            yield found, node.map[0]


def check_block(page, node):
    if node.type == "heading" and any(part.type == "link" for part in node.walk()):
        raise PageError(f"{page.place(node.map[0])}: a heading is a link to itself; put this link into a sentence")
    if node.type == "html_block" and (match := UNCLOSED.match(node.content)):
        instead = "write a box: ??? for one that opens, !!! for others"
        raise PageError(f"{page.place(node.map[0])}: <{match[1]}> would show what is in it as it is written; {instead}")
    if node.type == "html_block" and (match := HIDDEN.search(node.content)):
        place = page.place(node.map[0] + node.content.count("\n", 0, match.start()))
        what = "heading" if match[0].startswith("<") else "code block"
        raise PageError(f"{place}: a {what} in HTML is none on the page; write it in Markdown, or take it out")
    if node.type == "fence":
        language, marks = fence_info(node)
        if language == "pycon" and (unknown := [mark for mark in marks if mark not in MARKS]):
            known = " or ".join(f".{mark}" for mark in MARKS)
            raise PageError(f"{page.place(node.map[0])}: a session is marked {known}, not .{unknown[0]}")
        if "predict" in marks:
            try:
                practice.divided("\n".join(page.code(node)))
            except ValueError as error:
                raise PageError(f"{page.place(node.map[0])}: {error}; correct it, or take the mark off") from None
        opening = re.compile(rf"\s*{re.escape(node.markup)}\s*[\w{{]")
        for number, line in enumerate(page.code(node), node.map[0] + 1):
            if opening.match(line):
                again = page.place(number).rpartition(":")[2]
                raise PageError(f"{page.place(node.map[0])}: this fence has no end; another begins in line {again}")
    if node.type == "tr":
        line = page.lines[node.map[0]].strip()
        cells, columns = len(BAR.split(line.strip("|"))), len(node.parent.parent.children[0].children[0].children)
        if cells > columns:
            what = f"this row has {cells} cells, and the head of its table {columns}"
            raise PageError(f"{page.place(node.map[0])}: {what}; write \\| for a bar, \\mid in a formula, none in code")
    if node.type == "admonition" and len(node.children) <= bool(node.content):
        indent = "indent what is in it by four spaces more than its first line"
        raise PageError(f"{page.place(node.map[0])}: the box {node.content!r} is empty; {indent}")


def block(page, node):
    match node.type:
        case "heading":
            return node.tag, ""
        case "fence":
            return f"code in {fence_info(node)[0] or 'no language'}", "\n".join(page.code(node)).rstrip()
        case "code_block":
            return "indented code", "\n".join(page.code(node)).rstrip()
        case "admonition":
            names = node.attrs["class"].replace("is-collapsible collapsible-closed", "closed")
            names = names.replace("is-collapsible collapsible-open", "open").split()[1:]
            return "box", " ".join([*names, node.content]).casefold()
        case "ordered_list":
            return "ordered list", str(node.attrs.get("start", 1))
        case "bullet_list" | "list_item" | "table":
            return node.type.replace("_", " "), ""
        case "blockquote":
            return "quote", ""
        case "hr":
            return "line", ""
        case "tr":
            return "table row", str(len(node.children))
        case "math_block":
            return "formula", squeezed(node.content)
    return None


def inlines_of(page):
    """What stands inside the sentences of a page, each with the number of its line."""
    for node in page.nodes("inline"):
        for part in node.walk():
            if part is not node and part.parent.type != "image" and (found := inline(part)):
                yield found, node.map[0] + node.content.count("\n", 0, part.meta.get("span", (0, 0))[0])


def inline(part):
    match part.type:
        case "link":
            return "link", unquote(part.attrs["href"])
        case "image":
            return "image", unquote(part.attrs["src"])
        case "code_inline":
            return "code", squeezed(part.content)
        case "strong" | "em":
            return EMPHASIS[part.type], ""
        case "hardbreak":
            return "line end", ""
        case "math_inline":
            return "formula", squeezed(part.content)
        case "math_inline_double":
            return "formula of its own in the middle of a sentence", squeezed(part.content)
    return None


# The reading by Python-Markdown.


class Outline(Treeprocessor):
    """Compares the site's reading of a page with its parts, while Python-Markdown works on it.

    `page` gives the `Page` that is read, or None; `of_page` and `of_site` give the two outlines. Raises PageError at
    the first place where they differ; `advice` says what helps.
    """

    def __init__(self, md, page, of_page, of_site, advice):
        super().__init__(md)
        self.page, self.of_page, self.of_site, self.advice = page, of_page, of_site, advice

    def run(self, root):
        if page := self.page():
            compare(page, list(self.of_page(page)), list(self.of_site(root, self.md)), self.advice)


class LeftOvers(Treeprocessor):
    """Raises PageError for what looks like markup and would be shown as it was written. `page` is as for `Outline`."""

    def __init__(self, md, page):
        super().__init__(md)
        self.page = page

    def run(self, root):
        for text in texts_of(root) if self.page() else []:
            if match := LEFT_OVER.search(text):
                line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0].strip(f"{OBJECT} ")
                found, line = (ESCAPE.sub(lambda escape: "\\" + chr(int(escape[1])), part) for part in (match[0], line))
                raise PageError(
                    f"{self.page().place_of(found)}: {found.strip()} is no markup of this site, in: {line}; "
                    "put it in `…` if it is code, a formula in $…$, end what it begins, or write it otherwise"
                )


def texts_of(parent):
    """The texts of sentences: not those of code and formulas."""
    if parent.tag not in ("code", "pre") and "arithmatex" not in parent.get("class", "").split():
        yield parent.text or ""
        for element in parent:
            yield from texts_of(element)
            yield OBJECT + (element.tail or "")  # it does not begin a line


def comparisons(md, page):
    """The two comparisons: of blocks as they are written, and of what is inside sentences once those are read."""
    empty_lines = (
        "put an empty line before and after it, indent what is in a list or a box by four spaces, "
        "end each fence, and put a box's title in quotes"
    )
    return (
        Outline(md, page, blocks_of, site_blocks, empty_lines),
        Outline(
            md,
            page,
            inlines_of,
            site_inlines,
            "write it more simply: \\$ for a dollar sign, no | in a table's code, ** and * around whole words",
        ),
    )


def site_blocks(root, md):
    for element in root.iter():
        if found := site_block(element, md):
            yield found


def site_block(element, md):
    names = element.get("class", "").split()
    match element.tag:
        case "p" | "pre" if code := site_code(element, md):
            return code
        case "details":
            state = "open" if "open" in element.attrib else "closed"
            return "box", " ".join([*names, state, element.findtext("summary", "")]).casefold()
        case "div" if "admonition" in names:
            title = element.find("p")
            has_title = title is not None and title.get("class") == "admonition-title"
            return "box", " ".join([*names[1:], title.text if has_title else ""]).casefold()
        case "div" if "arithmatex" in names:
            return "formula", squeezed(tex_of(element))
        case "ol":
            return "ordered list", element.get("start", "1")
        case "ul" | "li" | "table" | "blockquote":
            kinds = {"ul": "bullet list", "li": "list item", "blockquote": "quote"}
            return kinds.get(element.tag, element.tag), ""
        case "hr":
            return "line", ""
        case "tr":
            return "table row", str(len(element))
        case tag if tag in HEADINGS:
            return tag, ""
    return None


def site_code(element, md):
    """A block of code: pymdownx.superfences keeps what a fence was written as, behind the mark in the text."""
    if element.tag == "pre":
        return "indented code", html.unescape(element[0].text).rstrip() if len(element) else ""
    stash = md.preprocessors["fenced_code_block"].extension.stash
    written, _ = stash.get((element.text or "").strip()[1:-1], (None, None))
    if not written:
        return None
    first, *lines = written.rstrip("\n").split("\n")[:-1]
    info = first.lstrip(" >")
    margin = len(first) - len(info)  # of a box, a list or a quote
    code = "\n".join(line[margin:] if line.strip(" >") else "" for line in lines)
    language, _ = read_info(info.lstrip("`~").strip())
    return f"code in {language or 'no language'}", code.rstrip()


def tex_of(element):
    """The TeX in an element of pymdownx.arithmatex, without the marks around it."""
    tex = element.text[2:-2].strip()
    return html.unescape(tex) if element.tag == "div" else tex  # a block is escaped, a formula in a sentence is not


def site_inlines(root, md):
    for element in root.iter():
        text = element.text or ""
        if element.tag == "a":
            yield "link", address(element, "href")
        elif element.tag == "img":
            yield "image", address(element, "src")
        elif element.tag == "code":
            yield "code", squeezed(html.unescape(text))
        elif element.tag == "br":
            yield "line end", ""
        elif element.tag in EMPHASIS:
            yield EMPHASIS[element.tag], ""
        elif element.tag == "span" and "arithmatex" in element.get("class", "").split():
            yield "formula", squeezed(tex_of(element))


def address(element, attribute):
    """An address as it was written: Python-Markdown escapes it, in its own way too."""
    return unquote(html.unescape(element.get(attribute, "").replace(AMP_SUBSTITUTE, "&")))


def compare(page, read, shown, advice):
    """Raises PageError where what markdown-it has read and what the site shows are not the same."""
    number = 0
    for ours, site in zip_longest(read, shown):
        found, number = ours or (None, number)
        if found != site:
            text = "" if ours else (site[1].partition("\n")[0])
            place = page.place_of(text, number) if text else page.place(number)
            elsewhere = described(found)
            raise PageError(f"{place}: the site shows {described(site)} here, a notebook {elsewhere}; {advice}")


def described(part):
    if not part:
        return "nothing more"
    what, text = part
    return f"{what} {re.sub(chr(10) + '.*', ' …', text, flags=re.S)!r}" if text else what
