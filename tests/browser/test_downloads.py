"""The PDF of a lecture and the ZIP of the site are where pages link to them, and have all of it."""

import subprocess
import sys
import zipfile

import pytest
from bs4 import BeautifulSoup
from conftest import BROWSER, skip_without
from copies import ADDRESSES, Copy
from downloads import ARCHIVE
from project import ROOT
from pypdf import PdfReader

COMMAND = [sys.executable, ROOT / "docs/_hooks/downloads.py"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The sample lecture as it is published, with what can be taken along."""
    skip_without(BROWSER, "Chromium")
    copy = Copy(tmp_path_factory.mktemp("published"), sample=True)
    assert copy.build(DOWNLOADS="1", **ADDRESSES).status == 0
    subprocess.run(COMMAND, cwd=copy.folder, check=True)
    return copy


@pytest.mark.parametrize("language", ["pl", "en"])
def test_pages_link_to_what_is_there(copy, language):
    for name in ("lecture-99/index.html", "lecture-99/whole.html"):
        page = copy.path(f"site/{language}/{name}")
        document = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        links = [link["href"] for link in document.select("a[download]")]
        assert [link for link in links if link.endswith(".pdf")] == ["lecture-99.pdf"]
        assert [link for link in links if link.endswith(".zip")] == [f"../../{ARCHIVE}"]
        assert all((page.parent / link).is_file() for link in links)


def test_site_in_a_folder_does_not_offer_itself(copy, page):
    page.goto(copy.path("site/en/index.html").as_uri())
    assert page.locator(".md-copyright a").count() == 3
    assert not page.locator(".md-copyright a[download]").count()
    assert "· \n" not in page.inner_text(".md-copyright")


def links_of(reader):
    """The addresses of links in a PDF, those that lead out of it."""
    notes = [note.get_object() for sheet in reader.pages for note in sheet.get("/Annots", [])]
    return [note["/A"]["/URI"] for note in notes if "/A" in note and "/URI" in note["/A"]]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_links_of_a_pdf_lead_to_the_site(copy, language):
    reader = PdfReader(copy.path(f"site/{language}/lecture-99/lecture-99.pdf"))
    root = ADDRESSES["SITE_URL"]
    assert [link for link in links_of(reader) if not link.startswith("https://")] == []
    inside = [link.removeprefix(root) for link in links_of(reader) if link.startswith(root)]
    assert inside
    assert [link for link in inside if not copy.path(f"site/{link.partition('#')[0]}").is_file()] == []


@pytest.mark.parametrize("language", ["pl", "en"])
def test_pdf_has_the_whole_lecture(copy, language):
    reader = PdfReader(copy.path(f"site/{language}/lecture-99/lecture-99.pdf"))
    sheet = reader.pages[0].mediabox
    assert (sheet.width, sheet.height) == pytest.approx((595, 842), abs=2)  # A4, in points
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    whole = BeautifulSoup(copy.read(f"site/{language}/lecture-99/whole.html"), "html.parser")
    headings = ["".join(heading.get_text().split()) for heading in whole.select("article h2")]
    assert len(headings) > 5
    assert [heading for heading in headings if heading not in text] == []


def test_archive_has_the_site(copy):
    site = copy.path("site")
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {ARCHIVE}
    with zipfile.ZipFile(site / ARCHIVE) as archive:
        assert archive.testzip() is None
        assert {name.partition("/")[2] for name in archive.namelist()} == files
        assert {name.partition("/")[0] for name in archive.namelist()} == {ARCHIVE.removesuffix(".zip")}


def test_site_that_does_not_link_to_it_is_refused(site, tmp_path):
    for folder, said in ((tmp_path, "no site is there"), (site, "build it with DOWNLOADS=1")):
        run = subprocess.run([*COMMAND, folder], capture_output=True, encoding="utf-8")
        assert run.returncode == 1
        assert said in run.stderr
        assert "\n" not in run.stderr.strip()
    assert not list(site.rglob("*.pdf"))
