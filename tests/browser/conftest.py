"""A real browser on the built site: Debian's Chromium, driven by Playwright."""

import contextlib
import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from downloads import BROWSER
from project import languages

HERE = Path(__file__).parent


def skip_without(there, what):
    """Skips a test if something it needs is not there; fails it instead where REQUIRE_BROWSER is set, as in CI."""
    if not there:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(f"there is no {what}")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends the files of a site as GitHub Pages does, and its 404.html where there is none."""

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code, *_):
        page = next(Path(self.directory).glob("*/404.html")).read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":  # whose answer has no body
            self.wfile.write(page)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(site, handler=Handler):
    """Serves a built site on this machine, in a folder as on its server; gives its address, and the server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=site.parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}/", server
        server.shutdown()


@pytest.fixture(scope="session")
def address(site):
    with served(site) as (address, _):
        yield address


@pytest.fixture
def root(address, site, language):
    """Where a language is opened: the first one from a folder, the others on a server."""
    return f"{site.as_uri()}/" if language == languages()[0] else address


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright."""
    skip_without(BROWSER, "Chromium")
    skip_without(
        find_spec("playwright") and find_spec("axe_playwright_python"), 'Playwright: pip install -e ".[test,browser]"'
    )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without the sandbox, so that it also starts as root, as in containers; it only opens this site.
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, record_property):
    """An empty tab of a desktop's width. Nothing of the site is kept for the next test."""
    record_property("browser", browser.version)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


# What is copied, in ten seconds. All tabs share the clipboard, so nothing is left on it for the next reading.
TAKE = """
async () => {
  let text = ""
  for (let i = 0; i < 1000 && !text; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    text = await navigator.clipboard.readText()
  }
  await navigator.clipboard.writeText("")
  return text
}
"""


@pytest.fixture
def clipboard(page):
    """Takes from the clipboard what was copied in the page."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield lambda: page.evaluate(TAKE)
    page.evaluate("navigator.clipboard.writeText('')")


def is_stopped(request):
    """Whether the browser has given up a request because the page was left."""
    return request.failure == "net::ERR_ABORTED"


@pytest.fixture
def problems(page):
    """What goes wrong in a page while it is used: messages on the console, failed requests."""
    found = []
    is_wanted = lambda message: "blocked by Playwright" in message.text  # noqa: E731  as the tab is opened
    page.on("console", lambda message: is_wanted(message) or found.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: is_stopped(request) or found.append(f"failed: {request.url}"))
    page.on("response", lambda response: response.status >= 400 and found.append(f"{response.status}: {response.url}"))
    return found


@pytest.fixture(scope="session")
def validators():
    """The folder of what npm brings: Lighthouse, and the Nu checker for HTML, which needs Java."""
    folder = HERE / "node_modules"
    skip_without(BROWSER, "Chromium")
    skip_without(shutil.which("java"), "Java: apt-get install default-jre-headless")
    skip_without(folder.is_dir(), "Lighthouse: npm install --prefix tests/browser")
    return folder


@pytest.fixture(scope="session")
def lighthouse(validators):
    """Runs Lighthouse on addresses, in some of its categories; gives what lighthouse.mjs prints."""

    def run(categories, urls):
        command = ["node", HERE / "lighthouse.mjs", ",".join(categories), *urls]
        run = subprocess.run(command, env={**os.environ, "CHROME_PATH": BROWSER}, capture_output=True, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    return run
