"""Så läses tid: one table, which is the test, the documentation and the list of promises."""

from datetime import date

import pytest
from django.utils import translation

from fardplan.kit.timing import Timing, TimingError
from tests.spec._page import assert_page, table

pytestmark = pytest.mark.spec

# Words, the year they stand in, how they are read back, first day, last day.
SECTIONS = {
    "En dag": [
        ("2023-10-25", None, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("25 oktober 2023", None, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("25 okt 2023", None, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("onsdag 25 oktober 2023", None, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("2023-10-25 kl. 9.00–15.30", None, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("25-okt", 2023, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("3 feb.", 2023, "3 februari 2023", "2023-02-03", "2023-02-03"),
        ("16 mar", 2023, "16 mars 2023", "2023-03-16", "2023-03-16"),
        ("1 dec", 2023, "1 december 2023", "2023-12-01", "2023-12-01"),
        ("1 sept.", 2023, "1 september 2023", "2023-09-01", "2023-09-01"),
        ("231026", None, "26 oktober 2023", "2023-10-26", "2023-10-26"),
        ("230630", None, "30 juni 2023", "2023-06-30", "2023-06-30"),
        ("201001", None, "1 oktober 2020", "2020-10-01", "2020-10-01"),
        ("20-08-05", None, "5 augusti 2020", "2020-08-05", "2020-08-05"),
        ("1 juli 2021", None, "1 juli 2021", "2021-07-01", "2021-07-01"),
        ("1/8 2023", None, "1 augusti 2023", "2023-08-01", "2023-08-01"),
        ("1/8-23", None, "1 augusti 2023", "2023-08-01", "2023-08-01"),
        ("25-okt-23", None, "25 oktober 2023", "2023-10-25", "2023-10-25"),
        ("ca 1 juni 2024", None, "under 25 maj – 8 juni 2024", "2024-05-25", "2024-06-08"),
    ],
    "En vecka eller månad": [
        ("v. 42 2023", None, "under 16–22 oktober 2023", "2023-10-16", "2023-10-22"),
        ("vecka 1 2025", None, "under 30 december 2024 – 5 januari 2025", "2024-12-30", "2025-01-05"),
        ("v. 42-44 2023", None, "under 16 oktober – 5 november 2023", "2023-10-16", "2023-11-05"),
        ("Oktober 2020", None, "under oktober 2020", "2020-10-01", "2020-10-31"),
        ("oktober", 2023, "under oktober 2023", "2023-10-01", "2023-10-31"),
        ("okt-23", None, "under oktober 2023", "2023-10-01", "2023-10-31"),
        ("2023-10", None, "under oktober 2023", "2023-10-01", "2023-10-31"),
        ("Okt/nov", 2023, "under oktober–november 2023", "2023-10-01", "2023-11-30"),
        ("dec/jan", 2023, "under december 2023 – januari 2024", "2023-12-01", "2024-01-31"),
        ("början av mars 2024", None, "under 1–10 mars 2024", "2024-03-01", "2024-03-10"),
        ("slutet av mars 2024", None, "under 21–31 mars 2024", "2024-03-21", "2024-03-31"),
    ],
    "En termin, årstid eller del av ett år": [
        ("VT 2023", None, "under januari–juni 2023", "2023-01-01", "2023-06-30"),
        ("HT 2023", None, "under juli–december 2023", "2023-07-01", "2023-12-31"),
        ("ht-23", None, "under juli–december 2023", "2023-07-01", "2023-12-31"),
        ("våren 2024", None, "under januari–juni 2024", "2024-01-01", "2024-06-30"),
        ("hösten 2023", None, "under juli–december 2023", "2023-07-01", "2023-12-31"),
        ("sommaren 2024", None, "under juni–augusti 2024", "2024-06-01", "2024-08-31"),
        ("vintern 2023/2024", None, "under december 2023 – februari 2024", "2023-12-01", "2024-02-29"),
        ("årsskiftet 2023/2024", None, "under december 2023 – januari 2024", "2023-12-01", "2024-01-31"),
        ("läsåret 2023/24", None, "under juli 2023 – juni 2024", "2023-07-01", "2024-06-30"),
        ("tidigt 2024", None, "under januari–april 2024", "2024-01-01", "2024-04-30"),
        ("mitten av 2024", None, "under maj–augusti 2024", "2024-05-01", "2024-08-31"),
        ("sent 2024", None, "under september–december 2024", "2024-09-01", "2024-12-31"),
        ("kvartal 2 2024", None, "under april–juni 2024", "2024-04-01", "2024-06-30"),
        ("Q2 2024", None, "under april–juni 2024", "2024-04-01", "2024-06-30"),
        ("2023-Q1", None, "under januari–mars 2023", "2023-01-01", "2023-03-31"),
        ("2023-H1", None, "under januari–juni 2023", "2023-01-01", "2023-06-30"),
        ("andra halvåret 2023", None, "under juli–december 2023", "2023-07-01", "2023-12-31"),
    ],
    "Ett eller flera år": [
        ("2021", None, "under 2021", "2021-01-01", "2021-12-31"),
        ("under 2024", None, "under 2024", "2024-01-01", "2024-12-31"),
        ("2020-2021", None, "2020–2021", "2020-01-01", "2021-12-31"),
        ("2024–2029", None, "2024–2029", "2024-01-01", "2029-12-31"),
        ("2023-24", None, "2023–2024", "2023-01-01", "2024-12-31"),
        ("åren 2018-2019", None, "2018–2019", "2018-01-01", "2019-12-31"),
    ],
    "Från och till": [
        ("februari - juni", 2023, "februari – juni 2023", "2023-02-01", "2023-06-30"),
        ("Septembe- r - dec", 2023, "september – december 2023", "2023-09-01", "2023-12-31"),
        ("nov - feb", 2023, "november 2023 – februari 2024", "2023-11-01", "2024-02-29"),
        ("Ht 22 - dec 23", None, "från juli–december 2022 till december 2023", "2022-07-01", "2023-12-31"),
        ("1 jul - 31 dec 2023", None, "1 juli – 31 december 2023", "2023-07-01", "2023-12-31"),
        ("1–15 okt", 2023, "under 1–15 oktober 2023", "2023-10-01", "2023-10-15"),
        ("25 och 26 oktober 2023", None, "25–26 oktober 2023", "2023-10-25", "2023-10-26"),
        ("f.o.m. HT 2023 t.o.m. VT 2024", None, "1 juli 2023 – 30 juni 2024", "2023-07-01", "2024-06-30"),
        ("mellan 1 mars och 15 april 2024", None, "under 1 mars – 15 april 2024", "2024-03-01", "2024-04-15"),
        ("Start 2022 – avslutad HT 2023", None, "från 2022 till juli–december 2023", "2022-01-01", "2023-12-31"),
    ],
    "Bara början, bara slut": [
        ("Start 2021", None, "start under 2021", "2021-01-01", None),
        ("Start HT 2023", None, "start under juli–december 2023", "2023-07-01", None),
        ("från 1/8", 2023, "från och med 1 augusti 2023", "2023-08-01", None),
        ("from 1/11", 2023, "från och med 1 november 2023", "2023-11-01", None),
        ("Från och med år 2023", None, "från och med 1 januari 2023", "2023-01-01", None),
        ("tidigast HT 2024", None, "tidigast 1 juli 2024", "2024-07-01", None),
        ("efter påsk 2024", None, "tidigast 1 april 2024", "2024-04-01", None),
        ("tom 1/8", 2023, "till och med 1 augusti 2023", None, "2023-08-01"),
        ("t.o.m. 1/8 2023", None, "till och med 1 augusti 2023", None, "2023-08-01"),
        ("till och med 231231", None, "till och med 31 december 2023", None, "2023-12-31"),
        ("senast 2021-01-25", None, "senast 25 januari 2021", None, "2021-01-25"),
        ("senast 1 juni 2024", None, "senast 1 juni 2024", None, "2024-06-01"),
        ("före midsommar 2024", None, "senast 21 juni 2024", None, "2024-06-21"),
        ("före jul 2024", None, "senast 24 december 2024", None, "2024-12-24"),
        ("klart HT 2024", None, "slut under juli–december 2024", None, "2024-12-31"),
        ("tidigast 1 juni, senast 1 oktober 2024", None, "tidigast 1 juni 2024, senast 1 oktober 2024", "2024-06-01", "2024-10-01"),
    ],
    "Om och om igen": [
        ("Löpande", None, "löpande", None, None),
        ("1 ggr/v", None, "löpande, en gång i veckan", None, None),
        ("ca 1 ggr/mån", None, "löpande, ungefär en gång i månaden", None, None),
        ("1-2 ggr/månad", None, "löpande, 1–2 gånger i månaden", None, None),
        ("2-3 reportage/månad", None, "löpande, 2–3 gånger i månaden", None, None),
        ("varannan vecka", None, "löpande, varannan vecka", None, None),
        ("löpande, 1 ggr/v", None, "löpande, en gång i veckan", None, None),
        ("löpande från HT 2024", None, "löpande, start under juli–december 2024", "2024-07-01", None),
        ("1 ggr/mån HT 2023", None, "en gång i månaden, under juli–december 2023", "2023-07-01", "2023-12-31"),
        ("juni och december", 2023, "i juni och december 2023", "2023-06-01", "2023-12-31"),
        ("två gånger per år (juni och december)", None, "i juni och december", None, None),
        ("3 feb., 3 mars och 12 maj", 2023, "vid flera tillfällen, 3 februari – 12 maj 2023", "2023-02-03", "2023-05-12"),
    ],
}
REFUSED = [
    ("", None, "Ingen tid är angiven.", None),
    ("HT 2o23", None, "”HT 2o23” går inte att läsa som tid. Menade du HT 2023?", "HT 2023"),
    ("okotber 2023", None, "”okotber 2023” går inte att läsa som tid. Menade du oktober 2023?", "oktober 2023"),
    ("30 feb", 2023, "”30 feb” finns inte.", None),
    ("2023-13-01", None, "”2023-13-01” finns inte. Menade du 2023-01-13?", "2023-01-13"),
    ("202310", None, "”202310” finns inte. Menade du 2023-10?", "2023-10"),
    ("v. 53 2023", None, "”v. 53 2023” finns inte.", None),
    ("25-okt", None, "”25-okt” saknar år. Skriv det också, som i 25 oktober 2024 eller HT 2024.", None),
    ("torsdag 25 oktober 2023", None, "”torsdag 25 oktober 2023” har en veckodag som inte stämmer med datumet.", None),
    ("vintern 2024", None, "”vintern 2024” går att läsa på två sätt. Skriv båda åren, som vintern 2024/2025.", None),
    ("dec 2023 - jan 2023", None, "”dec 2023 - jan 2023” slutar innan det börjar.", None),
    ("1823", None, "”1823” ligger utanför åren 1950–2099.", None),
    (
        "när vi hinner",
        None,
        "”när vi hinner” går inte att läsa som tid. Skriv till exempel 25 oktober 2024, mars 2024, HT 2024 eller löpande.",
        None,
    ),
]

READ = [row for rows in SECTIONS.values() for row in rows]


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("words", "year", "reads_as", "first", "last"), READ, ids=[row[0] for row in READ])
def test_read(words, year, reads_as, first, last):
    timing = Timing.parse(words, year=year)
    span = timing.span()
    assert (timing.words, timing.reads_as(), span.from_date, span.last_day) == (words, reads_as, day(first), day(last))


@pytest.mark.parametrize(("words", "year", "complaint", "suggestion"), REFUSED, ids=[row[0] or "empty" for row in REFUSED])
def test_refused(words, year, complaint, suggestion):
    with pytest.raises(TimingError) as refused:
        Timing.parse(words, year=year)
    assert (str(refused.value), refused.value.suggestion) == (complaint, suggestion)
    if suggestion:
        assert Timing.parse(suggestion, year=year)


def test_page():
    heads = ["Skrivet", "Står i", "Läses som", "Första dag", "Sista dag"]
    page = [INTRODUCTION]
    for heading, rows in SECTIONS.items():
        cells = [[w, f"{y or ''}", r, first or "–", last or "–"] for w, y, r, first, last in rows]
        page += [f"## {heading}", table(heads, cells)]
    page += ["## Går inte att läsa", table(["Skrivet", "Svar"], [[words or "(tomt)", complaint] for words, _, complaint, _ in REFUSED])]
    assert_page("sa-lases-tid.md", "\n\n".join(page) + "\n")


INTRODUCTION = """# Så läses tid

Skriv som ni brukar. Orden sparas och visas som de står; dagarna här nedanför används för att rita, sortera och säga vad som är
sent. Sidan skrivs av `tests/spec/test_timing.py`.

”Står i” är året som orden hör till, till exempel årsrapporten för 2023. Utan det måste årtalet skrivas ut.

Varför så:

- **VT** är januari–juni och **HT** juli–december. **Våren** och **hösten** läses likadant, för i planering används orden om vartannat.
- Kan orden betyda olika mycket läses de brett. En smal läsning kallar saker sena som inte är det.
- **Sommaren** är juni–augusti. **Vintern** behöver båda åren, annars kan den vara två.
- **Tidigt, mitten av, sent** är tredjedelar: januari–april av ett år, dag 1–10 av en månad.
- **Årsskiftet** är december och januari: det som ska vara klart till årsskiftet stängs ofta i januari.
- **”juli – september”** börjar någon gång i juli och slutar någon gång i september. Med **från och med** och **till och med** räknas
  hela den nämnda månaden in.
- **Start 2021** börjar någon gång 2021 och har inget slut. **Klart HT 2024** har bara ett slut.
- **”okt/nov”** är någon gång under de två månaderna, **”juni och december”** en gång i varje.
- **Före midsommar** slutar på midsommarafton, **före jul** på julafton. Annars är ”jul” juli.
- Årtal med två siffror hör till 2000-talet. Sex siffror är ÅÅMMDD. ”25-okt” är en dag och ”okt-23” ett år, som i kalkylblad.
- **Ca** framför en dag är en vecka åt vardera hållet.
- **Senast** och **till och med** räknar in dagen. Sista dagen på sidan är alltid den sista dag som ingår."""
