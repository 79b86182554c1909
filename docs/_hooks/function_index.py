"""The index of functions: for each one where it is explained, which other pages use it, and its documentation."""

import builtins
import re

from alphabet import page_with
from functions import is_method
from links import relative

PAGES = {  # and how the names on each begin; the others are on the last one
    "reference/tensors.md": re.compile(r"torch\.Tensor\."),
    "reference/pytorch.md": re.compile(r"torch\."),
    "reference/arguments.md": re.compile(r"\w+=$"),
    "reference/python.md": re.compile(""),
}
PYTORCH = "https://docs.pytorch.org/docs/stable"
NUMPY = "https://numpy.org/doc/stable/reference"
PYTHON = "https://docs.python.org/3"
TYPES = ("list", "tuple", "range", "str", "set", "dict")  # of which Python's documentation says more on another page
NO_PAGE_OF_ITS_OWN = {  # in PyTorch's documentation
    "torch.Tensor": "tensors.html#torch.Tensor",
    "torch.Tensor.T": "tensors.html#torch.Tensor.T",
    "torch.Tensor.mT": "tensors.html#torch.Tensor.mT",
    "torch.Tensor.dtype": "tensor_attributes.html#torch.dtype",
    "torch.Tensor.grad_fn": "autograd.html#autograd-graph",
    "torch.log_softmax": "generated/torch.nn.functional.log_softmax.html",
}


def address(uri, name):
    """Where the index has a function or keyword argument, for a link on a page."""
    return relative(uri, f"{page_of(name)}#{name.removesuffix('=')}")


def page_of(name):
    return next(uri for uri, names in PAGES.items() if names.match(name))


def indexes(functions, explained, pages, words):
    """The pages of the index of `Functions`, with their entries below what is written there, by their paths.

    `explained` are their Explanations, and `pages` those of the language by their paths.
    """
    entries = {uri: [] for uri in PAGES if uri in pages}
    for name in functions.uses:
        if page_of(name) in entries:
            places = [one.address for one in explained.get(name, [])]
            last = name.removesuffix("=").rpartition(".")[2]
            entries[page_of(name)].append((last, entry(functions, name, places, pages, words)))
    return {uri: page_with(pages[uri], entries[uri], words["alphabet"]) for uri in entries}


def entry(functions, name, places, pages, words):
    """A function or keyword argument in the index, which is explained at some `places`."""
    uri, explaining = page_of(name), [place.partition("#")[0] for place in places]
    others = [page for page in functions.uses[name] if page in pages and page not in explaining]

    def links(places):
        return [f"[{pages[place.partition('#')[0]].title}]({relative(uri, place)})" for place in places]

    def in_index(names):
        return [f"[`{name}`]({address(uri, name)})" for name in names]

    said = {"explained": links(places)}
    if name.endswith("="):
        said["argument_of"] = in_index(one for one, keywords in functions.keywords.items() if name in keywords)
    else:
        said["arguments"] = in_index(sorted(functions.keywords[name]))
        said["documentation"] = [f"[{library(name)}]({documentation(name)})"]
    texts = [f"{words[what]}: {', '.join(those)}." for what, those in said.items() if those]
    used = [f"{words['also_used']}: {', '.join(links(others))}.", "{ .used }", ""] if others else []
    return [f"### {name} {{ #{name.removesuffix('=')} .function }}", "", " ".join(texts), "", *used]


def library(name):
    """Whose function it is."""
    return {"torch": "PyTorch", "numpy": "NumPy"}.get(name.partition(".")[0], "Python")


def documentation(name):
    """The address of the official documentation of a function."""
    module, owner = name.partition(".")[0], name.rpartition(".")[0]
    if place := NO_PAGE_OF_ITS_OWN.get(name):
        return f"{PYTORCH}/{place}"
    if module == "torch":
        is_part = is_method(name) and owner not in ("torch.Tensor", "torch.optim.Optimizer")
        return f"{PYTORCH}/generated/{f'{owner}.html#{name}' if is_part else f'{name}.html'}"
    if name == "numpy.random.default_rng":
        return f"{NUMPY}/random/generator.html#{name}"
    if module == "numpy":
        return f"{NUMPY}/{'random/' if '.random.' in name else ''}generated/{name}.html"
    if hasattr(builtins, module):
        return f"{PYTHON}/builtins/{'stdtypes' if module in TYPES else 'functions'}.html#{name}"
    return f"{PYTHON}/library/{module}.html#{name.replace('TextIOWrapper', 'TextIOBase')}"
