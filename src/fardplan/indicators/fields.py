"""A figure as exact as it was stated, on every database."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 40
#: A text that is written the one way already: most of what a file gives.
_EXACT = re.compile(r"-?[1-9][0-9]{0,17}(?:\.[0-9]{0,17}[1-9])?|-?0\.[0-9]{0,17}[1-9]|0", re.ASCII).fullmatch


def exact(value):
    """The one way a figure is written in store: no needless zeros, no exponent. "2,30" and "2,3" are the same figure.

    Takes Decimal, int or a plain decimal string. Raises ValueError for what is no finite number.
    """
    if type(value) is str and _EXACT(value):
        return value
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no number") from error
    if not number.is_finite():
        raise ValueError(f"{value!r} is no finite number")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    if len(text) > LONGEST:
        raise ValueError(f"{value!r} has more digits than can be kept")
    return text


class ExactField(models.CharField):
    """Decimal in Python, its digits as text in the database: SQLite would keep fifteen of them and round the rest.

    Not for sums or order in the database; figures are few where they are added, and then Python adds them.
    """

    description = _("An exact figure")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": LONGEST, "null": True, "blank": True, **kwargs})

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value)

    def to_python(self, value):
        if value is None or value == "":
            return None
        try:
            return Decimal(exact(value))
        except ValueError as error:
            raise ValidationError(_("That is not a figure that can be kept."), code="invalid") from error

    def get_prep_value(self, value):
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return exact(value)

    def clean(self, value, model_instance):
        value = self.to_python(value)
        if value is None and not self.null:
            raise ValidationError(self.error_messages["null"], code="null")
        return value
