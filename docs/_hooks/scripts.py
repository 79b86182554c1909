"""A Python script of each page, and one of each lecture, for download: run, it prints what the page shows.

It runs to its end: an error that is meant is caught and printed, and what is no Python is a comment. Exercises are in
notebooks alone: their checks fail until they are solved. Cells are marked by `# %%`, as VS Code, Spyder and PyCharm
read them.
"""

import ast
import re
import textwrap
from doctest import DocTestParser

from lectures import script_uri
from mkdocs.structure.files import File
from notebooks import is_error, is_python, is_session, is_value, outputs, pinned
from parts import heading_text
from practice import PARTS, is_marked

SHOW = '''

def {show}(value):
    """Prints a value as Python's prompt does."""
    if value is not None:
        print(repr(value))

'''
WIDTH = 98  # of comments
NO_EXCEPTIONS = {"SystemExit", "KeyboardInterrupt", "GeneratorExit"}  # `except Exception` lets them through


class Scripts:
    """Makes the scripts of a language, and adds them to the `files` of its build.

    `address_of` gives the published address of a page, or None if that is not known.
    """

    def __init__(self, files, config, words, address_of):
        self.files, self.config, self.words, self.address_of = files, config, words, address_of

    def add(self, lecture):
        """Adds those of a lecture; gives the code of its pages, without what is said about it, by their addresses."""
        alone = {script_uri(page.uri): [page] for page in lecture.pages[1:]}  # the first one has the lecture's
        for uri, pages in {script_uri(lecture.notebook_uri): lecture.pages, **alone}.items():
            self.files.append(File.generated(self.config, uri, content=self.of(pages)))
        return {uri: script(pages) for uri, pages in alone.items()}

    def of(self, pages):
        """The script of pages, as the text of a file."""
        versions = textwrap.fill(self.words["script_versions"].format(**pinned()), WIDTH)
        about = [self.address_of(pages[0]), self.words["licence"], versions]
        return script(pages, "\n".join(filter(None, about)))


def script(pages, about=""):
    """The code of pages, one after another; below the first title, what there is to say about it, if anything."""
    sources = [line for page in pages for node in page.all_nodes if is_run(node) for line in page.code(node)]
    names = {name: f"{name}_" if re.search(rf"\b{name}\b", "\n".join(sources)) else name for name in ("show", "error")}
    first, *others = [cell for page in pages for cell in cells(page, names)]
    title, _, code = first.partition("\n")
    is_shown = any(f"{names['show']}(" in cell for cell in [code, *others])
    head = "\n".join([title, *[commented(about)] * bool(about), SHOW.format(**names) if is_shown else "", code])
    return "\n\n".join([head.rstrip(), *others]) + "\n"


def is_run(node):
    return is_session(node) and not is_marked(node, *PARTS)


def cells(page, names):
    """The cells of a page: one for each title, that of a box with code too, and one for each further block of code."""
    title = ""
    for node in page.all_nodes:
        if node.type == "heading" or (node.type == "admonition" and any(map(is_run, node.children))):
            if title:
                yield title
            title = f"# %% {heading_text(node) if node.type == 'heading' else node.content}".rstrip()
        elif is_run(node):
            examples = DocTestParser().get_examples("\n".join(page.code(node)) + "\n")
            yield "\n".join([title or "# %%", *(code_of(example, **names) for example in examples)]).rstrip()
            title = ""
    if title:
        yield title


def code_of(example, show, error):
    """An example as a script has it; `show` and `error` are names for what shows a value, and for an error."""
    source = example.source.rstrip("\n")
    *_, raised = outputs(example) if is_error(example) else [{}]
    if not is_python(source):
        return commented(source + (f"\n{raised['ename']}: {raised['evalue']}" if raised else ""))
    if raised:
        return tried(source, "BaseException" if raised["ename"] in NO_EXCEPTIONS else "Exception", error)
    if example.want and is_value(source):
        return shown(source, show)
    return source + "\n" * hasattr(ast.parse(source).body[-1], "body")  # an empty line ends a block


def tried(source, kind, error):
    """Code whose error is caught and printed. The lines inside a text of several lines stay where they are."""
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant | ast.JoinedStr)]
    inside = {number for node in texts for number in range(node.lineno + 1, node.end_lineno + 1)}
    lines = [line if number in inside else f"    {line}" for number, line in enumerate(source.split("\n"), 1)]
    caught = [f"except {kind} as {error}:", f'    print(f"{{type({error}).__name__}}: {{{error}}}")']
    return "\n".join(["try:", *lines, *caught]) + "\n"


def shown(source, show):
    """Code whose last value is shown, as a prompt does it."""
    last, code = ast.parse(source).body[-1], source.encode()  # in whose bytes ast counts columns
    lines = code.splitlines(keepends=True)
    begin = len(b"".join(lines[: last.lineno - 1])) + last.col_offset
    end = len(b"".join(lines[: last.end_lineno - 1])) + last.end_col_offset
    before, value, behind = (part.decode() for part in (code[:begin], code[begin:end], code[end:]))
    return (
        f"{before}{show}(({value})){behind}" if is_bare_tuple(value, last.value) else f"{before}{show}({value}){behind}"
    )


def is_bare_tuple(source, value):
    """Whether it is `a, b`, which would be two arguments of a call."""
    if not isinstance(value, ast.Tuple):
        return False
    arguments = ast.parse(f"f({source})").body[0].value.args
    return [type(one) for one in arguments] != [ast.Tuple]


def commented(text):
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
