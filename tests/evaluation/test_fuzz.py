"""Whatever plan and file hold, the command answers 0, 1 or 2 with sentences: no traceback, and no number that is not one."""

import csv
import io
import json

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.evaluation.command import main

CELL = st.one_of(
    st.sampled_from(["", "NA", "0", "1", "-3", "2,5", "1e90", "1e308", "Inf", "nan", "abc", "1_0", "٣", "−4", "0.0000001"]),
    st.integers(0, 60).map(str), st.floats(0.1, 90).map(lambda v: f"{v:.2f}"),
)  # fmt: skip
MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(30)]
X = st.one_of(st.sampled_from(MONTHS), st.integers(1, 30).map(str), st.sampled_from(["", "NA", "2021-13", "2021-01-07", "abc"]))
PLAN = st.fixed_dictionaries(
    {"design": st.sampled_from(["its", "did"])},
    optional={
        "start": st.sampled_from([*MONTHS, "12", 12, "", "snart", None, 2022, True, []]), "kind": st.sampled_from(["value", "count"]),
        "population": st.sampled_from(["n", "saknas", ""]), "model": st.sampled_from(["step", "step_slope", "ramp"]), "season": st.integers(-1, 8),
        "period": st.integers(0, 13), "family": st.sampled_from(["quasipoisson", "negativebinomial"]), "autocorrelation": st.sampled_from(["ar1", "none"]),
        "comparison": st.sampled_from(["never", "not_yet"]), "base": st.sampled_from(["auto", "last", "all"]),
        "inference": st.sampled_from(["auto", "placebo", "cluster"]), "registered": st.sampled_from(["2021-01-01", "2030-01-01", "igår", 2021, None]),
        "starts": st.one_of(st.sampled_from(["start", "saknas", "", None, 3]),
                            st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from([*MONTHS[5:20], 12, "x", None]), max_size=5)),
        "wide": st.booleans(), "time": st.sampled_from(["x", ["x"], ["x", "n"], [], "saknas"]), "direction": st.sampled_from(["increase", "neutral"]),
        "data": st.sampled_from([{"x": [1, 2, 3], "y": [1, None, 3]}, {"x": 1}, {}, 3]), "påhittad": st.just(1),
    },
)  # fmt: skip
SOUND = {
    "its": {"design": "its", "start": "2022-03"},
    "did": {"design": "did", "starts": {"A": "2021-04", "B": "2021-06"}},
}


def carried_out(tmp_path, capsys, plan, head, rows):
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    (tmp_path / "data.csv").write_text(text.getvalue(), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump({"data": "data.csv", **plan}, allow_unicode=True), encoding="utf-8")
    out = tmp_path / "out.json"
    out.unlink(missing_ok=True)
    code = main([str(tmp_path / "plan.yaml"), "--out", str(out), "--svg", str(tmp_path / "a.svg")])
    said = capsys.readouterr()
    assert code in (0, 1)
    if code:
        assert said.err.strip().endswith("Inget har räknats.")
        assert not out.exists()
        return None
    found = json.loads(out.read_text(encoding="utf-8"), parse_constant=lambda name: 1 / 0)
    assert (found["effect"] is None) == (found["verdict"] == "cannot_be_judged")
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "nan" not in picture.replace("nande", "").replace("nan ", "").lower() or found["effect"] is None
    return found


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(plan=PLAN, rows=st.lists(st.tuples(X, st.sampled_from("ABC"), CELL, CELL), max_size=14))
def test_any_plan_and_file(tmp_path, capsys, plan, rows):
    carried_out(tmp_path, capsys, plan, ("x", "place", "y", "n"), rows)


@SLOW
@given(plan=PLAN, y=st.lists(CELL, min_size=30, max_size=30), n=st.lists(CELL, min_size=30, max_size=30), hole=st.integers(0, 29))
def test_a_sound_plan_with_odd_choices_and_values(tmp_path, capsys, plan, y, n, hole):
    plan = {**plan, **SOUND["its"]}
    rows = [(x, value, size) for i, (x, value, size) in enumerate(zip(MONTHS, y, n, strict=True)) if i != hole]
    carried_out(tmp_path, capsys, {key: value for key, value in plan.items() if key not in ("starts", "wide", "comparison", "base", "inference")},
                ("x", "y", "n"), rows)  # fmt: skip


@SLOW
@given(
    plan=PLAN, starts=st.dictionaries(st.sampled_from("ABCDEFG"), st.sampled_from(MONTHS[:14]), min_size=1, max_size=7),
    y=st.lists(st.one_of(st.integers(0, 3).map(str), st.floats(0, 50).map(lambda v: f"{v:.3f}")), min_size=84, max_size=84),
)  # fmt: skip
def test_sound_places_with_odd_choices(tmp_path, capsys, plan, starts, y):
    kept = {key: plan[key] for key in ("comparison", "base", "inference", "direction") if key in plan}
    rows = [(MONTHS[i % 12], "ABCDEFG"[i // 12], value) for i, value in enumerate(y)]
    carried_out(tmp_path, capsys, {**kept, **SOUND["did"], "starts": starts}, ("x", "place", "y"), rows)


@SLOW
@given(y=st.lists(st.integers(0, 400), min_size=30, max_size=30), plan=PLAN)
def test_counts_of_every_sort(tmp_path, capsys, y, plan):
    kept = {key: plan[key] for key in ("model", "family", "autocorrelation") if key in plan and plan[key] != "ramp"}
    found = carried_out(tmp_path, capsys, {**SOUND["its"], **kept, "kind": "count"}, ("x", "y"), list(zip(MONTHS, y, strict=True)))
    if found and found["effect"]:
        assert found["effect"]["low"] <= found["effect"]["estimate"] <= found["effect"]["high"]
