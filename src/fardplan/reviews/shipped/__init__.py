"""Frameworks that come with the product, each a file that a programme takes in and then owns: it changes there, not here."""

from importlib import resources

import yaml


def frameworks():
    """{name of the file: its content}."""
    found = {}
    for entry in sorted(resources.files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            found[entry.name.removesuffix(".yaml")] = yaml.safe_load(entry.read_text(encoding="utf-8"))
    return found
