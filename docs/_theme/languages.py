"""Builds every language of the site with one command.

`mkdocs.yml` itself builds the root of the site: the page that chooses a language, and the page for addresses that do
not exist. When that is done, each language listed in `extra.languages` is built by MkDocs from `docs/<code>/` into
`<code>/`, with the same configuration. In a language's build `config.extra["language"]` is its entry in that list.
"""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from pathspec.gitignore import GitIgnoreSpec
from places import line_of

# The theme's templates, compiled once for the builds of all languages and, in a preview, for all that follow.
TEMPLATES = TemporaryDirectory(prefix="templates-")


def on_startup(command, dirty):
    """Dates in the site are those of the commit, so that the same commit always gives the same site."""
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=Path(__file__).parent, capture_output=True, text=True
    )
    if commit.returncode == 0:
        os.environ.setdefault("SOURCE_DATE_EPOCH", commit.stdout.strip())


def docs(config):
    """The folder `docs/`, with a folder for each language."""
    return Path(config.config_file_path).parent / "docs"


def language_config(config, code):
    """The configuration that builds one language, derived from the one that builds the root."""
    words = config.extra["languages"][code]
    own = load_config(
        config.config_file_path,
        strict=config.strict,
        docs_dir=str(docs(config) / code),
        site_dir=str(Path(config.site_dir) / code),
        site_name=words["site_name"],
        site_url=config.site_url and f"{config.site_url.rstrip('/')}/{code}/",
    )
    own.extra["language"] = {"code": code, **words}
    own.copyright = words["licence"]
    own.theme["language"] = code
    own.theme.static_templates.discard("404.html")  # a server shows the one at the root
    for palette in own.theme["palette"]:
        palette["toggle"]["name"] = words[palette["toggle"]["name"]]
    own.mdx_configs["toc"]["permalink_title"] = words["permalink"]
    return own


def on_config(config):
    if "language" in config.extra:
        return
    for code in config.extra["languages"]:
        if not docs(config).joinpath(code).is_dir():
            where = line_of(config, Path(config.config_file_path), f"    {code}:")
            raise PluginError(f"{where}: there is no folder docs/{code}; write it, or take the language out")
    config.nav = ["index.md"]
    config.exclude_docs = GitIgnoreSpec.from_lines(f"/{folder}/" for folder in ("_theme", *config.extra["languages"]))


def on_files(files, config):
    """Every language has a copy of `docs/assets/`: pages link to it by relative paths that MkDocs checks."""
    if "language" in config.extra:
        for path in sorted(docs(config).glob("assets/**/*.*")):
            uri = path.relative_to(docs(config)).as_posix()
            files.append(File(uri, str(docs(config)), config.site_dir, config.use_directory_urls))


def on_env(env, config, files):
    """A section of the navigation has the title of its first page, which is known once all pages are read."""
    env.bytecode_cache = FileSystemBytecodeCache(TEMPLATES.name)
    for page in files.documentation_pages():
        section = page.page.parent
        if section and section.children[0] is page.page:
            section.title = page.page.title


def on_post_build(config):
    if "language" not in config.extra:
        for code in config.extra["languages"]:
            build(language_config(config, code))
