"""Old addresses, `extra.redirects` in mkdocs.yml: each leads to where its content is now, in every language.

At the address of an old page there is one that opens the new one, at that of any other file a copy of the new one.
(mkdocs-redirects writes pages in English, with a script that the site's policy forbids, and only for pages.)
"""

from pathlib import Path
from posixpath import dirname, relpath

import policy
from mkdocs.structure.files import File
from places import PageError, line_of


def add(files, config, env):
    """Adds a file for each old address. Raises PageError, with the line in mkdocs.yml, for one that cannot lead on."""
    there = {file.dest_uri: file for file in files}
    for old, new in config.extra["redirects"].items():
        place = line_of(config, Path(config.config_file_path), f"{old}:")
        if old in there:
            raise PageError(f"{place}: {old} is there; take this redirect out")
        if new not in there:
            raise PageError(f"{place}: there is no {new}; write the address that {old} has now")
        content = there[new].content_string if not old.endswith(".html") else page(config, env, old, new)
        files.append(File.generated(config, old, content=content))


def page(config, env, old, new):
    template = env.get_template("redirect.html")
    folder = dirname(old) or "."
    addresses = {"base_url": relpath(".", folder), "target": relpath(new, folder)}
    canonical = config.site_url and f"{config.site_url}{new}"
    return policy.add(template.render(config=config, page=None, canonical=canonical, **addresses))
