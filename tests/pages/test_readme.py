"""What stands beside the pages: the two READMEs say the same, and the project is cited as mkdocs.yml has it."""

import tomllib

import pytest
import yaml
from parts import PARSER
from project import ROOT, config

READMES = ["README.md", "README.pl.md"]


def outline(name):
    """What a README is made of, apart from its words: blocks, code, and where links lead."""
    for token in PARSER.parse((ROOT / name).read_text("utf-8")):
        if token.type != "inline":
            yield token.type, token.tag, token.content
        for part in token.children or []:
            if part.type == "code_inline":
                yield "code", part.content
            if part.type == "link_open":
                yield "link", "the other one" if part.attrs["href"] in READMES else part.attrs["href"]


def test_readmes_say_the_same():
    assert list(outline("README.md")) == list(outline("README.pl.md"))


@pytest.mark.parametrize("name", READMES)
def test_links_lead_to_files(name):
    links = [where for kind, where, *_ in outline(name) if kind == "link"]
    files = [link for link in links if "://" not in link and link != "the other one"]
    assert files
    assert [link for link in files if not (ROOT / link).is_file()] == []


def test_citation_is_that_of_the_site():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert citation["title"] == config().site_name
    assert citation["authors"] == [{"name": config().site_author}]
    assert citation["version"] == project["version"]
    assert sorted(citation["license"]) == sorted(project["license"].split(" AND "))
    assert config().site_author in (ROOT / "LICENSE").read_text("utf-8")
