"""Builds of their own: the same twice, without addresses, and with each module loaded once."""

import re
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup
from copies import ADDRESSES, Copy, build
from lectures import notebook_uri, script_uri
from project import ROOT, all_lectures, languages, pages


def test_same_commit_gives_the_same_site(site, tmp_path):
    """Byte for byte; where a date is, it is the commit's."""
    again = tmp_path / "course"
    assert build(ROOT, again, **ADDRESSES).status == 0
    files = [path.relative_to(site) for path in sorted(site.rglob("*")) if path.is_file()]
    assert files == [path.relative_to(again) for path in sorted(again.rglob("*")) if path.is_file()]
    assert [name for name in files if (site / name).read_bytes() != (again / name).read_bytes()] == []
    commit = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=True, text=True)
    packed = (site / "sitemap.xml.gz").read_bytes()
    written = int.from_bytes(packed[4:8], "little")  # the time in gzip's head
    assert written == int(commit.stdout) // 86400 * 86400


def test_without_addresses_there_are_no_buttons_for_them(site, tmp_path):
    assert build(ROOT, tmp_path, SITE_URL="", REPO_URL="").status == 0
    for uri in [uri for lecture in all_lectures() for uri in lecture.uris[1:] if uri in pages(languages()[0])]:
        html = (tmp_path / languages()[0] / uri.replace(".md", ".html")).read_text("utf-8")
        page = BeautifulSoup(html, "html.parser")
        assert [link["href"] for link in page.select(".notebook a")] == [
            Path(name).name for name in (notebook_uri(uri), script_uri(uri))
        ]
        assert not page.select("meta[property], .md-source, .page-links, .md-copyright a:not([rel=license])")
        notebook = (tmp_path / languages()[0] / notebook_uri(uri)).read_text("utf-8")
        links = set(re.findall(r"\]\(([^:)]*)", notebook))
        assert "https://" not in (tmp_path / languages()[0] / script_uri(uri)).read_text("utf-8")
        assert links <= {"attachment", "https"}  # its figures, and other sites; this one has no address to lead to


MODULES = """
import collections, runpy, sys
try:
    runpy.run_module("mkdocs", run_name="__main__")
except SystemExit as ended:
    assert not ended.code
files = collections.Counter(getattr(module, "__file__", None) for module in set(sys.modules.values()))
print([path for path, count in files.items() if path and "_hooks" in path and count > 1])
"""


def test_no_module_of_the_build_is_loaded_twice(tmp_path):
    """MkDocs loads a hook by its path: a second one that the first imports would be there twice, each with a state."""
    copy = Copy(tmp_path, sample=True)
    command = [sys.executable, "-c", MODULES, "build", "--quiet"]
    run = subprocess.run(command, cwd=copy.folder, capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.splitlines()[-1] == "[]"
