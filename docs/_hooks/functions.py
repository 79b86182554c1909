"""The functions that examples use, `docs/functions.yml`: where each is explained, and which one a text names.

Tests find by running the examples which functions and keyword arguments each page uses, and write the list. A function
has its whole name in it, `torch.Tensor.sum`; a keyword argument is called `dim=` here. Where one is explained is marked
in the text, `` `torch.cat`{ .explained } ``; what its code does not tell from others, by its name:
`` `x.sum()`{ .explained name=torch.Tensor.sum } ``. The index is made in function_index.py.
"""

import builtins
import re
from dataclasses import dataclass
from itertools import pairwise

from parts import INLINE_ATTRIBUTES, attributes, id_of
from places import PageError
from words import read_data

SHORT = {"np": "numpy", "nn": "torch.nn", "F": "torch.nn.functional"}  # as the examples import them
# As `x.sum(dim=1)`, `.sum()` and `torch.softmax`.
IN_TEXT = re.compile(r"(?P<owner>(?:\w+\.)*|\.)(?P<last>[A-Za-z_]\w*)(?:\((?:(?!\)\.).)*\))?", re.S)
KEYWORD = re.compile(r"(\w+)=")


@dataclass(frozen=True)
class Explanation:
    """Where a page explains a function: its path, the ids of the section and of the code in it, the text's place."""

    uri: str
    section: str
    id: str
    place: str

    @property
    def address(self):
        return f"{self.uri}#{self.id}"


class Functions:
    """The functions and keyword arguments by pages, from `functions.yml` in a folder: {page: {function: [keyword]}}."""

    def __init__(self, docs):
        self.by_page = read_data(docs / "functions.yml")
        self.uses = {}  # the pages that use a function or keyword argument, by its name
        self.keywords = {}  # the keyword arguments of each function
        for uri, functions in self.by_page.items():
            for function, keywords in functions.items():
                names = [f"{keyword}=" for keyword in keywords]
                self.keywords.setdefault(function, set()).update(names)
                for name in [function, *names]:
                    self.uses.setdefault(name, {})[uri] = True
        self.modules = {name.partition(".")[0] for name in self.keywords if "." in name}

    def explanations(self, pages):
        """Where `Page`s explain functions and keyword arguments, an Explanation or more for each name."""
        found = {}
        for page in pages:
            for code, said, section, place in marks(page):
                names = self.marked(code, said, place)
                for name in names:
                    found.setdefault(name, []).append(Explanation(page.uri, section, anchor(names), place))
        return found

    def marked(self, code, said, place):
        """The names of what a piece of code is marked to explain; `said` are names with commas. Raises PageError."""
        if said:
            names = said.split(",")
        elif keyword := KEYWORD.match(code):
            names = [f"{keyword[1]}="]
        else:
            names = self.named(code, self.keywords) or [code]
            names = [name for name in names if name == in_full(code)] or names
            if len(names) > 1:
                raise PageError(f"{place}: `{code}` may be {' or '.join(names)}; say which, {{ .explained name=… }}")
        if unknown := [name for name in names if name not in self.uses]:
            advice = "correct the name, or write an example and run `pytest --update`"
            raise PageError(f"{place}: no example in docs/functions.yml uses {unknown[0]}; {advice}")
        return names

    def named(self, code, names):
        """Which of some functions, given by their whole names, a piece of code may name."""
        match = IN_TEXT.fullmatch(code.strip())
        if not match:
            return []
        full, last = in_full(code), f".{match['last']}"
        if match["owner"] and full.partition(".")[0] in self.modules:
            return [name for name in names if f".{name}".endswith(f".{full}")]
        return [name for name in names if f".{name}".endswith(last) and (is_method(name) or not match["owner"])]

    def used_on(self, uris):
        """The functions that pages use, and the words that are keyword arguments there."""
        uses = [self.by_page.get(uri, {}) for uri in uris]
        words = {word for functions in uses for keywords in functions.values() for word in keywords}
        return {name for functions in uses for name in functions}, words

    def named_in_text(self, code, names, words):
        """Which function of those that are `used_on` pages a piece of code in their text names; None if not just one.

        A word that there is a keyword argument or Python's own, `float`, names no method; nor does a letter, as in a
        formula.
        """
        is_other = len(code) == 1 or code in words or (hasattr(builtins, code) and code not in names)
        found = [] if is_other else self.named(code, names)
        return found[0] if len(found) == 1 else None


def marks(page):
    """What a `Page` marks as explained: the code, the names that are said or None, the id of the section, the place."""
    section = None
    for node in page.nodes("heading", "inline"):
        if node.type == "heading":
            section = id_of(node)
        for code, said in code_with_attributes(node):
            if (".", "explained") in said:
                yield code, dict(said).get("name"), section, page.place_of(code, node.map[0])


def anchor(names):
    """The id of code that is marked to explain some functions, by the first of them; headings have other ids."""
    return f"explained-{names[0].removesuffix('=')}"


def code_with_attributes(node):
    """The pieces of code in an inline node that have an attribute list behind them, with what that says."""
    for part in node.walk():
        for code, behind in pairwise(part.children):
            match = code.type == "code_inline" and behind.type == "text" and INLINE_ATTRIBUTES.match(behind.content)
            if match and (said := attributes(match[1])):
                yield code.content, [tuple(one) for one in said]


def in_full(code):
    """The name in a piece of code, with its module in full: `torch.nn.functional.one_hot` for `F.one_hot(y, 3)`."""
    match = IN_TEXT.fullmatch(code.strip())
    if not match:
        return ""
    first, dot, rest = f"{match['owner']}{match['last']}".partition(".")
    return f"{SHORT.get(first, first)}{dot}{rest}"


def is_method(name):
    """Whether it belongs to a class: their names have capitals, but for Python's own and NumPy's array."""
    owner = name.rpartition(".")[0].rpartition(".")[2]
    return hasattr(builtins, owner) or owner != owner.lower() or owner == "ndarray"
