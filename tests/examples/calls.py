"""The functions that examples use: found by running them, so that the sum of a tensor is not that of an array."""

import ast
import builtins
import collections
import io
import math
from functools import cache
from types import ModuleType

import numpy
import torch
import yaml
from functions import Functions
from lectures import uris_in
from project import ROOT, config

from examples.running import CPU, as_shown, seen

# Where a reader finds a function by its name.
PUBLIC = (builtins, torch, torch.nn, torch.nn.functional, torch.optim, numpy, numpy.random, math, collections, io)
LIST = ROOT / "docs/functions.yml"
ABOUT = "# The functions and keyword arguments that the examples of each page use; written by `pytest --update`.\n"
# Of objects of these also what is no method: the shape, the gradient.
WITH_ATTRIBUTES = (torch.Tensor, numpy.ndarray)
HERE = f"__import__('sys').modules[{__name__!r}]"

used = {}  # what has been called, with the keyword arguments that it got


def functions(name):
    """What the examples of a page use, `pl/lecture-2/softmax.md`: the keyword arguments by the names of functions."""
    used.clear()
    seen(as_shown(name), CPU, change=recorded)
    return {function: sorted(used[function]) for function in sorted(used)}


def listed():
    """What the list says of each page, by its path."""
    return Functions(ROOT / "docs").by_page


def write(uri, found):
    """Writes into the list what was found on a page."""
    pages = {**listed(), uri: found}
    kept = {uri: pages[uri] for uri in uris_in(config().nav) if pages.get(uri)}
    LIST.write_text(ABOUT + yaml.safe_dump(kept, sort_keys=False, default_flow_style=None, width=120), "utf-8")


def recorded(source):
    """Code that does the same, and notes what it calls. What is no Python stays as it is."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    return ast.unparse(ast.fix_missing_locations(Recorder().visit(tree)))


class Recorder(ast.NodeTransformer):
    """Puts `attribute(value, "name")` in the place of `value.name`, `called(name)` in that of a name that is called."""

    def visit_Call(self, call):
        keywords = [ast.Constant(keyword.arg) for keyword in call.keywords if keyword.arg]
        function = call.func
        self.generic_visit(call)
        if isinstance(function, ast.Attribute):
            call.func.args += keywords
        elif isinstance(function, ast.Name):
            call.func = self.noted("called", function, *keywords)
        return call

    def visit_Attribute(self, node):
        self.generic_visit(node)
        is_read = isinstance(node.ctx, ast.Load)
        return self.noted("attribute", node.value, ast.Constant(node.attr)) if is_read else node

    def noted(self, function, *arguments):
        return ast.Call(ast.parse(f"{HERE}.{function}", mode="eval").body, [*arguments], [])


def attribute(value, name, *keywords):
    """`value.name`, noted with the keyword arguments of its call."""
    found = getattr(value, name)
    if callable(found) or isinstance(value, WITH_ATTRIBUTES):
        is_module = isinstance(value, ModuleType)
        note(f"{value.__name__}.{name}" if is_module else method(kind_of(value), name), keywords)
    return found


def called(function, *keywords):
    """A function that is called by its name alone, noted."""
    note(public(function), keywords)
    return function


def kind_of(value):
    return value if isinstance(value, type) else type(value)


@cache  # a loop asks often
def method(kind, name):
    """The name of an attribute with that of the class that has it: `torch.Tensor.sum`."""
    if issubclass(kind, torch.Tensor):
        return f"torch.Tensor.{name}"
    owner = next((parent for parent in kind.__mro__ if name in vars(parent)), kind)
    return f"{public(owner)}.{name}" if public(owner) else None


@cache
def public(value):
    """The name by which the documentation knows a function or a class; None for what a page has made itself."""
    name = getattr(value, "__name__", "")
    for module in PUBLIC:
        if getattr(module, name, None) is value:
            return name if module is builtins else f"{module.__name__}.{name}"
    return None


def note(name, keywords):
    if name and not name.rpartition(".")[2].startswith("__"):
        used.setdefault(name, set()).update(keywords)
