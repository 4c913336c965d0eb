"""What is said about a result, and how numbers and times are written."""

import numpy as np
import pytest

from fardplan import spc
from fardplan.spc import labels

MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02d}-01" for i in range(24)]
CALM = [10, 11, 9, 12, 10, 8, 11, 10, 9, 10, 12, 11, 10, 9, 11, 10, 8, 12, 10, 11, 9, 10, 11, 10]


@pytest.mark.parametrize(
    "value, decimals, text",
    [
        (1234.5, 2, "1\u00a0234,50"),
        (-3.25, 1, "\u22123,2"),
        (-0.001, 1, "0,0"),
        (0, 0, "0"),
        (float("nan"), 2, "saknas"),
        (1e6, 0, "1\u00a0000\u00a0000"),
    ],
)
def test_numbers(value, decimals, text):
    assert labels.number(value, decimals) == text


def test_per_cent():
    assert labels.number(0.4532, 3, percent=True) == "45,3\u00a0%"


@pytest.mark.parametrize(
    "x, said",
    [
        (["2021-01-01", "2022-01-01"], ("2021", "2022")),
        (["2021-01", "2021-03"], ("jan 2021", "mars 2021")),
        (["2021-Q1", "2021K2"], ("kvartal 1 2021", "kvartal 2 2021")),
        (["2021-05-14", "2021-05-15"], ("14 maj 2021", "15 maj 2021")),
        (["2021-05-14T08:30", "2021-05-14T09:00"], ("14 maj 2021 kl. 08.30", "14 maj 2021 kl. 09.00")),
        (["2021", "2022"], ("2021", "2022")),
        (["Ånge", "Älvsby"], ("Ånge", "Älvsby")),
    ],
)
def test_times(x, said):
    points = spc.points(x, [1.0] * len(x))
    assert labels.times(points.axis, points.x, points.place) == said


@pytest.mark.parametrize("values, decimals", [([1, 2, 3], 2), ([0.1, 0.2], 3), ([100, 400], 0), ([10, 95], 1), ([5, 5], 2), ([np.nan], 0)])
def test_decimals_follow_the_spread(values, decimals):
    assert labels.decimals_for(np.array(values, float)) == decimals


def one(y, kind="i", **options):
    return spc.chart(spc.points(MONTHS[: len(y)], y), kind, **options)


def test_nothing_but_chance():
    said = spc.verdict(one(CALM))
    assert said.headline == "Ingen säkerställd förändring"
    assert said.sentences[0].startswith(
        "Ingen skillnad utöver slumpen: alla värden ligger innanför gränserna, längsta följden på samma sida är "
    )


def test_a_shift_is_told_with_its_limits():
    said = str(spc.verdict(one([*CALM[:12], *[v + 5 for v in CALM[:12]]], freeze=12)))
    assert said.startswith(
        "Tecken på att nivån har ändrats. 14 mätpunkter i följd ligger på samma sida om medelvärdet; av slump väntas högst 8."
    )


def test_single_values_are_named_and_many_are_counted():
    y = [*CALM[:20], 30]
    assert "1 mätpunkt ligger utanför gränserna: sep 2022 (30,0, över övre gräns" in str(spc.verdict(one(y)))
    stepped = str(spc.verdict(one([1] * 10 + [2] * 10)))
    assert "20 mätpunkter ligger utanför gränserna" in stepped
    assert "och 16 till." in stepped


def test_few_points_is_the_headline_whatever_the_points_do():
    said = spc.verdict(one([1, 2, 3, 2, 1, 30]))
    assert said.headline == "För få mätpunkter för att bedöma"
    assert said.sentences[0] == "6 av 6 mätpunkter ligger vid sidan av medelvärdet; 10 behövs."


def test_limits_from_few_points_are_preliminary():
    assert spc.verdict(one(CALM[:12])).sentences[-1] == "Gränserna är preliminära: de bygger på 12 mätpunkter."


@pytest.mark.parametrize(
    "kind, options, said",
    [
        ("i", {}, "I-diagram · Anhøj-regler · stora språng bortsållade ur gränserna"),
        ("i", {"screen": False, "freeze": 12}, "I-diagram · Anhøj-regler · baslinje punkt 1–12 · inga språng bortsållade ur gränserna"),
        ("run", {"split": [12], "exclude": [3, 4]}, "Seriediagram · Anhøj-regler · 2 delar · utan punkt 3 och 4"),
        ("c", {"cl": 9}, "C-diagram · Anhøj-regler · given mittlinje"),
    ],
)
def test_method_shows_every_choice(kind, options, said):
    assert spc.method(one(CALM, kind, **options)) == said


def test_method_names_the_version_of_the_rules():
    chart = spc.mdc_chart(spc.points(MONTHS, CALM), "mdc-r-0.2", direction="decrease", fix=12)
    said = "XmR-diagram · Making Data Count (mdc-r-0.2) · gränser från de första 12 punkterna · stora språng bortsållade ur gränserna · lägre är bättre"
    assert spc.method(chart) == said


def test_every_icon_has_a_word():
    assert all(spc.VARIATION[code] in spc.variation_icon(code) for code in spc.VARIATION)
    assert all(spc.ASSURANCE[code] in spc.assurance_icon(code) for code in spc.ASSURANCE)
