"""Färdplan: the shared register of a county's transformation, from target picture to measured effect."""

__version__ = "0.1.0"
