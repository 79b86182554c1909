"""`mkdocs serve` shows every language, and shows it anew when a page or a snippet is edited."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from copies import EN, SNIPPETS, Copy
from language import theme_folder
from project import config
from theme_styles import STYLES

PATIENCE = 60  # seconds before a preview that does not show up counts as a failure


@pytest.fixture
def preview(tmp_path):
    """A copy of the project, the address of its preview, and the server."""
    copy = Copy(tmp_path, sample=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=copy.folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        yield copy, f"http://{address}/", server
        server.terminate()
        server.wait()
        printed.seek(0)
        print(printed.read())  # pytest shows it with a failure


def wait_for(address, text, server):
    """Asks for a page until it contains a text, or the server has ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as response:
                if text in response.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.2)
    pytest.fail(f"{address} does not show {text!r}")


def test_preview(preview):
    copy, address, server = preview
    wait_for(address, 'href="pl/index.html"', server)
    wait_for(f"{address}pl/lecture-99/shares.html", '<html lang="pl"', server)
    wait_for(f"{address}en/lecture-99/shares.html", '<html lang="en"', server)
    wait_for(f"{address}en/lecture-99/shares.html", '"worker": false', server)  # nothing is kept of a preview
    assert not list(copy.folder.rglob("site/worker.js"))
    copy.change(f"{EN}/shares.md", "Each row", "Each and every row (`tabbed-set`)")
    wait_for(f"{address}en/lecture-99/shares.html", "Each and every row", server)
    theme = Path(theme_folder(config()))
    [styles] = [path.relative_to(theme).as_posix() for path in theme.glob(STYLES)]
    wait_for(f"{address}{styles}", ".tabbed-set", server)  # the theme's, left out while no page has the word
    copy.change(f"{SNIPPETS}/shares.pycon", "0.6667", "0.6668")
    for language in ("pl", "en"):
        wait_for(f"{address}{language}/lecture-99/shares.html", "0.6668", server)
