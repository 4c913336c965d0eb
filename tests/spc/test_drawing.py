"""The picture: well-formed, safe for the content policy, told in words, and not drawn where nothing can be drawn."""

import re
import time
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan import spc
from fardplan.spc import scale

MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
NOISE = np.random.default_rng(11).normal(10, 1, 36).round(2)
SHIFTED = np.where(np.arange(36) >= 24, NOISE + 2.5, NOISE)


def drawn(chart, **options):
    size = {key: options.pop(key) for key in ("width", "height") if key in options}
    text = spc.draw(spc.picture(chart, **options), **size)
    return text, ElementTree.fromstring(text)


def one(y, kind="i", x=MONTHS, **options):
    return spc.chart(spc.points(x[: len(y)], y), kind, **options)


def test_role_and_words_instead_of_the_picture():
    _, root = drawn(one(NOISE), unit="dagar")
    assert root.get("role") == "img"
    label = root.get("aria-label")
    assert label.startswith("I-diagram, jan 2021 till dec 2023, 36 mätpunkter. Senast ")
    assert "dagar (dec 2023), medel " in label
    assert "Ingen skillnad utöver slumpen" in label


def test_dashed_centre_line_only_when_the_runs_say_so():
    assert 'stroke-dasharray="8 5"' not in drawn(one(NOISE))[0]
    text = drawn(one(SHIFTED, freeze=24))[0]
    assert 'class="k-ev" fill="none" stroke-dasharray="8 5"' in text
    assert "i följd på samma sida, högst 8 väntas" in text


def test_too_few_points_never_dash_the_line():
    chart = one([1, 2, 3, 9, 9, 9, 9, 9, 9], cl=5)
    assert chart.runs[0].signal or chart.runs[0].n_useful < 10
    assert 'stroke-dasharray="8 5"' not in drawn(chart)[0]


def test_marked_points_say_why():
    y = NOISE.copy()
    y[20] = 16
    text = drawn(one(y))[0]
    assert len(re.findall(r'<circle class="k-sig"', text)) == 1
    assert "16,00 över övre gräns</text>" in text
    assert re.search(r"sep 2022: 16,00, över övre gräns</title>", text)


@pytest.mark.parametrize("at, value", [(6, 30), (0, 30), (35, 30), (18, -10)])
def test_a_single_marked_point_says_why_also_at_the_edges(at, value):
    y = NOISE.copy()
    y[at] = value
    _, root = drawn(one(y))
    assert any("gräns" in (text.text or "") and "k-evt" in text.get("class", "") for text in root.iter("text"))


def test_names_are_told_apart_by_what_differs():
    names = tuple(f"Vårdcentral {name}" for name in ("Asele", "Bro", "Ceby"))
    assert [word for _, word in scale.marks("name", np.arange(3.0), names, 600)] == ["Asele", "Bro", "Ceby"]


def test_no_inline_style_no_script_no_colour():
    text = drawn(one(SHIFTED, freeze=24, target=9), events=[spc.Event("2022-05", "<b>Ny & rutin</b>")])[0]
    assert not re.search(r"style=|<style|<script|#[0-9a-f]{3,6}\b|\bon[a-z]+=", text)
    assert "&lt;b&gt;Ny &amp; rutin&lt;/b&gt;" in text


def test_standalone_file_has_its_own_light_colours():
    text = spc.sheet([spc.picture(one(NOISE))], title="Medelvårdtid")
    root = ElementTree.fromstring(text.encode())
    assert root.get("role") == "img"
    assert ".k-l1 { fill: none; stroke: #14506b" in text
    assert "Medelvårdtid" in text


def test_classes_are_those_of_the_house():
    """Every class a page drawing uses stands in the stylesheet of the product."""
    from pathlib import Path

    css = Path("src/fardplan/kit/static/kit/fardplan.css")
    text = drawn(one(SHIFTED, freeze=24, exclude=[3], target=9))[0] + "".join(spc.variation_icon(code) for code in spc.VARIATION)
    text += "".join(spc.assurance_icon(code) for code in spc.ASSURANCE)
    used = {name for names in re.findall(r'class="([^"]+)"', text) for name in names.split()}
    known = set(re.findall(r"\.([a-z]-[a-z0-9]+)", css.read_text(encoding="utf-8")))
    assert used - known == set()


def test_split_breaks_the_line_and_names_itself():
    points = spc.points(MONTHS, SHIFTED, part=["a"] * 24 + ["ny definition"] * 12)
    text, root = drawn(spc.chart(points, "i"))
    assert "ny definition</text>" in text
    assert next(p for p in root.iter("path") if p.get("class") == "k-l1").get("d").count("M") == 2


def test_gap_breaks_the_line():
    y = [*NOISE[:10], None, *NOISE[11:]]
    _, root = drawn(one(y))
    assert next(p for p in root.iter("path") if p.get("class") == "k-l1").get("d").count("M") == 2


def test_event_outside_the_data_is_not_drawn_but_said():
    picture = spc.picture(one(NOISE), events=[spc.Event("2030-01", "Ny mottagning")])
    assert picture.notes == ("”Ny mottagning” (2030-01) ligger utanför serien, som går från jan 2021 till dec 2023. Den är inte utritad.",)
    assert "Ny mottagning" not in spc.draw(picture)


def test_shares_are_shown_in_per_cent():
    points = spc.points(MONTHS, [30] * 18 + [40] * 18, [100] * 36)
    text = drawn(spc.chart(points, "p"))[0]
    assert "medel 35,0\u00a0%" in text


def test_mdc_shapes_and_reasons():
    y = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10.5, 9.5, 10, 11, 30, 10, 9, -12, 10]
    text = drawn(spc.mdc_chart(spc.points(MONTHS[: len(y)], y), direction="increase"))[0]
    assert "över övre gräns (förbättring)" in text
    assert "under undre gräns (försämring)" in text
    assert text.count('<rect class="k-p1"') == 1
    assert text.count('<path class="k-sig"') == 1


def test_names_are_not_joined_by_a_line():
    points = spc.points(["Östra", "Ängen", "Ådalen", "Berget", "Dalen"], [20, 30, 25, 35, 15], [100] * 5)
    chart = spc.chart(points, "p")
    assert points.x == ("Berget", "Dalen", "Ådalen", "Ängen", "Östra")
    assert "k-l1" not in drawn(chart)[0]
    assert "över 5 enheter" in spc.alternative(chart)


@pytest.mark.parametrize("y", [[5, 5, 5], [1, None, 2, None, 3], [0, 0, 0, 1], [-5, -4, -6, -5], [1e-9, 2e-9, 1e-9], [1e12, 2e12, 3e12]])
@pytest.mark.parametrize("width", [820, 310])
def test_odd_series_are_drawn_without_nan(y, width):
    text = drawn(one(y), width=width, height=260)[0]
    assert not re.search(r"\b(nan|inf)\b", text)


@settings(max_examples=60, deadline=None)
@given(
    y=st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.integers(-5, 5)), min_size=3, max_size=40).filter(
        lambda y: sum(v is not None for v in y) >= 3
    ),
    split=st.lists(st.integers(0, 40), max_size=2),
)
def test_anything_is_drawn_and_told(y, split):
    points = spc.points(range(len(y)), y)
    for chart in (spc.chart(points, "i", split=split), spc.chart(points, "run", target=3), spc.mdc_chart(points, "mdc-excel", target=1)):
        text, root = drawn(chart)
        assert not re.search(r"\b(nan|inf)\b", text)
        assert len(root.get("aria-label")) > 40


@pytest.mark.parametrize("low, high", [(0, 1), (3, 3), (-7, 12), (0.001, 0.0013), (1e6, 3e6), (0, 0)])
def test_steps_cover_and_are_few(low, high):
    found = scale.steps(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 9


def test_a_page_s_drawing_is_quick():
    points = spc.points(MONTHS, NOISE)
    began = time.process_time()
    for _ in range(10):
        spc.draw(spc.picture(spc.chart(points, "i")))
    assert (time.process_time() - began) / 10 < 0.02
