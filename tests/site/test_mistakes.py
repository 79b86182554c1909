"""What a mistake gets from `mkdocs build --strict`: one line that names the place and what to do, and no site.

Each is made in a copy of the project.
"""

import pytest
from copies import CREATE, DELETE, EN, SNIPPETS, Copy, Mistake, assert_reported, build

PL, COUNT = "docs/pl/lecture-99", "lecture-99/counting.pycon:count"

# One build collects these.
WARNINGS = {
    "broken link": Mistake(f"{PL}/counting.md", "(shares.md)", "(share.md)", [
        f"{PL}/counting.md:{{line}}: link 'share.md'", "Correct the link"]),
    "the same broken link": Mistake(f"{PL}/index.md", "| [Liczenie](counting.md)", "| [Liczenie](count.md)", [
        f"{PL}/index.md:{{line}}: link 'count.md'", "Correct the link"]),
    "the same broken link, again": Mistake(f"{PL}/index.md", "1. [Liczenie](counting.md)", "1. [Liczenie](count.md)", [
        f"{PL}/index.md:{{line}}: link 'count.md'", "Correct the link"]),
    "broken anchor": Mistake(f"{PL}/index.md", "drawing.md#seed", "drawing.md#sed", [
        f"{PL}/index.md:{{line}}: link 'drawing.md#sed'", "Correct the link"]),
    "page missing in one language": Mistake(f"{PL}/joining.md", DELETE, "", [
        f"{PL}/joining.md: no such page, but mkdocs.yml:", "Write it in every language"]),
    "page not in nav": Mistake(f"{PL}/not-listed.md", CREATE, "# Extra { #extra }\n", [
        f"{PL}/not-listed.md: not listed in nav. Add it"]),
}  # fmt: skip

# These end the build, so each gets one of its own.
ERRORS = {
    "missing snippet": Mistake(f"{EN}/counting.md", "counting.pycon:count", "count.pycon:count", [
        f"{EN}/counting.md:{{line}}: ", "'lecture-99/count.pycon' could not be found; name a file"]),
    "missing region": Mistake(f"{EN}/counting.md", "counting.pycon:count", "counting.pycon:cont", [
        f"{EN}/counting.md:{{line}}: ", "'cont' could not be located; name a file in snippets/ and a region"]),
    "include with a space behind it": Mistake(f"{EN}/counting.md", 'counting.pycon:count"', 'counting.pycon:count" ', [
        f"{EN}/counting.md:{{line}}: write an include as", "with nothing behind it"]),
    "include in another form": Mistake(
        f"{EN}/counting.md", f'--8<-- "{COUNT}"', f"--8<--\n{COUNT}\n--8<--", [
        f"{EN}/counting.md:{{line}}: write an include as", "on a line of its own"]),
    "colon in the front matter": Mistake(f"{EN}/counting.md", "description: ", "description: Counting: ", [
        f"{EN}/counting.md:1: this front matter cannot be read; put a text that has : in it in quotes"]),
    "broken formula": Mistake(f"{EN}/counting.md", r"$\mathbf{z}$", r"$\mathbb{z$", [
        f"{EN}/counting.md:{{line}}: cannot read the formula \\mathbb{{z", "correct its TeX"]),
    "language without pages": Mistake("mkdocs.yml", "    - en\n", "    - de\n    - en\n", [
        "mkdocs.yml:{line}: there is no folder docs/de; write it"]),
    "language that is not listed": Mistake("mkdocs.yml", "    - en\n", "", [
        "docs/en/accessibility.md: a page of no language; move it, or list its folder in extra.languages"]),
    "page outside of all languages": Mistake("docs/notes.md", CREATE, "# Notes { #notes }\n", [
        "docs/notes.md: a page of no language; move it"]),
    "language that the theme does not have": Mistake("mkdocs.yml", "    - en\n", "    - assets\n    - en\n", [
        "mkdocs.yml:{line}: the theme has no words for assets; write docs/_overrides/partials/languages/assets.html"]),
    "notebook of no lecture": Mistake("docs/given/lecture-98.ipynb", CREATE, "{}", [
        "docs/given/lecture-98.ipynb: mkdocs.yml has no lecture-98 in nav"]),
    "word missing": Mistake("docs/en/words.yml", "moved: ", "# moved: ", [
        "docs/en/words.yml: moved is missing; docs/pl/words.yml:"]),
    "word too many": Mistake("docs/en/words.yml", "moved: ", "sent: Sent\nmoved: ", [
        "docs/en/words.yml:{line}: docs/pl/words.yml has no sent; add it there, or take it out"]),
    "empty word": Mistake("docs/en/words.yml", "moved: ", "moved: # ", [
        "docs/en/words.yml:{line}: write `name: text`, the text in quotes if it is empty"]),
    "redirect to nowhere": Mistake("mkdocs.yml", "html: lecture-99/whole.html", "html: lecture-99/hole.html", [
        "mkdocs.yml:{line}: there is no lecture-99/hole.html; write the address that lecture-99/old.html has now"]),
    "redirect of what is there": Mistake("mkdocs.yml", "    lecture-99/old.html: ", "    lecture-99/shares.html: ", [
        "mkdocs.yml:{line}: lecture-99/shares.html is there; take this redirect out"]),
    "list right below a paragraph": Mistake(f"{EN}/counting.md", "    2. Without", "    Or:\n    - Without", [
        f"{EN}/counting.md:{{line+1}}: the site shows ", " here, a notebook bullet list; put an empty line before"]),
    "session that is none": Mistake(f"{SNIPPETS}/counting.pycon", ">>> counts = ", ">>>counts = ", [
        f"{PL}/counting.md:", ": this is not a session that doctest can read"]),
    "given notebook without a language": Mistake("docs/given/lecture-99.ipynb", '"lang": "pl"', '"language": "pl"', [
        "docs/given/lecture-99.ipynb: not a notebook whose metadata has its language"]),
    "broken formula in a given notebook": Mistake("docs/given/lecture-99.ipynb", "Liczymy $n$", "Liczymy $x^$", [
        "docs/given/lecture-99.ipynb: cannot read a formula (Expected argument", "correct its TeX below '# Litery'"]),
    "explanation of what no example uses": Mistake(f"{EN}/counting.md", "\n## ", "`map`{ .explained }\n\n## ", [
        f"{EN}/counting.md:{{line}}: no example in docs/functions.yml uses map; correct the name, or write an"]),
    "record that is none": Mistake("record.json", CREATE, "[1]", [
        "record.json: not a record of a test run"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def warned(tmp_path_factory):
    """A copy with what the build warns of, and its build."""
    copy = Copy(tmp_path_factory.mktemp("warnings"), sample=True).make(WARNINGS)
    return copy, copy.build()


def test_every_language_is_built(tmp_path):
    """Also after one whose build has failed, so that each mistake is named in one run."""
    copy = Copy(tmp_path, sample=True)
    for code in ("pl", "en"):
        copy.change(f"docs/{code}/lecture-99/counting.md", "(shares.md)", "(share.md)")
    run = copy.build()
    assert run.status
    for code in ("pl", "en"):
        assert_reported(run, [f"docs/{code}/lecture-99/counting.md:", "link 'share.md'"])


@pytest.mark.parametrize("name", WARNINGS)
def test_build_warns_and_fails(warned, name):
    copy, run = warned
    assert run.status
    copy.reports(run, name, WARNINGS[name])


@pytest.mark.parametrize("name", ERRORS)
def test_build_ends(tmp_path, name):
    copy = Copy(tmp_path, sample=True).make({name: ERRORS[name]})
    run = copy.build()
    assert run.status
    copy.reports(run, name, ERRORS[name])


@pytest.mark.parametrize("file", [f"{EN}/counting.md", f"{SNIPPETS}/counting.pycon"], ids=["page", "snippet"])
def test_file_in_another_encoding_is_named(tmp_path, file):
    copy = Copy(tmp_path, sample=True)
    copy.path(file).write_bytes(copy.read(file).encode() + "# żółw\n".encode("cp1250"))
    run = copy.build()
    assert run.status
    assert_reported(run, [f"{file}: not in UTF-8; save it in that encoding"])


def test_build_without_mistakes(tmp_path):
    run = Copy(tmp_path, sample=True).build()
    assert run.status == 0, run.errors


def test_build_in_an_odd_place(tmp_path):
    """Through a link to a folder with an odd name, of files as Windows' editors write them, and without git."""
    folder = tmp_path / "kurs zażółć #1 [x] 100%"
    folder.mkdir()
    copy, link = Copy(folder, sample=True), tmp_path / "link"
    link.symlink_to(folder)
    for file in (f"{EN}/counting.md", f"{SNIPPETS}/counting.pycon"):
        copy.path(file).write_bytes(("\ufeff" + copy.read(file)).replace("\n", "\r\n").encode())
    run = build(link, link / "site", PATH="")
    assert run.status == 0, run.errors
    assert "bincount" in copy.read("site/en/lecture-99/counting.html")
