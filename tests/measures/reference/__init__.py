"""The reference engine: each measure on a page of plain Python, slow and obvious, written from the words of the definitions.

`compute(definition, extract)` answers what the product's engine must answer to the last digit. It shares no rule with it.
"""

from .common import Extract, Figures
from .measures import compute

__all__ = ["Extract", "Figures", "compute"]
