"""Any table, in any encoding, delimiter and notation, is read back as the same table; text like a formula as csv carries it, with an apostrophe. 100 examples here; 2 000 with HYPOTHESIS_PROFILE=explore."""

import csv
import io
import os
import tempfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.imports import figures
from fardplan.imports.complaints import Complaints, is_personal_number
from fardplan.imports.observed import COLUMNS
from fardplan.imports.table import Table
from fardplan.tables import child, reader

EXAMPLES = settings.get_profile(settings._current_profile).max_examples if os.environ.get("HYPOTHESIS_PROFILE") else 100
LETTERS = "abcåäöÅÄÖéABC123 .-–\"'"
PERIODS = {
    "2023": ("2023", " 2023 "),
    "2022-Q3": ("2022-Q3", "kvartal 3 2022", "2022 Q3"),
    "2021-05": ("2021-05", "maj 2021", "Maj 2021"),
    "2020-H2": ("2020-h2", "2020-H2"),
}

numbers = st.decimals(
    min_value=Decimal("-999999999.999"), max_value=Decimal("999999999.999"), allow_nan=False, allow_infinity=False, places=3
)
comments = st.text(LETTERS, max_size=20).map(lambda text: " ".join(text.split())).filter(lambda text: not is_personal_number(text))
rows = st.lists(st.tuples(numbers, comments, st.sampled_from(sorted(PERIODS))), min_size=1, max_size=8)


@st.composite
def notation(draw, number):
    """The number as people write it: grouped by some space or not, with some minus, perhaps with needless zeros."""
    text = f"{abs(number):f}"
    whole, _dot, part = text.partition(".")
    if draw(st.booleans()):
        part = part.rstrip("0")
    if draw(st.booleans()):
        whole = f"{int(whole):,d}".replace(",", draw(st.sampled_from(["\u00a0", " "])))
    sign = draw(st.sampled_from(["-"])) if number < 0 and (whole.strip("0\u00a0 ") or part.strip("0")) else ""
    return sign + whole + (f",{part}" if part else "")


@given(
    st.data(),
    rows,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    st.sampled_from(";,\t"),
    st.permutations([c.key for c in COLUMNS]),
    st.sampled_from(["\r\n", "\n"]),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_same_table(data, table, codec, delimiter, order, end):
    headings = {column.key: column.heading for column in COLUMNS}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow([headings[key] for key in order])
    for number, comment, period in table:
        cells = {"code": "N1", "name": "", "organisation": "Östra kommun", "unit": "", "comment": figures.guarded(comment)}
        cells |= {"value": data.draw(notation(number)), "period": data.draw(st.sampled_from(PERIODS[period]))}
        writer.writerow([cells[key] for key in order])

    with tempfile.NamedTemporaryFile() as file:
        file.write(out.getvalue().encode(codec))
        file.flush()
        found = list(read(file.name))

    wanted = [(figures.exact_text(number), comment, period) for number, comment, period in table]
    assert found == wanted


def read(path):
    told = []
    before, child._tell = child._tell, told.append
    try:
        names = {name for column in COLUMNS for name in column.names}
        child._read(path, names)
    finally:
        child._tell = before
    complaints = Complaints("fil.csv")
    table = Table(path, COLUMNS, complaints)
    rows = [row for message in told for row in message.get("rows", [])]
    table.kind, table.delimiter = "csv", told[0]["begin"]["delimiter"]
    sheet = reader.Sheet("", "visible", iter([rows]))
    for batch in table._read(sheet):
        for place in range(len(batch.numbers)):
            yield (
                figures.figure(batch.cells["value"][place])[0],
                figures.words(batch.cells["comment"][place]),
                figures.period(batch.cells["period"][place]),
            )
    assert not complaints, complaints.kept


@pytest.mark.parametrize("text", ["=1+1", " =1", "+5", "-5", "@x", "＝1", "'=1", "''=1", "\tx", "vanlig", "a=b", "'citat'"])
def test_a_text_like_a_formula_is_guarded_and_comes_back(text):
    assert figures.unguarded(figures.guarded(text)) == text
    assert figures.guarded(text).lstrip()[:1] not in ("=", "+", "-", "@", "＝")
