"""A real browser on the built site: Debian's Chromium, driven by Playwright."""

import functools
import http.server
import os
import shutil
import threading

import pytest

BROWSER = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def address(site):
    """The address of the built site on this machine, in a folder as on its server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=site.parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """Chromium; a test that needs it is skipped where there is none, and fails there if REQUIRE_BROWSER is set."""
    missing = "Chromium" if not BROWSER else None
    try:
        import axe_playwright_python  # noqa: F401
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = 'Playwright or axe: pip install -e ".[test,browser]"'
    if missing:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(f"there is no {missing}")
    with sync_playwright() as playwright:
        # Without the sandbox, so that it also starts as root, as in containers; it only opens this site.
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """An empty tab of a desktop's width."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
