"""What can be taken along: `python docs/_hooks/downloads.py`, after a build with `DOWNLOADS=1`.

Each lecture as a PDF beside its page with all of it, printed by Chromium, and the whole site as a ZIP at its root.
"""

import os
import re
import shutil
import sys
import time
import zipfile
from functools import partial
from pathlib import Path
from urllib.parse import unquote

ARCHIVE = "jak-dziala-gpt.zip"
# Chromium without windows is what Playwright takes too: it opens a page in a fifth of the time.
BROWSERS = ["chromium-headless-shell", "chromium", "google-chrome"]
BROWSER = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
WITHOUT_LINKS = """
for (const link of document.querySelectorAll("a[href]:not([href^='#'], [href^='http'])")) link.removeAttribute("href")
"""


def pdf(whole):
    """The PDF of a lecture, `lecture-2/lecture-2.pdf`, by its page `lecture-2/whole.html`."""
    return whole.with_name(f"{whole.parent.name}.pdf")


def print_lectures(site):
    """Prints each as if it were at the site's address, where links in a PDF lead; without an address there are none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        for whole in sorted(site.glob("*/*/whole.html")):
            page = chromium.new_page(service_workers="block")
            root, has_address = address_of(site, whole)
            page.route(f"{root}**", partial(send, site, root))
            page.goto(root + whole.relative_to(site).as_posix(), wait_until="networkidle")
            if not has_address:
                page.evaluate(WITHOUT_LINKS)
            page.pdf(path=pdf(whole), format="A4", prefer_css_page_size=True, outline=True, tagged=True)
            page.close()
        chromium.close()


def address_of(site, whole):
    """The address of a site, as one of its pages says it, and whether it says so."""
    canonical = CANONICAL.search(whole.read_text("utf-8"))
    root = canonical and canonical[1].removesuffix(whole.relative_to(site).as_posix())
    return root or "https://nowhere.invalid/", bool(root)


def send(site, root, route):
    """Answers a request for a file of the site, whose address may have a version: `assets/site.css?0a1b2c3d`."""
    route.fulfill(path=site / unquote(route.request.url.removeprefix(root).partition("?")[0]))


def pack(site):
    """The ZIP has the site in a folder, and the date of its commit, if SOURCE_DATE_EPOCH says that."""
    date = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))[:6]
    paths = sorted(path for path in site.rglob("*") if path.is_file() and path.name != ARCHIVE)
    with zipfile.ZipFile(site / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            name = Path(ARCHIVE).stem / path.relative_to(site)
            archive.writestr(zipfile.ZipInfo(name.as_posix(), date), path.read_bytes(), zipfile.ZIP_DEFLATED)


def main(site):
    if not (site / "worker.js").is_file():
        sys.exit(f"{site}: no site is there; run DOWNLOADS=1 mkdocs build --strict")
    if not any(ARCHIVE in path.read_text("utf-8") for path in site.glob("*/index.html")):
        sys.exit(f"{site}: its pages do not link to what this would write; build it with DOWNLOADS=1")
    if not BROWSER:
        sys.exit("There is no Chromium to print with: apt-get install chromium, or set BROWSER_PATH")
    print_lectures(site)
    pack(site)


if __name__ == "__main__":
    main(Path(*sys.argv[1:] or ["site"]).resolve())
