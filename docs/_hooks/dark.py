"""Without scripts nothing chooses a palette in the page: where the system is dark, dark.css makes the dark one hold."""

from pathlib import Path

from mkdocs.structure.files import File
from theme_repairs import PALETTE


def add(files, config):
    """dark.css: the styles of the palettes once more, with the dark one for every page."""
    palettes = next(file for file in files if Path(file.src_uri).match(PALETTE))
    text = f"{palettes.content_string}\n{files.get_file_from_path('assets/site.css').content_string}"
    for light in ("[data-md-color-scheme=default]", '[data-md-color-scheme="default"]'):
        text = text.replace(light, ".light")
    for dark in ("[data-md-color-scheme=slate]", '[data-md-color-scheme="slate"]'):
        text = text.replace(dark, "[data-md-color-scheme]")
    files.append(File.generated(config, "assets/dark.css", content=text))
