"""The hook of mkdocs.yml. It builds the root of the site, and then each language.

The root is the page that chooses a language, and the page for addresses that do not exist. When it is built, each
language in `extra.languages` is built by MkDocs from `docs/<code>/` into `<code>/`, with the same configuration and the
steps of language.py.
"""

import os
import shutil
import subprocess
from pathlib import Path

import assets
import drafts
import lectures
import policy
import theme_styles
import words
import worker
from language import LanguageBuild, theme_folder
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from pathspec.gitignore import GitIgnoreSpec
from places import PageError, line_of

DOCS = Path(__file__).parents[1]
NOT_PAGES = ("_hooks", "_overrides", "given")

# Whether this is `mkdocs serve`: MkDocs says so at the start alone, before there is a configuration to keep it in.
previewing = False


def on_startup(command, dirty):
    """Dates in the site are those of the commit, so that the same commit always gives the same site."""
    global previewing
    previewing = command == "serve"
    if git := shutil.which("git"):
        commit = subprocess.run([git, "log", "-1", "--format=%ct"], cwd=DOCS, capture_output=True, text=True)
        if commit.returncode == 0:
            os.environ.setdefault("SOURCE_DATE_EPOCH", commit.stdout.strip())


def on_config(config):
    """`extra.languages`, a list of codes in mkdocs.yml, becomes the words of each language by its code."""
    codes = config.extra["languages"]
    for code in codes:
        check_language(config, code)
    check_pages(codes)
    check_notebooks([lecture.folder for lecture in lectures.lectures(config.nav)])
    config.extra["languages"] = {code: words.read(code) for code in codes}
    words.compare(codes)
    config.extra["drafts"] = drafts.read(codes)
    config.nav = ["index.md"]
    config.exclude_docs = GitIgnoreSpec.from_lines(f"/{folder}/" for folder in (*NOT_PAGES, *codes))


def check_language(config, code):
    """Raises PageError if a language of mkdocs.yml has no folder, or the theme has no words for it."""
    where = line_of(config, Path(config.config_file_path), f"- {code}")
    if not DOCS.joinpath(code).is_dir():
        raise PageError(f"{where}: there is no folder docs/{code}; write it, or take the language out")
    words_of_theme = f"partials/languages/{code}.html"
    if not any(Path(folder, words_of_theme).is_file() for folder in config.theme.dirs):
        raise PageError(f"{where}: the theme has no words for {code}; write docs/_overrides/{words_of_theme}")


def check_pages(codes):
    """Raises PageError for a page in a folder that is no language's."""
    for path in sorted(DOCS.rglob("*.md")):
        uri = path.relative_to(DOCS)
        if uri.parts[0] not in ("index.md", *NOT_PAGES, *codes):
            raise PageError(
                f"docs/{uri.as_posix()}: a page of no language; move it, or list its folder in extra.languages"
            )


def check_notebooks(folders):
    """Raises PageError for a notebook that was given in no lecture."""
    for path in sorted(DOCS.glob("given/**/*.ipynb")):
        name = path.relative_to(DOCS / "given").with_suffix("").as_posix()
        if name not in folders:
            raise PageError(f"docs/given/{name}.ipynb: mkdocs.yml has no {name} in nav; call it like its lecture")


def on_files(files, config):
    assets.at_the_root(files, config)
    config.extra["assets"] = assets.versions(files)


def on_env(env, config, files):
    env.filters["url"] = assets.url(config.extra["assets"], "")


def on_post_page(output, page, config):
    return output if previewing else policy.add(output)


def on_post_template(output, template_name, config):
    return policy.add(output) if template_name == "404.html" else output


def on_post_build(config):
    """Builds all languages, also after one whose build has failed, so that each mistake is named at once."""
    shutil.rmtree(Path(config.site_dir, "search"))  # the root has nothing to look for
    failed = None
    for code in config.extra["languages"]:
        try:
            build(language_config(config, code))
        except Abort as error:
            failed = error
    if failed:
        raise failed
    theme_styles.trim(config, Path(theme_folder(config)))
    if not previewing:
        worker.write(config, DOCS / assets.WORKER)


def language_config(config, code):
    """The configuration that builds one language, derived from the one that builds the root."""
    its_words = config.extra["languages"][code]
    own = load_config(
        config.config_file_path,
        strict=config.strict,
        hooks=[],
        docs_dir=str(DOCS / code),
        site_dir=str(Path(config.site_dir) / code),
        site_name=its_words["site_name"],
        site_url=config.site_url and f"{config.site_url.rstrip('/')}/{code}/",
        edit_uri=config.repo_url and f"edit/main/docs/{code}/",
    )
    for name in ("languages", "drafts", "assets"):
        own.extra[name] = config.extra[name]
    own.extra["worker"] = not previewing
    own.extra["language"] = {"code": code, **its_words}
    left_out = [*own.extra["drafts"][code], *pixels_of_drawings(DOCS / code)]
    own.exclude_docs = GitIgnoreSpec.from_lines(["*.yml", *(f"/{uri}" for uri in left_out)])  # *.yml: words
    own.theme["language"] = code
    own.theme.static_templates.discard("404.html")  # a server shows the one at the root
    own.plugins["language"] = LanguageBuild(own, own.extra["language"], previewing)
    return own


def pixels_of_drawings(folder):
    """The PNG files beside SVG files, as paths in the folder of a language: notebooks have them, pages do not."""
    return [path.with_suffix(".png").relative_to(folder).as_posix() for path in sorted(folder.rglob("*.svg"))]
