"""Whom a reader tells: `extra.contact` in mkdocs.yml, or else the issues of the repository, with its form."""

from urllib.parse import urlencode

FORM = "mistake.yml"  # in .github/ISSUE_TEMPLATE/


def issues(config):
    """The address of the repository's issues, with / behind it; None if it is not on GitHub."""
    repository = (config.repo_url or "").removesuffix("/").removesuffix(".git")
    return f"{repository}/issues/" if repository.startswith("https://github.com/") else None


def address(config):
    """Where the authors are reached: an address of a page or of mail; None if that is not known."""
    contact = config.extra["contact"] or issues(config)
    return f"mailto:{contact}" if contact and "@" in contact and "/" not in contact else contact


def report(config, page):
    """Where a mistake on a page is reported: in the form of the repository, with the page's address in it."""
    if not (form := issues(config)):
        return address(config)
    return f"{form}new?{urlencode({'template': FORM, 'page': page.canonical_url or page.url})}"
