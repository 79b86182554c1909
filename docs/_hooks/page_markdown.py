"""The site's Markdown beyond pymdownx: sessions, formulas as MathML, figures as drawings; which words are foreign, and
which keep together.

An extension of Python-Markdown that works on its tree, and knows nothing of MkDocs.
"""

import re
from functools import partial
from posixpath import dirname, join
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

import function_index
import links
import outline
import practice
from figures import figure
from formulas import Formulas
from functions import anchor
from markdown import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from places import PageError

KEPT = {"pre", "code", "math"}  # what is written there stays as it is
WITHOUT_LINKS = {"pre", "a", "summary", "button", *outline.HEADINGS}
ALIGNED = re.compile(r"text-align: (left|center|right);$")
APOSTROPHE = r"(?<=\w)'(?=\w)"
ABBREVIATION = r"\w*[A-Z]-\w+"  # with its number or ending: GPT-2
SHORT_WORD = (
    r"(?<![\w#.=/:-])(?=[\w-]{3,11}(?![\w=-]))\w+(?:-\w+)+"  # of ten letters and a hyphen, and no attribute: one-hot
)
ATTACHED_BEFORE, ATTACHED_BEHIND = re.compile(r"[^ \n]*\Z"), re.compile(r"[^ \n]*")
# What comes before a space that does not break, and the space.
THOUSANDS = re.compile(r"(\d)\s(?=\d{3}\b)")
OPERATORS = re.compile(r"([·×=])\s|\s(?=[·×=+]\s)")  # a sum breaks behind its sign
DASH = re.compile(r"()\s(?=–\s)")
SHORT_AND_NUMBER = re.compile(r"(?<!\w)([^\W\d_]{1,3})\s(?=[\d\N{MINUS SIGN}])")  # lab 2, ln 3
LAST_NUMBER = re.compile(r"()\s(?=\N{MINUS SIGN}?\d{1,3}(?:[.,]\d{1,4})?[.?!]\)?(?:\s|\Z))")  # of a sentence
SHAPE = re.compile(r"(\d,)\s(?=\d[\d,\s]*\))")  # (1, 2, 3)
LONG_CODE = 30  # characters; more may be wider than a box on a phone
NO_BREAK = r"\1" + "\N{NO-BREAK SPACE}"


def fences(words):
    """The settings of pymdownx.superfences: how a fence ```pycon is shown."""
    return {"custom_fences": [{"name": "pycon", "class": "highlight", "format": partial(practice.fence, words=words)}]}


class PageMarkdown(Extension):
    """The extension. Whoever converts a page says first which, a `Page`, and in which folder its figures are.

    `words` are those of its language; `elsewhere` are the pages that are read in another language, each with its
    code. `terms` are the Terms of the course, `functions` its Functions.
    """

    def __init__(self, words, elsewhere=(), terms=None, functions=None):
        super().__init__()
        self.words, self.terms, self.functions = words, terms, functions
        self.elsewhere = {uri.replace(".md", ".html"): code for uri, code in dict(elsewhere).items()}
        self.no_break_after = words["no_break_after"].split()
        self.foreign = dict(entry.rsplit(maxsplit=1) for entry in words["foreign"].split(",") if entry)
        self.page, self.folder, self.parts = None, None, ()

    def show(self, page, folder, parts=()):
        """What is converted next. A page that is made of others, its `parts` by their names, is not compared again."""
        self.page, self.folder, self.parts = page, folder, parts

    def moved(self, address):
        """A link to a page that is a draft in this language: where it leads in another, and that language's code."""
        path, mark, heading = address.partition("#")
        page = links.target(self.page.uri, path)
        if code := self.elsewhere.get(page):
            return f"{'../' * (self.page.uri.count('/') + 1)}{code}/{page}{mark}{heading}", code
        return None

    @property
    def uris(self):
        """The paths of the pages that are converted: of one, or of the parts of a whole lecture."""
        folder = dirname(self.page.uri)
        return [join(folder, f"{name}.md") for name in self.parts] or [self.page.uri]

    def link(self, address):
        """A link in a drawing, as attributes: inside a page that has the other one as a part, or as `moved` says."""
        page, mark, heading = address.partition("#")
        name = page.removesuffix(".html")
        if name in self.parts:
            return f'href="#{name}.{heading}"' if mark else f'href="#{name}"'
        found = self.moved(address)
        return 'href="{}" hreflang="{}"'.format(*found) if found else f'href="{address}"'

    def extendMarkdown(self, md):
        md.parser.blockprocessors["olist"].LAZY_OL = False  # a list that goes on below code counts on

        def page():
            return None if self.parts else self.page

        md.inlinePatterns.register(Apostrophe(APOSTROPHE, md), "apostrophe", 40)  # after code, formulas, links, HTML
        md.inlinePatterns.register(InOnePiece(f"{ABBREVIATION}|{SHORT_WORD}", md), "in_one_piece", 30)
        blocks, inlines = outline.comparisons(md, page)
        processors = [
            (blocks, "blocks", 35),  # before pymdownx.highlight takes indented code away (30)
            (inlines, "inlines", 7.5),  # after sentences (20) and attribute lists (8), before links to headings (5)
            (outline.LeftOvers(md, page), "left_overs", 7.4),
            (MathML(md, self), "formulas", 7),
            (Figures(md, self), "figures", 6),  # before MkDocs looks for images (0)
            (Columns(md, self), "columns", 5.5),  # after tables have been read
            (LongCode(md, self), "long_code", 5.5),
            (Messages(md, self), "messages", 5.5),
            (Definitions(md, self), "definitions", 5.5),
            (FunctionLinks(md, self), "function_links", 5.5),
            (Foreign(md, self), "foreign", 5.5),
            (NotFound(md, self), "not_found", 5.5),
            (Predicted(md, self), "predicted", 5.5),
            (KeepTogether(md, self), "keep_together", -2),  # after MkDocs has read the title (-1)
            (Elsewhere(md, self), "elsewhere", -3),  # after MkDocs has made addresses of links (0)
        ]
        for processor, name, priority in processors:
            md.treeprocessors.register(processor, name, priority)


class Apostrophe(InlineProcessor):
    def handleMatch(self, match, data):
        return "\N{RIGHT SINGLE QUOTATION MARK}", match.start(), match.end()


class InOnePiece(InlineProcessor):
    """What a line would tear apart at its hyphen. One that does not break would not be found as it is typed."""

    def handleMatch(self, match, data):
        piece = Element("span", {"class": "piece"})
        piece.text = AtomicString(match[0])
        return piece, match.start(), match.end()


class Processor(Treeprocessor):
    def __init__(self, md, extension):
        super().__init__(md)
        self.extension = extension


class MathML(Processor):
    """Each formula that pymdownx.arithmatex has found becomes a `<math>` element."""

    def run(self, root):
        formulas = Formulas()
        for parent in list(root.iter()):
            for index, element in enumerate(parent):
                if "arithmatex" in element.get("class", "").split():
                    if parent.tag in outline.HEADINGS and "data-toc-label" not in parent.attrib:
                        parent.set("data-toc-label", self.label(parent))
                    parent[index] = self.formula(element, formulas)

    def label(self, heading):
        """A heading as menus have it, which show text alone: a formula without its braces and backslashes."""
        texts = [heading.text or ""]
        for element in heading:
            if "arithmatex" in element.get("class", "").split():
                texts.append(re.sub(r"[\\{}$]", "", outline.tex_of(element)))
            else:
                texts.append("".join(element.itertext()))
            texts.append(element.tail or "")
        return "".join(texts).strip()

    def formula(self, element, formulas):
        tex = outline.tex_of(element)
        try:
            formula = formulas.mathml(tex, is_block=element.tag == "div")
        except ValueError as error:
            where = self.extension.page.place_of(tex)
            raise PageError(f"{where}: cannot read the formula {tex} ({error}); correct its TeX") from None
        for name, value in element.items():  # of an attribute list
            names = " ".join(name for name in value.split() if name != "arithmatex") if name == "class" else value
            if names:
                formula.set(name, f"{formula.get(name, '')} {names}".strip())
        formula.tail = element.tail
        return formula


class Columns(Processor):
    """Cells of a table have the side that its columns have as a class: the site's policy forbids styles."""

    def run(self, root):
        for cell in root.iter():
            if cell.tag in ("th", "td") and (side := ALIGNED.match(cell.get("style", ""))):
                del cell.attrib["style"]
                cell.set("class", f"{cell.get('class', '')} {side[1]}".strip())


class LongCode(Processor):
    """Code in a sentence is in one piece, unless it is so long that it may be wider than what it is in."""

    def run(self, root):
        blocks = {code for pre in root.iter("pre") for code in pre.iter("code")}
        for code in root.iter("code"):
            if code not in blocks and len("".join(code.itertext())) > LONG_CODE:
                code.set("class", f"{code.get('class', '')} wraps".strip())


class Messages(Processor):
    """The messages of errors in a text are in English on the pages of every language."""

    def run(self, root):
        for code in root.iter("code"):
            if "message" in code.get("class", "").split():
                code.set("lang", "en")


class Definitions(Processor):
    """A link to a term has its definition, which opens at the word, and the address of what explains it."""

    def run(self, root):
        terms, page = self.extension.terms, self.extension.page
        for link in root.iter("a") if terms else []:
            if name := terms.linked_to(page.uri, link.get("href", "")):
                link.set("data-definition", terms[name][self.extension.words["code"]]["is"])
                link.set("data-explained", links.relative(page.uri, terms[name]["page"]).replace(".md", ".html", 1))


class FunctionLinks(Processor):
    """The first time that the text of a page names a function that its examples use leads to the index."""

    def run(self, root):
        extension = self.extension
        if extension.functions:
            self.linked, self.used = set(), extension.functions.used_on(extension.uris)
            self.link(root)

    def link(self, parent):
        for index, element in enumerate(parent):
            if element.tag == "code":
                parent[index] = self.with_link(element)
            elif element.tag not in WITHOUT_LINKS:
                self.link(element)

    def with_link(self, code):
        extension, text = self.extension, code.text or ""
        said, classes = code.attrib.pop("name", ""), code.attrib.pop("class", "").split()
        if "explained" in classes:
            classes.remove("explained")
            name, *_ = names = extension.functions.marked(text, said, extension.page.place_of(text))
            if not extension.parts:
                code.set("id", anchor(names))
        else:
            name = extension.functions.named_in_text(text, *self.used)
        if classes:
            code.set("class", " ".join(classes))
        if not name or name in self.linked:
            return code
        self.linked.add(name)
        link = Element("a", {"href": function_index.address(extension.page.uri, name)})
        link.append(code)
        link.tail, code.tail = code.tail, None
        return link


class Figures(Processor):
    """An image alone in its paragraph, if it is a drawing beside the page, becomes the drawing itself."""

    def run(self, root):
        for paragraph in root.iter("p"):
            if [child.tag for child in paragraph] == ["img"] and not words_around(paragraph):
                path = self.extension.folder / unquote(paragraph[0].get("src"))
                if path.suffix == ".svg" and path.is_file():
                    drawing = figure(path.read_text("utf-8"), paragraph[0].get("alt"), self.extension.link)
                    paragraph.clear()
                    paragraph.text = self.md.htmlStash.store(drawing)


def words_around(paragraph):
    return f"{paragraph.text or ''}{paragraph[0].tail or ''}".strip()


class NotFound(Processor):
    """Search does not look into what a page says of itself and of others: what its reader can do, its cells, its proof;
    who uses a function.
    """

    def run(self, root):
        for element in root.iter():
            if element.get("id") == "you-can" or {"cells", "proven", "used"} & set(element.get("class", "").split()):
                element.set("data-search-exclude", "")


class Predicted(Processor):
    """Below a page stand the outputs that its reader was to predict, for paper."""

    def run(self, root):
        if answers := self.extension.page and practice.answers(self.extension.page, self.extension.words):
            SubElement(root, "p").text = self.md.htmlStash.store(answers)


class Foreign(Processor):
    """What is emphasised behind the mark of a language, "ang. *loss*, *cost*", says so to who reads by ear."""

    def run(self, root):
        for parent in root.iter() if self.extension.foreign else []:
            language, before = None, parent.text
            for element in parent:
                language = self.language_after(before or "", language)
                if language and element.tag not in KEPT:
                    element.set("lang", language)
                before = element.tail

    def language_after(self, text, before):
        """The language that a text gives to the element behind it; a comma alone, that of the element `before`."""
        for mark, language in self.extension.foreign.items():
            if re.search(rf"(?<!\w){re.escape(mark)}\s+$", text):
                return language
        return before if text.strip() == "," else None


class KeepTogether(Processor):
    """Non-breaking spaces: in products, in shapes, before dashes and some numbers; behind a language's short words, and
    in its thousands.

    A browser breaks a line beside a formula, whatever stands there: so it is in one piece with what it is attached to.
    """

    def run(self, root):
        self.spaces = [OPERATORS, DASH, SHORT_AND_NUMBER, LAST_NUMBER, SHAPE]
        if words := self.extension.no_break_after:
            after_words = re.compile(rf"(?<![^\s(„])({'|'.join(words)})\s+(?=\S|$)", re.I)
            self.spaces += [THOUSANDS, after_words]
        self.keep(root)

    def keep(self, parent):
        for element in parent:
            if element.tag not in KEPT:
                element.text = self.kept(element.text)
                self.keep(element)
            element.tail = self.kept(element.tail)
        for index, element in enumerate(parent):
            if element.tag == "math":
                attach(parent, index)

    def kept(self, text):
        for space in self.spaces if text else []:
            text = space.sub(NO_BREAK, text)
        return text


def attach(parent, index):
    formula, above = parent[index], parent[index - 1] if index else None
    text, tail = (parent.text if above is None else above.tail) or "", formula.tail or ""
    before, behind = ATTACHED_BEFORE.search(text)[0], ATTACHED_BEHIND.match(tail)[0]
    if not before and not behind:
        return
    parent[index] = piece = Element("span", {"class": "piece"})
    piece.text, piece.tail, formula.tail = before, tail[len(behind) :], behind
    piece.append(formula)
    text = text[: len(text) - len(before)]
    if above is None:
        parent.text = text
    else:
        above.tail = text


class Elsewhere(Processor):
    """A link to a page that is a draft in this language leads to it in another."""

    def run(self, root):
        for link in root.iter("a") if self.extension.elsewhere else []:
            if moved := self.extension.moved(link.get("href", "")):
                address, code = moved
                link.set("href", address)
                link.set("hreflang", code)
