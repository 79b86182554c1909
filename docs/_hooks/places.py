"""Where a text is written, for messages: `docs/en/lecture-2/softmax.md:12`."""

from pathlib import Path

from mkdocs.exceptions import PluginError


class PageError(PluginError):
    """What is wrong with a page, in one line that begins with its place. MkDocs prints it and ends the build."""


def line_of(config, path, text=""):
    """`path` inside the project, and the number of the first line in it that contains `text`, if any does."""
    name = path.relative_to(Path(config.config_file_path).parent).as_posix()
    lines = path.read_text("utf-8", errors="replace").split("\n") if path.is_file() else []
    number = next((number for number, line in enumerate(lines, 1) if text and text in line), None)
    return f"{name}:{number}" if number else name
