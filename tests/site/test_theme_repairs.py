"""Each repair of the theme names itself when the text that it is about is gone; tests/browser sees that each works."""

import shutil

import pytest
import theme_repairs
from language import theme_folder
from mkdocs.exceptions import PluginError
from project import ROOT, config

TARGETS = [(repair, pattern, text) for repair in theme_repairs.CATALOGUE for pattern, text in repair.targets]
NAMES = [f"{repair.name}-{number}" for number, (repair, *_) in enumerate(TARGETS)]
PAGE = """<label class="md-nav__title" for="__toc">
<input id="__drawer" autocomplete="off">
<input id="__search" autocomplete="off">
"""
# Each repair in the text of a page: its name, what it is about, and what it becomes.
IN_PAGE = [
    ("checkboxes-without-autocomplete", 'id="__drawer" autocomplete="off">', 'id="__drawer">'),
    ("checkboxes-without-autocomplete", 'id="__search" autocomplete="off">', 'id="__search">'),
    ("contents-without-label", ' for="__toc"', ""),
]


@pytest.fixture(scope="module")
def theme(tmp_path_factory):
    """A copy of the files of the theme that repairs are about."""
    folder, copy = theme_folder(config()), tmp_path_factory.mktemp("theme") / "material"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".icons", "*.map", "*.py", "images", "fonts"))
    return copy


def test_the_theme_has_what_is_repaired(theme):
    theme_repairs.check.__wrapped__(theme)


@pytest.mark.parametrize(("repair", "pattern", "text"), TARGETS, ids=NAMES)
def test_repair_without_its_target_is_named(theme, monkeypatch, repair, pattern, text):
    monkeypatch.setattr(theme_repairs, "CATALOGUE", [repair])  # others may be about the same text
    files = {path: path.read_text("utf-8") for path in theme.glob(pattern)}
    try:
        for path, whole in files.items():
            path.write_text(whole.replace(text, ""), "utf-8")
        with pytest.raises(PluginError) as error:
            theme_repairs.check.__wrapped__(theme)
    finally:
        for path, whole in files.items():
            path.write_text(whole, "utf-8")
    message = str(error.value)
    assert message.startswith(f"docs/_hooks/theme_repairs.py: repair {repair.name}: {text!r} is no longer in ")
    assert f"Why it was made: {repair.why}; {repair.by} does it." in message


@pytest.mark.parametrize("repair", theme_repairs.CATALOGUE, ids=lambda repair: repair.name)
def test_repair_says_who_does_it(repair):
    assert repair.targets
    assert [folder for folder in ("_hooks", "_overrides", "assets") if (ROOT / "docs" / folder / repair.by).is_file()]


@pytest.mark.parametrize(("name", "old", "new"), IN_PAGE)
def test_page_is_repaired(name, old, new):
    repaired = theme_repairs.repair_page(PAGE)
    assert new in repaired
    assert old not in repaired.replace(new, "")


@pytest.mark.parametrize(("name", "old", "new"), [row for row in IN_PAGE if row[0] != "contents-without-label"])
def test_page_without_what_is_repaired_is_refused(name, old, new):
    with pytest.raises(PluginError, match=rf"repair {name}: .* is there \d times, not \d; adapt the repair"):
        theme_repairs.repair_page(PAGE.replace(old, ""))


def test_page_without_contents_and_label_is_right():
    assert "__toc" not in theme_repairs.repair_page(PAGE.replace(' for="__toc"', ""))


def test_label_stays_where_there_are_contents():
    page = f'{PAGE}<input id="__toc">'
    assert 'for="__toc"' in theme_repairs.repair_page(page)
