"""`mkdocs serve` shows every language, and shows it anew when a page or a snippet is edited."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from copies import EN, SNIPPETS, Copy

PATIENCE = 60  # seconds before a preview that does not show up counts as a failure


@pytest.fixture
def preview(tmp_path):
    """A copy of the project, and the address of its preview."""
    copy = Copy(tmp_path, sample=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
        cwd=copy.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield copy, f"http://{address}/"
    server.terminate()
    server.wait()


def wait_for(address, text):
    """Asks for a page until it contains a text."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as response:
                if text in response.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.2)
    pytest.fail(f"{address} does not show {text!r} after {PATIENCE} s")


def test_preview(preview):
    copy, address = preview
    wait_for(address, 'href="pl/index.html"')
    wait_for(f"{address}pl/lecture-99/shares.html", '<html lang="pl"')
    wait_for(f"{address}en/lecture-99/shares.html", '<html lang="en"')
    copy.change(f"{EN}/shares.md", "Each row", "Each and every row")
    wait_for(f"{address}en/lecture-99/shares.html", "Each and every row")
    copy.change(f"{SNIPPETS}/shares.pycon", "0.6667", "0.6668")
    for language in ("pl", "en"):
        wait_for(f"{address}{language}/lecture-99/shares.html", "0.6668")
