"""The parts that documents are put together from: each a function from a Draft to blocks, registered by name in `PARTS`.

A new part is a function with `@part("theme.what", _("What people choose it by"))` in a module here: every module of the package is
read, none has to be listed. It reads `draft.register`, `draft.period`, `draft.day` and, when it is about a row, `draft.subject`; tables
need ids that are one of a kind in a document; rows whose words may be somebody else's are told to `draft.mark`.
"""

from importlib import import_module
from pkgutil import iter_modules

from .registry import ANY, PARTS, Part, add, part

for _found in iter_modules(__path__):
    import_module(f"{__name__}.{_found.name}")

__all__ = ["ANY", "PARTS", "Part", "add", "part"]
