"""The index has every function that examples use, with where it is explained; the text leads to it."""

import re

import pytest
from bs4 import BeautifulSoup
from function_index import PAGES, documentation
from functions import Functions
from places import PageError
from project import all_functions, languages, pages
from small_pages import PLACE, converted, page_of
from words import read

USED = """
lecture-0/page.md: {torch.Tensor.sum: [dim], numpy.ndarray.max: [], torch.log: [], torch.Tensor.log: [], list: [],
  torch.Tensor.T: [], torch.Tensor.dim: [], torch.Tensor.float: [], torch.cat: [dim], zip: [strict], dict.get: []}
lecture-0/other.md: {numpy.ndarray.sum: [axis], sum: [], torch.nn.functional.one_hot: [num_classes],
  math.log: [], numpy.log: []}
"""


@pytest.fixture
def functions(tmp_path):
    tmp_path.joinpath("functions.yml").write_text(USED, "utf-8")
    return Functions(tmp_path)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("torch.cat", "torch.cat"),
        ("torch.cat([a, b], dim=1)", "torch.cat"),
        ("cat", "torch.cat"),
        ("zip(a, b)", "zip"),
        ("list", "list"),
        (".sum()", "torch.Tensor.sum"),
        ("sum(dim=1)", "torch.Tensor.sum"),
        ("P.sum(dim=1)", "torch.Tensor.sum"),
        ("torch.log(P)", "torch.log"),
        ("P.log()", "torch.Tensor.log"),
        ("log", None),  # one of two
        ("math.log", None),  # that the page does not use
        ("np.log", None),
        ("x.T", "torch.Tensor.T"),
        ("T", None),  # a temperature
        ("dim", None),  # the argument
        ("x.dim()", "torch.Tensor.dim"),
        ("float", None),  # Python's
        ("x.float()", "torch.Tensor.float"),
        ("P.log().sum()", None),  # more than one
        ("x + 1", None),
        ("one_hot", None),  # on another page
    ],
)
def test_code_in_a_sentence_names_a_function(functions, code, name):
    assert functions.named_in_text(code, *functions.used_on(["lecture-0/page.md"])) == name


def test_code_names_a_function_of_any_page_that_is_shown(functions):
    both = functions.used_on(["lecture-0/page.md", "lecture-0/other.md"])
    assert functions.named_in_text("F.one_hot(y, 3)", *both) == "torch.nn.functional.one_hot"
    assert functions.named_in_text("x.sum()", *both) is None


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("`torch.cat`{ .explained }", ["torch.cat"]),
        ("**`zip`{ .explained }**", ["zip"]),
        ("`F.one_hot(y, 3)`{ .explained }", ["torch.nn.functional.one_hot"]),
        ("`sum(xs)`{ .explained }", ["sum"]),
        ("`x.sum()`{ .explained name=torch.Tensor.sum }", ["torch.Tensor.sum"]),
        ("`dim=1`{ .explained }", ["dim="]),
        ('`dim` stands for it`x`{ .explained name="zip,dim=" }', ["zip", "dim="]),
        ("`torch.cat`", []),
    ],
)
def test_mark_says_what_a_page_explains(functions, code, names):
    found = functions.explanations([page_of(f"# A {{ #a }}\n\n## B {{ #b }}\n\nSo is {code}.")])
    assert list(found) == names
    assert {(one.section, one.place) for places in found.values() for one in places} <= {("b", f"{PLACE}:5")}
    assert {one.address for places in found.values() for one in places} <= {
        f"lecture-0/page.md#explained-{name.removesuffix('=')}" for name in names[:1]
    }


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("`x.sum()`{ .explained }", "`x.sum()` may be torch.Tensor.sum or numpy.ndarray.sum; say which, { .explained"),
        ("`map`{ .explained }", "no example in docs/functions.yml uses map; correct the name, or write an example"),
        ("`x`{ .explained name=torch.sum }", "no example in docs/functions.yml uses torch.sum; correct the name"),
    ],
)
def test_mark_of_what_is_not_known_is_refused(functions, code, said):
    with pytest.raises(PageError, match=re.escape(f"{PLACE}:3: {said}")):
        functions.explanations([page_of(f"# A {{ #a }}\n\nSo is {code}.")])


def test_first_mention_in_the_text_is_a_link(functions):
    text = "`torch.cat`{ .explained }, [`zip`](x.md), `cat`, `x`{ .explained name=dict.get }, `zip(a)`."
    html = converted(page_of(f"# `torch.cat` {{ #a }}\n\n{text}"), functions=functions)
    links = re.findall(r'<a href="([^"]*)"><code(?: id="[\w.-]*")?>(.*?)</code></a>', html)
    assert links == [
        ("../reference/pytorch.md#torch.cat", "torch.cat"),
        ("x.md", "zip"),
        ("../reference/python.md#dict.get", "x"),
        ("../reference/python.md#zip", "zip(a)"),
    ]
    assert 'class="explained' not in html
    assert 'name="' not in html


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("torch.cat", "https://docs.pytorch.org/docs/stable/generated/torch.cat.html"),
        ("torch.Tensor.sum", "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum.html"),
        ("torch.Tensor.T", "https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.T"),
        (
            "torch.optim.SGD.step",
            "https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html#torch.optim.SGD.step",
        ),
        ("numpy.ndarray.sum", "https://numpy.org/doc/stable/reference/generated/numpy.ndarray.sum.html"),
        (
            "numpy.random.Generator.choice",
            "https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.choice.html",
        ),
        ("zip", "https://docs.python.org/3/builtins/functions.html#zip"),
        ("dict", "https://docs.python.org/3/builtins/stdtypes.html#dict"),
        ("dict.get", "https://docs.python.org/3/builtins/stdtypes.html#dict.get"),
        ("collections.Counter", "https://docs.python.org/3/library/collections.html#collections.Counter"),
        ("io.TextIOWrapper.read", "https://docs.python.org/3/library/io.html#io.TextIOBase.read"),
    ],
)
def test_documentation_is_where_its_makers_have_it(name, address):
    """As their sources and other sites' links had it in November 2026; no test asks the network."""
    assert documentation(name) == address


def parts_of(text):
    """An entry's paragraph, and the one below it, which says who else uses the function."""
    below = text.find_next_sibling()
    return [text, below] if below and "used" in below.get("class", []) else [text]


def page(site, name):
    return BeautifulSoup((site / name).read_text("utf-8"), "html.parser")


@pytest.mark.parametrize("code", languages())
def test_index_has_every_function(site, code):
    words, index = read(code), {}
    for uri in PAGES:
        for heading in page(site, f"{code}/{uri.replace('.md', '.html')}").select("h3.function"):
            index[heading.get_text()] = heading.find_next("p")
    assert set(index) == set(all_functions().uses)
    for name, text in index.items():
        links = [link["href"].removeprefix("../") for part in parts_of(text) for link in part.select("a")]
        there = [uri.replace(".md", ".html") for uri in all_functions().uses[name] if uri in pages(code)]
        assert [uri for uri in there if uri not in {link.partition("#")[0] for link in links}] == [], name
        assert text.get_text().startswith(f"{words['explained']}: "), name
        documented = [link for link in links if re.match(r"https://(docs\.pytorch|numpy|docs\.python)\.org/", link)]
        assert len(documented) == (not name.endswith("=")), name
