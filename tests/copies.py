"""A copy of the project, to be changed, built and tested. (After `BookTest`, which is mdBook's.)"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import forked
from project import ROOT, all_lectures, languages

SAMPLE = Path(__file__).with_name("sample")  # a lecture 99, in the folders of the project, in two languages
FOLDERS, FILES = ["docs", "snippets", "tests"], ["*.md", "*.yml", "*.toml", "*.cff", "LICENSE"]
LEFT_OUT = ["__pycache__", "node_modules", "sample"]
PARTS = [lecture.folder for lecture in all_lectures()]  # of the course
EN, SNIPPETS = "docs/en/lecture-99", "snippets/lecture-99"
REDIRECT = "lecture-99/old.html: lecture-99/whole.html"
ADDRESSES = {"SITE_URL": "https://example.org/course/", "REPO_URL": "https://github.com/example/course"}
CREATE, DELETE = object(), object()


@dataclass
class Mistake:
    """A text in a file of a copy, and the one in its place; some line then printed has all the parts of `said`.

    `old` may also be CREATE or DELETE. In `said`, `{line}` is the line of the mistake, `{line-1}` the one above it.
    """

    file: str
    old: str
    new: str
    said: list


class Copy:
    """A copy of the project in a folder. Its course is the project's, or if `sample` a small one, in pl and en."""

    def __init__(self, folder, sample=False):
        self.folder, self.lines = folder, {}
        others = [code for code in languages() if not SAMPLE.joinpath("docs", code).is_dir()]
        left_out = shutil.ignore_patterns(*LEFT_OUT, *[*PARTS, *(f"{part}.ipynb" for part in PARTS), *others] * sample)
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        for path in [path for pattern in FILES for path in ROOT.glob(pattern)]:
            shutil.copy(path, folder)
        if sample:
            self.forget_course()
            self.add_sample()

    def forget_course(self):
        """Takes the lectures out of mkdocs.yml and out of first pages, with what these embed, and further languages."""
        for path in self.folder.glob("docs/*/index.md"):
            text = re.sub(r"\n!\[.*\n", "", path.read_text("utf-8").partition("\n\n## ")[0])
            links = rf"\[([^]]*)\]\((?:{'|'.join(PARTS)})/[^)]*\)"
            path.write_text(re.sub(links, r"\1", text) + "\n", "utf-8")
        self.path("snippets/index.pycon").unlink()
        for path in self.folder.glob("docs/*/accessibility.md"):  # the tests of this promise are the lecture's
            path.write_text(re.sub(r"- .*\n  \{ #live .*\n", "", path.read_text("utf-8")), "utf-8")
        for name in "terms", "functions":  # its pages explain them
            self.path(f"docs/{name}.yml").write_text("", "utf-8")
        self.replace("mkdocs.yml", r"(?<=\n  languages:\n)(?:    - .*\n)+", "    - pl\n    - en\n")
        parts = "|".join(PARTS)
        self.replace("mkdocs.yml", rf"(?:  - (?:{parts}):\n(?:      .*\n)+)+", "")
        self.replace("mkdocs.yml", r"(?<=\n  redirects:\n)(?:    .*\n)+", f"    {REDIRECT}\n")

    def add_sample(self):
        """Adds lecture 99; in languages that it does not have it is in English."""
        shutil.copytree(SAMPLE, self.folder, ignore=shutil.ignore_patterns("functions.yml"), dirs_exist_ok=True)
        functions = SAMPLE.joinpath("functions.yml").read_text("utf-8")
        self.path("docs/functions.yml").write_text(self.read("docs/functions.yml") + functions, "utf-8")
        for index in self.folder.glob("docs/*/index.md"):
            if not index.with_name("lecture-99").is_dir():
                shutil.copytree(self.path(EN), index.with_name("lecture-99"))
            index.write_text(f"{index.read_text('utf-8')}\n[letters](lecture-99/index.md)\n", "utf-8")
        pages = re.findall(r"^\d\. \[.*\]\((.*)\)", self.read(f"{EN}/index.md"), re.M)
        entry = "".join(f"      - lecture-99/{name}\n" for name in ["index.md", *pages])
        self.replace("mkdocs.yml", r"(?<=\n)(?=\nextra:)", f"  - lecture-99:\n{entry}")

    def path(self, file):
        return self.folder / file

    def read(self, file):
        return self.path(file).read_text("utf-8")

    def replace(self, file, pattern, new):
        text, count = re.subn(pattern, new, self.read(file))
        assert count == 1, f"{file} has {pattern!r} {count} times"
        self.path(file).write_text(text, "utf-8")

    def change(self, file, old, new):
        """Replaces the first of a text in a file by another, and returns its line. `old` may be CREATE or DELETE."""
        path = self.path(file)
        if old is DELETE:
            path.unlink()
        elif old is CREATE:
            path.write_text(new, "utf-8")
        else:
            text = path.read_bytes().decode()
            assert old in text, f"{file} has no {old!r} any more; correct this row"
            path.write_bytes(text.replace(old, new, 1).encode())
            return text[: text.index(old)].count("\n") + 1
        return 1

    def make(self, mistakes):
        """Makes mistakes, given by their names."""
        for name, mistake in mistakes.items():
            self.lines[name] = self.change(mistake.file, mistake.old, mistake.new)
        return self

    def build(self, **environment):
        """Runs `mkdocs build --strict`."""
        return build(self.folder, self.folder / "site", **environment)

    def pytest(self, *arguments, folder=".", **environment):
        """Runs pytest in a folder of the copy."""
        settings = {"NO_COLOR": "1", "COLUMNS": "200", "LECTURE_DEVICE": "", "PYTEST_ADDOPTS": "-n 0"}
        return forked.run("pytest", *arguments, folder=self.path(folder), **settings, **environment)

    def reports(self, run, name, mistake):
        """Asserts that some line has all that a mistake is to be answered with, and that none is of a traceback."""
        assert_reported(run, [with_lines(part, self.lines[name]) for part in mistake.said])


def with_lines(part, line):
    """A part of a message in which `{line+1}` is a number."""
    return re.sub(r"\{line([+-]\d+)?\}", lambda match: str(line + int(match[1] or 0)), part)


def assert_reported(run, parts):
    """Some line printed has all the parts, and no line is a traceback of the machinery."""
    reported = [line for line in run.printed.splitlines() if all(part in line for part in parts)]
    assert reported, f"no line with {parts}:\n{run.printed}"
    assert 'File "' not in run.printed, run.printed


def build(project, site, **environment):
    """Runs `mkdocs build --strict` for the project in a folder, as its README says, into another folder."""
    arguments = ["build", "--strict", "--site-dir", str(site)]
    return forked.run("mkdocs", *arguments, folder=project, NO_MKDOCS_2_WARNING="1", **environment)
