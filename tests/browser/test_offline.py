"""Who has seen the site once has all of it without a network; and who has one sees what is new at once."""

import re
import shutil
import threading

import pytest
import words
from conftest import Handler, served
from project import shown_pages
from stage import HEADING, PAGE, searched, soon

LANGUAGE = "en"
ADDRESS = f"{LANGUAGE}/{PAGE}"
KEPT = f"document.querySelector('.md-copyright').textContent.includes('{words.read(LANGUAGE)['kept']}')"
COLOUR = "getComputedStyle(document.querySelector('h1')).color"


@pytest.fixture
def tab(browser):
    """A tab in which the site may keep itself."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


class WritingHandler(Handler):
    """Writes down what it was asked for."""

    asked = []  # noqa: RUF012  a list for all requests of a server

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()


@pytest.fixture
def asked():
    WritingHandler.asked = []
    return WritingHandler.asked


def keep(tab, address):
    """Opens a page, and waits until the site is kept."""
    tab.goto(address + ADDRESS)
    assert soon(tab, KEPT)


def test_every_page_opens_without_a_network(tab, site, asked):
    with served(site, WritingHandler) as (address, server):
        keep(tab, address)
        assert tab.locator(".md-dialog").inner_text() == words.read(LANGUAGE)["kept"]
        server.shutdown()
        server.server_close()
        for name in ["", f"{LANGUAGE}/", *shown_pages()]:
            assert tab.evaluate("(url) => fetch(url).then((answer) => answer.ok)", address + name), name
        tab.goto(f"{address}pl/{PAGE}?found=a#{HEADING}")
        assert tab.evaluate("document.fonts.load('1em \"Lecture Math\"').then((found) => found.length)") == 1
        query, page = searched("pl")
        tab.keyboard.press("/")
        tab.keyboard.type(query)
        tab.locator("ol a").first.click()
        tab.wait_for_url(f"**/{page}?*")
        assert tab.evaluate(COLOUR)


class HangingHandler(Handler):
    """After a while leaves requests without an answer, as a crowded network does, or without its end if it `begins`."""

    def __init_subclass__(cls):
        cls.hangs, cls.done = threading.Event(), threading.Event()

    def do_GET(self):
        if self.hangs.is_set() and not self.begins:
            self.done.wait(60)
        super().do_GET()

    def copyfile(self, source, outputfile):
        if self.hangs.is_set():
            outputfile.write(source.read(3000))
            outputfile.flush()
            self.done.wait(60)
        super().copyfile(source, outputfile)


@pytest.mark.parametrize("begins", [False, True])
def test_page_that_does_not_come_is_shown_as_it_was_kept(tab, site, tmp_path, begins):
    handler = type("OneHandler", (HangingHandler,), {"begins": begins})
    shutil.copytree(site, tmp_path / site.name)
    worker = tmp_path / site.name / "worker.js"
    text = worker.read_text("utf-8")
    worker.write_text(re.sub(r"PATIENCE = \d+", "PATIENCE = 200", text), "utf-8")
    assert worker.read_text("utf-8") != text
    with served(tmp_path / site.name, handler) as (address, _):
        keep(tab, address)
        (tmp_path / site.name / "pl" / PAGE).touch()  # or the server would say that nothing is new
        handler.hangs.set()
        try:
            tab.goto(f"{address}pl/{PAGE}")
            assert tab.locator("html[lang=pl] h1").is_visible()
            assert tab.locator(".md-copyright").count() == 1
        finally:
            handler.done.set()


def test_page_comes_first(tab, site, asked):
    held = []
    tab.route("**/live-figures.js*", lambda route: held.append(route))
    with served(site, WritingHandler) as (address, _):
        tab.goto(address + ADDRESS, wait_until="commit")
        tab.wait_for_selector(".md-code__button", state="attached")
        assert held
        assert f"/{site.name}/worker.js" not in asked
        held[0].fallback()
        assert soon(tab, KEPT)
        assert f"/{site.name}/worker.js" in asked


def test_what_is_new_is_seen_at_once(tab, site, tmp_path):
    new = tmp_path / site.name
    shutil.copytree(site, new)
    with served(new) as (address, server):
        keep(tab, address)
        before = tab.evaluate("caches.keys()")
        publish_red_headings(new)
        tab.goto(address + ADDRESS)
        assert tab.evaluate(COLOUR) == "rgb(255, 0, 0)"
        assert soon(tab, f"caches.keys().then((names) => names.length === 1 && !names.includes({before[0]!r}))")
        server.shutdown()
        server.server_close()
        tab.goto(address + ADDRESS)
        assert tab.evaluate(COLOUR) == "rgb(255, 0, 0)"


def publish_red_headings(site):
    """Changes the styles of a built site, and with them what a build writes of their digest."""
    styles = site / "assets/site.css"
    styles.write_text(f"{styles.read_text('utf-8')}\n.md-typeset h1 {{ color: #f00; }}\n", "utf-8")
    worker = site / "worker.js"
    old = next(line for line in worker.read_text("utf-8").splitlines() if "site.css" in line).strip('",')
    for path in [worker, *site.rglob("*.html")]:
        path.write_text(path.read_text("utf-8").replace(old, "assets/site.css?0badcafe"), "utf-8")
    worker.write_text(worker.read_text("utf-8").replace('DIGEST = "', 'DIGEST = "new-'), "utf-8")


def test_nothing_is_kept_of_a_site_in_a_folder(tab, site):
    problems = []
    tab.on("console", lambda message: problems.append(message.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.goto(f"{site.as_uri()}/{ADDRESS}")
    tab.wait_for_selector(".md-code__button", state="attached")
    assert problems == []
    assert not tab.evaluate(KEPT)
