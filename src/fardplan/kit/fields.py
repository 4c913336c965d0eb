"""Model fields for the values everyone uses.

`MoneyField` and `AbsenceField` are columns. `TimingField` is a name for six of them. Constraints that belong to them stand here too.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.expressions import Combinable, register_combinable_fields
from django.utils.translation import gettext_lazy as _

from .money import MoneyError, from_ore, parse_money, to_ore
from .nothing import Absence
from .timing import LONGEST_RHYTHM, LONGEST_WORDS, Timing

# -- money ------------------------------------------------------------------------------------------------------------


class MoneyField(models.Field):
    """Whole öre in a big integer, Decimal kronor in Python.

    Deliberately no IntegerField: Django would call a difference of two amounts an integer (öre) and an average a float.
    Here sums and differences are kronor, and so are averages, cut to whole öre. Mixing money with a bare number is refused.
    """

    description = _("Amount of money")

    def get_internal_type(self):
        return "BigIntegerField"

    def from_db_value(self, value, expression, connection):
        return None if value is None else from_ore(value)

    def to_python(self, value):
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            kronor = parse_money(value) if isinstance(value, str) else value
            to_ore(kronor)
        except MoneyError as error:
            raise ValidationError(error.message, code="invalid") from error
        except TypeError as error:
            raise ValidationError(_("That is not an amount of money."), code="invalid") from error
        return Decimal(kronor)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        if value is None or hasattr(value, "resolve_expression"):
            return value
        kronor = self.to_python(value)
        return None if kronor is None else to_ore(kronor)

    def get_db_prep_value(self, value, connection, prepared=False):
        value = super().get_db_prep_value(value, connection, prepared)
        if hasattr(value, "resolve_expression"):
            return value
        return connection.ops.adapt_integerfield_value(value, self.get_internal_type())

    def value_to_string(self, obj):
        kronor = self.value_from_object(obj)
        return "" if kronor is None else f"{Decimal(kronor):f}".replace(".", ",")


for _sign in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(MoneyField, _sign, MoneyField, MoneyField)


# -- absence ----------------------------------------------------------------------------------------------------------


class AbsenceField(models.CharField):
    """Why a value is not there; empty when it is. Stands beside a nullable value field, with `value_or_absence_constraint`."""

    description = _("Why there is no value")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 20, "choices": Absence.choices, "blank": True, "default": "", **kwargs})

    def deconstruct(self):
        # Labels are words on screen: rewording one is no migration.
        name, path, args, kwargs = super().deconstruct()
        for ours in ("max_length", "choices", "blank", "default"):
            kwargs.pop(ours, None)
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return Absence(value) if value else value

    def to_python(self, value):
        return Absence(value) if value in Absence.values else super().to_python(value) or ""


def value_or_absence_constraint(value_field: str, absence_field: str, name: str) -> CheckConstraint:
    """Exactly one of the two: a value, or the reason there is none."""
    present = Q(**{f"{value_field}__isnull": False})
    explained = Q(**{absence_field: ""})
    return CheckConstraint(
        condition=(present & explained) | (~present & ~explained),
        name=_short(name),
        violation_error_message=_("Give a value, or say why there is none."),
    )


# -- periods ----------------------------------------------------------------------------------------------------------


def period_constraint(name: str, from_field: str = "from_date", until_field: str = "until_date") -> CheckConstraint:
    return CheckConstraint(
        condition=Q(**{f"{until_field}__gt": F(from_field)}),
        name=_short(name),
        violation_error_message=_("A period must end after it begins."),
    )


# -- timing -----------------------------------------------------------------------------------------------------------

_DATES = ("starts_earliest", "starts_latest", "ends_earliest", "ends_latest")
_PARTS = ("words", *_DATES, "rhythm")


class TimingProperty(property):
    """Reads and writes the columns of a TimingField as one Timing. A property, because Model.__init__ takes those by name."""

    def __init__(self, name: str):
        self.name = name
        super().__init__(self._read, self._write)

    def _read(self, instance) -> Timing | None:
        parts = {part: getattr(instance, f"{self.name}_{part}") for part in _PARTS}
        return Timing(**parts) if parts["words"] else None

    def _write(self, instance, timing: Timing | None) -> None:
        for column, value in self.columns(timing).items():
            setattr(instance, column, value)

    def columns(self, timing: Timing | None) -> dict:
        """Column by column, for where Django wants real fields: `.update(**Activity.timing.columns(timing))`."""
        if timing is None:
            return {f"{self.name}_{part}": None if part in _DATES else "" for part in _PARTS}
        if not isinstance(timing, Timing):
            raise TypeError(f"{self.name} takes a Timing, not {type(timing).__name__}; Timing.parse reads words")
        return {f"{self.name}_{part}": getattr(timing, part) for part in _PARTS}

    def __set_name__(self, owner, name):
        pass


class TimingField:
    """Six columns, `<name>_words` to `<name>_rhythm`, read and written as one Timing. Not a Field: migrations see the columns only.

    Filter on columns (`timing_ends_latest__lte=today`); ends are half-open there. Add `timing_constraints` to Meta.
    """

    def __init__(self, verbose_name=None, *, blank: bool = False):
        self.verbose_name = verbose_name
        self.blank = blank
        # Made here, not when contributed, so that the columns keep the field's place among the others.
        self.fields = {
            "words": models.CharField(verbose_name, max_length=LONGEST_WORDS, blank=blank, **({"default": ""} if blank else {})),
            **{part: models.DateField(null=True, blank=True, editable=False) for part in _DATES},
            "rhythm": models.CharField(max_length=LONGEST_RHYTHM, blank=True, default="", editable=False),
        }

    def contribute_to_class(self, cls, name):
        for part, field in self.fields.items():
            cls.add_to_class(f"{name}_{part}", field)
        setattr(cls, name, TimingProperty(name))


def timing_constraints(name: str, label: str, *, blank: bool = False) -> list[CheckConstraint]:
    """For Meta: `constraints = [*timing_constraints("timing", "activity_timing")]`. `label` begins the constraints' names.

    SQL passes a check on an unknown date, so open ends need no mention.
    """

    def column(part):
        return f"{name}_{part}"

    def later(part, than, lookup="gte"):
        return Q(**{f"{column(part)}__{lookup}": F(column(than))})

    backwards = _("The time ends before it begins.")
    empty = Q(**{column("words"): "", column("rhythm"): "", **{f"{column(part)}__isnull": True for part in _DATES}})
    has_words = ~Q(**{column("words"): ""})
    checks = {
        "starts": (later("starts_latest", "starts_earliest"), backwards),
        "ends": (later("ends_latest", "ends_earliest"), backwards),
        "early": (later("ends_earliest", "starts_earliest", "gt"), backwards),
        "late": (later("ends_latest", "starts_latest", "gt"), backwards),
        "span": (later("ends_latest", "starts_earliest", "gt"), backwards),
        "words": (has_words | empty if blank else has_words, _("A time needs its words.")),
    }
    return [
        CheckConstraint(condition=condition, name=_short(f"{label}_{suffix}"), violation_error_message=message)
        for suffix, (condition, message) in checks.items()
    ]


def _short(name: str) -> str:
    if len(name) > 30 and "%(" not in name:
        raise ValueError(f"The constraint name {name!r} is longer than 30 characters")
    return name
