"""Whatever table somebody writes, in whatever letters, delimiter and notation: the same table is read back. And the two ways of reading,
column by column and cell by cell, say the same of every table, also of one with mistakes in it.

The suite tries some; all 2 000: `TABLES=2000 ./dev test tests/imports/test_any_table.py`.
"""

import csv
import io
import os
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.imports import figures, observed
from fardplan.imports.observed import COLUMNS
from fardplan.imports.packing import Columns
from fardplan.indicators.models import Indicator
from fardplan.parties.models import Organisation
from fardplan.tables import child, delimited
from tests.factories import IndicatorFactory, OrganisationFactory
from tests.imports.in_process import sheets_in

pytestmark = pytest.mark.django_db
TABLES = int(os.environ.get("TABLES", "60"))
SETTINGS = {"max_examples": TABLES, "deadline": None, "suppress_health_check": list(HealthCheck)}

CODES = {"N1": "%", "N2": "tkr", "N-3": "antal", "Å4": "kr"}
AREAS = ("Östra kommun", "Västra", 'Område "7"', "Ön; och ån", "Nord, syd")
HEADINGS = [column.heading for column in COLUMNS]
#: The four kinds of nothing: what is written, what is read (value, absence, sign).
NOTHING = {
    "..": (None, "missing", ".."),
    ".": (None, "not_applicable", "."),
    "x": (None, "confidential", "x"),
    "–": ("0", "", "–"),
    "": (None, "missing", ""),
}
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
#: What no figure, code, name or period may be.
WRONG = [
    "fem",
    "1.714.5",
    "1e5",
    "-",
    "#N/A",
    "N9",
    "Ingenstans",
    "23",
    "2023-13",
    "850101-1234",
    "19850101-1234",
    "Exempel: N1",
    "1;2",
    "||",
]


@st.composite
def numbers(draw):
    """(as written, exact text) of a number in some Swedish notation."""
    value = draw(st.decimals(min_value=-(10**9), max_value=10**9, places=draw(st.integers(0, 8))))
    whole, _dot, part = f"{abs(value):f}".partition(".")
    space = draw(st.sampled_from(["", "", "", " ", "\u00a0", "\u2009", "\u202f"]))
    minus = draw(st.sampled_from(["-", "\u2212"])) if value < 0 else ""
    grouped = f"{int(whole):,}".replace(",", space)
    return minus + grouped + ("," + part if part else ""), figures.exact_text(Decimal(value))


@st.composite
def periods(draw):
    """(as written, code) of a year, half, quarter or month; of three years in some tables, as in most that people have."""
    if draw(st.shared(st.booleans(), key="few")):
        return draw(st.sampled_from([("2021", "2021"), ("2022", "2022"), ("2023", "2023")]))
    year, month, quarter = draw(st.integers(1950, 2049)), draw(st.integers(1, 12)), draw(st.integers(1, 4))
    ways = [
        (f"{year}", f"{year}"),
        (f"{year}-Q{quarter}", f"{year}-Q{quarter}"),
        (f"kv {quarter} {year}", f"{year}-Q{quarter}"),
        (f"{year}-H2", f"{year}-H2"),
        (f"{year}-H1", f"{year}-H1"),
        (f"{year}-{month:02}", f"{year}-{month:02}"),
        (f"{MONTHS[month - 1].title()} {year}", f"{year}-{month:02}"),
    ]
    return draw(st.sampled_from(ways))


words = st.text(alphabet="abcåäö ÅÄÖ;,\"'|\t\né=-", max_size=12)


@st.composite
def rows(draw):
    """(cells as written, what they mean) of one row."""
    code, area, (period, known) = draw(st.sampled_from(sorted(CODES))), draw(st.sampled_from(AREAS)), draw(periods())
    nothing = draw(st.sampled_from([None, None, None, *NOTHING]))
    written, meaning = (nothing, NOTHING[nothing]) if nothing is not None else (lambda n: (n[0], (n[1], "", "")))(draw(numbers()))
    comment, unit = draw(words), draw(st.sampled_from(["", "", CODES[code]]))
    name = draw(st.sampled_from(["", f"Mått {code}", "något annat"]))
    return [code, name, area, period, written, unit, comment], (code, area, known, *meaning, figures.words(comment))


@st.composite
def tables(draw):
    """(bytes of a file, what is in it, how many rows are empty). No figure stands twice."""
    found = draw(st.lists(rows(), min_size=1, max_size=50, unique_by=lambda row: row[1][:3]))
    return draw(written([HEADINGS, *[cells for cells, _meaning in found]])), [meaning for _cells, meaning in found]


@st.composite
def written(draw, table):
    """A table as bytes, in some letters, delimiter, quotes and line ends, with empty lines here and there."""
    out = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\r\n", "\n"]))
    writer = csv.writer(out, delimiter=draw(st.sampled_from(";,\t")), quoting=quoting, lineterminator=end)
    for cells in table:
        writer.writerow(cells)
        if draw(st.integers(0, 30)) == 0:
            out.write(end)
    codec = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    try:
        return out.getvalue().encode(codec)
    except UnicodeEncodeError:
        return out.getvalue().encode("utf-8")


@pytest.fixture
def register(programme):
    for code, unit in CODES.items():
        IndicatorFactory(programme=programme, code=code, name=f"Mått {code}", unit=unit)
    for number, name in enumerate(AREAS):
        OrganisationFactory(slug=f"omrade-{number}", name=name, short_name=name, code=f"97{number:02}")
    return programme


@pytest.fixture
def read(register, tmp_path):
    """read(bytes, head, block): (rows, complaints, warnings); the first `head` rows are sent one by one, then `block` at a time."""
    codes = dict(Indicator.objects.filter(programme=register).values_list("pk", "code"))
    areas = dict(Organisation.objects.values_list("pk", "name"))
    path = tmp_path / "tabell"

    def run(content, head, block):
        path.write_bytes(content)
        with (
            patch.object(child, "HEAD", head),
            patch.object(delimited, "BLOCK", block),
            patch("fardplan.imports.table.sheets_in", sheets_in),
        ):
            found = observed.Reading(register, str(path), "tabell.csv").read()
        told = [(row[0], codes[row[1]], areas[row[2]], *row[3:]) for part in found.parts for row in part]
        return told, [each.as_json() for each in found.complaints.sorted], found.complaints.count, found.complaints.warnings

    return run


@settings(**SETTINGS)
@given(table=tables(), head=st.integers(1, 60), block=st.integers(1, 50))
def test_what_is_written_is_read(read, table, head, block):
    content, expected = table
    told, complaints, _count, _warnings = read(content, head, block)
    assert complaints == []
    assert [row[1:] for row in told] == expected


@st.composite
def doubtful(draw):
    """A table in which cells may be wrong, rows too long or too short, and figures stand twice."""
    found = [cells for cells, _meaning in draw(st.lists(rows(), min_size=1, max_size=40))]
    for cells in found:
        match draw(st.integers(0, 12)):
            case 0:
                cells[draw(st.integers(0, 6))] = draw(st.sampled_from(WRONG))
            case 1:
                cells.pop()
            case 2:
                cells.append(draw(st.sampled_from(["", "5"])))
            case 3:
                cells[:] = found[0]
    return draw(written([HEADINGS, *found]))


@settings(**SETTINGS)
@given(content=st.one_of(doubtful(), tables().map(lambda table: table[0])), block=st.integers(1, 50))
def test_both_ways_say_the_same(read, content, block):
    assert read(content, 1, block) == read(content, 100_000, 1)


def test_a_clean_table_is_read_by_column(register, tmp_path):
    path = tmp_path / "tabell"
    figure = enumerate((code, area, year) for code in ("N1", "N-3") for area in AREAS[:3] for year in range(2001, 2011))
    lines = [f"{code};;{area};{year};{n},50;;" for n, (code, area, year) in figure]
    path.write_text("\n".join([";".join(HEADINGS), *lines]), encoding="utf-8")
    with patch.object(child, "HEAD", 10), patch("fardplan.imports.table.sheets_in", sheets_in):
        parts = list(observed.Reading(register, str(path), "tabell.csv").read().parts)
    assert [type(part) for part in parts] == [list, Columns]
    assert [row[4] for part in parts for row in part] == [f"{number}.5" for number in range(60)]
