"""Whether Zensical, which Material's makers write now, renders the lectures as MkDocs does, by the same extension.

    pip install -e ".[test,benchmark]" && python tests/benchmarks/rendering_with_zensical.py

Zensical runs Markdown extensions, but no hooks. This module is the extension that it loads: `UnderZensical` is that of
docs/_hooks/page_markdown.py, told by Zensical which page is converted. `zensical build` builds each language's pages,
with their figures and snippets, `mkdocs build --strict` builds the site, and the articles of all pages of the lectures
are compared: text, the TeX of formulas, figures, sessions and the ids of headings. It exits with 1 where they differ.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).parent
PATHS = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "docs/_hooks")]
sys.path[:0] = PATHS

import copies  # noqa: E402
import words  # noqa: E402
from bs4 import BeautifulSoup  # noqa: E402
from includes import Includes  # noqa: E402
from page_markdown import PageMarkdown  # noqa: E402
from parts import Page  # noqa: E402
from project import ROOT, config, languages, listed_pages  # noqa: E402
from zensical.config import get_config  # noqa: E402
from zensical.extensions.context import ContextPreprocessor  # noqa: E402

# What mkdocs.yml and docs/_hooks say otherwise: Zensical knows no `!relative`, and names a function by a text.
SETTINGS = {
    "pymdownx.snippets": {"base_path": ["snippets"], "check_paths": True},
    "pymdownx.superfences": {"custom_fences": [{"name": "pycon", "class": "highlight", "format": "sessions.fence"}]},
}


class UnderZensical(PageMarkdown):
    """The site's extension as Zensical uses it: made anew for each page, of which an extension of Zensical's knows."""

    def extendMarkdown(self, md):
        settings = get_config()
        project = SimpleNamespace(
            mdx_configs=settings["mdx_configs"], config_file_path=str(Path(settings["root_dir"], "mkdocs.yml"))
        )
        page, docs = ContextPreprocessor.from_markdown(md).page, Path(settings["root_dir"], settings["docs_dir"])
        self.show(Page.read(Includes(project), docs, page.path), (docs / page.path).parent)
        super().extendMarkdown(md)


def makeExtension(**settings):
    return UnderZensical(**settings)


def build_with_zensical(code, folder):
    """Builds the pages of a language as a project of their own in `folder`, into `folder/site`."""
    shutil.copytree(ROOT / "docs" / code, folder / "docs")
    shutil.copytree(ROOT / "snippets", folder / "snippets")
    ours = {Path(__file__).stem: {"words": words.read(code)}}
    settings = {**config().mdx_configs, **SETTINGS, **ours}
    extensions = [{name: settings.get(name, {})} for name in [*config().markdown_extensions, *ours]]
    project = {"site_name": "The lecture", "use_directory_urls": False, "markdown_extensions": extensions}
    (folder / "mkdocs.yml").write_text(json.dumps(project), "utf-8")  # JSON is YAML
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(PATHS)}
    command = [sys.executable, "-m", "zensical", "build"]
    built = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    if built.returncode or "Traceback" in built.stderr:
        raise SystemExit(built.stdout + built.stderr)


def parts(path):
    """What the article of a built page has, by the names of what is compared."""
    article = BeautifulSoup(path.read_text("utf-8"), "html.parser").article
    for element in article.select(".notebook, .proven"):  # not of the page's Markdown
        element.decompose()
    sessions = article.select(".highlight")
    return {
        "formulas": [element.text for element in article.select("annotation")],
        "figures": [(svg["aria-label"], squeezed(svg)) for svg in article.select("figure > svg, figure > * > svg")],
        "prompts": [element.text for element in article.select(".gp")],
        "sessions": [(element.text, element.get("data-copy")) for element in sessions],
        "headings": [(element.name, element.get("id")) for element in article.select("h1, h2, h3, h4, h5, h6")],
        "words": squeezed(article).split(" "),
    }


def squeezed(element):
    """Its text, with one space for spaces and line ends, but not for those that do not break."""
    return re.sub(r"[ \t\n]+", " ", element.text).strip(" ")


def compare(code, ours, theirs):
    """Prints what the pages of a language have in both builds, a line for each kind; True if there is no difference."""
    pages = [page.replace(".md", ".html") for page in listed_pages("en") if "/" in page]
    pairs = {page: (parts(ours / page), parts(theirs / page)) for page in pages}
    same = [page for page, (one, other) in pairs.items() if one == other]
    print(f"{code}: {len(same)} of {len(pages)} pages are the same")
    for kind in next(iter(pairs.values()))[0]:
        both = [(one[kind], other[kind]) for one, other in pairs.values()]
        equal = sum(a == b for one, other in both for a, b in zip(one, other, strict=False))
        there, more = sum(len(one) for one, _ in both), sum(len(other) for _, other in both)
        differing = [page for page, (one, other) in pairs.items() if one[kind] != other[kind]]
        where = f", of {more} with Zensical; {len(differing)} pages differ, first {differing[0]}" if differing else ""
        print(f"  {equal} of {there} {kind}{where}")
    return len(same) == len(pages)


def main():
    print(f"Zensical {version('zensical')} beside MkDocs {version('mkdocs')}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        ours = copies.build(ROOT, folder / "mkdocs")
        if ours.status:
            raise SystemExit(ours.errors)
        found = []
        for code in languages():
            build_with_zensical(code, folder / code)
            found.append(compare(code, folder / "mkdocs" / code, folder / code / "site"))
    return int(not all(found))


if __name__ == "__main__":
    sys.exit(main())
