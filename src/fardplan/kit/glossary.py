"""Terms explained in the words of GLOSSARY.md: `{% term "delmål" %}` beside a heading or a label. There is no other list."""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

#: The table of words on screen stands under this heading.
HEADING = "## Ord på skärmen"


@lru_cache(maxsize=1)
def terms() -> dict[str, dict[str, str]]:
    """{term in lower case: {"sv": explanation, "en": explanation}}, from the file beside the code; none where the code was copied without it: a page
    without explanations is better than no page."""
    file = Path(settings.GLOSSARY_FILE)
    return read_terms(file.read_text(encoding="utf-8")) if file.exists() else {}


def read_terms(markdown: str) -> dict[str, dict[str, str]]:
    """The rows of the table under HEADING: `| delmål | explanation | in English |`."""
    _before, _heading, rest = markdown.partition(HEADING)
    rows = re.findall(r"^\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|$", rest.split("\n## ")[0], flags=re.MULTILINE)
    return {word.lower(): {"sv": swedish, "en": english} for word, swedish, english in rows if word != "ord" and not set(word) <= {"-"}}
