"""From what is written to what is stored, one value at a time. Each reader raises ValueError with a sentence for people."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from fardplan.indicators.fields import ExactField, exact
from fardplan.kit.fields import AbsenceField, MoneyField
from fardplan.kit.money import parse_money
from fardplan.kit.nothing import Absence
from fardplan.kit.numbers import parse_number
from fardplan.kit.text import clean_text, looks_like_personal_number, quote
from fardplan.kit.timing import Timing

YES = {"yes", "ja", "true"}
NO = {"no", "nej", "false"}


def text(written):
    if looks_like_personal_number(written):
        raise ValueError(_("This looks like a personal identity number. No data on individuals may be entered."))
    return clean_text(written).strip()


def yes_no(written):
    if written.lower() in YES:
        return True
    if written.lower() in NO:
        return False
    raise ValueError(_("“%(found)s” is neither yes nor no.") % {"found": quote(written)})


def whole(written):
    number = parse_number(written)
    if number != number.to_integral_value():
        raise ValueError(_("“%(found)s” is not a whole number.") % {"found": quote(written)})
    return int(number)


def decimal(written):
    return Decimal(parse_number(written))


def figure(written):
    """An exact figure: as YAML writes numbers (1.54), or as people do (1,54)."""
    try:
        return Decimal(exact(written))
    except ValueError:
        return decimal(written)


def day(written):
    """A date, always written 2023-10-25."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise ValueError(_("There is no day %(found)s.") % {"found": written}) from None
    raise ValueError(_("“%(found)s” is not a date. Write it as 2023-10-25.") % {"found": quote(written)})


def clock(written):
    """A time of day, always written 09:00."""
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", written):
        return time.fromisoformat(written)
    raise ValueError(_("“%(found)s” is not a time. Write it as 09:00.") % {"found": quote(written)})


def day_after(written):
    """The last day something holds becomes the first day it does not."""
    return day(written) + timedelta(days=1)


def money(written):
    """(kronor, absence): exactly one of them says something."""
    absence = absence_of(written)
    return (None, absence) if absence else (parse_money(written), "")


def absence_of(written):
    word = written.strip().lower().replace("_", " ")
    named = {"missing": Absence.MISSING, "not applicable": Absence.NOT_APPLICABLE, "confidential": Absence.CONFIDENTIAL}
    return named.get(word) or Absence.from_text(written)


def timing(written, year):
    return Timing.parse(written, year=year)


def choice(field, written):
    allowed = [str(value) for value, _label in field.flatchoices if value != ""]
    if written in allowed:
        return written
    raise ValueError(_("“%(found)s” is not one of %(allowed)s.") % {"found": quote(written), "allowed": ", ".join(allowed)})


def reader_of(field):
    """How a value for this model field is read; money, links and times are read by the loader itself."""
    if field.flatchoices and not isinstance(field, AbsenceField):
        # As the field keeps it: a choice among whole numbers is a number, and so the same when it is read again.
        return lambda written: field.to_python(choice(field, written))
    readers = (
        (models.BooleanField, yes_no),
        (models.IntegerField, whole),
        (models.DecimalField, decimal),
        (ExactField, figure),
        (models.DateField, day),
        (models.TimeField, clock),
        (MoneyField, money),
    )
    return next((reader for kind, reader in readers if isinstance(field, kind)), text)
