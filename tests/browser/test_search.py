"""What readers type or paste is found: in any form, mistyped, with operators; by keys, by touch; own language first."""

import contextlib
import json
import re
from collections import defaultdict
from urllib.parse import urlsplit

import function_index
import pytest
from error_messages import messages, not_run
from examples.running import as_shown
from project import all_mistakes, explanations, languages, listed_pages, search_index
from stage import PAGE, SEARCHES, page_with, searched, soon, visit

EACH = [(lecture, language) for lecture in SEARCHES for language in languages()]
each_language = pytest.mark.parametrize("language", languages())
# The sections of the page's own language that the dialog shows; those of others are in lists of their own.
RESULTS = """
() => [...document.querySelectorAll(".search__results > ol:first-child a")].map((link) => ({
  href: link.href, title: link.querySelector("strong").textContent, excerpt: link.lastChild.textContent,
  marked: [...link.querySelectorAll("mark")].map((mark) => mark.textContent),
}))
"""

# What is marked on a page, as ranges that say what they have and where it is seen.
MARKED = """
[...CSS.highlights.get("found")].map(({ startContainer, startOffset, endOffset }) => {
  const range = new Range()
  range.setStart(startContainer, startOffset)
  range.setEnd(startContainer, endOffset)
  return range
})
""".strip()


def open_search(page, address):
    """Opens search on a page, and waits until it has an index to look in."""
    page.goto(address)
    page.keyboard.press("/")
    page.wait_for_selector(".search[open]")
    assert soon(page, "Boolean(window.searchIndexes)")


def results(page, query):
    """What the dialog shows when a query has been put into it, as by pasting: the input alone says so."""
    page.evaluate("document.querySelector('.search__results').replaceChildren()")
    page.fill(".search input", query)
    assert soon(page, "document.querySelector('.search [role=status]').textContent !== ''")
    return page.evaluate(RESULTS)


def section(result):
    """`/softmax.html#keepdim`, below the folder of its lecture."""
    url = urlsplit(result["href"])
    return f"/{url.path.rpartition('/')[2]}" + (f"#{url.fragment}" if url.fragment else "")


def missed(page, queries, language):
    """What each query shows whose section is not among its first three results, which are in one language."""
    found = {}
    for query in queries:
        shown = results(page, query)
        assert all(f"/{language}/" in result["href"] for result in shown), query
        found[query] = [section(result) for result in shown[:3]]
    return {query: shown for query, shown in found.items() if f"/{queries[query]}" not in shown}


@pytest.mark.parametrize(("lecture", "language"), EACH)
def test_what_is_looked_for_is_found(page, address, lecture, language):
    """Also while it is typed, when its last letter is not there yet."""
    queries = SEARCHES[lecture][language]
    assert len(queries) >= 40
    open_search(page, f"{address}{language}/index.html")
    assert missed(page, queries, language) == {}
    assert missed(page, {query[:-1]: section for query, section in queries.items()}, language) == {}


@pytest.mark.parametrize("kind", ["other forms", "mistyped", "code"])
@pytest.mark.parametrize(("lecture", "language"), EACH)
def test_other_ways_to_type_it_are_found(page, address, lecture, language, kind):
    open_search(page, f"{address}{language}/index.html")
    assert missed(page, SEARCHES[lecture][kind][language], language) == {}


def looked_up(language):
    """What a reader types who looks up a function, its name or the last part of it, and the places that answer that."""
    wanted = defaultdict(set)
    for name, (explanation,) in explanations(language).items():
        entry, name = function_index.address("index.md", name), name.removesuffix("=")
        last = name.rpartition(".")[2].lower()  # Softmax and softmax are the same
        for query in {name, last} if len(last) > 2 else {name}:  # to is a word
            wanted[query] |= {entry, f"{explanation.uri}#{explanation.section}"}
    return {query: {place.replace(".md", ".html") for place in places} for query, places in wanted.items()}


@each_language
def test_function_is_found_by_its_name(page, address, language):
    """Among the first three results."""
    open_search(page, f"{address}{language}/index.html")
    found, wanted = {}, looked_up(language)
    for query in wanted:
        places = [one["href"].rpartition(f"/{language}/")[2] for one in results(page, query)[:3]]
        found[query] = {re.sub(r"\?[^#]*", "", place) for place in places}
    assert {query: found[query] for query, places in wanted.items() if not places & found[query]} == {}


def error_messages(language):
    """The messages of errors on the pages of a language, as a reader pastes them."""
    for name in listed_pages(language):
        for example in as_shown(f"{language}/{name}").examples():
            message = (example.parsed.exc_msg or "").strip()
            if message and not message.startswith("AssertionError"):  # which has the reader's own words
                yield message


@each_language
def test_error_message_finds_a_section_that_shows_it(page, address, site, language):
    """It is the first, but for the mistake that explains it."""
    texts = defaultdict(str)  # of sections by their places; several folders have an index.html
    for entry in search_index(site, language):
        texts[f"/{entry['location'].rpartition('/')[2]}"] += entry["text"]
    mistakes = {f"/{mistake.page.name}.html#{mistake.id}" for mistake in all_mistakes(language)}
    open_search(page, f"{address}{language}/index.html")
    found = {message.splitlines()[0]: results(page, message) for message in error_messages(language)}
    assert found
    for line, (first, *others) in found.items():
        shows_it = [line.replace("<", "&lt;").replace(">", "&gt;") in texts[section(one)] for one in (first, *others)]
        assert shows_it[0] or (section(first) in mistakes and shows_it[1]), (line, first)
        shown = first if shows_it[0] else others[0]
        assert " ".join(line.split()[:5]) in shown["excerpt"], (line, shown["excerpt"])
        assert shown["marked"]


TRACEBACK = """---------------------------------------------------------------------------
RuntimeError                              Traceback (most recent call last)
Cell In[7], line 3
      1 import torch
      2 loss = torch.ones(2, 3).sum()
----> 3 loss.step(W)

File ~/lib/python3.11/site-packages/torch/nn/modules/module.py:1775, in Module._call_impl(self, *args)
   1773     raise ValueError("a number of the input")
-> 1775 return forward_call(*args, **kwargs)

"""
NUMBER = r"(?<!\w)\d+|(?<=\dx)\d+"


def with_type(message):
    return message if re.match(r"\w+: ", message) else f"RuntimeError: {message}"


def pasted(mistake):
    """What a reader pastes whom a mistake has stopped: its message, in all wordings and numbers, or in a traceback."""
    shown = [message for message in messages(mistake.parts) if mistake.title in message]
    others = [message for part in mistake.parts for node in part.walk() for message in not_run(node)]
    for message in {*shown, *others} if mistake.is_message else ():
        yield from (message, with_other_numbers(message, mistake.title), TRACEBACK + with_type(message))


def with_other_numbers(message, title):
    """A message as other tensors raise it; the numbers in the title of its section are in all of them."""

    def other(match):
        return str(3 * int(match[0]) + 5) if match[0].isdigit() else match[0]

    return re.sub(f"{re.escape(title)}|{NUMBER}", other, message, flags=re.I)


@each_language
def test_pasted_message_finds_its_mistake_first(page, address, language):
    open_search(page, f"{address}{language}/index.html")
    wanted = {
        text: f"/{mistake.page.name}.html#{mistake.id}"
        for mistake in all_mistakes(language)
        for text in pasted(mistake)
    }
    found, said = {}, {}
    for text in wanted:
        found[text] = section(next(iter(results(page, text)), {"href": ""}))
        said[text] = page.inner_text(".search [role=status]")
    assert {text: found[text] for text in wanted if found[text] != wanted[text]} == {}
    assert [text for text in wanted if said[text].startswith(NOT_HERE[language])] == []


NOT_HERE = {"pl": "Tego komunikatu tu nie ma", "en": "This message is not here"}
UNKNOWN = [
    "NameError: name 'torch' is not defined",
    "RuntimeError: Given groups=1, weight of size [16, 3, 3, 3], expected input[1, 1, 28, 28] to have 3 channels, "
    "but got 1 channels instead",
    'RuntimeError: Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "fc1.weight", "fc1.bias".',
    "OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.",
]


@each_language
@pytest.mark.parametrize("message", UNKNOWN)
def test_message_that_is_not_here_is_called_so(page, address, language, message):
    """What is found has some of its words, and explains another one."""
    open_search(page, f"{address}{language}/index.html")
    assert results(page, message)
    assert page.inner_text(".search [role=status]").startswith(NOT_HERE[language])


@each_language
def test_message_that_goes_on_in_other_words_is_here(page, address, language):
    message = (
        "RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation"
    )
    rest = "[torch.FloatTensor [27, 27]], which is output 0 of AsStridedBackward0, is at version 3; expected version 2"
    hint = "Hint: the backtrace further above shows the operation that failed to compute its gradient. Good luck!"
    open_search(page, f"{address}{language}/index.html")
    assert section(results(page, f"{message}: {rest} instead. {hint}")[0]) == "/gradient-errors.html#modified"
    assert not page.inner_text(".search [role=status]").startswith(NOT_HERE[language])


def test_page_opens_where_a_pasted_message_stands(page, address):
    """The section may have some of its words above."""
    for message in sorted(set(error_messages("en")), key=len)[-5:]:
        line = message.splitlines()[0]
        open_search(page, f"{address}en/index.html")
        results(page, message)
        page.keyboard.press("Enter")
        page.wait_for_url("**?found=*")
        shown = f"one.textContent.includes({json.dumps(line)}) && one.checkVisibility()"
        seen = "one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight"
        assert soon(
            page, f"[...document.querySelectorAll('article :is(pre, samp)')].some((one) => {shown} && {seen})"
        ), line


@pytest.mark.promise("announced")
def test_nothing_is_found_for_what_is_nowhere(page, address):
    open_search(page, f"{address}en/{PAGE}")
    assert results(page, "qqqqqqq") == []
    assert page.inner_text(".search [role=status]") == "Nothing like that is here"


@each_language
def test_other_languages_come_below_under_their_names(page, address, language):
    other = next(code for code in languages() if code != language)
    query, wanted = searched(other)
    open_search(page, f"{address}{language}/{PAGE}")
    results(page, query)
    name = {"pl": "Polski", "en": "English"}[other]
    assert page.locator(".search__results h2").all_inner_texts() == [name]
    first = page.locator(f".search__results ol[lang={other}] a").first
    assert first.evaluate("(link) => link.href").startswith(address + wanted)


def test_nothing_of_it_is_loaded_before_it_is_used(page, address):
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    visit(page, f"{address}en/{PAGE}")
    parts = {"search.js", "lunr.js", "search_index.js"}
    assert parts.isdisjoint(asked)
    page.keyboard.press("/")
    assert soon(page, "Boolean(window.searchIndexes)")
    assert parts <= set(asked)


FOCUSED = "[...document.querySelectorAll('.search input, .search__result')].indexOf(document.activeElement)"


@pytest.mark.promise("keys")
def test_arrows_reach_every_result_and_stay_in_the_list(page, address):
    open_search(page, f"{address}en/{PAGE}")
    results(page, "tensor")
    count = page.locator(".search__result").count()
    assert count > 10
    for number in range(1, count + 3):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(FOCUSED) == min(number, count)
    box = page.locator(".search__result:focus").bounding_box()
    assert 0 <= box["y"] <= 900 - box["height"]
    for number in range(count - 1, -3, -1):
        page.keyboard.press("ArrowUp")
        assert page.evaluate(FOCUSED) == max(number, 0)


@pytest.mark.promise("keys")
def test_keys_open_and_close_it(page, address):
    page.goto(f"{address}en/{PAGE}")
    for key in ("/", "Control+k"):
        page.focus(".search-button")
        page.keyboard.press(key)
        page.wait_for_selector(".search[open] input:focus")
        page.keyboard.type("softmax")
        page.keyboard.press("Escape")
        page.wait_for_selector(".search:not([open])", state="attached")
        assert page.evaluate("document.activeElement.matches('.search-button')")


def test_a_slash_that_is_typed_elsewhere_stays_there(page, address):
    page.goto(f"{address}en/{PAGE}")
    page.evaluate("document.querySelector('article').prepend(document.createElement('textarea'))")
    page.locator("article textarea").press("/")
    assert page.locator("article textarea").input_value() == "/"
    assert page.locator(".search[open]").count() == 0


@pytest.mark.promise("keys")
def test_enter_opens_the_first_result(page, address):
    query, wanted = searched("en")
    open_search(page, f"{address}en/{PAGE}")
    results(page, query)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.startswith(f"{address}{wanted}?found="))


@pytest.mark.parametrize("in_folder", [False, True])
@each_language
def test_what_was_found_is_marked_and_its_box_is_open(page, address, site, language, in_folder):
    root = f"{site.as_uri()}/" if in_folder else address
    name = page_with(language, "admonition", where=lambda node: node.markup == "???")
    page.goto(f"{root}{language}/{name}")
    box = "[...document.querySelectorAll('details')].at(-1)"
    heading = page.evaluate(
        f"[...document.querySelectorAll('h2')].findLast((one) => one.compareDocumentPosition({box}) & 4).id"
    )
    word = page.evaluate(
        f"""(() => {{
        const rest = document.querySelector("article").textContent.replaceAll({box}.textContent, "")
        const words = {box}.textContent.toLowerCase().match(/\\p{{L}}{{5,}}/gu)
        return words.find((word) => !rest.toLowerCase().includes(word.slice(0, -1)))
        }})()"""
    )
    page.goto("about:blank")
    open_search(page, f"{root}{language}/index.html")
    assert results(page, word)
    page.locator(f".search__result[href*='{name.rpartition('/')[2]}'][href$='#{heading}']").first.click()
    assert soon(page, "CSS.highlights.get('found')?.size > 0")
    assert word in page.evaluate(f"{MARKED}.map((range) => range.toString().toLowerCase())")
    assert page.evaluate(f"{box}.open")
    assert page.evaluate(
        f"{MARKED}.some((range) => {box}.contains(range.startContainer) && range.getBoundingClientRect().top > 0)"
    )


@pytest.mark.parametrize("width", [320, 412])
def test_on_a_phone_it_has_the_whole_screen(browser, address, width):
    context = browser.new_context(
        viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    page.goto(f"{address}en/{PAGE}")
    page.get_by_role("button", name="Search").tap()
    page.wait_for_selector(".search[open] input:focus")
    assert results(page, "softmax")
    box = page.locator(".search").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, 700)
    assert page.evaluate("document.querySelector('.search').scrollWidth") <= width
    page.get_by_role("button", name="Close").tap()
    assert page.locator(".search[open]").count() == 0
    context.close()


@pytest.mark.parametrize("lost", ["search.js", "search_index.js"])
def test_search_that_does_not_come_says_so_and_comes_when_it_can(page, address, lost):
    query, found = searched("en")
    page.route(f"**/{lost}*", lambda route: route.abort())
    page.goto(f"{address}en/{PAGE}")
    page.keyboard.press("/")
    assert soon(page, "document.querySelector('.search [role=status]').textContent.startsWith('Search could not')")
    page.unroute(f"**/{lost}*")
    page.keyboard.type(query)
    page.wait_for_selector(f".search__result[href*='{found.partition('/')[2]}']")


def test_search_closes_before_it_has_come(page, address):
    page.route("**/search.js*", lambda route: None)
    page.goto(f"{address}en/{PAGE}")
    page.keyboard.press("/")
    page.keyboard.type("a")
    page.keyboard.press("Enter")
    assert page.locator(".search[open]").count() == 1
    page.get_by_role("button", name="Close").click()
    assert page.locator(".search[open]").count() == 0


def test_contents_are_not_what_was_found(browser, address):
    """They stand above the page on narrow screens; the first place in the text is shown."""
    with contextlib.closing(browser.new_context(viewport={"width": 390, "height": 700})) as context:
        page = context.new_page()
        page.goto(f"{address}en/{PAGE}")
        title = page.locator("article h2").first.inner_text()
        word = next(word for word in re.findall(r"[a-z]{4,}", title.lower()))
        page.goto(f"{address}en/{PAGE}?found={word}")
        assert soon(page, "CSS.highlights.get('found')?.size > 0")
        assert not page.evaluate("document.querySelector('.contents').open")
        assert not page.evaluate(f"{MARKED}.some((range) => range.startContainer.parentElement.closest('.contents'))")
