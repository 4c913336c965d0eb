"""What a part is, and the one dict that knows them."""

from collections.abc import Callable
from dataclasses import dataclass

#: A part that needs no row to be about: it fits every kind of document.
ANY = frozenset()


@dataclass(frozen=True)
class Part:
    """A block-maker of the register. `make` turns a Draft into blocks, [] when there is nothing to tell; `about` are the nouns of
    `reports.subjects` that it can be about, `ANY` when it is about the programme and fits everywhere."""

    name: str
    title: str
    make: Callable
    about: frozenset[str] = ANY

    def fits(self, about) -> bool:
        return not self.about or about in self.about


PARTS: dict[str, Part] = {}


def part(name, title, about=ANY):
    """Register the function below as the part `name` ("risks.table"); `title` is what people choose it by.

    Two with one name are a mistake: ValueError.
    """

    def take(make):
        add(name, title, make, about)
        return make

    return take


def add(name, title, make, about=ANY):
    """As `part`, for a function that is already there."""
    if name in PARTS:
        raise ValueError(name)
    PARTS[name] = Part(name, title, make, frozenset(about))
