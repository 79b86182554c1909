"""What a page costs its reader, as Lighthouse measures it: on this site, on stock Material, and on Sphinx with furo.

    pip install -e ".[test,benchmark]" && npm install --prefix tests/browser && python tests/benchmarks/reading.py

It needs Chromium, and Node 22.19 or newer. The three sites have the same English pages, sent by a small server on this
machine as GitHub Pages sends them: text compressed by gzip. Lighthouse simulates a phone with slow 4G, as it does by
default. Each figure is the median of several runs, in which pages and sites take turns so that noise hits all alike.

`--beside COMMIT` adds this site as it was then, built with the packages of today.

Stock Material and Sphinx, set up as their documentation says, load fonts and MathJax from other servers. Here no page
asks another machine: these files come from npm, and the same small server sends them. That favours both, for it spares
Material three further connections, and Sphinx one.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from importlib.metadata import version
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "docs/_hooks")]

import copies  # noqa: E402
from includes import Includes  # noqa: E402
from project import ROOT, config, listed_pages  # noqa: E402

BROWSER = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
LIGHTHOUSE = TESTS / "browser/node_modules/lighthouse"
PAGES = ["gradient-descent", "softmax", "tensors"]
SITES = {"this site": "ours/en", "stock Material": "material", "Sphinx, furo": "sphinx"}

SCORES = ["performance", "accessibility", "best-practices", "seo"]

NPM = ["mathjax-3@npm:mathjax@3", "mathjax-4@npm:mathjax@4", "@fontsource/roboto", "@fontsource/roboto-mono"]
ELSEWHERE = {  # what the others load from other servers, and where this one has it
    r"https://fonts\.googleapis\.com/css[^\"]*": "/fonts.css",
    r"https://fonts\.gstatic\.com": "/",
    r"https://unpkg\.com/mathjax@3": "/node_modules/mathjax-3",
    r"https://cdn\.jsdelivr\.net/npm/mathjax@4": "/node_modules/mathjax-4",
    r"https://cdn\.jsdelivr\.net/npm/@mathjax": "/node_modules/@mathjax",
}
TEXT = (".html", ".css", ".js", ".json", ".svg")

MATERIAL = """
site_name: How GPT works
use_directory_urls: false
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.details
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, pygments_lang_class: true}
  - pymdownx.inlinehilite
  - pymdownx.snippets
  - pymdownx.superfences
extra_javascript:
  - javascripts/mathjax.js
  - https://unpkg.com/mathjax@3/es5/tex-mml-chtml.js
"""
MATHJAX = r"""
window.MathJax = {
  tex: { inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]], processEscapes: true, processEnvironments: true },
  options: { ignoreHtmlClass: ".*|", processHtmlClass: "arithmatex" },
};
document$.subscribe(() => {
  MathJax.startup.output.clearCache(); MathJax.typesetClear(); MathJax.texReset(); MathJax.typesetPromise();
});
"""
SPHINX = """
project = "How GPT works"
extensions = ["myst_parser", "sphinx_copybutton"]
myst_enable_extensions = ["attrs_block", "colon_fence", "dollarmath"]
html_theme = "furo"
"""
BOX = re.compile(r'(!!!|\?\?\?) (\w+) "(.*)"')
HEADING = re.compile(r"(#+ .*) (\{ #\S+ \})")


def to_myst(lines):
    """The lines of a page as MyST writes them: its boxes, the ids of its headings, the languages of its fences."""
    depth = 0  # in how many boxes a line is
    for line in [*lines, " "]:  # the last one closes boxes
        while line and not line.startswith(" " * 4 * depth):
            depth -= 1
            yield ":" * (9 - depth)
        line = line[4 * depth :]
        if box := BOX.fullmatch(line):
            folded = "\n:collapsible: closed" if box[1] == "???" else ""
            yield f"{':' * (9 - depth)}{{admonition}} {box[3]}\n:class: {box[2]}{folded}\n"
            depth += 1
        elif heading := HEADING.fullmatch(line):
            yield f"{heading[2]}\n{heading[1]}"
        elif line != "{ .cells }":
            yield re.sub(r"^``` \{ \.(\w+).*", r"```\1", line)


def write_sources(material, sphinx):
    """The English pages, their snippets included, and how stock Material and Sphinx are set up."""
    names = list(listed_pages("en"))
    for name in names:
        lines = Includes(config()).expand(ROOT / "docs/en" / name)
        for path, text in (material / "docs" / name, lines), (sphinx / name, to_myst(lines)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(text), "utf-8")
    for figure in (ROOT / "docs/en").rglob("*.svg"):
        for docs in (material / "docs", sphinx):
            path = docs / figure.relative_to(ROOT / "docs/en")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(figure.read_bytes())
    theme = {"name": "material", "features": config().theme["features"], "palette": config().theme["palette"]}
    (material / "mkdocs.yml").write_text(f"{MATERIAL}theme: {json.dumps(theme)}\nnav: {json.dumps(config().nav)}")
    (material / "docs/javascripts").mkdir()
    (material / "docs/javascripts/mathjax.js").write_text(MATHJAX)
    (sphinx / "conf.py").write_text(SPHINX)
    with (sphinx / "index.md").open("a") as index:
        index.write("\n".join(["\n\n```{toctree}\n:hidden:\n", *names[1:], "```\n"]))


def build_beside(folder, commit):
    """Builds this site as it was at a commit."""
    project = folder / "sources/then"
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", project, commit], cwd=ROOT, check=True)
    try:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder / "then"]
        subprocess.run(command, cwd=project, check=True, capture_output=True)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", project], cwd=ROOT, check=True)


def build(folder):
    """Builds the three sites, and puts beside them what two of them load from elsewhere."""
    material, sphinx, packages = folder / "sources/material", folder / "sources/sphinx", folder / "node_modules"
    write_sources(material, sphinx)
    ours = copies.build(ROOT, folder / "ours")
    if ours.status:
        raise SystemExit(ours.errors)
    run = functools.partial(subprocess.run, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder / "material"], cwd=material)
    run([sys.executable, "-m", "sphinx", "--silent", sphinx, folder / "sphinx"])
    run(["npm", "install", "--silent", "--prefix", folder, *NPM])
    (folder / "fonts.css").write_text("".join(font_styles(packages / "@fontsource")))
    (folder / "favicon.ico").touch()  # browsers ask for it where a page has no icon


def font_styles(folder):
    """The styles that Google Fonts sends for the theme's fonts: a file for each weight and each part of Unicode."""
    for font, weights in {"roboto": (300, 400, 700), "roboto-mono": (400, 700)}.items():
        for name in [f"{weight}{style}.css" for weight in weights for style in ("", "-italic")]:
            styles = (folder / font / name).read_text("utf-8").replace("font-display: swap", "font-display: fallback")
            yield styles.replace("./files/", f"/node_modules/@fontsource/{font}/files/")


def pack(folder):
    """Writes files of text as they are sent: without addresses on other servers, and compressed."""
    for path in folder.rglob("*"):
        if path.suffix in TEXT and path.is_file():
            text = path.read_text("utf-8")
            for address, here in ELSEWHERE.items():
                text = re.sub(address, here, text)
            path.write_bytes(gzip.compress(text.encode(), 6))


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends files as GitHub Pages does."""

    protocol_version = "HTTP/1.1"  # which keeps connections
    disable_nagle_algorithm = True  # or bodies would wait until the browser has confirmed the headers
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".woff2": "font/woff2"}

    def end_headers(self):
        if Path(self.translate_path(self.path)).suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_):
        pass


def measure(url, origin):
    """One run: the four scores of 100, LCP and FCP in s, TBT in ms, requests, KB sent, elements in the document."""
    options = ["--quiet", "--no-enable-error-reporting", f"--only-categories={','.join(SCORES)}", "--output=json"]
    browser = "--chrome-flags=--headless --no-sandbox --disable-gpu"
    command = ["node", LIGHTHOUSE / "cli/index.js", url, *options, browser]
    run = subprocess.run(command, env={**os.environ, "CHROME_PATH": BROWSER}, capture_output=True, encoding="utf-8")
    report = json.loads(run.stdout or "{}")
    if run.returncode:
        raise SystemExit(f"Lighthouse cannot measure {url}: {report.get('runtimeError') or run.stderr}")
    audits = report["audits"]
    requests = [item for item in audits["network-requests"]["details"]["items"] if item["url"].startswith("http")]
    for request in requests:
        if not request["url"].startswith(origin) or request["statusCode"] != 200:
            raise SystemExit(f"{url} asks for {request['url']} and gets {request['statusCode']}: nothing to compare")
    names = "largest-contentful-paint", "first-contentful-paint", "total-blocking-time", "total-byte-weight"
    lcp, fcp, tbt, sent = (audits[name]["numericValue"] for name in names)
    scores = [100 * report["categories"][score]["score"] for score in SCORES]
    elements = audits["dom-size-insight"]["numericValue"]
    return *scores, lcp / 1000, fcp / 1000, tbt, len(requests), sent / 1000, elements


def versions(packages):
    """What was compared, and by what."""
    yield from (f"{name} {version(name)}" for name in ("mkdocs-material", "sphinx", "furo", "myst-parser"))
    for folder in packages / "mathjax-3", packages / "mathjax-4", LIGHTHOUSE:
        package = json.loads((folder / "package.json").read_text("utf-8"))
        yield f"{package['name']} {package['version']}"
    browser = subprocess.run([BROWSER, "--version"], capture_output=True, encoding="utf-8").stdout
    yield browser.split(" built")[0].strip()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5, help="runs for each page of each site")
    arguments.add_argument("--beside", metavar="COMMIT", help="measures this site as it was then, too")
    options = arguments.parse_args()
    runs, sites = options.runs, SITES | ({f"this site at {options.beside}": "then/en"} if options.beside else {})
    if not (BROWSER and LIGHTHOUSE.is_dir()):
        raise SystemExit("There is no Chromium, or no Lighthouse: npm install --prefix tests/browser")
    measured = {(page, site): [] for page in PAGES for site in sites}
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        if options.beside:
            build_beside(Path(folder), options.beside)
        compared = ", ".join(versions(Path(folder, "node_modules")))
        pack(Path(folder))
        handler = functools.partial(Handler, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            origin = f"http://127.0.0.1:{server.server_port}/"
            for number in range(runs):
                print(f"round {number + 1} of {runs}", file=sys.stderr)
                for (page, site), figures in measured.items():
                    figures.append(measure(f"{origin}{sites[site]}/lecture-2/{page}.html", origin))
            server.shutdown()
    columns = [*SCORES, "LCP", "FCP", "TBT", "requests", "sent", "elements"]
    print(f"| page | | {' | '.join(columns)} |")
    print("| --- " * (2 + len(columns)) + "|")
    for (page, site), figures in measured.items():
        *scores, lcp, fcp, tbt, requests, sent, elements = map(statistics.median, zip(*figures, strict=True))
        times = f"{lcp:.2f} s | {fcp:.2f} s | {tbt:.0f} ms"
        counts = f"{requests:.0f} | {sent:.0f} KB | {elements:.0f}"
        print(f"| {page} | {site} | {' | '.join(f'{score:.0f}' for score in scores)} | {times} | {counts} |")
    print(f"\n{compared}")


if __name__ == "__main__":
    main()
