"""What is not there says why, also when a filter between has found nothing."""

import pytest
from django.template import Context, Template

from fardplan.kit.nothing import Absence


@pytest.mark.parametrize(
    "template, told",
    [
        ("{{ value|number:1|absent:why }}", "sekretess"),
        ("{{ value|kr|absent:why }}", "sekretess"),
        ("{{ value|number:1 }}", "ingen uppgift"),
        ("{{ value|number:1|absent }}", "ingen uppgift"),
        ("{{ zero|number:1|absent:why }}", "0,0"),
    ],
)
def test_the_reason_survives_the_filters(template, told):
    words = {"sekretess": str(Absence.CONFIDENTIAL.label), "ingen uppgift": str(Absence.MISSING.label)}

    said = Template("{% load fardplan %}" + template).render(Context({"value": None, "zero": 0, "why": Absence.CONFIDENTIAL}))

    assert words.get(told, told) in said
    assert sum(word in said for word in words.values()) == (told in words)
