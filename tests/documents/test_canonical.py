import hashlib
import json
from decimal import Decimal

import pytest

from fardplan.documents import DocumentError, canonical_text, sha256


def test_the_bytes():
    document = {"b": [1, 2.5, None, True], "a": {"å": "A\u030a", "Z": Decimal("94.30")}, "c": "rad\r\n\x00två"}
    assert canonical_text(document) == '{"a":{"Z":"94.30","å":"Å"},"b":[1,2.5,null,true],"c":"rad\\ntvå"}'


def test_order_of_keys_does_not_matter_and_reading_back_changes_nothing(report):
    turned = dict(reversed(list(report.items())))
    assert canonical_text(turned) == canonical_text(report)
    assert canonical_text(json.loads(canonical_text(report))) == canonical_text(report)


def test_sha256_is_of_the_utf8_text(report):
    assert sha256(report) == hashlib.sha256(canonical_text(report).encode()).hexdigest()


def test_minus_nought_is_nought():
    assert canonical_text({"a": -0.0}) == canonical_text({"a": 0.0})


@pytest.mark.parametrize(
    "value, code",
    [(float("nan"), "not_finite"), (float("inf"), "not_finite"), (object(), "not_json"), ({"å": 1, "a\u030a": 2}, "same_key_twice")],
)
def test_refused(value, code):
    with pytest.raises(DocumentError) as refused:
        canonical_text({"a": value})
    assert refused.value.code == code
