"""Whatever the file holds, the command answers 0 or 1 with sentences, never a traceback, and never a number that is not one."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.spc.command import main

CELL = st.one_of(
    st.sampled_from(["", "NA", "0", "1", "-3", "2,5", "1e308", "Inf", "nan", "abc", "2021-01-01", "2021-02", "1_0", "٣", "−4", '"']),
    st.integers(-50, 50).map(str), st.floats(0.1, 90).map(lambda v: f"{v:.2f}"), st.text(max_size=4),
)  # fmt: skip
X = st.one_of(st.integers(1, 30).map(str), st.integers(1, 28).map(lambda d: f"2024-01-{d:02d}"), CELL)
OPTIONS = st.sampled_from([
    ["--chart", "run"], ["--chart", "i", "--freeze", "3"], ["--chart", "mr", "--split", "2,3"], ["--chart", "ip", "--n"], ["--chart", "xbar"], ["--chart", "s"],
    ["--chart", "c"], ["--chart", "u"], ["--chart", "up"], ["--chart", "p"], ["--chart", "pp", "--exclude", "1"], ["--chart", "g", "--cl", "3"], ["--chart", "t"],
    ["--rules", "mdc-r-0.2", "--target", "3", "--direction", "decrease", "--aggregate", "sum"], ["--rules", "mdc-excel", "--no-screen", "--aggregate", "mean"],
])  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(X, CELL, CELL, CELL), max_size=16), clean=st.booleans(), options=OPTIONS)
def test_any_file(tmp_path, capsys, rows, clean, options):
    if clean:
        rows = [(str(i), str(7 * i % 11 + 1), str(20 + i % 3), "") for i in range(12)] + rows
    text = io.StringIO()
    csv.writer(text).writerows([("x", "y", "n", "target"), *rows])
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(text.getvalue(), encoding="utf-8")
    out.unlink(missing_ok=True)
    code = main([str(source), *options, "--out", str(out), "--svg", str(tmp_path / "c.svg")])
    said = capsys.readouterr()
    assert code in (0, 1)
    if code:
        assert said.err.strip().endswith("Inget har räknats.")
        assert not out.exists()
    else:
        cells = [value for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))) for key, value in row.items() if key != "x"]
        assert not {"nan", "inf", "-inf"} & set(cells)
