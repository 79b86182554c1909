"""What a page may cost its reader; and the field's own validators, Lighthouse and Nu, find nothing in it."""

import gzip
import json
import re
import subprocess

import pytest
from project import languages, short_pages, whole_lectures
from stage import one_of_each_kind, visit
from test_accessibility import LOOKS, violations

REQUESTS = 12
BYTES = 105_000  # as sent: text compressed by gzip
ELEMENTS = 1000  # in the document, with what the theme's script adds
SHIFT = 0.01  # Cumulative Layout Shift
FIGURES = 25_000  # bytes that a page's figures add, with the script that moves them

CLS = """
() => new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) sum += value
  }).observe({ type: "layout-shift", buffered: true })
  setTimeout(() => resolve(sum), 300)
})
"""


def sent(response):
    """The bytes of a response's body as a server sends it."""
    body = response.body()
    compressed = response.headers["content-type"].startswith(("image/png", "font/"))
    return len(body if compressed else gzip.compress(body, 6))


def load(page, address):
    """Opens a page, and gives the responses that it took."""
    responses = []
    page.on("response", lambda response: responses.append(response))
    visit(page, address)
    return responses


def weight(responses):
    return sum(sent(response) for response in responses)


def check_that_all_is_its_own(page, address, responses, problems):
    assert not problems
    assert [response.url for response in responses if not response.url.startswith(address)] == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("name", ["index.html", "404.html", *whole_lectures()])
def test_page_loads_only_its_own_site(page, address, problems, name):
    """So do those that have a budget."""
    check_that_all_is_its_own(page, address, load(page, address + name), problems)


FIGURE = re.compile(r"<figure.*?</figure>|<script[^>]*/live-[^>]*></script>", re.S)


def weight_of_figures(responses, name):
    """The bytes that a page has for its figures, with the script that moves them."""
    html = next(response.text() for response in responses if response.url.endswith(name))
    with_figures, without = (len(gzip.compress(text.encode(), 6)) for text in (html, FIGURE.sub("", html)))
    scripts = [response for response in responses if "/live-" in response.url]
    assert bool(scripts) == ("<live-" in html)
    return with_figures - without + weight(scripts)


@pytest.mark.promise("faults")
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("name", short_pages())
def test_page_keeps_to_its_budget_and_axe_finds_nothing(page, address, problems, name, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    responses = load(page, address + name)
    check_that_all_is_its_own(page, address, responses, problems)
    cost = {
        "requests": (len(responses), REQUESTS),
        "bytes": (weight(responses), BYTES),
        "bytes of figures": (weight_of_figures(responses, name), FIGURES),
        "elements": (page.evaluate("document.querySelectorAll('*').length"), ELEMENTS),
        "layout shift": (page.evaluate(CLS), SHIFT),
    }
    assert len(responses) > 1
    assert not {what: amounts for what, amounts in cost.items() if amounts[0] > amounts[1]}, "(is, may be)"
    assert violations(page, [(scheme, width)]) == []


@pytest.mark.promise("lighthouse")
@pytest.mark.long
@pytest.mark.parametrize("language", languages())
def test_lighthouse_finds_nothing(lighthouse, address, language):
    """In a page of each kind: what it looks at of the others is looked at by axe, and by test_site.py."""
    urls = [address + name for name in one_of_each_kind(language)]
    found = lighthouse(["accessibility", "best-practices", "seo"], urls)
    assert len(found) == len(urls)
    assert {url: scores for url, scores in found.items() if any(score < 1 for score, _ in scores.values())} == {}


@pytest.mark.promise("html")
def test_html_is_valid(validators, site):
    nu = validators / "vnu-jar/build/dist/vnu.jar"
    run = subprocess.run(
        ["java", "-jar", nu, "--errors-only", "--skip-non-html", "--format", "json", site],
        capture_output=True,
        encoding="utf-8",
    )
    messages = json.loads(run.stderr)["messages"]
    assert [f"{message['url']}:{message.get('lastLine')}: {message['message']}" for message in messages] == []
    assert run.returncode == 0, run.stderr
