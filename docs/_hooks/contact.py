"""Whom a reader tells: `extra.contact` in mkdocs.yml, or else the issues of the repository, with its form."""

import re
from urllib.parse import urlencode

FORM = "mistake.yml"  # in .github/ISSUE_TEMPLATE/


def on_github(repo_url):
    """The name of a repository on GitHub, `owner/name`, by its address; None if it is elsewhere."""
    address = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repo_url or "")
    return address and address[1]


def issues(config):
    """The address of the repository's issues, with / behind it; None if it is not on GitHub."""
    repository = on_github(config.repo_url)
    return repository and f"https://github.com/{repository}/issues/"


def address(config):
    """Where the authors are reached: an address of a page or of mail; None if that is not known."""
    contact = config.extra["contact"] or issues(config)
    return f"mailto:{contact}" if contact and "@" in contact and "/" not in contact else contact


def report(config, page):
    """Where a mistake on a page is reported: in the form of the repository, with the page's address in it."""
    if not (form := issues(config)):
        return address(config)
    return f"{form}new?{urlencode({'template': FORM, 'page': page.canonical_url or page.url})}"
