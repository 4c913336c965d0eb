from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Avg, F, Max, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.test.utils import isolate_apps

from fardplan.kit.fields import AbsenceField, MoneyField, TimingField, period_constraint, timing_constraints, value_or_absence_constraint
from fardplan.kit.money import MOST_ORE, from_ore
from fardplan.kit.nothing import Absence
from fardplan.kit.timing import Timing
from tests.kit.tables import create_table

HT = Timing.parse("HT 2023")
LATE = Timing.parse("senast 1 juni 2024")


def models_made():
    class Timed(models.Model):
        before = models.CharField(max_length=5, blank=True)
        timing = TimingField("När")
        after = models.CharField(max_length=5, blank=True)

        class Meta:
            app_label = "kit"
            abstract = True

    class Thing(Timed):  # noqa: DJ008
        decided = TimingField(blank=True)
        budget = MoneyField(null=True, blank=True)
        budget_absence = AbsenceField()
        outturn = MoneyField(default=Decimal(0))
        from_date = models.DateField(null=True, blank=True)
        until_date = models.DateField(null=True, blank=True)

        class Meta:
            app_label = "kit"
            constraints = [
                *timing_constraints("timing", "thing_timing"),
                *timing_constraints("decided", "thing_decided", blank=True),
                value_or_absence_constraint("budget", "budget_absence", "thing_budget"),
                period_constraint("thing_period"),
            ]

    return Timed, Thing


@pytest.fixture
def thing(db):
    with isolate_apps("fardplan.kit"):
        _, Thing = models_made()
        create_table(Thing)
        yield Thing


def make(thing, **kwargs):
    return thing.objects.create(**{"timing": HT, "budget": Decimal(100), **kwargs})


@contextmanager
def refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


# -- timing -----------------------------------------------------------------------------------------------------------


def test_timing_in_and_out(thing):
    row = thing.objects.get(pk=make(thing, decided=LATE).pk)
    assert row.timing == HT
    assert row.decided == LATE
    assert (row.timing_words, row.timing_starts_earliest, row.timing_ends_latest) == ("HT 2023", date(2023, 7, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    "words", ["2023-10-25", "Start 2021", "Löpande", "1 ggr/v HT 2023", "juni och december 2023", "tidigast 1 juni, senast 1 oktober 2024"]
)
def test_every_kind_of_timing_keeps_its_shape(thing, words):
    timing = Timing.parse(words)
    assert thing.objects.get(pk=make(thing, timing=timing).pk).timing == timing


def test_timing_by_name_when_made_and_set(thing):
    row = thing(timing=HT)
    assert row.timing is not None
    assert row.decided is None
    row.decided = LATE
    assert row.decided_ends_latest == date(2024, 6, 2)
    row.decided = None
    assert (row.decided, row.decided_words, row.decided_ends_latest, row.decided_rhythm) == (None, "", None, "")


@pytest.mark.parametrize("value", ["HT 2023", date(2023, 10, 25), 2023])
def test_only_a_timing_will_do(thing, value):
    with pytest.raises(TypeError, match="takes a Timing"):
        thing(timing=value)


def test_timing_in_bulk_and_update(thing):
    thing.objects.bulk_create([thing(timing=HT, budget=1), thing(timing=LATE, budget=2)])
    assert {row.timing for row in thing.objects.all()} == {HT, LATE}
    thing.objects.update(**thing.timing.columns(LATE))
    assert {row.timing for row in thing.objects.all()} == {LATE}
    row, _ = thing.objects.update_or_create(budget=Decimal(1), defaults={"timing": HT})
    row.refresh_from_db()
    assert row.timing == HT


def test_timing_can_be_deferred_and_refreshed(thing):
    make(thing)
    row = thing.objects.only("before").get()
    assert row.timing == HT
    thing.objects.update(**thing.timing.columns(LATE))
    row.refresh_from_db()
    assert row.timing == LATE


def test_timing_columns_are_filtered(thing):
    make(thing)
    assert thing.objects.filter(timing_ends_latest__lte=date(2024, 1, 1)).exists()
    assert not thing.objects.filter(timing_ends_latest__lte=date(2023, 12, 31)).exists()


def test_columns_keep_the_fields_place(thing):
    names = [field.name for field in thing._meta.fields]
    assert names.index("before") < names.index("timing_words") < names.index("timing_rhythm") < names.index("after")
    assert [name for name in names if name.startswith("timing")] == [
        "timing_words", "timing_starts_earliest", "timing_starts_latest", "timing_ends_earliest", "timing_ends_latest", "timing_rhythm",
    ]  # fmt: skip
    assert thing._meta.get_field("timing_words").verbose_name == "När"


def test_two_children_of_one_abstract_base_do_not_share():
    with isolate_apps("fardplan.kit"):
        base, one = models_made()

        class Other(base):
            class Meta:
                app_label = "kit"

        row, other = one(timing=HT), Other(timing=LATE)
        assert (row.timing, other.timing) == (HT, LATE)
        assert one._meta.get_field("timing_words").model is one
        assert Other._meta.get_field("timing_words").model is Other


def test_migrations_see_columns_and_no_changes():
    with isolate_apps("fardplan.kit"):
        _, first = models_made()
        before = ModelState.from_model(first)
    with isolate_apps("fardplan.kit"):
        _, second = models_made()
        after = ModelState.from_model(second)
    assert "timing" not in before.fields
    assert before.fields["budget"].deconstruct()[1:] == ("fardplan.kit.fields.MoneyField", [], {"null": True, "blank": True})
    assert before.fields["budget_absence"].deconstruct()[1:] == ("fardplan.kit.fields.AbsenceField", [], {})
    states = [ProjectState({("kit", "thing"): state}) for state in (before, after)]
    assert MigrationAutodetector(*states)._detect_changes() == {}


@pytest.mark.parametrize(
    "change",
    [
        {"timing_starts_earliest": date(2024, 1, 1)},
        {"timing_ends_earliest": date(2024, 1, 2)},
        {"timing_ends_earliest": date(2023, 7, 1)},
        {"timing_starts_latest": date(2024, 1, 1)},
        {"timing_ends_latest": date(2023, 7, 1), "timing_starts_latest": None, "timing_ends_earliest": None},
        {"timing_words": ""},
        {"decided_words": "", "decided_rhythm": "continuous"},
        {"decided_starts_earliest": date(2024, 1, 1)},
    ],
)
def test_the_database_refuses_a_broken_time(thing, change):
    make(thing)
    with refused():
        thing.objects.update(**change)


def test_a_broken_time_is_told_in_words(thing):
    row = thing(timing=HT, budget=Decimal(1))
    row.timing_ends_latest = date(2023, 7, 1)
    with pytest.raises(ValidationError, match="Tiden slutar innan den börjar"):
        row.validate_constraints()


def test_constraint_names_are_short_and_stable():
    names = [constraint.name for constraint in timing_constraints("timing", "activity_timing")]
    assert names == [f"activity_timing_{part}" for part in ("starts", "ends", "early", "late", "span", "words")]
    assert timing_constraints("timing", "%(app_label)s_%(class)s_timing")
    with pytest.raises(ValueError, match="longer than 30"):
        timing_constraints("timing", "a_very_long_name_of_a_model")


# -- periods ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("from_date", "until_date", "stored"),
    [
        ("2023-01-01", "2023-01-02", True),
        ("2023-01-01", None, True),
        (None, "2023-01-02", True),
        (None, None, True),
        ("2023-01-01", "2023-01-01", False),
        ("2023-01-02", "2023-01-01", False),
    ],
)
def test_a_period_ends_after_it_begins(thing, from_date, until_date, stored):
    if stored:
        make(thing, from_date=from_date, until_date=until_date)
    else:
        with refused():
            make(thing, from_date=from_date, until_date=until_date)


# -- money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kronor", ["0", "0.01", "-0.01", "6300000", "1714.5", str(from_ore(MOST_ORE)), str(from_ore(-MOST_ORE))])
def test_money_in_and_out(thing, kronor):
    row = thing.objects.get(pk=make(thing, budget=Decimal(kronor)).pk)
    assert row.budget == Decimal(kronor)
    assert isinstance(row.budget, Decimal)


def test_money_is_stored_as_ore(thing):
    make(thing, budget=Decimal("1714.50"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT budget FROM {thing._meta.db_table}")
        assert cursor.fetchone() == (171450,)


def test_money_from_text_and_whole_kronor(thing):
    assert thing.objects.get(pk=make(thing, budget="1 714,50 kr").pk).budget == Decimal("1714.5")
    assert thing.objects.get(pk=make(thing, budget=1714).pk).budget == 1714


@pytest.mark.parametrize("value", ["1.234", "abc", 1.5, True, Decimal("0.001"), Decimal("NaN"), from_ore(MOST_ORE) + 1])
def test_what_is_no_money_is_told_in_words(thing, value):
    with pytest.raises(ValidationError) as told:
        thing._meta.get_field("budget").to_python(value)
    assert told.value.messages[0].endswith(".")
    with pytest.raises(ValidationError):
        make(thing, budget=value)


def test_no_money_is_none(thing):
    field = thing._meta.get_field("budget")
    assert field.to_python(None) is field.to_python("") is field.to_python("  ") is None


def test_money_is_compared_in_kronor(thing):
    make(thing, budget=Decimal(100), outturn=Decimal(99))
    assert thing.objects.filter(budget=100).count() == 1
    assert thing.objects.filter(budget__gte=Decimal("99.99"), budget__in=[Decimal(100)], budget__range=(1, 100)).count() == 1
    assert not thing.objects.filter(budget__gt=Decimal(100)).exists()
    assert thing.objects.filter(budget__gt=F("outturn")).count() == 1


def test_aggregates_are_kronor(thing):
    for budget, outturn in ((100, "0.01"), (50, "0.02")):
        make(thing, budget=Decimal(budget), outturn=Decimal(outturn))
    found = thing.objects.aggregate(
        sum=Sum("budget"),
        average=Avg("outturn"),
        largest=Max("budget"),
        some=Sum("budget", filter=Q(budget__gt=60)),
        difference=Sum(F("budget") - F("outturn")),
    )
    # An average is cut to whole öre.
    assert found == {"sum": 150, "average": Decimal("0.01"), "largest": 100, "some": 100, "difference": Decimal("149.97")}
    assert {type(value) for value in found.values()} == {Decimal}


def test_arithmetic_is_kronor_or_refused(thing):
    make(thing, budget=Decimal(100), outturn=Decimal(40))
    row = thing.objects.annotate(left=F("budget") - F("outturn"), both=F("budget") + F("outturn")).get()
    assert (row.left, row.both) == (60, 140)
    with pytest.raises(FieldError):
        thing.objects.annotate(more=F("budget") + 1).get()
    thing.objects.update(budget=F("budget") + Value(Decimal("0.5"), output_field=MoneyField()))
    assert thing.objects.get().budget == Decimal("100.5")


def test_the_sum_of_no_rows_is_none_unless_told(thing):
    assert thing.objects.aggregate(sum=Sum("budget"))["sum"] is None
    nought = Value(Decimal(0), output_field=MoneyField())
    assert thing.objects.aggregate(sum=Coalesce(Sum("budget"), nought))["sum"] == 0


def test_money_survives_as_text(thing):
    field = thing._meta.get_field("budget")
    for kronor in (Decimal("1714.50"), Decimal(-6300000), Decimal("0.01"), from_ore(MOST_ORE), None):
        assert field.to_python(field.value_to_string(thing(budget=kronor))) == kronor


# -- absence ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "absence", "stored"),
    [
        (100, "", True),
        (0, "", True),
        (None, Absence.MISSING, True),
        (None, "confidential", True),
        (None, "", False),
        (100, Absence.MISSING, False),
        (0, Absence.NOT_APPLICABLE, False),
    ],
)
def test_a_value_or_its_absence(thing, budget, absence, stored):
    if not stored:
        with refused():
            make(thing, budget=budget, budget_absence=absence)
        return
    row = thing.objects.get(pk=make(thing, budget=budget, budget_absence=absence).pk)
    assert (row.budget, row.budget_absence) == (budget, absence)
    assert not row.budget_absence or isinstance(row.budget_absence, Absence)
    row.full_clean()


def test_an_unknown_absence_is_refused(thing):
    with pytest.raises(ValidationError):
        thing(timing=HT, budget_absence="lost").clean_fields()
