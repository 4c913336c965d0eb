import pytest
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import isolate_apps

from fardplan.kit.collation import Fold, swedish
from fardplan.kit.text import fold, swedish_sort_key
from tests.kit.tables import create_table

pytestmark = pytest.mark.django_db

NAMES = ["Örjan", "Zelda", "åsa", "Älva", "Åsa", "Wera", "Vera", "Bo", "alva", "Ve", "Idé", "ide", "Myller", "Müllers", "Mz"]


@pytest.fixture
def thing(db):
    with isolate_apps("fardplan.kit"):

        class Thing(models.Model):  # noqa: DJ008
            name = models.CharField(max_length=50)

            class Meta:
                app_label = "kit"

        create_table(Thing)
        yield Thing


def names(queryset):
    return list(queryset.values_list("name", flat=True))


def test_order_is_swedish(thing):
    thing.objects.bulk_create(thing(name=name) for name in NAMES)
    ordered = sorted(NAMES, key=swedish_sort_key)
    assert names(thing.objects.order_by(swedish("name"))) == ordered
    assert names(thing.objects.order_by(swedish("name").desc())) == ordered[::-1]
    assert names(thing.objects.order_by(swedish(Concat("name", Value(""), output_field=models.CharField())))) == ordered


def test_numbers_in_names(thing):
    thing.objects.bulk_create(thing(name=f"Etapp {number}") for number in (10, 2, 1))
    ordered = ["Etapp 1", "Etapp 2", "Etapp 10"]
    assert names(thing.objects.order_by(swedish("name"))) == ordered


def test_fold_finds_the_same_rows(thing):
    thing.objects.bulk_create(thing(name=name) for name in [*NAMES, "Mål", "Mal", "Bjørn", "ÑANDÚ", "O'Hara \\ %"])
    for asked in ("IDÉ", "mål", "mal", "müll", "björn", "nandú", "o'h", "%"):
        found = thing.objects.annotate(folded=Fold("name")).filter(folded__contains=fold(asked))
        assert sorted(names(found)) == sorted(n for n in names(thing.objects.all()) if fold(asked) in fold(n)), asked


def test_fold_of_nothing_is_nothing(thing):
    thing.objects.create(name="x")
    assert thing.objects.annotate(folded=Fold(Value(None, output_field=models.CharField()))).get().folded is None
