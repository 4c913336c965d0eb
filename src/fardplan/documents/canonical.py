"""The one text form of a document: what is frozen, signed with a checksum and compared years later."""

import hashlib
import json
from decimal import Decimal
from math import isfinite

from .errors import DocumentError
from .text import clean


def canonical_text(document: dict) -> str:
    """JSON with sorted keys, no insignificant whitespace and unescaped NFC text; encode as UTF-8.

    Integers stay integers; a Decimal becomes its plain decimal string; NaN and infinities raise DocumentError. Sorting is by code
    point and floats are written as their shortest repr, so the bytes are the same on every machine.
    """
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(document: dict) -> str:
    """Hexadecimal SHA-256 of the canonical text in UTF-8."""
    return hashlib.sha256(canonical_text(document).encode("utf-8")).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float | Decimal):
        if not isfinite(value):
            raise DocumentError("not_finite")
        # "-0.0" and "0.0" are one number and should have one checksum.
        return f"{value:f}" if isinstance(value, Decimal) else value + 0.0
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        plain = {clean(str(key)): _plain(item) for key, item in value.items()}
        if len(plain) != len(value):
            raise DocumentError("same_key_twice")
        return plain
    raise DocumentError("not_json", type=type(value).__name__)
