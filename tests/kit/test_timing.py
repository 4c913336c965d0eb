"""What a Timing answers, and what holds for every text. How words are read is the table in tests/spec/test_timing.py."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fardplan.kit.rhythm import Rhythm
from fardplan.kit.text import Unreadable
from fardplan.kit.timing import LONGEST_WORDS, Timing, TimingError
from fardplan.kit.timing_points import easter

ONE = timedelta(days=1)
PIECES = [
    *"HT VT 2023 2024 23 24 1 3 15 30 31 okt oktober november juni jul mars feb. - – — / , och till från t.o.m. fr.o.m. senast".split(),
    *"tidigt sent före efter midsommar påsk start klar löpande ggr/v 1/8 2-3 kvartal Q2 v. 42 våren vintern årsskiftet ca mellan under".split(),
    *"2023-10-25 231026 2023-H1 varannan vecka månad i början av slutet hela den onsdag halvåret första 25-okt okt-23 kl. 9.00 (".split(),
]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).flatmap(
    lambda words: st.sampled_from([" ", "", "  ", "\u00a0"]).map(lambda space: space.join(words))
)
years = st.none() | st.integers(1950, 2099)


def holds_together(timing):
    se, sl, ee, el = timing.starts_earliest, timing.starts_latest, timing.ends_earliest, timing.ends_latest
    assert not (se and sl) or se <= sl
    assert not (ee and el) or ee <= el
    assert not (se and ee) or se < ee
    assert not (sl and el) or sl < el
    assert not (se and el) or se < el
    assert timing.reads_as()
    assert not timing.is_exact_day or timing.span().from_date == timing.last_day_latest
    assert timing.sort_key() <= (date.max, date.max, "\U0010ffff")


@given(st.text(max_size=LONGEST_WORDS + 5), years)
@example("\ud800", None)
@example("HT\x002023", None)
@example("२०२३", None)
@example("２０２３", 2023)
def test_any_text_is_read_or_refused(words, year):
    try:
        timing = Timing.parse(words, year=year)
    except TimingError as error:
        str(error).encode()  # the message can be shown
    else:
        assert timing.words == words.strip()
        holds_together(timing)


@given(sentences, years)
def test_words_of_time_in_any_order_are_read_or_refused(words, year):
    try:
        timing = Timing.parse(words, year=year)
    except TimingError as error:
        if error.suggestion:
            holds_together(Timing.parse(error.suggestion, year=year))
    else:
        assert timing.words == words.strip()
        holds_together(timing)
        assert Timing.parse(timing.words, year=year) == timing


@given(st.dates(date(1950, 1, 1), date(2099, 12, 30)), st.integers(0, 400))
def test_days_written_out_are_the_same_days(first, length):
    last = first + timedelta(days=length)
    assume(last.year <= 2099)
    exact = Timing.of_days(first, last)
    for words in (exact.words, exact.reads_as(), f"{first.day}/{first.month} {first.year} t.o.m. {last.day}/{last.month} {last.year}"):
        read = Timing.parse(words)
        assert (read.span(), read.last_day_latest) == (exact.span(), last), words


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_in_every_notation(day):
    months = "jan feb mars april maj juni juli aug sep okt nov dec".split()
    name = months[day.month - 1]
    for words in (
        f"{day:%Y-%m-%d}",
        f"{day:%y%m%d}",
        f"{day:%Y%m%d}",
        f"{day:%y-%m-%d}",
        f"{day.day} {name} {day.year}",
        f"{day.day}-{name}-{day:%y}",
    ):
        timing = Timing.parse(words)
        assert timing.is_exact_day, words
        assert timing.starts_earliest == day, words


def test_a_line_of_rubbish_is_refused_quickly():
    for piece in ("1-", "1 ", "och ", "1 ggr ", "v. 4-", "- r ", "a- b ", "1, 2, 3 "):
        with pytest.raises(TimingError):
            Timing.parse((piece * 60)[:LONGEST_WORDS] + "§", year=2023)


@pytest.mark.parametrize(
    "words",
    [
        "HT\u00a02023",
        "HT\u202f2023",
        "ht 2023",
        " HT 2023 ",
        "HT2023",
        "HT\n2023",
        "Ht 23",
        "HT -23",
        "höst\u00adterminen 2023",
        "ho\u0308sten 2023",
    ],
)
def test_spaces_case_and_composition_do_not_matter(words):
    assert Timing.parse(words).span() == Timing.parse("HT 2023").span()


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", "‐", "‑", " - ", " – ", " − "])
def test_every_dash_is_a_dash(dash):
    assert Timing.parse(f"februari{dash}juni", year=2023).span() == Timing.parse("februari - juni 2023").span()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sep- tember 2023", "september 2023"),
        ("Septembe- r - dec 2023", "september - dec 2023"),
        ("okto- ber 2023", "oktober 2023"),
        ("maj - juni 2023", "maj-juni 2023"),
    ],
)
def test_a_word_broken_by_a_narrow_column_is_healed(words, expected):
    assert Timing.parse(words).span() == Timing.parse(expected).span()


@pytest.mark.parametrize(
    "words",
    [
        "12345678901234567890",
        "HT 2023 HT 2024",
        "30/30 2023",
        "2023-10-25--",
        "från",
        "klar",
        "mellan 1 juni 2024",
        "tidigt",
        "och",
        "-",
        "nyår",
    ],
)
def test_refused(words):
    with pytest.raises(TimingError):
        Timing.parse(words, year=2023)


@pytest.mark.parametrize("year", [0, 1949, 2100, 10_000, -1])
def test_an_impossible_year_of_context_is_refused_as_words_are(year):
    with pytest.raises(TimingError):
        Timing.parse("oktober", year=year)


def test_too_many_words():
    assert Timing.parse("HT 2023" + "\u00a0" * 100).words == "HT 2023"
    with pytest.raises(TimingError):
        Timing.parse("HT 2023" + "." * LONGEST_WORDS)


def test_an_error_is_unreadable():
    with pytest.raises(Unreadable):
        Timing.parse("när vi hinner")


@pytest.mark.parametrize(
    ("words", "exact_day", "exact", "open_ended", "recurring"),
    [
        ("2023-10-25", True, True, False, False),
        ("1 jul - 31 dec 2023", False, True, False, False),
        ("HT 2023", False, False, False, False),
        ("Start 2021", False, False, True, False),
        ("från 1/8 2023", False, False, True, False),
        ("Löpande", False, False, True, True),
        ("1 ggr/v HT 2023", False, False, False, True),
        ("juni och december 2023", False, False, False, True),
        ("senast 1 juni 2024", False, False, False, False),
    ],
)
def test_what_kind_of_time(words, exact_day, exact, open_ended, recurring):
    timing = Timing.parse(words)
    assert (timing.is_exact_day, timing.is_exact, timing.is_open_ended, timing.is_recurring) == (exact_day, exact, open_ended, recurring)


@pytest.mark.parametrize(
    ("words", "on", "begun", "over", "days_late"),
    [
        ("2023-10-25", "2023-10-24", False, False, 0),
        ("2023-10-25", "2023-10-25", True, False, 0),
        ("2023-10-25", "2023-10-26", True, True, 1),
        ("HT 2023", "2023-07-01", False, False, 0),
        ("HT 2023", "2023-12-31", True, False, 0),
        ("HT 2023", "2024-01-08", True, True, 8),
        ("senast 1 juni 2024", "2024-06-01", False, False, 0),
        ("senast 1 juni 2024", "2024-06-02", False, True, 1),
        ("före 1 juni 2024", "2024-06-01", False, True, 1),
        ("Start 2021", "2030-01-01", True, False, 0),
        ("Löpande", "2030-01-01", False, False, 0),
    ],
)
def test_over_and_late(words, on, begun, over, days_late):
    timing, day = Timing.parse(words), date.fromisoformat(on)
    assert (timing.has_begun(day), timing.is_over(day), timing.is_late(day), timing.days_late(day)) == (begun, over, over, days_late)


def test_order():
    given = ["Löpande", "HT 2023", "senast 1 juni 2024", "Start 2021", "2023-10-25", "oktober 2023", "VT 2023", "25 okt 2023"]
    ordered = sorted((Timing.parse(words) for words in given), key=Timing.sort_key)
    assert [timing.words for timing in ordered] == [
        "Start 2021", "VT 2023", "HT 2023", "oktober 2023", "2023-10-25", "25 okt 2023", "senast 1 juni 2024", "Löpande",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "dates",
    [
        {"starts_earliest": date(2023, 1, 2), "starts_latest": date(2023, 1, 1)},
        {"ends_earliest": date(2023, 1, 2), "ends_latest": date(2023, 1, 1)},
        {"starts_earliest": date(2023, 1, 1), "ends_latest": date(2023, 1, 1)},
        {"starts_earliest": date(2023, 1, 1), "ends_earliest": date(2023, 1, 1)},
        {"starts_latest": date(2023, 1, 1), "ends_latest": date(2023, 1, 1)},
    ],
)
def test_a_timing_cannot_run_backwards(dates):
    with pytest.raises(TimingError):
        Timing("HT 2023", **dates)


def test_a_timing_has_words():
    assert str(Timing.parse(" Ht 22 - dec 23 ")) == "Ht 22 - dec 23"
    with pytest.raises(TimingError):
        Timing(" ")
    with pytest.raises(TimingError):
        Timing("x" * (LONGEST_WORDS + 1))


@pytest.mark.parametrize(
    ("words", "code", "in_words"),
    [
        ("1 ggr/v", "1/week", "en gång i veckan"),
        ("1 ggr/vecka", "1/week", "en gång i veckan"),
        ("en gång i veckan", "1/week", "en gång i veckan"),
        ("två gånger per år", "2/year", "2 gånger om året"),
        ("Ca 2 ggr/termin", "~2/term", "ungefär 2 gånger per termin"),
        ("1–2 ggr / månad", "1-2/month", "1–2 gånger i månaden"),
        ("1/vecka", "1/week", "en gång i veckan"),
        ("varje månad", "1/month", "en gång i månaden"),
        ("vartannat år", "1/2year", "vartannat år"),
        ("var 14:e dag", "1/14day", "med 14 dagars mellanrum"),
        ("var tredje månad", "1/3month", "med 3 månaders mellanrum"),
        ("kvartalsvis", "1/quarter", "en gång i kvartalet"),
        ("tills vidare", "continuous", "löpande"),
        ("återkommande", "recurring", "återkommande"),
        ("vid behov", "when_needed", "vid behov"),
        ("februari, maj och oktober 2024", "in:02,05,10", "i februari, maj och oktober"),
        ("årligen i juni och december", "in:06,12", "i juni och december"),
    ],
)
def test_rhythm(words, code, in_words):
    timing = Timing.parse(words)
    assert (timing.rhythm, Rhythm(timing.rhythm).in_words) == (code, in_words)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2000, "04-23"), (2011, "04-24"), (2016, "03-27"), (2024, "03-31"), (2025, "04-20"), (2038, "04-25"), (2049, "04-18")],
)
def test_easter(year, sunday):
    assert easter(year) == date.fromisoformat(f"{year}-{sunday}")


def test_every_easter_is_a_sunday_in_season():
    for year in range(1950, 2100):
        day = easter(year)
        assert day.weekday() == 6
        assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_nothing_in_here_is_a_digit_but_ascii():
    for digits in ("\u0662\u0660\u0662\u0663", "\uff12\uff10\uff12\uff13", "\u0968\u0966\u0968\u0969", "²⁰²³"):
        assert digits.isdigit() or set(digits) - set(string.digits)
        with pytest.raises(TimingError):
            Timing.parse(f"HT {digits}")
