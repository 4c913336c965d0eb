"""Synthetic care events: believable in shape, nobody's in fact, with a planted effect whose size is known."""

from .make import Wish, make

__all__ = ["Wish", "make"]
