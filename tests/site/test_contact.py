"""Where a reader reaches the authors, and that the form for mistakes has a field for the page."""

from types import SimpleNamespace

import contact
import pytest
import yaml
from project import ROOT


def test_form_for_mistakes_is_there():
    form = ROOT / ".github/ISSUE_TEMPLATE" / contact.FORM
    assert "page" in [field.get("id") for field in yaml.safe_load(form.read_text("utf-8"))["body"]]


@pytest.mark.parametrize(
    ("said", "repository", "address"),
    [
        (None, None, None),
        (None, "https://github.com/a/b.git", "https://github.com/a/b/issues/"),
        (None, "https://example.org/a/b", None),
        ("ab@example.org", "https://github.com/a/b", "mailto:ab@example.org"),
        ("https://example.org/@ab", None, "https://example.org/@ab"),
    ],
)
def test_contact(said, repository, address):
    assert contact.address(SimpleNamespace(extra={"contact": said}, repo_url=repository)) == address
